internal import LayFiles

/// What a word can become: the rules that `complete` keeps and `compgen` carries out (bash).
struct CompletionRule {
    /// Actions by their long names, in the order in which they were asked for.
    var actions: [String] = []
    /// Options of `-o`, in their order.
    var options: [String] = []
    var globPattern: [UInt8]?
    var words: [UInt8]?
    var prefix: [UInt8]?
    var suffix: [UInt8]?
    var filter: [UInt8]?
    var command: [UInt8]?
    var function: [UInt8]?

    /// The letters of actions, in the order in which `complete -p` writes them.
    static let letters: [(letter: UInt8, name: String)] = [
        (97, "alias"), (98, "builtin"), (99, "command"), (100, "directory"), (101, "export"),
        (102, "file"), (103, "group"), (106, "job"), (107, "keyword"), (115, "service"),
        (117, "user"), (118, "variable"),
    ]

    /// All actions, in the order in which their words come.
    static let actions = [
        "alias", "arrayvar", "binding", "builtin", "disabled", "enabled", "export", "function",
        "helptopic", "hostname", "job", "keyword", "running", "setopt", "shopt", "signal",
        "stopped", "variable", "command", "file", "user", "group", "service", "directory",
    ]

    static let optionNames = [
        "bashdefault", "default", "dirnames", "filenames", "noquote", "nosort", "nospace",
        "plusdirs",
    ]

    /// The rule as arguments of `complete`.
    var text: [UInt8] {
        var words: [[UInt8]] = options.sorted().map { Array("-o \($0)".utf8) }
        for (letter, name) in Self.letters where actions.contains(name) {
            words.append([45, letter])
        }
        for name in Self.actions
        where actions.contains(name) && !Self.letters.contains(where: { $0.name == name }) {
            words.append(Array("-A \(name)".utf8))
        }
        let quoted: [(Character, [UInt8]?)] = [
            ("G", globPattern), ("W", self.words), ("P", prefix), ("S", suffix), ("X", filter),
            ("C", command),
        ]
        for (letter, value) in quoted {
            guard let value else { continue }
            words.append(
                Array("-\(letter) ".utf8) + ShellQuoting.single(value, dialect: .bash))
        }
        if let function { words.append(Array("-F ".utf8) + function) }
        return Array(words.joined(separator: [32]))
    }
}

/// `compgen`, `complete` and `compopt`.
enum CompletionBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("compgen") { shell, arguments in
            var reader = Reader(shell, arguments)
            try reader.read()
            if reader.rule.function != nil {
                try shell.complain("compgen: warning: -F option may not work as you expect")
            }
            if reader.rule.command != nil {
                try shell.complain("compgen: warning: -C option may not work as you expect")
            }
            let word = reader.operands.first ?? []
            let found = try CompletionSearch(shell, reader.rule, word).words()
            for entry in found { try shell.write(entry + [10]) }
            return found.isEmpty ? 1 : 0
        },
        ShellBuiltin("complete") { try complete($0, $1) },
        ShellBuiltin("compopt") { try option($0, $1) },
    ]

    /// Reads the options of these commands.
    private struct Reader {
        private let shell: Shell
        private let arguments: [[UInt8]]
        var rule = CompletionRule()
        var operands: [[UInt8]] = []
        var prints = false
        var removes = false
        /// `-D`, `-E` or `-I`: what the rule is for where there is no name.
        var special: [UInt8]?
        /// False when nothing but names was given.
        var hasRule = false

        init(_ shell: Shell, _ arguments: [[UInt8]]) {
            self.shell = shell
            self.arguments = arguments
        }

        mutating func read() throws {
            let name = shell.shown(arguments[0])
            let takesNames = name == "complete"
            var place = 1
            while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
                let word = arguments[place]
                place += 1
                if word == [45, 45] { break }
                var letters = word.dropFirst()
                while let letter = letters.popFirst() {
                    if takesNames, "prDEI".utf8.contains(letter) {
                        switch letter {
                        case UInt8(ascii: "p"): prints = true
                        case UInt8(ascii: "r"): removes = true
                        default: special = [45, letter]
                        }
                        continue
                    }
                    hasRule = true
                    if let action = CompletionRule.letters.first(where: { $0.letter == letter }) {
                        rule.actions.append(action.name)
                        continue
                    }
                    guard "oAGWFCXPS".utf8.contains(letter) else {
                        throw try shell.badOption(name, "-\(shell.shown([letter]))")
                    }
                    let value: [UInt8]
                    if letters.isEmpty {
                        guard place < arguments.count else {
                            throw try shell.badOption(
                                name, "-\(shell.shown([letter]))", "option requires an argument")
                        }
                        value = arguments[place]
                        place += 1
                    } else {
                        value = Array(letters)
                        letters = []
                    }
                    try take(letter, value, name)
                }
            }
            operands = Array(arguments[place...])
        }

        private mutating func take(_ letter: UInt8, _ value: [UInt8], _ name: String) throws {
            let text = shell.shown(value)
            switch letter {
            case UInt8(ascii: "o"):
                guard CompletionRule.optionNames.contains(text) else {
                    throw try shell.misuse(name, "\(text): invalid option name", status: 2)
                }
                rule.options.append(text)
            case UInt8(ascii: "A"):
                guard CompletionRule.actions.contains(text) else {
                    throw try shell.misuse(name, "\(text): invalid action name", status: 2)
                }
                rule.actions.append(text)
            case UInt8(ascii: "G"): rule.globPattern = value
            case UInt8(ascii: "W"): rule.words = value
            case UInt8(ascii: "F"): rule.function = value
            case UInt8(ascii: "C"): rule.command = value
            case UInt8(ascii: "X"): rule.filter = value
            case UInt8(ascii: "P"): rule.prefix = value
            default: rule.suffix = value
            }
        }
    }

    private static func complete(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var reader = Reader(shell, arguments)
        try reader.read()
        let names = reader.special.map { [$0] } ?? reader.operands
        var status = 0
        if reader.removes {
            // Nothing is missed where there is nothing.
            if names.isEmpty || shell.completions.isEmpty {
                shell.completions = []
                return 0
            }
            for name in names {
                let count = shell.completions.count
                shell.completions.removeAll { $0.name == name }
                if shell.completions.count == count, reader.special == nil {
                    try shell.complain(
                        "complete: \(shell.shown(name)): no completion specification")
                    status = 1
                }
            }
            return status
        }
        if reader.prints || names.isEmpty && !reader.hasRule {
            for name in names where !shell.completions.contains(where: { $0.name == name }) {
                try shell.complain("complete: \(shell.shown(name)): no completion specification")
                status = 1
            }
            for (name, rule) in shell.completions where names.isEmpty || names.contains(name) {
                let text = rule.text
                try shell.write(
                    Array("complete ".utf8) + text + (text.isEmpty ? [] : [32]) + name + [10])
            }
            return status
        }
        guard !names.isEmpty else {
            try shell.context.errors.write(
                "complete: usage: \(BuiltinUsage.bash("complete") ?? "")\n")
            return 2
        }
        for name in names {
            if let place = shell.completions.firstIndex(where: { $0.name == name }) {
                shell.completions[place].rule = reader.rule
            } else {
                shell.completions.append((name, reader.rule))
            }
        }
        return 0
    }

    private static func option(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var changes: [(name: String, isOn: Bool)] = []
        var place = 1
        while place < arguments.count, let sign = arguments[place].first, sign == 45 || sign == 43 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            if word.count == 2, "DEI".utf8.contains(word[1]) { continue }
            guard word.count == 2, word[1] == UInt8(ascii: "o") else {
                throw try shell.badOption("compopt", shell.shown(Array(word.prefix(2))))
            }
            guard place < arguments.count else {
                throw try shell.badOption("compopt", "-o", "option requires an argument")
            }
            let name = shell.shown(arguments[place])
            place += 1
            guard CompletionRule.optionNames.contains(name) else {
                try shell.complain("compopt: \(name): invalid option name")
                return 2
            }
            changes.append((name, sign == 45))
        }
        let names = arguments[place...]
        if names.isEmpty {
            try shell.complain("compopt: not currently executing completion function")
            return 1
        }
        var status = 0
        for name in names {
            guard let index = shell.completions.firstIndex(where: { $0.name == name }) else {
                try shell.complain("compopt: \(shell.shown(name)): no completion specification")
                status = 1
                continue
            }
            for (option, isOn) in changes {
                shell.completions[index].rule.options.removeAll { $0 == option }
                if isOn { shell.completions[index].rule.options.append(option) }
            }
        }
        return status
    }
}
