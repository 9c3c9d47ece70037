import LayFiles
import LayShell

extension ApkRun {
    /// `apk info`.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func info() throws -> UInt8 {
        let words = arguments.words
        if arguments.has("W") || arguments.has("who-owns") { return try tellOwners() }
        if arguments.has("e") {
            var status: UInt8 = 0
            for word in words {
                let found = database.providers(of: ApkDependency(word))
                if found.isEmpty { status = 1 }
                for package in found where !arguments.has("q") {
                    try call.write((arguments.has("v") ? package.full : package.name) + "\n")
                }
            }
            return status
        }
        if words.isEmpty {
            for package in database.sorted {
                switch arguments.count("v") {
                case 0: try call.write(package.name + "\n")
                case 1: try call.write(package.full + "\n")
                default: try call.write("\(package.full) - \(package["T"])\n")
                }
            }
            return 0
        }
        var status: UInt8 = 0
        for word in words {
            guard let package = database[word] else {
                status = 1
                continue
            }
            try tell(package)
        }
        return status
    }

    private func tell(_ package: ApkPackage) throws {
        let sections: [(key: String, title: String)] = [
            ("d", "description"), ("w", "webpage"), ("I", "installed size"), ("R", "depends on"),
            ("P", "provides"), ("r", "is required by"), ("L", "contains"), ("t", "triggers"),
            ("i", "has auto-install rule"), ("Z", "replaces"), ("license", "license"),
        ]
        let isAll = arguments.has("a")
        var wanted = sections.filter { isAll || arguments.has($0.key) }
        if wanted.isEmpty { wanted = Array(sections.prefix(3)) }
        for (key, title) in wanted {
            var lines: [String]
            switch key {
            case "d": lines = [package["T"]]
            case "w": lines = [package["U"]]
            case "I": lines = [Self.size(package.size)]
            case "R": lines = package.dependencies.map(\.text)
            case "P": lines = package.provisions.map(\.text)
            case "r":
                let offered = Set([package.name] + package.provisions.map(\.name))
                lines = database.sorted.filter { other in
                    other.dependencies.contains { offered.contains($0.name) }
                }.map(\.full)
            case "L": lines = package.paths.map(call.text)
            case "t": lines = database.triggers.first { $0.sum == package["C"] }?.directories ?? []
            case "i": lines = ApkDependency.parse(package["i"]).map(\.text)
            case "Z": lines = ApkDependency.parse(package["r"]).map(\.text)
            default: lines = [package["L"]]
            }
            let separator = ["d", "w", "I", "license"].contains(key) ? " \(title):" : " \(title):"
            try call.write("\(package.full)\(separator)\n")
            for line in lines { try call.write(line + "\n") }
            try call.write("\n")
        }
    }

    /// A size in units of 1,024.
    private static func size(_ bytes: Int) -> String {
        var size = bytes
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if size < 10_000 { return "\(size) \(unit)" }
            size >>= 10
        }
        return "\(size) TiB"
    }

    private func tellOwners() throws -> UInt8 {
        var errors = 0
        for word in arguments.words {
            let path = call.path(Array(word.utf8))
            func owner(_ path: TreePath) -> ApkPackage? {
                database.packages.first { $0.paths.contains(path.bytes) }
            }
            if let package = owner(path) {
                let what =
                    (try? call.context.files.status(at: path, follow: false).kind) == .symlink
                    ? "\(word) symlink target is owned by" : "\(word) is owned by"
                if what.contains("symlink"),
                    let target = try? call.context.files.resolve(path, lastMayBeMissing: true),
                    let real = owner(target)
                {
                    try say("\(what) \(real.full)")
                    continue
                }
                try say("\(word) is owned by \(package.full)")
                continue
            }
            if let target = try? call.context.files.resolve(path, lastMayBeMissing: true),
                target != path, let real = owner(target)
            {
                try say("\(word) symlink target is owned by \(real.full)")
                continue
            }
            try complain("ERROR: \(word): Could not find owner package")
            errors += 1
        }
        return UInt8(clamping: errors)
    }

    /// `apk version`.
    ///
    /// - Throws: `UtilityFailure`, `BoundReached`.
    func version() throws -> UInt8 {
        let words = arguments.words
        if arguments.has("t") {
            guard words.count == 2 else { return 1 }
            let order = ApkVersion.order(words[0], words[1])
            try call.write(order == 0 ? "=\n" : order < 0 ? "<\n" : ">\n")
            return 0
        }
        if arguments.has("c") { return 0 }
        try say("Installed:                                Available:")
        for package in database.sorted where words.isEmpty || words.contains(package.name) {
            if arguments.has("v") || !words.isEmpty {
                try call.write(
                    "\(PaddedText.left(package.full, 41)) ? \n")
            }
        }
        return 0
    }

    /// `apk search`, `list`, `policy`, `stats`: what is installed is all that is known.
    ///
    /// - Throws: `BoundReached`.
    func look(_ command: String) throws -> UInt8 {
        switch command {
        case "search":
            let patterns = arguments.words.map { word in
                FileNamePattern(Array((arguments.has("e") ? word : "*\(word)*").utf8))
            }
            for package in database.sorted
            where patterns.isEmpty
                || patterns.contains(where: { $0.matches(Array(package.name.utf8)) })
            {
                try call.write(
                    arguments.has("v") || arguments.has("d")
                        ? "\(package.full) - \(package["T"])\n" : package.full + "\n")
            }
        case "list":
            for package in database.sorted
            where arguments.words.isEmpty
                || arguments.words.contains(where: {
                    FileNamePattern(Array($0.utf8)).matches(Array(package.name.utf8))
                })
            {
                let origin = package["o"].isEmpty ? package.name : package["o"]
                try call.write(
                    "\(package.full) \(package["A"]) {\(origin)} (\(package["L"])) [installed]\n")
            }
        case "policy":
            for word in arguments.words {
                guard let package = database[word] else { continue }
                try call.write("\(word) policy:\n  \(package.version):\n    lib/apk/db/installed\n")
            }
        default:
            let files = database.packages.reduce(0) { $0 + $1.paths.count }
            let directories = Set(database.packages.flatMap(\.directories)).count
            let bytes = database.packages.reduce(0) { $0 &+ $1.size }
            try call.write(
                "installed:\n  packages: \(database.packages.count)\n  dirs: \(directories)\n"
                    + "  files: \(files)\n  bytes: \(bytes)\n  triggers: \(database.triggers.count)\n"
                    + "available:\n  names: \(database.packages.count)\n"
                    + "  packages: \(database.packages.count)\natoms:\n  num: 0\n")
        }
        return 0
    }
}
