internal import LayBounds
import LayFiles
import LayShell

/// A run of dpkg that changes what is installed: what it may do, and what went wrong.
final class PackageRun {
    let voice: DpkgVoice
    let call: UtilityCall
    let database: PackageDatabase
    /// What packages are unpacked below.
    let root: TreePath
    /// The action as messages name it: `install`.
    let action: String
    let settings: PackageSettings
    let diversions: PackageDiversions
    /// The packages that are to be configured, in their order.
    var queue: [String] = []
    private var knownOwners: FileOwners?
    private var failures: [String] = []
    private(set) lazy var triggers = PackageTriggers(self)

    var context: ProgramContext { call.context }
    var files: any FileSystem { call.context.files }

    init(
        _ voice: DpkgVoice, _ database: PackageDatabase, root: TreePath = .root, action: String,
        _ settings: PackageSettings
    ) {
        self.voice = voice
        call = voice.call
        self.database = database
        self.root = root
        self.action = action
        self.settings = settings
        diversions = PackageDiversions(database)
    }

    /// Writes a line to the standard output.
    func say(_ text: String) throws { try call.write(text + "\n") }

    /// Who has which files; that they are read is told once.
    func owners() throws -> FileOwners {
        if let knownOwners { return knownOwners }
        let owners = try FileOwners(database)
        knownOwners = owners
        let what = owners.count == 1 ? "file or directory" : "files and directories"
        try say("(Reading database ... \(owners.count) \(what) currently installed.)")
        return owners
    }

    /// Says what went wrong with a package or an archive, which is named again at the end.
    func fail(_ name: String, _ reason: String, isArchive: Bool = false) throws {
        failures.append(name)
        try voice.complain(
            "error processing \(isArchive ? "archive" : "package") \(name) (--\(action)):\n"
                + " \(reason)")
    }

    /// Writes the database and names what went wrong; gives the status.
    func finish() throws -> UInt8 {
        if !settings.isDry { try database.save() }
        if failures.isEmpty { return 0 }
        try call.flush()
        try context.errors.write(
            "Errors were encountered while processing:\n"
                + failures.map { " \($0)\n" }.joined())
        return 1
    }

    /// Warns of what is done nevertheless where it is forced; false where it is not.
    func overrides(_ thing: String, _ problem: String) throws -> Bool {
        guard settings.forces(thing) else { return false }
        try voice.complain("warning: overriding problem because --force enabled:")
        try voice.complain("warning: \(problem)")
        return true
    }

    /// Writes a line of dpkg's log where its configuration names one.
    func log(_ text: String) throws {
        guard let path = settings.log, !settings.isDry else { return }
        let time = CivilTime(seconds: context.now)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let line =
            "\(time.year)-\(two(time.month))-\(two(time.day)) \(two(time.hour)):"
            + "\(two(time.minute)):\(two(time.second)) \(text)\n"
        do throws(FileError) {
            try files.append(Array(line.utf8), to: path, creating: FileAttributes(mode: 0o644))
        } catch {
            if let bound = error.bound { throw bound }
        }
    }

    /// Notes the state of a package, and its place in the log.
    func set(_ package: DebianPackage, state: String? = nil, logs: Bool = true) throws {
        var package = package
        if let state { package.state = state }
        database[database.key(package)] = package
        if logs {
            try log(
                "status \(package.state) \(package.name):\(package.architecture) \(package.version)"
            )
        }
    }
}

/// What a run of dpkg may do, by its arguments and its configuration.
struct PackageSettings {
    var isDry = false
    var usesTriggers = true
    var skipsSameVersion = false
    var refusesDowngrade = false
    var log: TreePath?
    private var forced: Set<String> = ["downgrade", "security-mac", "unsafe-io"]
    private var ignored: Set<String> = []
    private var paths: [(pattern: FileNamePattern, isExcluded: Bool)] = []

    /// All that can be forced.
    private static let known: Set<String> = [
        "security-mac", "downgrade", "configure-any", "hold", "not-root", "bad-path", "bad-verify",
        "bad-version", "statoverride-add", "statoverride-remove", "overwrite",
        "overwrite-diverted", "overwrite-dir", "unsafe-io", "script-chrootless", "confnew",
        "confold", "confdef", "confmiss", "confask", "architecture", "breaks", "conflicts",
        "depends", "depends-version", "remove-reinstreq", "remove-protected", "remove-essential",
    ]

    /// Reads the configuration below /etc/dpkg and the arguments.
    ///
    /// - Throws: `UtilityFailure`.
    init(_ arguments: DpkgArguments, _ voice: DpkgVoice) throws {
        let context = voice.call.context
        let directory = TreePath("/etc/dpkg/dpkg.cfg.d")
        var lines: [String] = []
        for item in (try? context.files.list(directory)) ?? [] where item.kind == .file {
            lines += SystemText.lines(of: directory.appending(name: item.name), context).map(
                String.init)
        }
        lines += SystemText.lines(of: "/etc/dpkg/dpkg.cfg", context).map(String.init)
        for line in lines where !line.hasPrefix("#") {
            let parts = line.split(maxSplits: 1) { $0 == " " || $0 == "=" || $0 == "\t" }
            guard let name = parts.first else { continue }
            try take(String(name), parts.count > 1 ? String(parts[1]) : nil, voice)
        }
        for (key, value) in arguments.given {
            switch key {
            case "force": try force(voice.call.text(value ?? []), true, voice)
            case "no-force": try force(voice.call.text(value ?? []), false, voice)
            case "no-act": isDry = true
            case "no-triggers": usesTriggers = false
            case "triggers": usesTriggers = true
            case "E": skipsSameVersion = true
            case "G": refusesDowngrade = true
            case "path-exclude", "path-include", "log", "ignore-depends":
                try take(key, value.map(voice.call.text), voice)
            default: break
            }
        }
    }

    private mutating func take(_ name: String, _ value: String?, _ voice: DpkgVoice) throws {
        switch name {
        case "log": log = value.map { TreePath($0) }
        case "path-exclude", "path-include":
            guard let value else { return }
            paths.append((FileNamePattern(Array(value.utf8)), name == "path-exclude"))
        case "ignore-depends":
            for part in (value ?? "").split(separator: ",") { ignored.insert(String(part)) }
        case _ where name.hasPrefix("force-"): try force(String(name.dropFirst(6)), true, voice)
        case _ where name.hasPrefix("no-force-"): try force(String(name.dropFirst(9)), false, voice)
        case _ where name.hasPrefix("refuse-"): try force(String(name.dropFirst(7)), false, voice)
        default: break
        }
    }

    private mutating func force(_ list: String, _ isForced: Bool, _ voice: DpkgVoice) throws {
        for name in list.split(separator: ",").map(String.init) {
            let names = name == "all" ? Self.known : [name]
            guard names.isSubset(of: Self.known) else {
                throw try voice.misuse("unknown force/refuse option '\(name)'")
            }
            if isForced { forced.formUnion(names) } else { forced.subtract(names) }
        }
    }

    func forces(_ thing: String) -> Bool { forced.contains(thing) }

    func ignores(_ name: String) -> Bool { ignored.contains(name) }

    /// False for what the configuration keeps from being unpacked.
    func unpacks(_ path: [UInt8]) -> Bool {
        var isExcluded = false
        for (pattern, excludes) in paths where pattern.matches(path) { isExcluded = excludes }
        return !isExcluded
    }
}
