internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// A package's file whose control files were read.
struct UnpackedPackage {
    let archive: DebianArchive
    var package: DebianPackage
    let members: [DebianArchive.ControlMember]

    /// The configuration files that the package names.
    var conffiles: [[UInt8]] {
        (members.first { $0.name == "conffiles" }?.bytes ?? []).split(separator: 10).compactMap {
            let line = $0.starts(with: "remove-on-upgrade ".utf8) ? [] : Array($0)
            return line.first == 47 ? line : nil
        }
    }
}

extension PackageRun {
    /// A name as messages have it, its beginning left out where it is long.
    private func summary(_ name: String) -> String {
        var rest = Substring(name)
        while rest.utf8.count > 30,
            let slash = rest.dropFirst().firstIndex(of: "/")
        {
            rest = rest[slash...]
        }
        return rest.count == name.count ? name : "...\(rest)"
    }

    /// Unpacks a package's file.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func unpack(_ word: [UInt8], configures: Bool) throws {
        let name = call.text(word)
        let deb = DpkgVoice.archive(call)
        var unpacked: UnpackedPackage
        do {
            let archive = try deb.open(word)
            let (stanza, members) = try deb.control(of: archive, word)
            unpacked = UnpackedPackage(
                archive: archive, package: DebianPackage(stanza), members: members)
        } catch is UtilityFailure {
            return try fail(
                name, "dpkg-deb --control subprocess returned error exit status 2", isArchive: true)
        }
        let known = database[database.key(unpacked.package)]
        let old = known ?? DebianPackage(unknown: unpacked.package.name)
        guard try admits(&unpacked, old, name) else { return }
        let package = unpacked.package
        let owners = try owners()
        try say("Preparing to unpack \(summary(name)) ...")
        if settings.isDry { return }
        let isUpgrade = old.isInstalled
        try log(
            "\(isUpgrade ? "upgrade" : "install") \(package.name):\(package.architecture) "
                + "\(old.version.isEmpty ? "<none>" : old.version) \(package.version)")
        guard try prepare(unpacked, old, name) else { return }
        let over = isUpgrade ? " over (\(old.version))" : ""
        try say("Unpacking \(database.shown(package)) (\(package.version))\(over) ...")
        var writer = PackageWriter(self, unpacked, old, owners)
        do {
            if let problem = try writer.write() {
                if let failure = try script(.postrm, of: unpacked, abort(old, package)) {
                    try voice.complain("error while cleaning up:\n \(failure)")
                }
                return try fail(name, problem, isArchive: true)
            }
        } catch let fault as DebianArchive.Fault {
            try deb.complain("error: \(DpkgVoice.text(fault, name))")
            return try fail(
                name, "dpkg-deb --fsys-tarfile subprocess returned error exit status 2",
                isArchive: true)
        }
        if isUpgrade, try !leave(unpacked, old, name) { return }
        try writer.finish()
        try triggers.activate(by: package, unpacked.members, writer.list)
        guard configures else { return }
        let key = database.key(package)
        if queue.contains(key) {
            try say(
                "More than one copy of package \(database.shown(package)) has been unpacked\n"
                    + " in this run !  Only configuring it once.")
        } else {
            queue.append(key)
        }
    }

    private func abort(_ old: DebianPackage, _ new: DebianPackage) -> [String] {
        old.isInstalled
            ? ["abort-upgrade", old.version, new.version]
            : old.state == "config-files"
                ? ["abort-install", configured(old), new.version] : ["abort-install"]
    }

    /// The version that was configured last.
    func configured(_ package: DebianPackage) -> String {
        let version = package.stanza.text("Config-Version")
        if !version.isEmpty { return version }
        return package.isConfigured ? package.version : ""
    }

    // MARK: Before

    /// Says whether an archive may be unpacked, and why not.
    private func admits(
        _ unpacked: inout UnpackedPackage, _ old: DebianPackage, _ name: String
    ) throws -> Bool {
        let package = unpacked.package
        let architecture = package.architecture
        if architecture != "all", architecture != database.nativeArchitecture,
            !database.foreignArchitectures.contains(architecture)
        {
            let problem =
                "package architecture (\(architecture)) does not match system "
                + "(\(database.nativeArchitecture))"
            if try !overrides("architecture", problem) {
                try fail(name, problem, isArchive: true)
                return false
            }
        }
        if old.isInstalled {
            let order = PackageVersion(package.version).order(PackageVersion(old.version))
            if order == 0, settings.skipsSameVersion {
                try voice.complain(
                    "version \(package.version) of \(database.shown(package)) already installed, "
                        + "skipping")
                return false
            }
            if order < 0 {
                if settings.refusesDowngrade || !settings.forces("downgrade") {
                    try voice.complain(
                        "will not downgrade \(database.shown(package)) from \(old.version) to "
                            + "\(package.version), skipping")
                    return false
                }
                try voice.complain(
                    "warning: downgrading \(database.shown(package)) from \(old.version) to "
                        + "\(package.version)")
            }
        }
        if old.want != "install", old.want != "hold" {
            try say("Selecting previously unselected package \(database.shown(package)).")
        }
        unpacked.package.want = old.want == "hold" ? "hold" : "install"
        var kept = old
        kept.want = unpacked.package.want
        if kept.architecture.isEmpty { kept.stanza.set("Architecture", architecture) }
        if !settings.isDry { database[database.key(package)] = kept }
        return try preDependsFit(package, name) && conflictsFit(package, name)
    }

    private func preDependsFit(_ package: DebianPackage, _ name: String) throws -> Bool {
        for alternatives in package.relations("Pre-Depends") {
            let isThere = alternatives.contains {
                !database.providers(of: $0, where: { $0.isConfigured }).isEmpty
            }
            if isThere { continue }
            // What was unpacked in this run is configured before.
            for relation in alternatives {
                for candidate in database.providers(of: relation, where: { $0.isInstalled })
                where queue.contains(database.key(candidate)) {
                    try configure(only: database.key(candidate))
                }
            }
            let isReady = alternatives.contains {
                !database.providers(of: $0, where: { $0.isConfigured }).isEmpty
            }
            if isReady { continue }
            let text = alternatives.map(\.text).joined(separator: " | ")
            var reasons = ""
            for relation in alternatives {
                if let other = database[relation.name], other.isInstalled {
                    reasons +=
                        relation.admits(other.version)
                        ? "  \(relation.name) is unpacked, but has never been configured.\n"
                        : "  \(relation.name) is installed, but is version \(other.version).\n"
                } else {
                    reasons += "  \(relation.name) is not installed.\n"
                }
            }
            try voice.complain(
                "regarding \(name) containing \(database.shown(package)), pre-dependency problem:\n"
                    + " \(database.shown(package)) pre-depends on \(text)\n\(reasons)")
            if settings.forces("depends") {
                try voice.complain("warning: ignoring pre-dependency problem!")
                continue
            }
            try fail(
                name, "pre-dependency problem - not installing \(database.shown(package))",
                isArchive: true)
            return false
        }
        return true
    }

    private func conflictsFit(_ package: DebianPackage, _ name: String) throws -> Bool {
        for (field, verb) in [("Conflicts", "conflicts with"), ("Breaks", "breaks")] {
            for relation in package.relations(field).joined() {
                let others = database.providers(of: relation) {
                    $0.isInstalled && $0.name != package.name
                }
                guard let other = others.first else { continue }
                let problem =
                    "regarding \(name) containing \(database.shown(package)):\n"
                    + " \(database.shown(package)) \(verb) \(relation.text)\n"
                    + "  \(database.shown(other)) (version \(other.version)) is present and "
                    + "\(other.state).\n"
                try voice.complain(problem)
                if settings.forces(field.lowercased()) {
                    try voice.complain("warning: ignoring conflict, may proceed anyway!")
                    continue
                }
                try fail(
                    name,
                    field == "Conflicts"
                        ? "conflicting packages - not installing \(database.shown(package))"
                        : "installing \(database.shown(package)) would break "
                            + "\(database.shown(other)), and\n deconfiguration is not permitted "
                            + "(--auto-deconfigure might help)", isArchive: true)
                return false
            }
        }
        return true
    }

    /// Runs the scripts before files are unpacked; false where one of them failed.
    private func prepare(
        _ unpacked: UnpackedPackage, _ old: DebianPackage, _ name: String
    ) throws -> Bool {
        let new = unpacked.package
        if old.isConfigured || old.state == "half-configured" {
            if let failure = try script(.prerm, of: old, ["upgrade", new.version], .old) {
                try voice.complain("warning: \(failure)")
                try voice.complain("trying script from the new package instead ...")
                if let again = try script(
                    .prerm, of: unpacked, ["failed-upgrade", old.version, new.version])
                {
                    try fail(name, again, isArchive: true)
                    _ = try script(.postinst, of: old, ["abort-upgrade", new.version], .old)
                    return false
                }
            }
        }
        let arguments =
            old.isInstalled || old.state == "half-installed"
            ? ["upgrade", old.version, new.version]
            : old.state == "config-files"
                ? ["install", configured(old), new.version] : ["install"]
        guard let failure = try script(.preinst, of: unpacked, arguments) else { return true }
        try fail(name, failure, isArchive: true)
        if let again = try script(.postrm, of: unpacked, abort(old, new)) {
            try voice.complain("error while cleaning up:\n \(again)")
        }
        if old.isConfigured {
            _ = try script(.postinst, of: old, ["abort-upgrade", new.version], .old)
        }
        return false
    }

    /// Runs the old version's last script; false where it and the new one's failed.
    private func leave(
        _ unpacked: UnpackedPackage, _ old: DebianPackage, _ name: String
    ) throws -> Bool {
        let new = unpacked.package
        guard let failure = try script(.postrm, of: old, ["upgrade", new.version], .old) else {
            return true
        }
        try voice.complain("warning: \(failure)")
        try voice.complain("trying script from the new package instead ...")
        guard
            let again = try script(
                .postrm, of: unpacked, ["failed-upgrade", old.version, new.version])
        else { return true }
        try fail(name, again, isArchive: true)
        return false
    }
}
