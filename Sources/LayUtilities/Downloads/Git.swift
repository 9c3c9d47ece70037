import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let gitUtility = Utility(
        "git", "check out repositories of the world's catalogue, and keep settings",
        usage: "[-C PATH] [-c NAME=VALUE] COMMAND [ARGUMENT]...",
        [
            UtilityOption("-C PATH", "work there"),
            UtilityOption("-c NAME=VALUE", "a setting", .idle("none changes what is done")),
            UtilityOption("-v, --version", "print the version"),
            UtilityOption("--no-pager", "print at once", .idle("as always")),
            UtilityOption("-P", "print at once", .idle("as always")),
            UtilityOption("--git-dir=PATH", "where the repository is", .missing),
            UtilityOption("--work-tree=PATH", "where its files are", .missing),
            UtilityOption("--bare", "without files", .missing),
            UtilityOption("--exec-path[=PATH]", "where commands are", .missing),
        ], readsWords: true
    ) { call in try GitRun(call).perform() }
}

/// git at work. A repository here is its files with a `.git` that says what was checked out: no
/// objects are kept, and the catalogue is asked for any other revision.
final class GitRun {
    let call: UtilityCall
    /// Where it works.
    private(set) var directory: TreePath

    init(_ call: UtilityCall) {
        self.call = call
        directory = call.context.workingDirectory
    }

    private static let commands = [
        "checkout", "clone", "config", "describe", "fetch", "init", "remote", "rev-parse",
        "submodule", "version",
    ]
    /// What real git has besides, so that it is told apart from what nobody has.
    private static let missing: Set<String> = [
        "add", "am", "apply", "archive", "bisect", "blame", "branch", "bundle", "cat-file",
        "cherry-pick", "clean", "commit", "diff", "for-each-ref", "format-patch", "fsck", "gc",
        "grep", "hash-object", "lfs", "log", "ls-files", "ls-remote", "ls-tree", "merge", "mv",
        "notes", "pull", "push", "rebase", "reflog", "reset", "restore", "revert", "rm", "shortlog",
        "show", "show-ref", "sparse-checkout", "stash", "status", "svn", "switch",
        "symbolic-ref", "tag", "update-index", "update-ref", "worktree", "write-tree",
    ]

    func perform() throws -> UInt8 {
        var rest = call.context.words.dropFirst()
        while let word = rest.first, word.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            switch call.text(word) {
            case "-C":
                let place = rest.popFirst() ?? []
                let path = TreePath(place, in: directory)
                let entry = try? call.context.files.entry(at: path, follow: true)
                guard entry?.node.kind == .directory else {
                    return try fail(
                        "cannot change to '\(call.text(place))': "
                            + (entry == nil ? "No such file or directory" : "Not a directory"))
                }
                directory = path
            case "-c": _ = rest.popFirst()
            case "--version", "-v": return try version()
            case "--no-pager", "-P", "--no-optional-locks": continue
            case let text:
                try call.context.errors.write(
                    "git: option '\(text)' is not supported by Lay\n")
                return 129
            }
        }
        guard let name = rest.popFirst() else {
            try call.write(call.utility.help(.gnu))
            return 1
        }
        let words = Array(rest)
        switch call.text(name) {
        case "checkout": return try checkout(words)
        case "clone": return try clone(words)
        case "config": return try config(words)
        case "describe": return try describe(words)
        case "fetch": return try fetch(words)
        case "init": return try initialize(words)
        case "remote": return try remote(words)
        case "rev-parse": return try parseRevision(words)
        case "submodule": return try submodule(words)
        case "version": return try version()
        case let text where Self.missing.contains(text):
            try call.context.errors.write(
                "git: '\(text)' is not a command of Lay's git, which has "
                    + "\(Self.commands.joined(separator: ", "))\n")
            return 1
        case let text:
            try call.context.errors.write(
                "git: '\(text)' is not a git command. See 'git --help'.\n")
            return 1
        }
    }

    private func version() throws -> UInt8 {
        try call.write("git version 2.39.5\n")
        return 0
    }

    /// Writes what is wrong; gives the status.
    func fail(_ message: String, status: UInt8 = 128, _ word: String = "fatal") throws -> UInt8 {
        try call.flush()
        try call.context.errors.write("\(word): \(message)\n")
        return status
    }

    // MARK: Files

    /// What a file holds; `nil` without one.
    func contents(_ name: [UInt8]) throws -> [UInt8]? {
        do {
            let reader = try ByteReader(TreePath(name, in: directory), call.context)
            defer { reader.close() }
            return try reader.rest()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            return nil
        }
    }

    func write(_ bytes: [UInt8], to name: [UInt8]) throws {
        let path = TreePath(name, in: directory)
        var making = DirectoryMaking(call)
        try making.makeAll(Array(path.parent.description.utf8), mode: nil)
        let file = try FileOutput(path, call.context)
        try file.write(bytes)
        try file.flush()
    }

    // MARK: Small commands

    /// No repository of a catalogue has modules of its own: its files are all there.
    private func submodule(_ words: [[UInt8]]) throws -> UInt8 {
        guard try needRepository() != nil else { return 128 }
        let command =
            words.first { $0.first != UInt8(ascii: "-") }.map { call.text($0) } ?? "status"
        guard ["init", "status", "sync", "update"].contains(command) else {
            return try fail("submodule \(command) is not supported by Lay", status: 1, "git")
        }
        return 0
    }

    private func remote(_ words: [[UInt8]]) throws -> UInt8 {
        guard let repository = try needRepository() else { return 128 }
        let place = Array("\(repository.gitDirectory)/config".utf8)
        var settings = GitConfigFile(try contents(place) ?? [])
        let command = words.first.map { call.text($0) } ?? ""
        let names = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        switch command {
        case "", "-v", "--verbose", "show":
            for (key, value) in settings.all {
                let text = call.text(key)
                guard text.hasPrefix("remote."), text.hasSuffix(".url") else { continue }
                let name = text.dropFirst(7).dropLast(4)
                if command.isEmpty || command == "show" {
                    try call.write("\(name)\n")
                } else {
                    for way in ["fetch", "push"] {
                        try call.write("\(name)\t\(call.text(value)) (\(way))\n")
                    }
                }
            }
            return 0
        case "add", "set-url", "get-url":
            let name = names.first.map { call.text($0) } ?? ""
            guard let key = GitKey(Array("remote.\(name).url".utf8)), !name.isEmpty else {
                return try fail("usage: git remote \(command) <name> <url>", status: 129, "error")
            }
            let known = settings.all.last { $0.key == key.full }?.value
            if command == "get-url" || command == "set-url", known == nil {
                return try fail("No such remote '\(name)'", status: 2, "error")
            }
            if command == "get-url" {
                try call.write((known ?? []) + [10])
                return 0
            }
            if command == "add", known != nil {
                return try fail("remote \(name) already exists.", status: 3, "error")
            }
            settings.set(key, names.count > 1 ? names[names.startIndex + 1] : [], adds: false)
            if command == "add", let fetch = GitKey(Array("remote.\(name).fetch".utf8)) {
                settings.set(fetch, Array("+refs/heads/*:refs/remotes/\(name)/*".utf8), adds: false)
            }
            try write(settings.text, to: place)
            return 0
        default: return try fail("remote \(command) is not supported by Lay", status: 1, "git")
        }
    }
}
