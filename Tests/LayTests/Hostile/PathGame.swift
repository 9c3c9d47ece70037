import Foundation
import LayTestSupport
import Testing

/// A script that tries to leave its grants, with a recipe of what lies around it in the comments at its
/// beginning and the expected end at its end; Tests/README.md tells the words.
struct PathGame: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = packageRoot.appending(path: "Tests/Hostile/paths")

    static let all: [PathGame] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".lay") }.sorted().map { PathGame(name: $0) }
    }()

    /// What lies outside and no output may hold: the text of a file, and a name.
    static let secrets = ["TOP SECRET", "nobody-sees-this"]

    /// A script that stays inside and needs what others need.
    static let harmless = PathGame(name: "")

    private func source() throws -> String {
        if name.isEmpty {
            return """
                # dir out
                import json
                import hash
                toolbox.run("echo x > /x").save("out/image")
                image.load("out/image")
                world.save("out/world")
                world.load("out/world")
                scratch.write("/a", hash.sha256("x")).save("out/a.tar")
                regex("a+").find_all("aaa")
                print(json.parse("[1]").length)
                # expect: 1

                """
        }
        return try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    }

    /// The texts behind each `# WORD ` at the beginning of a line.
    private static func values(_ word: String, in text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("# \(word) ") || $0 == "# \(word)" }
            .map { String($0.dropFirst(word.count + 3)) }
    }

    /// What came of a game.
    struct End {
        let status: Int32
        let output: String
        let errors: String
        /// What is wrong with it.
        var faults: [String] = []
    }

    /// Plays the game in a directory; `tracing` goes before the command.
    func play(in directory: URL, tracing: [String] = []) throws -> End {
        let place = GamePlace(directory)
        let text = place.filled(try source())
        try place.prepare()
        for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("# ") }) {
            try place.set(line.dropFirst(2).split(separator: " ").map(String.init))
        }
        let script = Self.values("script", in: text).first ?? "game.lay"
        try place.write(text, to: script)
        let before = try place.outside()
        let swapping =
            Self.values("swap", in: text).map { Swapping($0, in: place, exchanges: false) }
            + Self.values("exchange", in: text).map { Swapping($0, in: place, exchanges: true) }
        let result = try place.run(
            arguments(text, script), input: Self.values("stdin", in: text).first ?? "",
            script: Self.values("command", in: text) == ["stdin"] ? text : nil, tracing)
        for swap in swapping { swap.stop() }
        var end = End(status: result.status, output: result.output, errors: result.errors)
        end.faults = faults(of: end, text)
        let after = try place.outside()
        for path in Set(before.keys).union(after.keys) where before[path] != after[path] {
            end.faults.append("outside changed: \(path)")
        }
        return end
    }

    private func arguments(_ text: String, _ script: String) -> [String] {
        let flags = Self.values("flags", in: text).first.map {
            $0.split(separator: " ").map(String.init)
        }
        let grants = flags ?? ["--allow-write=out"]
        return switch Self.values("command", in: text).first {
        case "stdin": grants + ["-"]
        case "eval": grants + ["-e", text]
        case let command?: [command] + grants + [script]
        case nil: grants + [script]
        }
    }

    private func faults(of end: End, _ text: String) -> [String] {
        var faults: [String] = []
        for secret in Self.secrets where (end.output + end.errors).contains(secret) {
            faults.append("'\(secret)' was shown")
        }
        let lines = end.output.split(separator: "\n").map(String.init)
        let expected = Self.values("expect:", in: text)
        let parts = Self.values("expect-part:", in: text)
        if parts.isEmpty || !expected.isEmpty {
            let rest = parts.isEmpty ? lines[...] : lines.suffix(expected.count)
            if Array(rest) != expected { faults.append("printed \(lines), not \(expected)") }
        }
        for part in parts where !part.isEmpty && !end.output.contains(part) {
            faults.append("printed \(lines) without '\(part)'")
        }
        if let stop = Self.values("expect stop:", in: text).first {
            if end.status != 1 || !end.errors.contains(stop) { faults.append("no '\(stop)'") }
        } else if let error = Self.values("expect error:", in: text).first {
            let words = error.split(separator: " ", maxSplits: 1).map(String.init)
            let isThere =
                words.isEmpty
                ? end.errors.contains("error[")
                : end.errors.contains("error[\(words[0])]")
                    && end.errors.contains(words.last ?? "")
            if end.status != 1 || !isThere { faults.append("no error '\(error)'") }
        } else if end.status != 0 {
            faults.append("ended with status \(end.status)")
        }
        return faults
    }
}

/// The directories of one game: `inside`, where it is played, and `outside`, which it must not reach.
struct GamePlace {
    let directory: URL
    let inside: URL
    private let outsideURL: URL

    init(_ directory: URL) {
        // Without links, as the script sees its own directory.
        let real = directory.resolvingSymlinksInPath()
        self.directory = real
        inside = real.appending(path: "inside")
        outsideURL = real.appending(path: "outside")
    }

    /// A text with the directories in the places of `OUT` and `IN/`.
    func filled(_ text: String) -> String {
        text.replacingOccurrences(of: "OUT", with: outsideURL.path)
            .replacingOccurrences(of: "IN/", with: inside.path + "/")
    }

    private func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : inside.appending(path: name).path
    }

    func prepare() throws {
        for name in ["inside", "home", "scratch"] {
            try FileManager.default.createDirectory(
                at: directory.appending(path: name), withIntermediateDirectories: true)
        }
        let template = try GameTemplates.directory.get()
        try FileManager.default.copyItem(
            at: template.appending(path: "outside"), to: outsideURL)
    }

    func write(_ text: String, to name: String) throws {
        try makeParent(of: name)
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    func makeParent(of name: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path(name)).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
    }

    /// Follows one line of a recipe; what is no word of one is left to others.
    func set(_ words: [String]) throws {
        guard let word = words.first, words.count > 1 else { return }
        let name = words[1]
        let rest = words.dropFirst(2).joined(separator: " ")
        func clear() throws {
            try makeParent(of: name)
            try? FileManager.default.removeItem(atPath: path(name))
        }
        switch word {
        case "dir":
            try FileManager.default.createDirectory(
                atPath: path(name), withIntermediateDirectories: true)
        case "file": try write(rest, to: name)
        case "large":
            try write("", to: name)
            truncate(path(name), off_t((Int(rest) ?? 0) << 20))
        case "fifo":
            try clear()
            mkfifo(path(name), 0o644)
        case "link":
            try clear()
            symlink(rest, path(name))
        case "links":
            try clear()
            try FileManager.default.createDirectory(
                atPath: path(name), withIntermediateDirectories: true)
            for blob in try FileManager.default.contentsOfDirectory(atPath: rest) {
                symlink("\(rest)/\(blob)", path("\(name)/\(blob)"))
            }
        case "copy":
            try clear()
            switch rest {
            case "layout", "own-world":
                let template = try GameTemplates.directory.get()
                try FileManager.default.copyItem(
                    atPath: template.appending(path: rest).path, toPath: path(name))
            case "bound-world": try saveWorld(name, GameTemplates.boundWorld)
            case "device-world": try saveWorld(name, GameTemplates.deviceWorld)
            default: try FileManager.default.copyItem(atPath: rest, toPath: path(name))
            }
        default: break
        }
    }

    private func saveWorld(_ name: String, _ code: String) throws {
        let result = try LayProcess.run(
            ["--allow-write", "-e", filled(code) + "\nworld.save(\"\(path(name))\")"], in: inside)
        if result.status != 0 { throw Shell.failure(code, result.errors) }
    }

    /// Everything that lies outside, with what it holds.
    func outside() throws -> [String: String] {
        var result: [String: String] = [:]
        let files = FileManager.default
        for name in try files.contentsOfDirectory(atPath: directory.path)
        where !["inside", "home", "scratch", "trace"].contains(name) {
            result[name] = "there"
        }
        for case let name as String in files.enumerator(atPath: outsideURL.path) ?? .init() {
            let path = outsideURL.appending(path: name).path
            var status = stat()
            lstat(path, &status)
            let contents = files.contents(atPath: path)?.base64EncodedString() ?? ""
            result["outside/\(name)"] =
                "\(status.st_mode) \(status.st_ino) \(status.st_uid) \(contents)"
        }
        return result
    }

    /// Runs `lay`, with a script as its input if that is given.
    func run(
        _ arguments: [String], input: String, script: String?, _ tracing: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        let command = tracing + [LayProcess.path ?? "/nonexistent"] + arguments
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = inside
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": directory.appending(path: "home").path,
            "TMPDIR": directory.appending(path: "scratch").path,
        ]
        // Files, since a pipe that nobody reads would hold it up.
        let names = ["input", "output", "errors"].map {
            directory.appending(path: "home/\($0)")
        }
        try (script ?? input).write(to: names[0], atomically: false, encoding: .utf8)
        for name in names[1...] { try "".write(to: name, atomically: false, encoding: .utf8) }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        // A fifo that is waited for must not hold up the tests.
        let watch = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watch)
        process.waitUntilExit()
        watch.cancel()
        func text(_ url: URL) throws -> String {
            String(decoding: try Data(contentsOf: url), as: UTF8.self)
        }
        return (process.terminationStatus, try text(names[1]), try text(names[2]))
    }
}

/// Layouts, archives and worlds that games begin with, made once.
enum GameTemplates {
    static let boundWorld =
        "scratch.create(name: \"bound\", command: [\"x\"], volumes: [\"OUT:/d\"])"
    static let deviceWorld =
        "volume.create(\"vv\", options: {type: \"none\", o: \"bind\", device: \"OUT\"})"

    static let directory = Result {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "lay-games-\(getpid())")
        try? FileManager.default.removeItem(at: directory)
        let outside = directory.appending(path: "outside")
        for name in ["d", "empty", "nobody-sees-this"] {
            try FileManager.default.createDirectory(
                at: outside.appending(path: name), withIntermediateDirectories: true)
        }
        for (name, text) in [
            ("secret", "TOP SECRET CONTENT\n"), ("secret.lay", "let secret = \"TOP SECRET\"\n"),
            ("d/secret", "TOP SECRET"), ("d/f", "TOP SECRET"), ("f", "TOP SECRET"),
        ] {
            try text.write(
                to: outside.appending(path: name), atomically: false, encoding: .utf8)
        }
        let result = try LayProcess.run(
            [
                "--allow-write=.", "-e",
                """
                let i = toolbox.write("/private", "TOP SECRET CONTENT").tag("secret:1")
                i.save("outside/img")
                i.save("outside/img.tar")
                i.save("outside/docker.tar", format: "docker")
                volume("vv").write("/private", "TOP SECRET CONTENT")
                world.save("outside/world")
                toolbox.write("/own", "own").tag("own:1").save("layout")
                world.fork().within {
                    volume("vv").remove()
                    image.remove("secret:1")
                    world.save("own-world")
                }
                """,
            ], in: directory)
        if result.status != 0 { throw Shell.failure("templates", result.errors) }
        atexit { try? FileManager.default.removeItem(at: GameTemplates.place) }
        return directory
    }

    private static var place: URL {
        FileManager.default.temporaryDirectory.appending(path: "lay-games-\(getpid())")
    }
}

/// A thread that changes a name all the time, as another process would.
final class Swapping: @unchecked Sendable {
    private let isDone = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var isStopped = false

    /// `PATH TARGET TARGET` makes the path a link to the one and the other; `PATH TARGET` exchanges the
    /// directory at the path with a link.
    init(_ line: String, in place: GamePlace, exchanges: Bool) {
        let words = line.split(separator: " ").map(String.init)
        let path = place.inside.appending(path: words[0]).path
        let targets = Array(words.dropFirst())
        try? place.makeParent(of: words[0])
        if !exchanges { try? place.set(["link", words[0], targets[0]]) }
        Thread.detachNewThread { [self] in
            while !lock.withLock({ isStopped }) {
                if exchanges {
                    rename(path, path + ".away")
                    symlink(targets[0], path)
                    unlink(path)
                    rename(path + ".away", path)
                    continue
                }
                for target in targets {
                    symlink(target, path + ".new")
                    rename(path + ".new", path)
                }
            }
            isDone.signal()
        }
    }

    func stop() {
        lock.withLock { isStopped = true }
        isDone.wait()
    }
}

extension Shell {
    fileprivate static func failure(_ what: String, _ output: String) -> any Error {
        CocoaError(.featureUnsupported, userInfo: [NSDebugDescriptionErrorKey: what + output])
    }
}
