internal import LayFiles
import LayShell

extension Utilities {
    static let envUtility = Utility(
        staying: "env", "run a program in a changed environment",
        usage: "[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]",
        [
            UtilityOption("-i, --ignore-environment", "start with an empty environment"),
            UtilityOption("-0, --null", "end each line with NUL, not newline"),
            UtilityOption("-u, --unset=NAME", "take a variable away"),
            UtilityOption("-C, --chdir=DIR", "work in DIR", .works, .gnu),
            UtilityOption("-S, --split-string=S", "split S into arguments", .works, .gnu),
            UtilityOption(
                "--block-signal[=SIG]", "block signals", .idle("no signal is blocked"), .gnu),
            UtilityOption(
                "--default-signal[=SIG]", "reset signals", .idle("none is changed"), .gnu),
            UtilityOption(
                "--ignore-signal[=SIG]", "ignore signals", .idle("none is ignored"), .gnu),
            UtilityOption(
                "--list-signal-handling", "tell of signals", .idle("none is changed"), .gnu),
            UtilityOption("-v, --debug", "tell of each step", .works, .gnu),
        ], misuse: 125, stopsAtOperand: true
    ) { call in
        let run = EnvironmentRun(call)
        return try run.perform()
    }

    static let printenvUtility = Utility(
        "printenv", "print the environment or some of its variables",
        usage: "[OPTION]... [VARIABLE]...",
        [UtilityOption("-0, --null", "end each line with NUL, not newline", .works, .gnu)],
        misuse: 2
    ) { call in
        let end: UInt8 = call.has("0") ? 0 : 10
        if call.operands.isEmpty {
            for (key, value) in call.context.variables {
                try call.write(key + [61] + value + [end])
            }
            return 0
        }
        var status: UInt8 = 0
        for name in call.operands {
            guard let found = call.context.variables.last(where: { $0.key == name }) else {
                status = 1
                continue
            }
            try call.write(found.value + [end])
        }
        return status
    }
}

/// One call of env.
private final class EnvironmentRun {
    private let call: UtilityCall
    private var variables: [(key: [UInt8], value: [UInt8])]
    private var directory: [UInt8]?
    private var isNull = false
    private var isVerbose = false

    init(_ call: UtilityCall) {
        self.call = call
        variables = call.context.variables
    }

    func perform() throws -> ProgramOutcome {
        var options = call.options
        var words = Array(call.context.words.dropFirst())
        // What -S gives stands in its place, as if it had been typed.
        var rounds = 0
        while let (place, text, count) = splitPlace(words), rounds < 100 {
            rounds += 1
            let pieces = try SplitString(call, text).words()
            words.replaceSubrange(place..<(place + count), with: pieces)
            try call.context.step()
            options = try UtilityOptions(words[...], call.utility, call.manner)
        }
        var rest = options.operands
        isVerbose = options.has("v")
        isNull = options.has("0")
        if options.has("i") || rest.first == [UInt8(ascii: "-")] {
            try tell("cleaning environ")
            variables = []
            if rest.first == [UInt8(ascii: "-")] { rest.removeFirst() }
        }
        for name in options.values("u") {
            if call.manner == .gnu, name.isEmpty || name.contains(61) {
                throw UtilityFailure(
                    "cannot unset \(call.quoted(name)): Invalid argument", status: 125)
            }
            try tell("unset:    \(call.text(name))")
            variables.removeAll { $0.key == name }
        }
        while let word = rest.first, let equals = word.firstIndex(of: 61) {
            rest.removeFirst()
            let key = Array(word[..<equals])
            try tell("setenv:   \(call.text(word))")
            set(key, Array(word[(equals + 1)...]))
        }
        directory = options.value("C")
        return try rest.isEmpty ? list() : run(rest)
    }

    private func set(_ key: [UInt8], _ value: [UInt8]) {
        if let place = variables.firstIndex(where: { $0.key == key }) {
            variables[place].value = value
        } else {
            variables.append((key, value))
        }
    }

    private func tell(_ step: String) throws {
        if isVerbose { try call.context.errors.write(step + "\n") }
    }

    private func list() throws -> ProgramOutcome {
        if directory != nil {
            throw call.misuse("must specify command with --chdir (-C)")
        }
        for (key, value) in variables {
            try call.write(key + [61] + value + [isNull ? 0 : 10])
        }
        return .exited(0)
    }

    private func run(_ words: [[UInt8]]) throws -> ProgramOutcome {
        if isNull, call.manner == .gnu {
            throw call.misuse("cannot specify --null (-0) with command")
        }
        if let directory { try tell("chdir:    \(call.quoted(directory))") }
        if isVerbose {
            try tell("executing: \(call.text(words[0]))")
            for (index, word) in words.enumerated() {
                try tell("   arg[\(index)]= \(call.quoted(word))")
            }
        }
        let outcome = try call.launch(words, .plain) { next in
            next.variables = variables
            guard let directory else { return }
            do {
                let entry = try call.context.files.entry(at: call.path(directory), follow: true)
                if entry.node.kind != .directory { throw FileError(.notDirectory, entry.path) }
                next.workingDirectory = entry.path
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure(
                    "cannot change directory to \(call.quoted(directory)): \(error.reason)",
                    status: 125)
            }
        }
        if case .exited(127) = outcome, call.manner == .gnu, words[0].contains(32),
            !words[0].contains(47)
        {
            try call.complain("use -[v]S to pass options in shebang lines")
        }
        return outcome
    }

    /// Where `-S` stands among the options, its text, and how many words it takes.
    private func splitPlace(_ words: [[UInt8]]) -> (place: Int, text: [UInt8], count: Int)? {
        guard call.manner == .gnu else { return nil }
        let long = Array("--split-string".utf8)
        var index = 0
        while index < words.count, words[index].first == 45, words[index].count > 1 {
            let word = words[index]
            if word == [45, 45] { return nil }
            if word.starts(with: long) {
                if word.count > long.count { return (index, Array(word[(long.count + 1)...]), 1) }
                return index + 1 < words.count ? (index, words[index + 1], 2) : nil
            }
            guard word[1] != 45 else {
                index += 1
                continue
            }
            var place = 1
            while place < word.count {
                switch word[place] {
                case UInt8(ascii: "S"):
                    if place > 1 { return combined(words, index, place) }
                    if word.count > 2 { return (index, Array(word[2...]), 1) }
                    return index + 1 < words.count ? (index, words[index + 1], 2) : nil
                case UInt8(ascii: "u"), UInt8(ascii: "C"):
                    if place + 1 == word.count { index += 1 }
                    place = word.count
                default: place += 1
                }
            }
            index += 1
        }
        return nil
    }

    /// `-vS TEXT` and `-iSTEXT`: the letters before stay an option of their own.
    private func combined(
        _ words: [[UInt8]], _ index: Int, _ place: Int
    ) -> (place: Int, text: [UInt8], count: Int)? {
        let word = words[index]
        let before = Array(word[..<place]) + [32]
        if place + 1 < word.count { return (index, before + word[(place + 1)...], 1) }
        return index + 1 < words.count ? (index, before + words[index + 1], 2) : nil
    }
}

/// The text of `env -S`, which is split as a line of a script is.
private struct SplitString {
    private let call: UtilityCall
    private let text: [UInt8]

    init(_ call: UtilityCall, _ text: [UInt8]) {
        self.call = call
        self.text = text
    }

    func words() throws -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8]?
        var quote: UInt8 = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                if quote == 0 {
                    quote = byte
                    word = word ?? []
                } else if quote == byte {
                    quote = 0
                } else {
                    word = (word ?? []) + [byte]
                }
            case 9, 10, 11, 12, 13, 32:
                if quote != 0 {
                    word = (word ?? []) + [byte]
                } else if let ended = word {
                    words.append(ended)
                    word = nil
                }
            case UInt8(ascii: "#") where word == nil && quote == 0: return words
            case UInt8(ascii: "\\"):
                guard index < text.count else {
                    throw UtilityFailure(
                        "invalid backslash at end of string in -S", status: 125)
                }
                let next = text[index]
                index += 1
                if quote == UInt8(ascii: "'"), next != UInt8(ascii: "'"), next != 92 {
                    word = (word ?? []) + [92, next]
                    continue
                }
                if next == UInt8(ascii: "_"), quote == 0 {
                    if let ended = word { words.append(ended) }
                    word = nil
                    continue
                }
                if next == UInt8(ascii: "c"), quote == 0 {
                    return words + (word.map { [$0] } ?? [])
                }
                word = (word ?? []) + [try escape(next, quote)]
            case UInt8(ascii: "$") where quote != UInt8(ascii: "'"):
                let rest = text[index...]
                guard rest.first == UInt8(ascii: "{"),
                    let end = rest.firstIndex(of: UInt8(ascii: "}")),
                    Self.isName(rest[(index + 1)..<end])
                else {
                    throw UtilityFailure(
                        "only ${VARNAME} expansion is supported, error at: "
                            + call.text(text[(index - 1)...]), status: 125)
                }
                let name = Array(text[(index + 1)..<end])
                if let value = call.context.variables.last(where: { $0.key == name })?.value {
                    word = (word ?? []) + value
                }
                index = end + 1
            default: word = (word ?? []) + [byte]
            }
        }
        if quote != 0 {
            throw UtilityFailure("no terminating quote in -S string", status: 125)
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first &- 48 >= 10 else { return false }
        return text.allSatisfy { $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == 95 }
    }

    private func escape(_ letter: UInt8, _ quote: UInt8) throws -> UInt8 {
        switch letter {
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "v"): return 11
        case UInt8(ascii: "_"): return 32
        case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            return letter
        default:
            throw UtilityFailure(
                "invalid sequence '\\\(UnicodeScalar(letter))' in -S", status: 125)
        }
    }
}
