internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// What apk was called with.
struct ApkArguments {
    private(set) var options: [(key: String, value: [UInt8]?)] = []
    private(set) var words: [String] = []

    /// Reads the words after the program's name.
    ///
    /// - Parameter isFlag: true where `-t` takes no value, as for all commands but `add`.
    /// - Throws: `UtilityFailure`.
    init(_ call: UtilityCall, isFlag: Bool) throws {
        var rest = call.context.words.dropFirst()
        let known = call.utility.options
        while let word = rest.popFirst() {
            guard word.first == 45, word.count > 1 else {
                words.append(call.text(word))
                continue
            }
            if word.elementsEqual("--".utf8) {
                words += rest.map(call.text)
                break
            }
            if word[1] == 45 {
                let text = call.text(word.dropFirst(2))
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard let option = known.first(where: { $0.words.contains(parts.first ?? "") })
                else {
                    try call.context.errors.write("apk: unrecognized option: \(text)\n")
                    throw UtilityFailure(nil)
                }
                try admit(option, call)
                var value = parts.count > 1 ? Array(parts[1].utf8) : nil
                if option.value == .required, value == nil { value = rest.popFirst() }
                options.append((option.key, value))
                continue
            }
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                guard let option = known.first(where: { $0.letters.contains(letter) }) else {
                    try call.context.errors.write(
                        "apk: unrecognized option: \(UnicodeScalar(letter))\n")
                    throw UtilityFailure(nil)
                }
                try admit(option, call)
                if option.value == .required, !(isFlag && option.key == "t") {
                    options.append((option.key, letters.isEmpty ? rest.popFirst() : Array(letters)))
                    letters = []
                } else {
                    options.append((option.key, nil))
                }
            }
        }
    }

    private func admit(_ option: UtilityOption, _ call: UtilityCall) throws {
        if case .missing = option.effect {
            throw UtilityFailure("option '\(option.names)' is not supported by Lay")
        }
    }

    func has(_ key: String) -> Bool { options.contains { $0.key == key } }
    func count(_ key: String) -> Int { options.count { $0.key == key } }
    func value(_ key: String) -> [UInt8]? { options.last { $0.key == key }?.value }
    func values(_ key: String) -> [String] {
        options.compactMap { option in
            option.key == key ? option.value.map { String(decoding: $0, as: UTF8.self) } : nil
        }
    }

    /// Takes the word that says what is to be done.
    mutating func takeCommand() -> String? { words.isEmpty ? nil : words.removeFirst() }
}

/// One call of apk.
final class ApkRun {
    let call: UtilityCall
    let arguments: ApkArguments
    let database: ApkDatabase
    let root: TreePath

    init(_ call: UtilityCall, _ arguments: ApkArguments) throws {
        self.call = call
        self.arguments = arguments
        root = arguments.value("p").map { call.path($0) } ?? .root
        database = try ApkDatabase(call.context, root: root)
    }

    /// Writes a line unless nothing is to be said.
    func say(_ text: String) throws {
        if !arguments.has("q") { try call.write(text + "\n") }
    }

    /// Writes a line to the error output.
    func complain(_ text: String) throws {
        try call.flush()
        try call.context.errors.write(text + "\n")
    }

    /// What apk ends a change with: how much is installed.
    func tellTotal() throws {
        let bytes = database.packages.reduce(0) { $0 &+ $1.size }
        try say("OK: \(bytes >> 20) MiB in \(database.packages.count) packages")
    }

    // MARK: Repositories

    /// The repositories of the container, with those that the call names.
    func repositories() throws -> [String] {
        var found = arguments.values("X")
        let path =
            arguments.value("repositories-file").map { call.path($0) }
            ?? root.appending("etc/apk/repositories")
        for line in SystemText.lines(of: path, call.context) {
            let text = line.drop { $0 == " " || $0 == "\t" }
            if text.isEmpty || text.hasPrefix("#") { continue }
            // A tag stands before the address.
            let words = text.split(separator: " ").map(String.init)
            found.append(
                words.first?.hasPrefix("@") == true && words.count > 1 ? words[1] : words[0])
        }
        return found
    }

    /// Tells that no index can be fetched; gives how many there are.
    ///
    /// - Throws: `BoundReached`.
    func tellUnreachable(fetches: Bool) throws -> Int {
        if arguments.has("no-network") { return 0 }
        let all = try repositories()
        for repository in all {
            var address = repository
            while address.hasSuffix("/") { address.removeLast() }
            let isLocal = address.hasPrefix("/")
            if fetches, !isLocal {
                try say("fetch \(address)/\(Machine.hardware(call.context))/APKINDEX.tar.gz")
            }
            try complain(
                "WARNING: Ignoring \(address): "
                    + (fetches && !isLocal
                        ? "temporary error (try again later)" : "No such file or directory"))
        }
        return all.count
    }

    // MARK: Scripts

    /// Runs a script of a package where it has one.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func script(_ kind: String, of package: ApkPackage, _ words: [String]) throws {
        let prefix = "\(package.full)."
        guard !arguments.has("no-scripts"),
            let script = database.scripts.first(where: {
                $0.name.hasPrefix(prefix) && $0.name.hasSuffix(".\(kind)")
            })
        else { return }
        try say("Executing \(package.full).\(kind)")
        try call.flush()
        let files = call.context.files
        let directory = root.appending("lib/apk/exec")
        let path = directory.appending(name: "\(package.full).\(kind)".utf8)
        try files.makeDirectory(directory)
        try? files.unlink(path)
        try files.write(
            FileContents(script.bytes), to: path,
            creating: FileAttributes(mode: script.mode | 0o111))
        defer { try? files.unlink(path) }
        var all = ["/lib/apk/exec/\(package.full).\(kind)"] + words
        if !root.isRoot { all = ["chroot", "\(root)"] + all }
        let child = call.context.child(words: all.map { Array($0.utf8) })
        child.workingDirectory = .root
        var failure: String?
        do {
            if case .exited(let status) = try ProgramRunner.run(child), status != 0 {
                failure = "script exited with error \(status)"
            }
        } catch let error as ProgramError {
            failure =
                error.status == ExitStatus.notFound
                ? "failed to execute: No such file or directory" : "script exited with error 126"
        }
        if let failure {
            try complain("ERROR: \(package.full).\(kind): \(failure)")
            call.status = 1
        }
    }

    /// Tells packages of changes in the directories that they watch.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func runTriggers(_ changed: Set<String>, fresh: Set<String>) throws {
        for trigger in database.triggers {
            guard let package = database.packages.first(where: { $0["C"] == trigger.sum }) else {
                continue
            }
            let directories = changed.sorted().filter { directory in
                trigger.directories.contains {
                    FileNamePattern(Array($0.utf8)).matches(Array(directory.utf8))
                }
            }
            let all =
                fresh.contains(package.name)
                ? trigger.directories.filter { !$0.contains("*") } : directories
            if !all.isEmpty || !directories.isEmpty {
                try script("trigger", of: package, directories.isEmpty ? all : directories)
            }
        }
    }
}
