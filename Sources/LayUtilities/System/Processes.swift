internal import LayFiles
import LayShell

extension Utilities {
    static var killProgram: ShellProgram { ShellProgram("kill", runKill) }

    private static func runKill(_ context: ProgramContext) throws -> UInt8 {
        let isGNU = Manner(context) == .gnu
        var words = Array(context.words.dropFirst())
        var signal: UInt8 = 15
        func text(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self) }
        func named(_ word: [UInt8]) throws -> UInt8? {
            if let number = SignalWord.number(word) { return number }
            try context.complain(
                isGNU
                    ? "unknown signal name \(text(word))" : "bad signal name '\(text(word))'")
            return nil
        }
        if let first = words.first, first.count > 1, first[0] == 45, first != [45, 45] {
            words.removeFirst()
            switch text(first) {
            case "-l", "-L", "--list", "--table": return try listSignals(words, context, isGNU)
            case "-s", "-n", "--signal":
                guard !words.isEmpty else {
                    try context.complain("option requires an argument -- 's'")
                    return 1
                }
                guard let number = try named(words.removeFirst()) else { return 1 }
                signal = number
            default:
                guard let number = try named(Array(first.dropFirst())) else { return 1 }
                signal = number
            }
        }
        if words.first == [45, 45] { words.removeFirst() }
        if words.isEmpty {
            try context.complain(
                isGNU ? "no process is named" : "you need to specify whom to kill")
            return 1
        }
        var status: UInt8 = 0
        for word in words {
            guard let process = Int(text(word)) else {
                try context.complain(
                    isGNU
                        ? "failed to parse argument: '\(text(word))'"
                        : "invalid number '\(text(word))'")
                status = 1
                continue
            }
            let targets =
                process > 0
                ? [process]
                : context.processes.filter { $0.number != context.process }.map(\.number)
            for target in targets {
                guard try !context.send(signal, to: target), process > 0 else { continue }
                try context.complain(
                    isGNU
                        ? "(\(target)): No such process"
                        : "can't kill pid \(target): No such process")
                status = 1
            }
        }
        return status
    }

    private static func listSignals(
        _ words: [[UInt8]], _ context: ProgramContext, _ isGNU: Bool
    ) throws -> UInt8 {
        let names = SignalWord.names
        guard !words.isEmpty else {
            if isGNU {
                var line = ""
                for name in names { line += (line.isEmpty ? "" : " ") + name }
                try context.output.write(line + "\n")
            } else {
                for (index, name) in names.enumerated() {
                    let number = index + 1
                    try context.output.write("\(number < 10 ? " " : "")\(number)) \(name)\n")
                }
            }
            return 0
        }
        for word in words {
            let text = String(decoding: word, as: UTF8.self)
            if let number = Int(text) {
                try context.output.write(
                    SignalWord.name(UInt8(truncatingIfNeeded: number & 127)) + "\n")
            } else if let number = SignalWord.number(word) {
                try context.output.write("\(number)\n")
            } else {
                try context.complain(
                    isGNU
                        ? "unknown signal name \(text)" : "bad signal name '\(text)'")
                return 1
            }
        }
        return 0
    }

    private static let patternOptions: [UtilityOption] = [
        UtilityOption("-f, --full", "look at all words"),
        UtilityOption("-x, --exact", "the whole name"),
        UtilityOption("-n, --newest", "the newest alone"),
        UtilityOption("-o, --oldest", "the oldest alone"),
        UtilityOption("-v, --inverse", "all others"),
        UtilityOption("-i, --ignore-case", "letters of either case", .missing, .gnu),
        UtilityOption("-P, --parent=PID,...", "what these started"),
        UtilityOption("-u, --euid=ID,...", "what runs as these", .works, .gnu),
        UtilityOption("-l, --list-name", "the name too"),
        UtilityOption("-a, --list-full", "all words too", .works, .gnu),
        UtilityOption("-c, --count", "how many", .works, .gnu),
        UtilityOption("-d, --delimiter=STRING", "what stands between", .works, .gnu),
        UtilityOption("-s, --session=SID", "in a session", .missing),
        UtilityOption("-t, --terminal=TTY", "at a terminal", .missing, .gnu),
        UtilityOption("-g, --pgroup=PGID", "in a group", .missing, .gnu),
    ]

    static let pgrepUtility = Utility(
        "pgrep", "find processes by their names", usage: "[options] <pattern>", patternOptions,
        misuse: 2
    ) { call in
        let found = try ProcessPattern(call).found(call.operands)
        if call.has("c") {
            try call.write("\(found.count)\n")
            return found.isEmpty ? 1 : 0
        }
        let separator = call.options.text("d") ?? "\n"
        var shown: [String] = []
        for process in found {
            let words = process.words.map(call.text)
            let name = words.first?.split(separator: "/").last.map(String.init) ?? ""
            if call.has("a") || call.has("l") && call.has("f") {
                shown.append("\(process.number) " + words.joined(separator: " "))
            } else {
                shown.append(call.has("l") ? "\(process.number) \(name)" : "\(process.number)")
            }
        }
        if !shown.isEmpty { try call.write(shown.joined(separator: separator) + "\n") }
        return found.isEmpty ? 1 : 0
    }

    static let pkillUtility = Utility(
        "pkill", "send a signal to processes by their names",
        usage: "[-SIGNAL] [options] <pattern>",
        patternOptions + [
            UtilityOption("--signal=SIGNAL", "the signal"),
            UtilityOption("-e, --echo", "tell of them", .works, .gnu),
        ], misuse: 2, modern: signalFirst
    ) { call in
        let found = try ProcessPattern(call).found(call.operands)
        let signal = try signalOption(call)
        for process in found {
            if call.has("e") {
                let name = process.words.first.map(call.text) ?? ""
                try call.write("\(name) killed (pid \(process.number))\n")
            }
            _ = try call.context.send(signal, to: process.number)
        }
        return found.isEmpty ? 1 : 0
    }

    static let killallUtility = Utility(
        "killall", "send a signal to the processes of a name", usage: "[-SIGNAL] NAME...",
        [
            UtilityOption("--signal=SIGNAL", "the signal"),
            UtilityOption("-q, --quiet", "say nothing"),
            UtilityOption("-e, --exact", "whole long names", .idle("always"), .gnu),
            UtilityOption("-w, --wait", "wait for their end", .idle("they end at once"), .gnu),
            UtilityOption("-v, --verbose", "tell of it", .idle("nothing to tell"), .gnu),
            UtilityOption("-I, --ignore-case", "letters of either case", .missing, .gnu),
            UtilityOption("-u, --user USER", "what runs as this", .missing, .gnu),
            UtilityOption("-i, --interactive", "ask", .missing, .gnu),
            UtilityOption("-r, --regexp", "names as patterns", .missing, .gnu),
        ], modern: signalFirst
    ) { call in
        try call.needOperands(1, "name")
        let signal = try signalOption(call)
        for name in call.operands {
            let found = call.context.processes.filter { process in
                guard process.number != call.context.process, let word = process.words.first
                else { return false }
                return word == name
                    || (word.split(separator: 47).last.map { Array($0) == name } ?? false)
            }
            if found.isEmpty {
                call.status = 1
                guard !call.has("q") else { continue }
                try call.context.errors.write(
                    call.manner == .gnu
                        ? "\(call.text(name)): no process found\n"
                        : "killall: \(call.text(name)): no process killed\n")
            }
            for process in found { _ = try call.context.send(signal, to: process.number) }
        }
        return call.status
    }

    static let pidofUtility = Utility(
        "pidof", "find the processes of a program", usage: "[-s] [-o PID] NAME...",
        [
            UtilityOption("-s", "one alone"),
            UtilityOption("-o OMIT", "not this one"),
            UtilityOption("-x", "scripts too", .idle("always")),
            UtilityOption("-c", "with the same root", .idle("there is one"), .gnu),
            UtilityOption("-q", "say nothing", .works, .gnu),
        ]
    ) { call in
        let omitted = call.options.values("o").map(call.text)
        var numbers: [String] = []
        for process in call.context.processes.reversed() {
            guard process.number != call.context.process,
                !omitted.contains("\(process.number)")
            else { continue }
            let names = process.words.prefix(2).map { Array($0.split(separator: 47).last ?? []) }
            if call.operands.contains(where: { operand in
                names.contains(Array(operand.split(separator: 47).last ?? []))
            }) {
                numbers.append("\(process.number)")
            }
        }
        if call.has("s") { numbers = Array(numbers.prefix(1)) }
        if numbers.isEmpty { return 1 }
        if !call.has("q") { try call.write(numbers.joined(separator: " ") + "\n") }
        return 0
    }

    /// `-9` and `-TERM` as the first word.
    private static let signalFirst: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        guard let first = words.first, first.count > 1, first[0] == 45, first[1] != 45,
            SignalWord.number(Array(first.dropFirst())) != nil
        else { return words }
        return [Array("--signal".utf8), Array(first.dropFirst())] + words.dropFirst()
    }

    private static func signalOption(_ call: UtilityCall) throws -> UInt8 {
        guard let value = call.options.value("signal") else { return 15 }
        guard let number = SignalWord.number(value) else {
            throw UtilityFailure("\(call.text(value)): unknown signal")
        }
        return number
    }
}
