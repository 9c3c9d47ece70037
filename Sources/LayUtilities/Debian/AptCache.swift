internal import LayArchive
internal import LayBounds
import LayFiles
internal import LayRegex
import LayShell

extension Utilities {
    /// Options of apt-cache, which apt has as well.
    static let aptCacheExtraOptions = [
        UtilityOption("--installed", "installed ones alone"),
        UtilityOption("--upgradable, --upgradeable", "old ones alone"),
        UtilityOption("--manual-installed", "those that were asked for"),
        UtilityOption("--all-versions", "all versions", .idle("there is one of each")),
        UtilityOption("-n, --names-only", "look at names alone"),
        UtilityOption("--full", "all that is known"),
    ]

    static let aptCacheUtility = Utility(
        "apt-cache", "tell of packages that are there or could be had", usage: "[options] command",
        aptOptions + aptCacheExtraOptions + [
            UtilityOption("-p, --pkg-cache=FILE", "where the cache is", .idle("there is none")),
            UtilityOption("-s, --src-cache=FILE", "where the cache is", .idle("there is none")),
            UtilityOption("-g, --generate", "make the cache", .idle("there is none")),
            UtilityOption("-i, --important", "what is needed alone"),
            UtilityOption("-a, --all", "all versions", .idle("there is one of each")),
            UtilityOption("--all-names", "names that are only spoken of as well"),
            UtilityOption("--recurse", "and what those need", .missing),
            UtilityOption("--no-pre-depends", "leave them out"),
            UtilityOption("--no-depends", "leave them out"),
            UtilityOption("--no-recommends", "leave them out"),
            UtilityOption("--no-suggests", "leave them out"),
            UtilityOption("--no-conflicts", "leave them out"),
            UtilityOption("--no-breaks", "leave them out"),
            UtilityOption("--no-replaces", "leave them out"),
            UtilityOption("--no-enhances", "leave them out"),
        ], readsWords: true
    ) { call in
        var arguments = try AptArguments(call)
        guard let command = arguments.takeCommand() else {
            try call.write(
                "apt \(Apt.version) (\(DebianArchitecture.native(call.context)))\n"
                    + call.utility.help(.gnu))
            return 1
        }
        return try AptCacheRun(call, arguments).perform(command)
    }
}

/// One call of apt-cache, or of apt for one of its commands.
struct AptCacheRun {
    private let call: UtilityCall
    private let arguments: AptArguments
    private let database: PackageDatabase
    private let lists: AptLists
    private var names: [String] { arguments.words }

    init(_ call: UtilityCall, _ arguments: AptArguments) throws {
        self.call = call
        self.arguments = arguments
        database = try PackageDatabase(call.context)
        lists = AptLists(call.context)
    }

    /// Does what a command says.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform(_ command: String) throws -> UInt8 {
        switch command {
        case "policy": return try policy()
        case "show": return try show()
        case "search": return try search()
        case "pkgnames":
            var all = Set(database.packages.filter { $0.state != "not-installed" }.map(\.name))
            try lists.forEach { stanza, _ in all.insert(stanza.text("Package")) }
            for name in all.sorted() where names.first.map({ name.hasPrefix($0) }) ?? true {
                try call.write(name + "\n")
            }
        case "madison":
            for name in names {
                try lists.forEach { stanza, list in
                    guard stanza.text("Package") == name else { return }
                    try call.write(
                        PaddedText.right(name, 10) + " | "
                            + PaddedText.right(stanza.text("Version"), 10)
                            + " | \(AptListName.text(list))\n")
                }
            }
        case "depends", "rdepends": return try relations(command == "rdepends")
        case "list": return try list()
        case "stats", "dump", "dumpavail", "showpkg", "showsrc", "unmet", "dotty", "xvcg":
            throw try Apt.failure("\(command) is not supported by Lay", call)
        default: throw try Apt.failure("Invalid operation \(command)", call)
        }
        return 0
    }

    private func installed(_ name: String) -> DebianPackage? {
        database[name].flatMap { $0.isInstalled ? $0 : nil }
    }

    // MARK: Versions

    private func policy() throws -> UInt8 {
        if names.isEmpty {
            try call.write(
                "Package files:\n 100 /var/lib/dpkg/status\n     release a=now\nPinned packages:\n")
            return 0
        }
        var found: [String: [(version: String, list: String)]] = [:]
        let wanted = Set(names)
        try lists.forEach { stanza, list in
            let name = stanza.text("Package")
            if wanted.contains(name) {
                found[name, default: []].append((stanza.text("Version"), list))
            }
        }
        for name in names {
            let package = installed(name)
            var versions: [String: [String]] = [:]
            for (version, list) in found[name] ?? [] {
                versions[version, default: []].append("500 \(AptListName.text(list))")
            }
            if let package {
                versions[package.version, default: []].append("100 /var/lib/dpkg/status")
            }
            if versions.isEmpty { continue }
            let sorted = versions.keys.sorted { PackageVersion($0).order(PackageVersion($1)) > 0 }
            try call.write(
                "\(name):\n  Installed: \(package?.version ?? "(none)")\n"
                    + "  Candidate: \(sorted[0])\n  Version table:\n")
            for version in sorted {
                let places = versions[version] ?? []
                let mark = version == package?.version ? " ***" : "    "
                let priority = places.contains { $0.hasPrefix("500") } ? 500 : 100
                try call.write("\(mark) \(version) \(priority)\n")
                for place in places { try call.write("        \(place)\n") }
            }
        }
        return 0
    }

    private func show() throws -> UInt8 {
        var status: UInt8 = 0
        var isFound = false
        let known = lists.isEmpty ? [:] : try lists.newest(Set(names))
        for name in names {
            if var stanza = known[name] ?? installed(name)?.stanza {
                if known[name] == nil, let package = installed(name) {
                    stanza.set("Status", package.status)
                    stanza = stanza.sorted
                    stanza.set("Description-md5", Self.digest(stanza))
                }
                isFound = true
                try call.write(stanza.bytes + [10])
            } else {
                try Apt.complain(
                    "\(names.count == 1 ? "E: No packages found" : "E: Unable to locate package \(name)")",
                    call)
                status = 100
            }
        }
        if !isFound, names.count > 1 { try Apt.complain("E: No packages found", call) }
        return status
    }

    /// What tells a description from others.
    private static func digest(_ stanza: ControlStanza) -> String? {
        guard let text = stanza["Description"] else { return nil }
        return try? MessageDigest.hex(of: FileContents(text + [10]), .md5)
    }

    /// Every package once, the lists' before those that are installed.
    private func forEachPackage(_ body: (ControlStanza) throws -> Void) throws {
        var seen: Set<String> = []
        try lists.forEach { stanza, _ in
            if seen.insert(stanza.text("Package")).inserted { try body(stanza) }
        }
        for package in database.packages
        where package.isInstalled && !seen.contains(package.name) {
            try body(package.stanza)
        }
    }

    private func search() throws -> UInt8 {
        guard !names.isEmpty else {
            throw try Apt.failure("You must give at least one search pattern", call)
        }
        let expressions = try names.map { name in
            do {
                return try RegularExpression(Array(name.lowercased().utf8), .bash)
            } catch {
                throw try Apt.failure("Regex compilation error - \(error)", call)
            }
        }
        var lines: [String] = []
        try forEachPackage { stanza in
            let name = stanza.text("Package")
            let text = arguments.has("n") ? "" : stanza.text("Description").lowercased()
            for expression in expressions {
                let fits =
                    try expression.matches(Array(name.lowercased().utf8))
                    || !text.isEmpty && expression.matches(Array(text.utf8))
                if !fits { return }
            }
            lines.append("\(name) - \(call.text(stanza.synopsis))\n")
        }
        for line in lines.sorted() { try call.write(line) }
        return 0
    }

    private func relations(_ isReverse: Bool) throws -> UInt8 {
        let known = lists.isEmpty ? [:] : try lists.newest(Set(names))
        for name in names {
            guard let stanza = known[name] ?? installed(name)?.stanza else {
                throw try Apt.failure("No packages found", call)
            }
            try call.write(name + "\n")
            if isReverse {
                try call.write("Reverse Depends:\n")
                try forEachPackage { other in
                    let package = DebianPackage(other)
                    let all = ["Pre-Depends", "Depends", "Recommends", "Suggests"].flatMap {
                        package.relations($0).joined()
                    }
                    if all.contains(where: { $0.name == name }) {
                        try call.write("  \(package.name)\n")
                    }
                }
                continue
            }
            let package = DebianPackage(stanza)
            for (field, title, key) in [
                ("Pre-Depends", "PreDepends", "pre-depends"), ("Depends", "Depends", "depends"),
                ("Conflicts", "Conflicts", "conflicts"), ("Breaks", "Breaks", "breaks"),
                ("Suggests", "Suggests", "suggests"), ("Recommends", "Recommends", "recommends"),
                ("Replaces", "Replaces", "replaces"), ("Enhances", "Enhances", "enhances"),
            ] where !arguments.has("no-\(key)") {
                if arguments.has("i"), !["Pre-Depends", "Depends"].contains(field) { continue }
                for alternatives in package.relations(field) {
                    for (index, relation) in alternatives.enumerated() {
                        let mark = index + 1 < alternatives.count ? " |" : "  "
                        let isReal = installed(relation.name) != nil || !lists.isEmpty
                        try call.write(
                            "\(mark)\(title): \(isReal ? relation.name : "<\(relation.name)>")\n")
                    }
                }
            }
        }
        return 0
    }

    private func list() throws -> UInt8 {
        if arguments.quiet < 2 { try call.write("Listing...\n") }
        let states = try AptStates(call.context)
        let patterns = names.map { FileNamePattern(Array($0.utf8)) }
        for package in database.sorted where package.isInstalled && !arguments.has("upgradable") {
            if !patterns.isEmpty,
                !patterns.contains(where: { $0.matches(Array(package.name.utf8)) })
            {
                continue
            }
            let isAutomatic = states.isAutomatic(package)
            if arguments.has("manual-installed"), isAutomatic { continue }
            try call.write(
                "\(package.name)/now \(package.version) \(package.architecture) "
                    + "[installed,\(isAutomatic ? "automatic" : "local")]\n")
        }
        return 0
    }
}

/// What a list's file name says of where it came from.
enum AptListName {
    /// `http://HOST/PATH SUITE/COMPONENT ARCH Packages`, for `HOST_PATH_dists_SUITE_COMPONENT_…`.
    static func text(_ name: String) -> String {
        let parts = name.split(separator: "_").map(String.init)
        guard let dists = parts.firstIndex(of: "dists"), dists + 3 < parts.count else {
            return name
        }
        let address = "http://" + parts[..<dists].joined(separator: "/")
        let rest = parts[(dists + 1)...]
        guard let binary = rest.firstIndex(where: { $0.hasPrefix("binary-") }), binary >= dists + 3
        else { return name }
        let suite = rest[..<(binary - 1)].joined(separator: "/")
        return "\(address) \(suite)/\(parts[binary - 1]) \(parts[binary].dropFirst(7)) Packages"
    }
}
