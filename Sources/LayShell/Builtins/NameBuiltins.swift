internal import LayBounds
internal import LayFiles

/// Commands about the names of commands.
enum NameBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("command") { try command($0, $1) },
        ShellBuiltin("type") { shell, arguments in
            if shell.dialect.isBash { return try bashType(shell, arguments) }
            var status = 0
            for word in arguments.dropFirst() {
                if try !describe(shell, word, verbose: true) {
                    status = shell.dialect == .bash ? 1 : 127
                }
            }
            return status
        },
        ShellBuiltin("alias") { shell, arguments in
            var words = arguments.dropFirst()
            if words.first == Array("-p".utf8) || words.first == [45, 45] {
                words = words.dropFirst()
            } else {
                words = try shell.operands(arguments)
            }
            func line(_ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
                (shell.dialect.isBash ? Array("alias ".utf8) : []) + name + [61]
                    + ShellQuoting.listed(value, dialect: shell.dialect) + [10]
            }
            if words.isEmpty {
                for (name, value) in shell.aliases.sorted(by: {
                    $0.key.lexicographicallyPrecedes($1.key)
                }) {
                    try shell.write(line(name, value))
                }
                return 0
            }
            var status = 0
            for word in words {
                if let place = word.dropFirst().firstIndex(of: 61) {
                    try shell.hold(word.count &+ 192, insteadOf: 0)
                    shell.aliases[Array(word[..<place])] = Array(word[(place + 1)...])
                } else if let value = shell.aliases[word] {
                    try shell.write(line(word, value))
                } else {
                    let text = "alias: \(shell.shown(word))"
                    if shell.dialect == .dash {
                        try shell.context.errors.write("\(text) not found\n")
                    } else {
                        try shell.complain(
                            text + (shell.dialect.isBash ? ": not found" : " not found"))
                    }
                    status = 1
                }
            }
            return status
        },
        ShellBuiltin("unalias") { shell, arguments in
            let (letters, rest) = try shell.letters(arguments, allowed: "a")
            if letters.contains(UInt8(ascii: "a")) {
                shell.aliases = [:]
                return 0
            }
            var status = 0
            for word in rest {
                if shell.aliases.removeValue(forKey: word) == nil {
                    try shell.complain(
                        "unalias: \(shell.shown(word))\(shell.dialect.isBash ? ": not found" : " not found")"
                    )
                    status = 1
                }
            }
            return status
        },
    ]

    private static let reserved: Set<String> = [
        "!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then",
        "until", "while", "{", "}",
    ]

    static func isReserved(_ word: [UInt8], _ dialect: ShellDialect) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        if dialect.isBash {
            if ["[[", "]]", "function", "select", "time", "coproc"].contains(text) { return true }
        }
        return reserved.contains(text)
    }

    /// What a name is: one line for `command -v` and `type`; false for nothing.
    private static func describe(
        _ shell: Shell, _ word: [UInt8], verbose: Bool, path: [UInt8]? = nil
    )
        throws -> Bool
    {
        let text = shell.shown(word)
        if isReserved(word, shell.dialect) {
            try shell.write(verbose ? "\(text) is a shell keyword\n" : "\(text)\n")
            return true
        }
        if let alias = shell.aliases[word],
            shell.dialect != .bash || shell.options.contains(.expandAliases)
        {
            if verbose {
                try shell.write("\(text) is an alias for \(shell.shown(alias))\n")
            } else {
                try shell.write(
                    Array("alias ".utf8) + word + [61]
                        + ShellQuoting.listed(alias, dialect: shell.dialect) + [10])
            }
            return true
        }
        if let symbol = shell.names.known(word), let function = shell.functions[symbol] {
            if shell.dialect.isBash, verbose {
                try shell.write("\(text) is a function\n")
                try shell.write(function.shown)
            } else {
                try shell.write(
                    verbose
                        ? "\(text) is a \(shell.dialect == .bash ? "" : shell.dialect == .dash ? "shell " : "")function\n"
                        : "\(text)\n")
            }
            return true
        }
        if let builtin = shell.builtins[word], shell.isEnabled(builtin) {
            let kind =
                builtin.isSpecial && !shell.dialect.isBash
                ? "a special shell builtin" : "a shell builtin"
            try shell.write(verbose ? "\(text) is \(kind)\n" : "\(text)\n")
            return true
        }
        if word.contains(47) {
            let place = TreePath(word, in: shell.context.workingDirectory)
            if let entry = try? shell.context.files.entry(at: place, follow: true),
                entry.node.kind == .file, shell.context.may(.execute, entry.node.attributes)
            {
                try shell.write(verbose ? "\(text) is \(text)\n" : "\(text)\n")
                return true
            }
        } else if let place = shell.search(
            word, executable: true, path: path)
            ?? (shell.dialect != .dash && !verbose
                ? shell.search(word, executable: false, path: path) : nil)
        {
            try shell.write(
                verbose
                    ? Array("\(text) is ".utf8) + place.shellBytes + [10] : place.shellBytes + [10])
            return true
        }
        if verbose {
            if shell.dialect.isBash {
                try shell.complain("type: \(text): not found")
            } else {
                try shell.context.output.write("\(text): not found\n")
            }
        }
        return false
    }

    private static func bashType(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(arguments, allowed: "afptP")
        var status = 0
        func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }
        if has("a") {
            for word in rest where try !tellAll(word, letters, shell) { status = 1 }
            return status
        }
        for word in rest {
            var kind: String?
            var path: [UInt8]?
            if isReserved(word, .bash) {
                kind = "keyword"
            } else if shell.aliases[word] != nil, shell.options.contains(.expandAliases) {
                kind = "alias"
            } else if !has("f"), let symbol = shell.names.known(word),
                shell.functions[symbol] != nil
            {
                kind = "function"
            } else if let builtin = shell.builtins[word], shell.isEnabled(builtin) {
                kind = "builtin"
            }
            var isHashed = false
            if kind == nil, let known = shell.hashed[word], !has("P") {
                path = known.path
                kind = "file"
                isHashed = true
            }
            if kind == nil || has("P") {
                if let place = word.contains(47)
                    ? TreePath(word, in: shell.context.workingDirectory)
                    : shell.search(word, executable: true),
                    let node = (try? shell.context.files.entry(at: place, follow: true))?.node,
                    node.kind == .file,
                    !word.contains(47) || shell.context.may(.execute, node.attributes)
                {
                    path = word.contains(47) ? word : place.shellBytes
                    kind = has("P") ? "file" : kind ?? "file"
                }
            }
            guard let kind else {
                status = 1
                if !has("t"), !has("p"), !has("P") {
                    try shell.complain("type: \(shell.shown(word)): not found")
                }
                continue
            }
            if has("t") {
                try shell.write(kind + "\n")
            } else if has("p") || has("P") {
                if let path, kind == "file" {
                    try shell.write(path + [10])
                } else if has("P") {
                    status = 1
                }
            } else {
                let text = shell.shown(word)
                switch kind {
                case "keyword": try shell.write("\(text) is a shell keyword\n")
                case "alias":
                    try shell.write(
                        "\(text) is aliased to `\(shell.shown(shell.aliases[word] ?? []))'\n")
                case "function":
                    if let symbol = shell.names.known(word), let function = shell.functions[symbol]
                    {
                        try shell.write("\(text) is a function\n")
                        try shell.write(function.shown)
                    }
                case "builtin":
                    let isSpecial = shell.builtins[word]?.isSpecial ?? false
                    try shell.write(
                        "\(text) is a \(isSpecial && shell.isStrict ? "special " : "")shell builtin\n"
                    )
                default:
                    let shown = path ?? []
                    try shell.write(
                        Array("\(text) is ".utf8)
                            + (isHashed ? Array("hashed (".utf8) + shown + [41] : shown) + [10])
                }
            }
        }
        return status
    }

    /// `type -a`: all that a word may mean, in the order in which it is looked for.
    private static func tellAll(_ word: [UInt8], _ letters: [UInt8], _ shell: Shell) throws -> Bool
    {
        func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }
        let text = shell.shown(word)
        let onlyPaths = has("p") || has("P")
        var isFound = false
        func tell(_ kind: String, _ line: [UInt8]) throws {
            isFound = true
            if onlyPaths, kind != "file" { return }
            try shell.write(has("t") ? Array(kind.utf8) + [10] : line + [10])
        }
        if shell.options.contains(.expandAliases), let alias = shell.aliases[word] {
            try tell("alias", Array("\(text) is aliased to `\(shell.shown(alias))'".utf8))
        }
        if isReserved(word, .bash) { try tell("keyword", Array("\(text) is a shell keyword".utf8)) }
        if !has("f"), let symbol = shell.names.known(word), let function = shell.functions[symbol] {
            try tell("function", Array("\(text) is a function\n".utf8) + function.shown.dropLast())
        }
        if let builtin = shell.builtins[word], shell.isEnabled(builtin) {
            try tell("builtin", Array("\(text) is a shell builtin".utf8))
        }
        for place in shell.files(of: word) {
            try tell("file", (has("p") || has("P") ? [] : Array("\(text) is ".utf8)) + place)
        }
        if !isFound, !has("t"), !onlyPaths {
            try shell.complain("type: \(text): not found")
        }
        return isFound
    }

    private static func command(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var place = 1
        var shows = false
        var verbose = false
        var usesStandardPath = false
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "p"): usesStandardPath = true
                case UInt8(ascii: "v"): shows = true
                case UInt8(ascii: "V"):
                    shows = true
                    verbose = true
                default:
                    if shell.dialect.isBash {
                        throw try shell.badOption("command", "-\(shell.shown([letter]))")
                    }
                    throw try shell.misuse(
                        "command",
                        shell.dialect == .dash
                            ? "Illegal option -\(shell.shown([letter]))"
                            : "illegal option -\(shell.shown([letter]))",
                        status: 2)
                }
            }
        }
        let words = Array(arguments[place...])
        let path = usesStandardPath ? Array("/usr/sbin:/usr/bin:/sbin:/bin".utf8) : nil
        if shows {
            var status = shell.dialect.isBash && !words.isEmpty ? 1 : 0
            for word in words {
                let isKnown = try describe(shell, word, verbose: verbose, path: path)
                // In bash one that is known is enough.
                if isKnown { status = 0 } else if !shell.dialect.isBash { status = 127 }
                if shell.dialect != .bash { break }
            }
            return status
        }
        guard let name = words.first else { return 0 }
        if let builtin = shell.builtins[name] {
            // What ends the shell with a special one does not behind `command` (POSIX, command).
            do {
                return try builtin.run(shell, words)
            } catch let abort as ShellAbort where abort.isUsage || !shell.dialect.isBash {
                return abort.status
            }
        }
        if usesStandardPath {
            let symbol = ShellNames.Known.path.rawValue
            let old = shell.variable(symbol)
            shell.store(ShellVariable(value: .text(path ?? []), flags: .exported), at: symbol)
            defer { shell.store(old, at: symbol) }
            return try shell.start(words)
        }
        return try shell.start(words)
    }
}

extension ShellFunction {
    /// The function as `declare -f` shows it.
    var shown: [UInt8] { ShellPrinter.function(name, source) }
}
