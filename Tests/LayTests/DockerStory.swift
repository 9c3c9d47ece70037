import Foundation
import Testing

/// What a story tells of a container, a command of docker in each line, with names that begin with
/// `@` for the story's own. A file of `Tests/Fixtures/docker`.
///
///     run @box -v @data:/data -- sh -c 'echo x > /data/f'
///     diff @box
struct DockerStory: Sendable, CustomTestStringConvertible {
    let name: String
    let steps: [[String]]
    var testDescription: String { name }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/docker")

    /// All stories, in the order of their names.
    static let all: [DockerStory] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            else { return nil }
            return DockerStory(String(name.dropLast(4)), text)
        }
    }()

    init(_ name: String, _ text: String) {
        self.name = name
        steps = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { Self.words($0) }
    }

    /// Words between blanks; single quotes hold blanks.
    private static func words(_ line: Substring) -> [String] {
        var (words, word, isQuoted, isWord): ([String], String, Bool, Bool) = ([], "", false, false)
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                isWord = true
            case " " where !isQuoted:
                if isWord { words.append(word) }
                (word, isWord) = ("", false)
            default:
                word.append(character)
                isWord = true
            }
        }
        return isWord ? words + [word] : words
    }
}

extension DockerStory {
    /// The story for sh, `docker` being the peer's; each step writes what came of it.
    func shellScript(prefix: String) -> String {
        var lines: [String] = []
        for step in steps {
            let words = step.map { $0.replacingOccurrences(of: "@", with: prefix) }
            let rest = Array(words.dropFirst())
            func quoted(_ words: some Sequence<String>) -> String {
                words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
                    .joined(separator: " ")
            }
            lines.append("echo \(quoted(["$ " + step.joined(separator: " ")]))")
            switch words[0] {
            case "create", "run", "up":
                let (options, command) = Self.split(rest)
                let image = options.image ?? "lay-stories"
                let verb = words[0] == "create" ? "create" : words[0] == "up" ? "run -d" : "run"
                let hush = words[0] == "run" ? "2>/dev/null" : ">/dev/null 2>&1"
                lines.append(
                    "docker \(verb) --network none --name \(options.name) "
                        + "\(quoted(options.words)) \(image) \(quoted(command)) \(hush); told $?")
            case "exec":
                let (options, command) = Self.split(rest)
                lines.append(
                    "docker exec \(quoted(options.words)) \(options.name) \(quoted(command)) "
                        + "2>/dev/null; told $?")
            case "start": lines.append("docker start -a \(quoted(rest)) 2>/dev/null; told $?")
            case "diff": lines.append("docker diff \(quoted(rest)) 2>/dev/null | sort -k2")
            case "inspect":
                lines.append("docker inspect --format '{{json .\(rest[1])}}' \(rest[0])")
            default:
                lines.append(
                    "docker \(quoted(words)) >/dev/null 2>&1 && echo done || echo refused")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a step names, its flags for docker, and the command behind `--`.
    private struct Options {
        var name = ""
        var image: String?
        var words: [String] = []
        var named: [(flag: String, value: String)] = []
    }

    private static func split(_ words: [String]) -> (Options, command: [String]) {
        let end = words.firstIndex(of: "--") ?? words.count
        var options = Options()
        options.name = words.first ?? ""
        var flags = words[..<end].dropFirst()
        while let flag = flags.popFirst() {
            if flag == "--image" {
                options.image = flags.popFirst()
                continue
            }
            options.words.append(flag)
            if flag == "--read-only" || flag == "--rm" {
                options.named.append((flag, "true"))
                continue
            }
            let value = flags.popFirst() ?? ""
            options.words.append(value)
            options.named.append((flag, value))
        }
        var command = Array(words.dropFirst(end + 1))
        // What programs say of errors is their own, and logs hold both outputs.
        if command.starts(with: ["sh", "-c"]), command.count > 2 {
            command[2] = "exec 2>/dev/null; " + command[2]
        }
        return (options, command)
    }

    /// The story for Lay, to be run behind the prelude.
    func layScript(prefix: String) -> String {
        var lines = [Self.prelude]
        for step in steps {
            let words = step.map { $0.replacingOccurrences(of: "@", with: prefix) }
            let rest = Array(words.dropFirst())
            lines.append("print(\(Self.literal("$ " + step.joined(separator: " "))))")
            switch words[0] {
            case "create", "run", "up":
                let (options, command) = Self.split(rest)
                let image = options.image.map { "image(\(Self.literal($0)))" } ?? "base"
                var arguments = Self.arguments(options.named)
                arguments.append("name: \(Self.literal(options.name))")
                if !command.isEmpty { arguments.append("command: \(Self.list(command))") }
                lines.append(
                    "\(words[0] == "run" ? "ran" : words[0] == "up" ? "upped" : "created")"
                        + "(() => \(image).create(\(arguments.joined(separator: ", "))))")
            case "exec":
                let (options, command) = Self.split(rest)
                var arguments = [Self.list(command)] + Self.arguments(options.named)
                arguments.append("check: false")
                lines.append(
                    "told(() => container(\(Self.literal(options.name)))"
                        + ".exec(\(arguments.joined(separator: ", "))))")
            case "start": lines.append("ran(() => container(\(Self.literal(rest[0]))))")
            case "diff":
                lines.append(
                    "for d in container(\(Self.literal(rest[0]))).diff() "
                        + "{ print(\"\\(d.kind) \\(d.path)\") }")
            case "inspect":
                let fields = rest[1].split(separator: ".").map { "[\(Self.literal(String($0)))]" }
                lines.append(
                    "print(json.write(inspected(\(Self.literal(rest[0])))\(fields.joined())))")
            case "cp":
                let copy =
                    rest[0].contains(":")
                    ? "container(\(Self.literal(rest[0].parts[0]))).copy_out("
                        + "\(Self.literal(rest[0].parts[1])), to: \(Self.literal(rest[1])))"
                    : "container(\(Self.literal(rest[1].parts[0]))).copy("
                        + "\(Self.literal(rest[0])), to: \(Self.literal(rest[1].parts[1])))"
                lines.append("does(() => \(copy))")
            case "commit":
                lines.append(
                    "does(() => container(\(Self.literal(rest[0]))).commit()"
                        + ".tag(\(Self.literal(rest[1]))))")
            case "rm":
                lines.append(
                    "does(() => container(\(Self.literal(rest[rest.count - 1])))"
                        + ".remove(force: \(rest.contains("-f")), volumes: \(rest.contains("-v"))))"
                )
            default:
                lines.append(
                    "does(() => container(\(Self.literal(rest[rest.count - 1]))).\(words[0])())")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func arguments(_ flags: [(flag: String, value: String)]) -> [String] {
        var result: [String] = []
        func all(_ flag: String) -> [String] { flags.filter { $0.flag == flag }.map(\.value) }
        for (flag, name) in [
            ("-w", "workdir"), ("-u", "user"), ("--entrypoint", "entrypoint"),
            ("--hostname", "hostname"), ("--stop-signal", "stop_signal"),
        ] {
            if let value = all(flag).last { result.append("\(name): \(literal(value))") }
        }
        for (flag, name) in [
            ("-v", "volumes"), ("--mount", "mounts"), ("--tmpfs", "tmpfs"),
            ("--volumes-from", "volumes_from"),
        ] where !all(flag).isEmpty {
            result.append("\(name): \(list(all(flag)))")
        }
        for (flag, name) in [("-e", "env"), ("-l", "labels")] where !all(flag).isEmpty {
            let pairs = all(flag).map { "\(literal($0.cut[0])): \(literal($0.cut[1]))" }
            result.append("\(name): {\(pairs.joined(separator: ", "))}")
        }
        if !all("--read-only").isEmpty { result.append("read_only: true") }
        if !all("--rm").isEmpty { result.append("rm: true") }
        return result
    }

    private static func literal(_ text: String) -> String {
        "\""
            + text.replacingOccurrences(of: "\\", with: "\\\\")
            .replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }

    private static func list(_ words: [String]) -> String {
        "[" + words.map(literal).joined(separator: ", ") + "]"
    }

    private static let prelude = """
        import json
        let base = image.load("root.tar")
        fn say(text, status) {
            if text != "" { print(text.trim_end("\\n")) }
            print("[\\(status)]")
        }
        fn does(work) { print(try { work(); "done" } catch e { "refused" }) }
        fn created(make) { say("", try { make(); 0 } catch e { "refused" }) }
        fn upped(make) { say("", try { make().start(); 0 } catch e { "refused" }) }
        fn ran(make) {
            let c = try { make() } catch e { return say("", "refused") }
            let before = c.logs().length
            let status = try { c.start().status } catch ExitStatus as e { e.status }
            say((try { c.logs() } catch e { "" })[before...], status)
        }
        fn told(work) {
            let r = try { work() } catch ExitStatus as e { return say("", e.status) } catch e { return say("", "refused") }
            say(r.stdout, r.status)
        }
        fn inspected(name) = (try? container(name).inspect()) ?? image(name).inspect()

        """
}

extension String {
    /// The two sides of the first colon.
    fileprivate var parts: [String] {
        split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }

    /// The two sides of the first equals sign.
    fileprivate var cut: [String] {
        split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
}
