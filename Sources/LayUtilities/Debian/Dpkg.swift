internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let dpkgUtility = Utility(
        "dpkg", "install, remove and tell of packages", usage: "[<option>...] <command>",
        [
            UtilityOption("-i, --install", "unpack files of packages and configure them"),
            UtilityOption("--unpack", "unpack files of packages"),
            UtilityOption("-A, --record-avail", "note what could be had", .missing),
            UtilityOption("--configure", "configure what is unpacked"),
            UtilityOption("--triggers-only", "tell of changes", .idle("told at once")),
            UtilityOption("-r, --remove", "remove packages"),
            UtilityOption("-P, --purge", "remove packages with their configuration"),
            UtilityOption("-V, --verify", "compare files with their digests"),
            UtilityOption("--get-selections", "what is wished"),
            UtilityOption("--set-selections", "wish what the input says"),
            UtilityOption("--clear-selections", "wish nothing", .works),
            UtilityOption("--update-avail", "what could be had", .missing),
            UtilityOption("--merge-avail", "what could be had", .missing),
            UtilityOption("--clear-avail", "what could be had", .idle("nothing is noted")),
            UtilityOption("--forget-old-unavail", "what could be had", .idle("nothing is noted")),
            UtilityOption("-C, --audit", "what is half done"),
            UtilityOption("--yet-to-unpack", "what is to be unpacked", .missing),
            UtilityOption("--predep-package", "what is to be unpacked", .missing),
            UtilityOption("--add-architecture", "take packages of another architecture"),
            UtilityOption("--remove-architecture", "take them no more"),
            UtilityOption("--print-architecture", "the machine's"),
            UtilityOption("--print-foreign-architectures", "the others"),
            UtilityOption("--compare-versions", "how versions stand to each other"),
            UtilityOption("--validate-pkgname", "is it a name"),
            UtilityOption("--validate-version", "is it a version"),
            UtilityOption("--validate-archname", "is it an architecture"),
            UtilityOption("--validate-trigname", "is it a trigger"),
            UtilityOption("--assert-support-predepends", "it does"),
            UtilityOption("--assert-working-epoch", "it does"),
            UtilityOption("--assert-long-filenames", "it does"),
            UtilityOption("--assert-multi-conrep", "it does"),
            UtilityOption("--assert-multi-arch", "it does"),
            UtilityOption("--assert-versioned-provides", "it does"),
        ] + packageQueryOptions + packageArchiveOptions.filter { $0.key != "W" } + [
            UtilityOption("-a, --pending", "all that are waiting"),
            UtilityOption("-R, --recursive", "all files below directories"),
            UtilityOption("-G, --refuse-downgrade", "keep what is newer"),
            UtilityOption("-E, --skip-same-version", "keep what is as new"),
            UtilityOption("-O, --selected-only", "only what is wished", .missing),
            UtilityOption("-B, --auto-deconfigure", "break others", .missing),
            UtilityOption("--force=THINGS", "go on in spite of them (--force-THINGS)"),
            UtilityOption("--no-force=THINGS", "stop at them (--no-force-THINGS)"),
            UtilityOption("--no-act, --dry-run, --simulate", "do nothing"),
            UtilityOption("--triggers", "tell of changes"),
            UtilityOption("--no-triggers", "do not tell of changes"),
            UtilityOption("--admindir=DIR", "where the database is"),
            UtilityOption("--instdir=DIR", "where files are"), UtilityOption("--root=DIR", "both"),
            UtilityOption("--path-exclude=PATTERN", "what is not unpacked"),
            UtilityOption("--path-include=PATTERN", "what is unpacked"),
            UtilityOption("--log=FILE", "where changes are noted"),
            UtilityOption("--ignore-depends=PACKAGES", "whom nobody needs"),
            UtilityOption("--verify-format=FORMAT", "how to verify", .idle("rpm always")),
            UtilityOption("--abort-after=N", "how many mistakes", .idle("all are tried")),
            UtilityOption("-D, --debug=N", "say more", .idle("nothing more to tell")),
            UtilityOption("--status-fd=N", "tell a program", .idle("nobody listens")),
            UtilityOption("--status-logger=COMMAND", "tell a program", .idle("nobody listens")),
            UtilityOption("--pre-invoke=COMMAND", "run a command before", .missing),
            UtilityOption("--post-invoke=COMMAND", "run a command after", .missing),
            UtilityOption("--no-pager", "write at once", .idle("as always")),
            UtilityOption("--no-debsig", "verify no signatures", .idle("as always")),
            UtilityOption("--robot", "for machines", .idle("as without it")),
        ], misuse: 2, readsWords: true
    ) { call in
        let voice = DpkgVoice.dpkg(call)
        let words = call.context.words.dropFirst()
        let idle: Set<String> = [
            "a", "R", "G", "E", "O", "B", "force", "no-force", "no-act", "triggers", "no-triggers",
            "admindir", "instdir", "root", "path-exclude", "path-include", "log", "ignore-depends",
            "verify-format", "abort-after", "D", "status-fd", "status-logger", "pre-invoke",
            "post-invoke", "no-pager", "no-debsig", "robot",
        ]
        let actions = Set(call.utility.options.map(\.key)).subtracting(idle)
        let queries: Set<String> = ["l", "L", "S", "s", "p"]
        let arguments = try DpkgArguments(
            words, call.utility.options, actions: actions, voice,
            stopsAtAction: queries.union(packageArchiveActions))
        guard let action = arguments.action else { throw try voice.misuse("need an action option") }
        if queries.contains(action) {
            return try PackageQueryRun(.query(call), arguments).perform(action)
        }
        if packageArchiveActions.contains(action) {
            return try PackageArchiveRun(.archive(call), arguments).perform(action)
        }
        return try DpkgRun(voice, arguments).perform(action)
    }
}

/// One call of dpkg for an action of its own.
struct DpkgRun {
    let voice: DpkgVoice
    let arguments: DpkgArguments
    private let place: PackageRoot
    private var call: UtilityCall { voice.call }
    private var words: [String] { arguments.texts }

    init(_ voice: DpkgVoice, _ arguments: DpkgArguments) {
        self.voice = voice
        self.arguments = arguments
        place = PackageRoot(arguments, voice.call)
    }

    private func takeNothing(_ option: String) throws {
        if !words.isEmpty { throw try voice.misuse("--\(option) takes no arguments") }
    }

    /// Does what an action says.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform(_ action: String) throws -> UInt8 {
        switch action {
        case "i", "unpack", "configure", "r", "P": return try change(action)
        case "print-architecture":
            try takeNothing(action)
            try call.write(DebianArchitecture.native(call.context) + "\n")
        case "print-foreign-architectures":
            try takeNothing(action)
            for name in try database().foreignArchitectures { try call.write(name + "\n") }
        case "add-architecture", "remove-architecture": return try changeArchitectures(action)
        case "compare-versions": return try compareVersions()
        case "validate-version":
            if let fault = PackageVersion.fault(words.first ?? "") {
                try voice.complain(
                    "warning: version '\(words.first ?? "")' has bad syntax: \(fault.message)")
                return 1
            }
        case "validate-pkgname": return try validate(words.first ?? "", "package name")
        case "validate-archname": return try validate(words.first ?? "", "architecture")
        case "validate-trigname": return 0
        case "get-selections", "set-selections", "clear-selections":
            return try PackageSelections(voice, database()).perform(action, words)
        case "V", "C": return try PackageAudit(voice, database(), place.root).perform(action, words)
        default: break
        }
        return 0
    }

    private func database() throws -> PackageDatabase {
        try PackageDatabase(call.context, directory: place.database)
    }

    private func validate(_ word: String, _ what: String) throws -> UInt8 {
        let isGood =
            word.utf8.count > (what == "package name" ? 1 : 0)
            && word.utf8.allSatisfy { $0 &- 48 < 10 || $0 &- 97 < 26 || "-+.".utf8.contains($0) }
            && word.utf8.first.map { $0 != 45 && $0 != 46 && $0 != 43 } == true
        if isGood { return 0 }
        try voice.complain("warning: \(what) '\(word)' is not valid")
        return 1
    }

    // MARK: Packages

    private func needRoot() throws {
        if call.context.uid != 0, place.root.isRoot, !arguments.has("no-act") {
            throw try voice.failure("requested operation requires superuser privilege")
        }
    }

    private func change(_ action: String) throws -> UInt8 {
        let names = ["i": "install", "r": "remove", "P": "purge"]
        let name = names[action] ?? action
        let isArchive = action == "i" || action == "unpack"
        if words.isEmpty, !arguments.has("a") || isArchive {
            throw try voice.misuse(
                isArchive
                    ? "--\(name) needs at least one package archive file argument"
                    : "--\(name) needs at least one package name argument")
        }
        if !words.isEmpty, arguments.has("a"), !isArchive {
            throw try voice.misuse("--\(name) --pending does not take any non-option arguments")
        }
        let settings = try PackageSettings(arguments, voice)
        try needRoot()
        let database = try database()
        let run = PackageRun(voice, database, root: place.root, action: name, settings)
        switch action {
        case "i", "unpack":
            let archives = try archives()
            for word in archives {
                do throws(FileError) {
                    _ = try call.context.files.status(at: call.path(word), follow: true)
                } catch {
                    if let bound = error.bound { throw bound }
                    throw try voice.failure(
                        "cannot access archive '\(call.text(word))': \(error.reason)")
                }
            }
            for word in archives { try run.unpack(word, configures: action == "i") }
            try run.configureQueue()
            if action == "i" { try run.triggers.process() }
        case "configure":
            try configure(run, database)
            try run.triggers.process()
        default:
            let wanted = action == "r" ? ["deinstall", "purge"] : ["purge"]
            let all =
                arguments.has("a")
                ? database.packages.filter {
                    wanted.contains($0.want)
                        && ($0.isInstalled || action == "P" && $0.state == "config-files")
                }.map(database.key) : words
            try run.remove(all, purges: action == "P")
            try run.triggers.process()
        }
        return try run.finish()
    }

    private func archives() throws -> [[UInt8]] {
        guard arguments.has("R") else { return arguments.operands }
        var found: [[UInt8]] = []
        var waiting = arguments.operands
        while let word = waiting.popLast() {
            try call.context.step()
            for item in (try? call.context.files.list(call.path(word))) ?? [] {
                let path = word + [47] + item.name
                if item.kind == .directory { waiting.append(path) }
                if item.name.suffix(4).elementsEqual(".deb".utf8) { found.append(path) }
            }
        }
        if found.isEmpty {
            throw try voice.failure(
                "searched, but found no packages (files matching *.deb)")
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func configure(_ run: PackageRun, _ database: PackageDatabase) throws {
        if arguments.has("a") {
            run.queue = database.packages.filter {
                ["unpacked", "half-configured"].contains($0.state)
            }.map(database.key)
        }
        for word in words {
            guard let package = database[word], package.isInstalled else {
                try run.fail(word, "no package named '\(word)' is installed, cannot configure")
                continue
            }
            if package.isConfigured {
                try run.fail(
                    word, "package \(database.shown(package)) is already installed and configured")
                continue
            }
            run.queue.append(database.key(package))
        }
        try run.configureQueue()
    }

    // MARK: Architectures and versions

    private func changeArchitectures(_ action: String) throws -> UInt8 {
        guard words.count == 1, let name = words.first else {
            throw try voice.misuse("--\(action) takes exactly one argument")
        }
        if let bad = name.utf8.first(where: {
            !($0 &- 48 < 10) && !($0 &- 97 < 26) && !($0 &- 65 < 26) && $0 != 45
        }) {
            throw try voice.failure(
                "architecture '\(name)' is illegal: character '\(UnicodeScalar(bad))' not allowed "
                    + "(only letters, digits and characters '-')")
        }
        if name.isEmpty || name.hasPrefix("-") {
            throw try voice.failure("architecture '\(name)' is illegal: may not be empty string")
        }
        try needRoot()
        let database = try database()
        if action == "add-architecture" {
            if name == database.nativeArchitecture || database.foreignArchitectures.contains(name) {
                return 0
            }
            try database.setForeignArchitectures(database.foreignArchitectures + [name])
            return 0
        }
        guard database.foreignArchitectures.contains(name) else {
            try voice.complain("warning: cannot remove non-foreign architecture '\(name)'")
            return 0
        }
        if database.packages.contains(where: { $0.architecture == name && $0.isInstalled }) {
            let problem = "cannot remove architecture '\(name)' currently in use by the database"
            throw try voice.failure(problem)
        }
        try database.setForeignArchitectures(database.foreignArchitectures.filter { $0 != name })
        return 0
    }

    private func compareVersions() throws -> UInt8 {
        guard words.count == 3 else {
            throw try voice.misuse(
                "--compare-versions takes three arguments: <version> <relation> <version>")
        }
        let emptyIsLast = words[1].hasSuffix("-nl")
        let relations: [String: (Int) -> Bool] = [
            "lt": { $0 < 0 }, "le": { $0 <= 0 }, "eq": { $0 == 0 }, "ne": { $0 != 0 },
            "ge": { $0 >= 0 }, "gt": { $0 > 0 }, "<": { $0 <= 0 }, "<<": { $0 < 0 },
            "<=": { $0 <= 0 }, "=": { $0 == 0 }, ">=": { $0 >= 0 }, ">>": { $0 > 0 },
            ">": { $0 >= 0 },
        ]
        let name = emptyIsLast ? String(words[1].dropLast(3)) : words[1]
        guard let relation = relations[name],
            !emptyIsLast || ["lt", "le", "ge", "gt"].contains(name)
        else { throw try voice.misuse("--compare-versions bad relation") }
        if words[1] == "<" || words[1] == ">" {
            try voice.complain(
                "warning: --compare-versions used with obsolete relation operator '\(words[1])'")
        }
        for version in [words[0], words[2]] where !version.isEmpty {
            guard let fault = PackageVersion.fault(version) else { continue }
            let text = "version '\(version)' has bad syntax: \(fault.message)"
            if fault.isFatal { throw try voice.failure(text) }
            try voice.complain("warning: \(text)")
        }
        let order: Int
        switch (words[0].isEmpty, words[2].isEmpty) {
        case (true, true): order = 0
        case (true, false): order = emptyIsLast ? 1 : -1
        case (false, true): order = emptyIsLast ? -1 : 1
        case (false, false): order = PackageVersion(words[0]).order(PackageVersion(words[2]))
        }
        return relation(order) ? 0 : 1
    }
}
