internal import LayBounds
import LayFiles
import LayShell

/// What the words of a call of apt-get ask for.
struct AptWishes {
    /// A package's file that was named.
    struct Archive {
        let path: TreePath
        let package: DebianPackage
        let size: Int
    }

    private unowned let run: AptGetRun
    private(set) var archives: [Archive] = []
    private(set) var removed: Set<String> = []
    private var words: [String] = []
    private var missing: [String] = []
    /// What is said of packages that stay, once all is known.
    private var kept: [String] = []
    /// What could be had, if there were a network.
    private(set) var unreachable: [ControlStanza] = []

    init(_ run: AptGetRun) { self.run = run }

    /// Opens the files of packages among the words.
    ///
    /// - Throws: `UtilityFailure`, `BoundReached`.
    mutating func openArchives(_ given: [String]) throws {
        let call = run.call
        for word in given {
            guard word.contains("/"), !word.hasPrefix("-"),
                word.hasSuffix(".deb") || word.hasPrefix("/") || word.hasPrefix("./")
            else {
                words.append(word)
                continue
            }
            let path = call.path(Array(word.utf8))
            do {
                let archive = try DebianArchive(path, call.context)
                let members = try archive.controlMembers(call.context)
                guard let control = members.first(where: { $0.name == "control" }),
                    let stanza = ControlReader.stanzas(control.bytes).first
                else { throw DebianArchive.Fault.damaged }
                archives.append(
                    Archive(path: path, package: DebianPackage(stanza), size: archive.size))
            } catch is DebianArchive.Fault {
                throw try Apt.failure("Unsupported file \(word) given on commandline", call)
            }
        }
    }

    /// Finds out what the other words mean.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    mutating func read(removes: Bool, purges: Bool = false) throws {
        let names = AptNames(run.database, run.call)
        let lists = AptLists(run.call.context)
        let known = lists.isEmpty ? [:] : try lists.newest(Set(words.map { Self.name($0) }))
        for word in words {
            var name = word
            var isRemoval = removes
            if run.database[name] == nil, known[name] == nil {
                if name.hasSuffix("-") { (name, isRemoval) = (String(name.dropLast()), true) }
                if name.hasSuffix("+") { (name, isRemoval) = (String(name.dropLast()), false) }
            }
            var version: String?
            var release: String?
            if let equals = name.firstIndex(of: "=") {
                version = String(name[name.index(after: equals)...])
                name = String(name[..<equals])
            } else if let slash = name.firstIndex(of: "/") {
                release = String(name[name.index(after: slash)...])
                name = String(name[..<slash])
            }
            if let package = run.database[name], package.isInstalled {
                if isRemoval {
                    removed.insert(run.database.key(package))
                } else {
                    try keep(package, known[package.name], version, release)
                }
                continue
            }
            if isRemoval, purges, let package = run.database[name], package.state == "config-files"
            {
                removed.insert(run.database.key(package))
                continue
            }
            if AptNames.isPattern(name) {
                let found = try names.matches(name)
                for package in found.sorted(by: { $0.name < $1.name }) {
                    if isRemoval {
                        removed.insert(run.database.key(package))
                    } else {
                        try keep(package, nil, nil, nil)
                    }
                }
                if !found.isEmpty { continue }
            }
            try take(name, word, isRemoval, known[name])
        }
    }

    private static func name(_ word: String) -> String {
        String(word.prefix { $0 != "=" && $0 != "/" })
    }

    private func unavailable(_ name: String) throws {
        try run.say(
            "Package \(name) is not available, but is referred to by another package.\n"
                + "This may mean that the package is missing, has been obsoleted, or\n"
                + "is only available from another source\n")
    }

    private mutating func keep(
        _ package: DebianPackage, _ known: ControlStanza?, _ version: String?, _ release: String?
    ) throws {
        if let version, version != package.version {
            if known?.text("Version") == version, let known { return unreachable.append(known) }
            try unavailable(package.name)
            missing.append("Version '\(version)' for '\(package.name)' was not found")
            return
        }
        if let release {
            try unavailable(package.name)
            missing.append("Release '\(release)' for '\(package.name)' was not found")
            return
        }
        if let known,
            PackageVersion(known.text("Version")).order(PackageVersion(package.version)) > 0
        {
            unreachable.append(known)
            return
        }
        if run.arguments.has("reinstall") {
            return try run.say(
                "Reinstallation of \(package.name) is not possible, it cannot be downloaded.")
        }
        kept.append("\(package.name) is already the newest version (\(package.version)).")
        if run.states.isAutomatic(package), !run.arguments.has("mark-auto"), !run.arguments.has("s")
        {
            kept.append("\(package.name) set to manually installed.")
            run.states.set(package, automatic: false, native: run.database.nativeArchitecture)
            try run.states.save()
        }
    }

    private mutating func take(
        _ name: String, _ word: String, _ isRemoval: Bool, _ known: ControlStanza?
    ) throws {
        if isRemoval {
            if run.database[name] != nil || known != nil || isMentioned(name) {
                return try run.say("Package '\(name)' is not installed, so not removed")
            }
        } else if let known {
            return unreachable.append(known)
        } else if let archive = archives.first(where: { $0.package.name == name }) {
            return try run.say("Note, selecting '\(archive.package.name)' for '\(word)'")
        }
        let providers = run.database.providers(of: PackageRelation(name)) { $0.isInstalled }
        if let only = providers.first, providers.count == 1, !isRemoval {
            return try keep(only, nil, nil, nil)
        }
        if isMentioned(name) {
            try unavailable(name)
            missing.append("Package '\(name)' has no installation candidate")
            return
        }
        missing.append("Unable to locate package \(name)")
        if AptNames.isPattern(name) {
            missing.append("Couldn't find any package by glob '\(name)'")
            missing.append("Couldn't find any package by regex '\(name)'")
        }
    }

    private func isMentioned(_ name: String) -> Bool {
        run.database.packages.contains { package in
            [
                "Depends", "Pre-Depends", "Recommends", "Suggests", "Breaks", "Conflicts",
                "Replaces", "Provides", "Enhances",
            ].contains { field in
                guard let value = package.stanza[field], value.count >= name.utf8.count else {
                    return false
                }
                return package.relations(field).joined().contains { $0.name == name }
            }
        }
    }

    /// Says which words mean nothing, and what could not be fetched; false where all is well.
    ///
    /// - Throws: `BoundReached`.
    func tellMissing(removes: Bool) throws -> Bool {
        if missing.isEmpty {
            for line in kept { try run.say(line) }
            return false
        }
        for text in missing { try Apt.complain("E: \(text)", run.call) }
        if !removes,
            missing.contains(where: { !$0.hasPrefix("Version") && !$0.hasPrefix("Release") })
        {
            try Apt.complain(
                "N: Lay has no network: a package is installed from a .deb file, or by a program "
                    + "that stands for apt-get", run.call)
        }
        return true
    }
}
