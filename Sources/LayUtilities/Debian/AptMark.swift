internal import LayBounds
import LayFiles
internal import LayRegex
import LayShell

extension Utilities {
    /// The options that all of apt's programs have.
    static let aptOptions = [
        UtilityOption("-o, --option=NAME=VALUE", "a setting"),
        UtilityOption("-c, --config-file=FILE", "a file of settings", .idle("those of /etc/apt")),
        UtilityOption("-q, --quiet, --silent[=N]", "say less"),
        UtilityOption("-v, --version", "print the version"),
    ]

    static let aptMarkUtility = Utility(
        "apt-mark", "mark packages", usage: "[options] {auto|manual} pkg1 [pkg2 ...]",
        aptOptions + [
            UtilityOption(
                "-s, --simulate, --just-print, --dry-run, --recon, --no-act", "do nothing"),
            UtilityOption("-f, --file=FILE", "where marks are", .missing),
        ], readsWords: true
    ) { call in
        var arguments = try AptArguments(call)
        guard let command = arguments.takeCommand() else {
            try call.write(
                "apt \(Apt.version) (\(DebianArchitecture.native(call.context)))\n"
                    + call.utility.help(.gnu))
            return 1
        }
        let database = try PackageDatabase(call.context)
        let states = try AptStates(call.context)
        let names = arguments.words
        switch command {
        case "showauto", "showmanual", "showhold", "showholds", "showheld", "showholded":
            for package in database.sorted where package.isInstalled || command.hasPrefix("showh") {
                if !names.isEmpty, !names.contains(package.name) { continue }
                let fits: Bool
                switch command {
                case "showauto": fits = states.isAutomatic(package)
                case "showmanual": fits = !states.isAutomatic(package)
                default: fits = package.want == "hold"
                }
                if fits { try call.write(AptNames.shown(package, database) + "\n") }
            }
            return 0
        case "auto", "manual", "hold", "unhold", "markauto", "unmarkauto", "install", "remove",
            "purge":
            return try mark(command, names, arguments.has("s"), database, states, call)
        case "minimize-manual":
            try call.write("No changes necessary\n")
            return 0
        default: throw try Apt.failure("Invalid operation \(command)", call)
        }
    }

    private static func mark(
        _ command: String, _ names: [String], _ isDry: Bool, _ database: PackageDatabase,
        _ states: AptStates, _ call: UtilityCall
    ) throws -> UInt8 {
        let (found, missing) = try AptNames(database, call).installed(names)
        if found.isEmpty {
            for name in missing { try Apt.complain("E: Unable to locate package \(name)", call) }
            throw try Apt.failure("No packages found", call)
        }
        let automatic = command == "auto" || command == "markauto"
        // In the order of the database, as apt numbers packages.
        let keys = Set(found.map(database.key))
        for var package in database.packages where keys.contains(database.key(package)) {
            let name = AptNames.shown(package, database)
            switch command {
            case "hold", "unhold":
                let wish = command == "hold" ? "hold" : "install"
                if (package.want == "hold") == (command == "hold") {
                    try call.write(
                        command == "hold"
                            ? "\(name) was already set on hold.\n"
                            : "\(name) was already not on hold.\n")
                    continue
                }
                package.want = wish
                database[database.key(package)] = package
                try call.write(
                    command == "hold" ? "\(name) set on hold.\n" : "Canceled hold on \(name).\n")
            case "install", "remove", "purge":
                package.want = command == "remove" ? "deinstall" : command
                database[database.key(package)] = package
                try call.write(
                    "Selected \(name) for \(command == "purge" ? "purge" : command == "remove" ? "removal" : "installation").\n"
                )
            default:
                let text = automatic ? "automatically" : "manually"
                if states.isAutomatic(package) == automatic {
                    try call.write("\(name) was already set to \(text) installed.\n")
                    continue
                }
                states.set(package, automatic: automatic, native: database.nativeArchitecture)
                try call.write("\(name) set to \(text) installed.\n")
            }
        }
        if !isDry {
            if ["auto", "manual", "markauto", "unmarkauto"].contains(command) {
                try states.save()
            } else {
                try database.save()
            }
        }
        for name in missing { try Apt.complain("E: Unable to locate package \(name)", call) }
        return missing.isEmpty ? 0 : 100
    }
}

/// Which packages words mean to apt: names, patterns with wildcards, regular expressions.
struct AptNames {
    private let database: PackageDatabase
    private let call: UtilityCall

    init(_ database: PackageDatabase, _ call: UtilityCall) {
        self.database = database
        self.call = call
    }

    /// A name with its architecture where that is a foreign one.
    static func shown(_ package: DebianPackage, _ database: PackageDatabase) -> String {
        ["all", database.nativeArchitecture].contains(package.architecture)
            ? package.name : "\(package.name):\(package.architecture)"
    }

    /// True for a word that is a pattern.
    static func isPattern(_ word: String) -> Bool {
        word.utf8.contains { "*?[]^$|".utf8.contains($0) }
    }

    /// The names of installed packages that a pattern fits.
    func matches(_ word: String) throws -> [DebianPackage] {
        let glob = FileNamePattern(Array(word.utf8))
        let first = database.packages.filter { $0.isInstalled && glob.matches(Array($0.name.utf8)) }
        if !first.isEmpty { return first }
        guard let expression = try? RegularExpression(Array(word.utf8), .bash) else { return [] }
        var found: [DebianPackage] = []
        for package in database.packages where package.isInstalled {
            try call.context.step()
            if try expression.matches(Array(package.name.utf8)) { found.append(package) }
        }
        return found
    }

    /// The installed packages of some words, and the words that mean none.
    func installed(_ words: [String]) throws -> (found: [DebianPackage], missing: [String]) {
        var found: [DebianPackage] = []
        var missing: [String] = []
        for word in words {
            let these: [DebianPackage]
            if let package = database[word], package.isInstalled {
                these = [package]
            } else {
                these = Self.isPattern(word) ? try matches(word) : []
            }
            if these.isEmpty { missing.append(word) }
            for package in these where !found.contains(where: { $0.name == package.name }) {
                found.append(package)
            }
        }
        return (found, missing)
    }
}
