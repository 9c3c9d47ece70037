internal import LayBounds
internal import LayFiles

/// Finds what a rule makes of a word.
struct CompletionSearch {
    private let shell: Shell
    private let rule: CompletionRule
    private let word: [UInt8]

    init(_ shell: Shell, _ rule: CompletionRule, _ word: [UInt8]) {
        self.shell = shell
        self.rule = rule
        self.word = word
    }

    /// The words, in the order of the rule's parts (bash, pcomplete.c).
    func words() throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        for action in CompletionRule.actions where rule.actions.contains(action) {
            found += names(of: action).filter { $0.starts(with: word) }
        }
        if let pattern = rule.globPattern {
            var paths: [[UInt8]] = []
            try shell.appendPaths(pattern, [], to: &paths)
            found += paths.filter { !$0.isEmpty }
        }
        if let list = rule.words {
            found += try divided(list).filter { $0.starts(with: word) }
        }
        if let function = rule.function { found += try call(function) }
        if let command = rule.command { found += try run(command) }
        if let filter = rule.filter { found = try filtered(found, filter) }
        if rule.prefix != nil || rule.suffix != nil {
            found = found.map { (rule.prefix ?? []) + $0 + (rule.suffix ?? []) }
        }
        if rule.options.contains("plusdirs") || found.isEmpty && rule.options.contains("dirnames") {
            found += names(of: "directory").filter { $0.starts(with: word) }
        }
        return found
    }

    // MARK: Actions

    private static let keywords = [
        "if", "then", "else", "elif", "fi", "case", "esac", "for", "select", "while", "until",
        "do", "done", "in", "function", "time", "{", "}", "!", "[[", "]]", "coproc",
    ]

    private func names(of action: String) -> [[UInt8]] {
        func bytes(_ names: [String]) -> [[UInt8]] { names.map { Array($0.utf8) } }
        func sorted(_ names: some Sequence<[UInt8]>) -> [[UInt8]] {
            names.sorted { $0.lexicographicallyPrecedes($1) }
        }
        func variables(_ isWanted: (ShellVariable) -> Bool) -> [[UInt8]] {
            shell.sortedSymbols.filter { shell.variable($0).map(isWanted) ?? false }
                .map(shell.names.text)
        }
        switch action {
        case "alias": return sorted(shell.aliases.keys)
        case "arrayvar":
            return variables {
                switch $0.value {
                case .indexed?, .keyed?: true
                default: false
                }
            }
        case "builtin", "helptopic": return bytes(shell.builtins.names)
        case "enabled":
            return bytes(shell.builtins.names.filter { !shell.disabled.contains($0) })
        case "disabled": return bytes(shell.disabled.sorted())
        case "export": return variables { $0.flags.contains(.exported) }
        case "variable": return variables { _ in true }
        case "function": return sorted(shell.functions.keys.map(shell.names.text))
        case "hostname": return [Array("localhost".utf8), Array(shell.context.hostname.utf8)]
        case "keyword": return bytes(Self.keywords)
        case "setopt":
            return bytes(
                shell.optionList(reusable: true).split(separator: "\n").compactMap {
                    $0.split(separator: " ").last.map(String.init)
                })
        case "shopt": return bytes(Shell.shopts.map(\.0))
        case "signal":
            return bytes(
                ["EXIT"]
                    + (SignalNumbers.names + ["ERR", "DEBUG", "RETURN"])
                    .map { ["ERR", "DEBUG", "RETURN"].contains($0) ? $0 : "SIG" + $0 })
        case "job", "running":
            return shell.jobs.filter { action == "job" || !($0.task?.isDone ?? true) }
                .map { Array($0.text.prefix { $0 != 32 }) }
        case "command":
            var commands = sorted(shell.aliases.keys) + bytes(Self.keywords)
            commands += sorted(shell.functions.keys.map(shell.names.text))
            commands += bytes(shell.builtins.names)
            for directory in shell.context.searchPath {
                commands += files(in: directory) { _, entry in
                    entry.node.kind == .file && shell.context.may(.execute, entry.node.attributes)
                }
            }
            return commands
        case "file": return files { _ in true }
        case "directory": return files { $0 == .directory }
        case "user": return accounts("/etc/passwd")
        case "group": return accounts("/etc/group")
        default: return []
        }
    }

    /// Files whose paths begin as the word does.
    private func files(_ isWanted: (FileKind) -> Bool) -> [[UInt8]] {
        let end = word.lastIndex(of: 47).map { $0 + 1 } ?? 0
        let head = Array(word[..<end])
        let directory = TreePath(head.isEmpty ? [46] : head, in: shell.context.workingDirectory)
        return files(in: directory) { name, entry in
            name.starts(with: word[end...]) && isWanted(entry.node.kind)
        }.map { head + $0 } + (word[end...] == [46] ? [head + [46], head + [46, 46]] : [])
    }

    private func files(in directory: TreePath, _ isWanted: ([UInt8], FileEntry) -> Bool)
        -> [[UInt8]]
    {
        let items = (try? shell.context.files.list(directory)) ?? []
        return items.compactMap { item in
            let name = Array(item.name)
            guard
                let entry = try? shell.context.files.entry(
                    at: directory.appending(name: item.name), follow: true),
                isWanted(name, entry)
            else { return nil }
            return name
        }
    }

    private func accounts(_ file: TreePath) -> [[UInt8]] {
        guard
            case .file(let contents)? = try? shell.context.files.entry(
                at: file, follow: true
            ).node.body, let text = try? contents.bytes()
        else { return [] }
        return text.split(separator: 10).compactMap { line in
            line.split(separator: 58, omittingEmptySubsequences: false).first.map { Array($0) }
        }
    }

    // MARK: Words, functions, commands

    /// The words of a list, divided by IFS outside of quotes, each expanded.
    private func divided(_ list: [UInt8]) throws -> [[UInt8]] {
        let ifs = shell.variable(ShellNames.Known.ifs.rawValue)?.value?.bytes ?? [32, 9, 10]
        var pieces: [[UInt8]] = [[]]
        var quote: UInt8 = 0
        var place = 0
        while place < list.count {
            let byte = list[place]
            if byte == UInt8(ascii: "\\"), quote != 39, place + 1 < list.count {
                pieces[pieces.count - 1] += [byte, list[place + 1]]
                place += 2
                continue
            }
            if quote == 0, ifs.contains(byte) {
                pieces.append([])
            } else {
                if quote == byte {
                    quote = 0
                } else if quote == 0, byte == 39 || byte == 34 {
                    quote = byte
                }
                pieces[pieces.count - 1].append(byte)
            }
            place += 1
        }
        return try pieces.filter { !$0.isEmpty }.map(expanded)
    }

    private func expanded(_ piece: [UInt8]) throws -> [UInt8] {
        // What separates elsewhere is a letter here.
        var text: [UInt8] = []
        var quote: UInt8 = 0
        for byte in piece {
            if quote == 0, ShellBytes.isMeta(byte) { text.append(UInt8(ascii: "\\")) }
            if quote == byte {
                quote = 0
            } else if quote == 0, byte == 39 || byte == 34 {
                quote = byte
            }
            text.append(byte)
        }
        do {
            let lexer = ShellLexer(text, .bash, line: 1, extendedPatterns: false)
            let code = ShellCompiler(
                names: shell.names, dialect: .bash, builtins: shell.builtins
            ).word(try lexer.word(), .plain)
            return try shell.single(code)
        } catch is ShellSyntaxError {
            return piece
        }
    }

    private func set(_ name: String, _ value: ShellValue) {
        shell.store(ShellVariable(value: value), at: shell.names.number(Array(name.utf8)))
    }

    /// What a function leaves in COMPREPLY.
    private func call(_ name: [UInt8]) throws -> [[UInt8]] {
        guard let symbol = shell.names.known(name), let function = shell.functions[symbol] else {
            return []
        }
        let reply = shell.names.number(Array("COMPREPLY".utf8))
        shell.store(nil, at: reply)
        set("COMP_LINE", .text([]))
        for name in ["COMP_POINT", "COMP_KEY", "COMP_TYPE"] { set(name, .number(0)) }
        set("COMP_WORDS", .indexed(IndexedArray()))
        set("COMP_CWORD", .number(-1))
        _ = try shell.call(
            function, [name, Array("compgen".utf8), word, []], line: shell.line)
        return shell.elements(of: reply) ?? []
    }

    /// The lines that a command writes.
    private func run(_ command: [UInt8]) throws -> [[UInt8]] {
        let inner = try shell.subshell()
        let sink = OutputSink(shell.context.account, counts: false)
        inner.context.descriptors[1] = Channel(sink)
        let text =
            command + Array(" compgen ".utf8) + ShellQuoting.single(word, dialect: .bash)
            + Array(" ''".utf8)
        _ = try inner.runProcess { try inner.run(text: text) }
        return sink.takeText().split(separator: 10).map { Array($0) }
    }

    /// Without the words that a pattern takes away; `&` in it is the word.
    private func filtered(_ found: [[UInt8]], _ filter: [UInt8]) throws -> [[UInt8]] {
        var pattern = filter
        let isPattern =
            shell.options.contains(.extglob) && pattern.dropFirst().first == UInt8(ascii: "(")
        let isKept = pattern.first == UInt8(ascii: "!") && !isPattern
        if isKept { pattern.removeFirst() }
        var text: [UInt8] = []
        var place = 0
        while place < pattern.count {
            if pattern[place] == UInt8(ascii: "\\"), place + 1 < pattern.count {
                if pattern[place + 1] != UInt8(ascii: "&") { text.append(pattern[place]) }
                text.append(pattern[place + 1])
                place += 2
                continue
            }
            if pattern[place] == UInt8(ascii: "&") {
                text += word
            } else {
                text.append(pattern[place])
            }
            place += 1
        }
        let compiled = ShellPattern(
            text, extended: true, foldsCase: shell.options.contains(.nocasematch),
            isUTF8: shell.isUTF8, dialect: .bash)
        return try found.filter { try compiled.matches($0) == isKept }
    }
}
