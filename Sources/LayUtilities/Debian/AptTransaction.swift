internal import LayBounds
import LayFiles
import LayShell

/// Tells what a call of apt-get changes, asks, and has dpkg change it.
struct AptTransaction {
    private let run: AptGetRun
    private let wishes: AptWishes
    private let purges: Bool
    private let removesUnneeded: Bool
    private var call: UtilityCall { run.call }
    private var database: PackageDatabase { run.database }

    init(_ run: AptGetRun, _ wishes: AptWishes, purges: Bool, removesUnneeded: Bool) {
        self.run = run
        self.wishes = wishes
        self.purges = purges
        self.removesUnneeded = removesUnneeded
    }

    /// Does it; gives the status.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform() throws -> UInt8 {
        var new: [AptWishes.Archive] = []
        var upgraded: [AptWishes.Archive] = []
        var downgraded: [AptWishes.Archive] = []
        for archive in wishes.archives {
            guard let old = database[archive.package.name], old.isInstalled else {
                new.append(archive)
                continue
            }
            let order = PackageVersion(archive.package.version).order(PackageVersion(old.version))
            if order == 0, !run.arguments.has("reinstall") {
                try run.say("\(old.name) is already the newest version (\(old.version)).")
            } else if order >= 0 {
                upgraded.append(archive)
            } else {
                downgraded.append(archive)
            }
        }
        let changed = new + upgraded + downgraded
        if try tellUnmet(changed) { return 100 }
        let plan = AptPlan(
            database, run.states, run.arguments.settings, new: changed.map(\.package))
        var removed = try plan.closure(ofRemoving: wishes.removed)
        let unneeded = try plan.unneeded(after: removed)
        if removesUnneeded {
            removed.formUnion(unneeded.map(database.key))
        } else if !unneeded.isEmpty {
            let isOne = unneeded.count == 1
            try run.say(
                (isOne
                    ? "The following package was automatically installed and is no longer required:\n"
                    : "The following packages were automatically installed and are no longer required:\n")
                    + Apt.list(unneeded.map { AptNames.shown($0, database) })
                    + "Use 'apt autoremove' to remove \(isOne ? "it" : "them").")
        }
        let going = database.sorted.filter { removed.contains(database.key($0)) }
        try tell(
            "The following packages will be REMOVED:",
            going.map { AptNames.shown($0, database) + (purges ? "*" : "") })
        let fetched = wishes.unreachable.map { $0.text("Package") }
        try tell(
            "The following NEW packages will be installed:",
            (new.map(\.package.name) + fetched).sorted())
        try tell("The following packages will be upgraded:", upgraded.map(\.package.name).sorted())
        try tell(
            "The following packages will be DOWNGRADED:", downgraded.map(\.package.name).sorted())
        let essential = going.filter { $0.stanza.text("Essential") == "yes" }
        if !essential.isEmpty {
            try run.say(
                "WARNING: The following essential packages will be removed.\n"
                    + "This should NOT be done unless you know exactly what you are doing!\n"
                    + Apt.list(essential.map(\.name)).dropLast())
        }
        let held = going.filter { $0.want == "hold" }
        let down = downgraded.isEmpty ? "" : "\(downgraded.count) downgraded, "
        try run.say(
            "\(upgraded.count) upgraded, \(new.count + fetched.count) newly installed, \(down)"
                + "\(going.count) to remove and 0 not upgraded.")
        if run.arguments.has("s") { return try simulate(going, changed) }
        let isSure =
            run.arguments.has("y") || run.arguments.quiet > 1
            || run.arguments.settings.isTrue("APT::Get::Assume-Yes", standard: false)
        if !essential.isEmpty, !run.arguments.has("allow-remove-essential"),
            !run.arguments.has("force-yes")
        {
            throw try Apt.failure(
                "Essential packages were removed and -y was used without --allow-remove-essential.",
                call)
        }
        if !held.isEmpty, !run.arguments.has("allow-change-held-packages"),
            !run.arguments.has("force-yes")
        {
            throw try Apt.failure(
                "Held packages were changed and -y was used without --allow-change-held-packages.",
                call)
        }
        if !downgraded.isEmpty, isSure, !run.arguments.has("allow-downgrades"),
            !run.arguments.has("force-yes")
        {
            throw try Apt.failure(
                "Packages were downgraded and -y was used without --allow-downgrades.", call)
        }
        if !fetched.isEmpty {
            for stanza in wishes.unreachable {
                try Apt.complain(
                    "E: Failed to fetch \(stanza.text("Filename"))  Lay has no network", call)
            }
            throw try Apt.failure(
                "Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?",
                call)
        }
        if changed.isEmpty, going.isEmpty { return 0 }
        try tellSizes(changed, going)
        if !isSure, !going.isEmpty || changed.count > wishes.archives.count, try !isConfirmed() {
            try call.write("Abort.\n")
            return 1
        }
        return try apply(going, changed)
    }

    private func tell(_ title: String, _ names: [String]) throws {
        if names.isEmpty { return }
        try run.say(title + "\n" + String(Apt.list(names).dropLast()))
    }

    private func tellUnmet(_ changed: [AptWishes.Archive]) throws -> Bool {
        let plan = AptPlan(database, run.states, run.arguments.settings)
        var lines = ""
        for archive in changed {
            let start = " \(archive.package.name) : "
            var indent = start
            for (field, text, reason) in plan.lacks(archive.package, with: changed.map(\.package)) {
                lines += "\(indent)\(field): \(text) \(reason)\n"
                indent = String(repeating: " ", count: start.utf8.count)
            }
        }
        if lines.isEmpty { return false }
        try call.write(
            """
            Some packages could not be installed. This may mean that you have
            requested an impossible situation or if you are using the unstable
            distribution that some required packages have not yet been created
            or been moved out of Incoming.
            The following information may help to resolve the situation:

            The following packages have unmet dependencies:
            \(lines)
            """)
        try Apt.complain("E: Unable to correct problems, you have held broken packages.", call)
        return true
    }

    private func simulate(_ going: [DebianPackage], _ changed: [AptWishes.Archive]) throws -> UInt8
    {
        for package in going {
            try call.write("\(purges ? "Purg" : "Remv") \(package.name) [\(package.version)]\n")
        }
        for archive in changed {
            let package = archive.package
            let old =
                database[package.name].flatMap { $0.isInstalled ? " [\($0.version)]" : nil } ?? ""
            try call.write(
                "Inst \(package.name)\(old) (\(package.version) local-deb [\(package.architecture)])\n"
            )
        }
        for archive in changed {
            let package = archive.package
            try call.write(
                "Conf \(package.name) (\(package.version) local-deb [\(package.architecture)])\n")
        }
        return 0
    }

    private func tellSizes(_ changed: [AptWishes.Archive], _ going: [DebianPackage]) throws {
        func size(_ package: DebianPackage) -> Int {
            (Int(package.stanza.text("Installed-Size")) ?? 0).multipliedReportingOverflow(by: 1024)
                .partialValue
        }
        var difference = 0
        for archive in changed {
            difference &+= size(archive.package)
            if let old = database[archive.package.name], old.isInstalled {
                difference &-= size(old)
            }
        }
        for package in going where package.isInstalled { difference &-= size(package) }
        if !changed.isEmpty {
            let bytes = changed.reduce(0) { $0 &+ $1.size }
            try run.say("Need to get 0 B/\(Apt.size(bytes)) of archives.")
        }
        try run.say(
            difference < 0
                ? "After this operation, \(Apt.size(difference)) disk space will be freed."
                : "After this operation, \(Apt.size(difference)) of additional disk space will be used."
        )
        for (index, archive) in order(changed).enumerated() {
            let package = archive.package
            try run.say(
                "Get:\(index + 1) \(archive.path) \(package.name) \(package.architecture) "
                    + "\(package.version) [\(Apt.size(archive.size))]")
        }
    }

    private func isConfirmed() throws -> Bool {
        try call.write("Do you want to continue? [Y/n] ")
        try call.flush()
        var line: [UInt8] = []
        while line.count < 256 {
            guard let byte = try call.context.read(1).first else {
                if line.isEmpty { return false }
                break
            }
            if byte == 10 { break }
            line.append(byte)
        }
        return line.isEmpty || line.first == UInt8(ascii: "y") || line.first == UInt8(ascii: "Y")
    }

    private func apply(_ going: [DebianPackage], _ changed: [AptWishes.Archive]) throws -> UInt8 {
        let voice = DpkgVoice.dpkg(call)
        var words = ["dpkg", "--force-depends", "--force-remove-essential"].map { Array($0.utf8) }
        for (name, value) in run.arguments.settings.all where name.hasPrefix("dpkg::options") {
            if value.hasPrefix("--force-") { words.append(Array(value.utf8)) }
        }
        let arguments = try DpkgArguments(
            words.dropFirst(), Utilities.dpkgUtility.options, actions: [], voice)
        let settings = try PackageSettings(arguments, voice)
        var status: UInt8 = 0
        // As apt does it, each step is a run of dpkg.
        func step(_ action: String, _ body: (PackageRun) throws -> Void) throws {
            let dpkg = PackageRun(voice, database, action: action, settings)
            try body(dpkg)
            try dpkg.triggers.process()
            status = max(status, try dpkg.finish())
        }
        let present = going.filter(\.isInstalled)
        if !present.isEmpty {
            try step("remove") { try $0.remove(order(present).map(database.key), purges: false) }
        }
        if !changed.isEmpty {
            try step("unpack") { dpkg in
                for archive in order(changed) {
                    try dpkg.unpack(Array("\(archive.path)".utf8), configures: true)
                }
                try dpkg.configureQueue()
            }
        }
        let left = going.map(database.key).filter { database[$0]?.state == "config-files" }
        if purges, !left.isEmpty { try step("purge") { try $0.remove(left, purges: true) } }
        for package in going {
            run.states.set(package, automatic: false, native: database.nativeArchitecture)
        }
        if !changed.isEmpty || run.states.exists { try run.states.save() }
        if status == 0 { return 0 }
        throw try Apt.failure("Sub-process /usr/bin/dpkg returned an error code (\(status))", call)
    }

    /// Those first that others do not need.
    private func order(_ going: [DebianPackage]) -> [DebianPackage] {
        var left = going
        var result: [DebianPackage] = []
        while !left.isEmpty {
            let index =
                left.firstIndex { package in
                    !left.contains { other in
                        other.name != package.name
                            && (other.relations("Depends") + other.relations("Pre-Depends"))
                                .joined()
                                .contains { $0.name == package.name }
                    }
                } ?? 0
            result.append(left.remove(at: index))
        }
        return result
    }

    /// Those first that others need.
    private func order(_ changed: [AptWishes.Archive]) -> [AptWishes.Archive] {
        let names = order(changed.map(\.package)).reversed().map(\.name)
        return names.compactMap { name in changed.first { $0.package.name == name } }
    }
}
