internal import LayBounds
internal import LayFiles

/// A piece of an expanded word: what is quoted is neither split nor a pattern.
private struct Piece {
    var text: String
    var isQuoted: Bool
    /// Written in the script, not given by an expansion: never split.
    var isLiteral = false
    /// A break between the fields of `"$@"`.
    var endsField = false
}

extension Shell {
    /// The fields a word becomes: expanded, split, and matched with file names.
    func fields(_ word: ShellWord) throws -> [String] {
        let pieces = try pieces(word.parts, isQuoted: false)
        var fields: [String] = []
        var current: [Piece]?
        func end() throws {
            let pieces = current ?? []
            current = nil
            if pieces.count > 1 { try holdWord(pieces.reduce(0) { $0 + $1.text.utf8.count }) }
            for field in try matched(pieces) {
                try holdWord(Self.fieldBytes)
                fields.append(field)
            }
        }
        let separators = environment.variables["IFS"] ?? " \t\n"
        for piece in pieces {
            if piece.endsField {
                if current != nil { try end() }
                continue
            }
            if piece.isQuoted {
                current = current ?? []
                current?.append(piece)
                continue
            }
            try holdWord(piece.text.utf8.count)
            var text = ""
            for character in piece.text {
                if !piece.isLiteral, separators.contains(character) {
                    let isBlank = " \t\n".contains(character)
                    if !text.isEmpty {
                        current = current ?? []
                        current?.append(Piece(text: text, isQuoted: false))
                    }
                    text = ""
                    if current != nil || !isBlank { try end() }
                    continue
                }
                text.append(character)
            }
            if !text.isEmpty {
                current = current ?? []
                current?.append(Piece(text: text, isQuoted: false))
            }
        }
        if current != nil { try end() }
        return fields
    }

    /// The word as one text, without splitting: for assignments, redirections and `case`.
    func string(_ word: ShellWord) throws -> String {
        let joint = joint
        return try pieces(word.parts, isQuoted: true).map { $0.endsField ? joint : $0.text }
            .joined()
    }

    /// What stands between the parameters that become one text.
    private var joint: String {
        environment.variables["IFS"].map { String($0.prefix(1)) } ?? " "
    }

    /// About how many bytes a piece takes while words are expanded: in a list that grows by
    /// doubling and is copied then.
    private static let pieceBytes = 3 * MemoryLayout<Piece>.stride

    /// As `pieceBytes`, for a field: in lists of the word's fields, of the command's, and of its
    /// arguments.
    private static let fieldBytes = 6 * MemoryLayout<String>.stride

    /// The word as a pattern: quoted parts stand for themselves.
    func pattern(_ word: ShellWord) throws -> String {
        let text = try pieces(word.parts, isQuoted: false).map {
            $0.isQuoted ? ShellPattern.escaped($0.text) : $0.text
        }.joined()
        try holdWord(text.utf8.count * ShellPattern.itemBytes)
        return text
    }

    private func matched(_ pieces: [Piece]) throws -> [String] {
        let text = pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined()
        let hasPattern = pieces.contains {
            !$0.isQuoted && $0.text.contains(where: { "*?[".contains($0) })
        }
        if !hasPattern || environment.options.contains("f") { return [text] }
        let pattern = pieces.map { $0.isQuoted ? ShellPattern.escaped($0.text) : $0.text }.joined()
        let names = try Glob.expand(pattern, context)
        return names.isEmpty ? [text] : names
    }

    private func pieces(_ parts: [ShellWord.Part], isQuoted: Bool) throws -> [Piece] {
        try context.account.nested { try piecesHere(parts, isQuoted: isQuoted) }
    }

    private func piecesHere(_ parts: [ShellWord.Part], isQuoted: Bool) throws -> [Piece] {
        var result: [Piece] = []
        func add(_ piece: Piece) throws {
            try holdWord(piece.text.utf8.count + Self.pieceBytes)
            result.append(piece)
        }
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                var text = text
                if index == 0, !isQuoted, text.hasPrefix("~"),
                    text.count == 1 || text.dropFirst().hasPrefix("/")
                {
                    text = (environment.variables["HOME"] ?? "~") + text.dropFirst()
                    try add(Piece(text: text, isQuoted: true))
                    continue
                }
                try add(Piece(text: text, isQuoted: isQuoted, isLiteral: true))
            case .quoted(let inner):
                let pieces = try pieces(inner, isQuoted: true)
                // Quotes around nothing are a field too, but for those of `"$@"`.
                if pieces.isEmpty {
                    if case .parameter("@", "", _)? = inner.first, inner.count == 1 { continue }
                    try add(Piece(text: "", isQuoted: true))
                }
                result += pieces
            case .parameter(let name, let operation, let word):
                if name == "@" || name == "*" && !isQuoted, operation.isEmpty {
                    for (index, value) in environment.parameters.enumerated() {
                        if index > 0 {
                            try add(Piece(text: "", isQuoted: true, endsField: true))
                        }
                        try add(Piece(text: value, isQuoted: isQuoted))
                    }
                    continue
                }
                try add(Piece(text: try parameter(name, operation, word), isQuoted: isQuoted))
            case .command(let command):
                try add(Piece(text: try substitute(command), isQuoted: isQuoted))
            case .arithmetic(let word):
                try add(
                    Piece(text: String(try arithmetic(try string(word))), isQuoted: isQuoted))
            }
        }
        return result
    }

    private func substitute(_ command: ShellCommand) throws -> String {
        let inner = copy()
        let output = context.collector()
        inner.context.output = output
        try inner.runToEnd { try inner.execute(command) }
        substitutionStatus = inner.environment.status
        let end = output.bytes.lastIndex { $0 != 10 }.map { $0 + 1 } ?? 0
        try holdWord(end)
        return String(decoding: output.bytes[..<end], as: UTF8.self)
    }

    /// The value of a name, special ones included; `nil` when it is not set.
    private func value(_ name: String) -> String? {
        switch name {
        case "?": return String(environment.status)
        case "#": return String(environment.parameters.count)
        case "@", "*": return environment.parameters.joined(separator: joint)
        case "$": return String(environment.process)
        case "!": return ""
        case "-": return String(environment.options.sorted())
        case "0": return environment.scriptName
        default:
            if let index = Int(name) {
                return index >= 1 && index <= environment.parameters.count
                    ? environment.parameters[index - 1] : nil
            }
            return environment.variables[name]
        }
    }

    private func parameter(_ name: String, _ operation: String, _ word: ShellWord?) throws -> String
    {
        let known = value(name)
        let isNull = known?.isEmpty ?? true
        func text() throws -> String { try word.map { try string($0) } ?? "" }
        switch operation {
        case "length": return String((known ?? "").unicodeScalars.count)
        case ":-": return isNull ? try text() : known ?? ""
        case "-": return try known ?? text()
        case ":=", "=":
            if operation == ":=" ? isNull : known == nil { try set(name, try text()) }
            return value(name) ?? ""
        case ":+": return isNull ? "" : try text()
        case "+": return known == nil ? "" : try text()
        case ":?", "?":
            if operation == ":?" ? isNull : known == nil {
                let message = try text()
                throw try failure(
                    "\(name): \(message.isEmpty ? "parameter not set" : message)")
            }
            return known ?? ""
        case "#", "##", "%", "%%":
            let pattern = ShellPattern(try word.map { try self.pattern($0) } ?? "")
            return try pattern.trimmed(
                known ?? "", fromStart: operation.hasPrefix("#"), isLongest: operation.count == 2,
                context.account)
        default:
            if known == nil, environment.options.contains("u"), name != "@", name != "*" {
                throw try failure("\(name): parameter not set")
            }
            return known ?? ""
        }
    }

    private func arithmetic(_ text: String) throws -> Int {
        let size = text.utf8.count * MemoryLayout<Character>.stride
        try context.account.hold(size)
        defer { context.account.release(size) }
        var parser = Arithmetic(text, context.account) { [self] name in
            guard let value = environment.variables[name], !value.isEmpty else { return 0 }
            return Int(value)
        }
        do {
            let value = try parser.value()
            for (name, value) in parser.assignments { try set(name, String(value)) }
            return value
        } catch let error as Arithmetic.Failure {
            throw try failure("arithmetic expression: \(error.message): \"\(text)\"")
        }
    }
}
