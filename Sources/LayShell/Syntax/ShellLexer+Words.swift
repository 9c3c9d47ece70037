/// Words and their parts.
extension ShellLexer {
    /// Where a word stands, which says what ends it.
    enum WordPlace: Equatable {
        /// Among the words of a command.
        case command
        /// In `${x-…}`: ends before `}`. In double quotes single quotes are letters.
        case braces(inQuotes: Bool)
        /// As `braces`, and before a byte: `/` in `${x/…/…}`, `:` in `${x:…:…}`.
        case bracesUntil(UInt8, inQuotes: Bool)
        /// In `a[…]`: ends before `]`.
        case index
        /// Behind `=~`.
        case expression
        /// Behind `==` in `[[`.
        case pattern
        /// A here-document's body, as in double quotes but for the quotes.
        case document
        /// Text between double quotes.
        case quotes
    }

    fileprivate struct PartBuilder {
        var parts: [ShellWordPart] = []
        var literal: [UInt8] = []

        mutating func add(_ part: ShellWordPart) {
            flush()
            parts.append(part)
        }

        mutating func flush() {
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
        }
    }

    func word(_ place: WordPlace = .command) throws(ShellSyntaxError) -> ShellWord {
        let start = self.place
        var word = ShellWord(parts: try parts(place), place: start)
        if dialect.isBash { word.raw = text[start.offset..<position] }
        return word
    }

    func documentParts() throws(ShellSyntaxError) -> [ShellWordPart] { try parts(.document) }

    func parts(_ place: WordPlace) throws(ShellSyntaxError) -> [ShellWordPart] {
        var found = PartBuilder()
        var parentheses = 0
        var brackets = 0
        let isQuoted: Bool =
            switch place {
            case .braces(let inQuotes), .bracesUntil(_, let inQuotes): inQuotes
            case .document, .quotes: true
            default: false
            }
        loop: while let byte {
            switch byte {
            case UInt8(ascii: "\\"):
                try backslash(place, isQuoted, &found)
                continue loop
            case UInt8(ascii: "'"):
                if isQuoted {
                    // bash looks for the brace behind quotes that quote nothing here.
                    guard case .braces(inQuotes: true) = place, dialect.isBash,
                        let end = text[(position + 1)...].firstIndex(of: byte)
                    else { break }
                    let inner = text[(position + 1)..<end]
                    guard inner.contains(UInt8(ascii: "}")),
                        !inner.contains(where: { "\"$`\\\n".utf8.contains($0) })
                    else { break }
                    found.literal += text[position...end]
                    take(end + 1 - position)
                    continue loop
                }
                found.add(.quoted(try singleQuoted()))
                continue loop
            case UInt8(ascii: "\""):
                if place == .quotes { break loop }
                if place == .document { break }
                take()
                let line = line
                let inner = try nested { () throws(ShellSyntaxError) in try parts(.quotes) }
                guard self.byte == UInt8(ascii: "\"") else {
                    throw error(.unterminated(34), line: dialect.isBash ? line : nil)
                }
                take()
                found.add(.doubleQuoted(inner))
                continue loop
            case UInt8(ascii: "$"):
                var isInBraces = false
                if case .braces = place { isInBraces = dialect.isBash }
                if let part = try dollar(
                    inQuotes: isQuoted, hasAnsiQuotes: isInBraces ? true : nil)
                {
                    found.add(part)
                } else {
                    found.literal.append(byte)
                }
                continue loop
            case UInt8(ascii: "`"):
                found.add(.command(try backquoted(inQuotes: isQuoted)))
                continue loop
            default: break
            }
            switch place {
            case .command, .pattern:
                if hasExtendedPatterns || place == .pattern, isPatternGroup(byte) {
                    found.literal += [byte, UInt8(ascii: "(")]
                    take(2)
                    try patternGroup(&found)
                    continue loop
                }
                if dialect != .dash, place == .command,
                    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"),
                    self.byte(1) == UInt8(ascii: "(")
                {
                    take(2)
                    let list = try commands(endingWith: UInt8(ascii: ")"))
                    found.add(.process(isInput: byte == UInt8(ascii: "<"), list))
                    continue loop
                }
                if ShellBytes.isMeta(byte) { break loop }
            case .braces: if byte == UInt8(ascii: "}") { break loop }
            case .bracesUntil(let end, _):
                if byte == UInt8(ascii: "}") { break loop }
                if end == UInt8(ascii: ":") {
                    if byte == UInt8(ascii: "(") { parentheses += 1 }
                    if byte == UInt8(ascii: ")") { parentheses -= 1 }
                    if byte == UInt8(ascii: "?") { brackets += 1 }
                    if byte == end, parentheses <= 0 {
                        // The second half of `a ? b : c`.
                        if brackets > 0 { brackets -= 1 } else { break loop }
                    }
                } else if byte == end, !found.isAtStart {
                    break loop
                } else if byte == end, end != UInt8(ascii: "/") {
                    break loop
                }
            case .index:
                if byte == UInt8(ascii: "[") { brackets += 1 }
                if byte == UInt8(ascii: "]") {
                    if brackets == 0 { break loop }
                    brackets -= 1
                }
            case .expression:
                if byte == UInt8(ascii: "(") { parentheses += 1 }
                if byte == UInt8(ascii: ")") {
                    if parentheses == 0 { break loop }
                    parentheses -= 1
                }
                if byte == 10 || ((byte == 32 || byte == 9) && parentheses == 0) { break loop }
                if byte == UInt8(ascii: "&"), self.byte(1) == byte, parentheses == 0 { break loop }
                if byte == UInt8(ascii: "|"), self.byte(1) == byte, parentheses == 0 { break loop }
            case .document, .quotes: break
            }
            found.literal.append(byte)
            take()
        }
        found.flush()
        return found.parts
    }

    private func backslash(_ place: WordPlace, _ isQuoted: Bool, _ found: inout PartBuilder)
        throws(ShellSyntaxError)
    {
        guard let next = byte(1) else {
            take()
            found.literal.append(UInt8(ascii: "\\"))
            return
        }
        if next == 10 {
            take(2)
            return
        }
        if isQuoted {
            let isSpecial: Bool =
                switch next {
                case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"): true
                case UInt8(ascii: "\""): place != .document
                case UInt8(ascii: "}"):
                    switch place {
                    case .braces, .bracesUntil: true
                    default: false
                    }
                default: false
                }
            if !isSpecial {
                // Both are letters; what follows may still end the text.
                take()
                found.add(.quoted([UInt8(ascii: "\\")]))
                return
            }
        }
        take(2)
        found.add(.quoted([next]))
    }

    /// What stands between single quotes.
    func singleQuoted() throws(ShellSyntaxError) -> [UInt8] {
        let line = line
        take()
        guard let end = text[min(position, text.count)...].firstIndex(of: UInt8(ascii: "'")) else {
            position = text.count
            throw error(.unterminated(39), line: dialect.isBash ? line : nil)
        }
        let bytes = Array(text[position..<end])
        take(end + 1 - position)
        return bytes
    }

    private func isPatternGroup(_ byte: UInt8) -> Bool {
        guard self.byte(1) == UInt8(ascii: "(") else { return false }
        switch byte {
        case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "@"),
            UInt8(ascii: "!"):
            return true
        default: return false
        }
    }

    /// The rest of `@(…)`, with its parenthesis.
    private func patternGroup(_ found: inout PartBuilder) throws(ShellSyntaxError) {
        var open = 1
        while let byte {
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 {
                    found.literal.append(byte)
                    take()
                    return
                }
            case UInt8(ascii: "'"):
                found.add(.quoted(try singleQuoted()))
                continue
            case UInt8(ascii: "\""):
                take()
                let inner = try nested { () throws(ShellSyntaxError) in try parts(.quotes) }
                guard self.byte == UInt8(ascii: "\"") else { throw error(.unterminated(34)) }
                take()
                found.add(.doubleQuoted(inner))
                continue
            case UInt8(ascii: "\\"):
                try backslash(.pattern, false, &found)
                continue
            case UInt8(ascii: "$"):
                if let part = try dollar(inQuotes: false) {
                    found.add(part)
                } else {
                    found.literal.append(byte)
                }
                continue
            case UInt8(ascii: "`"):
                found.add(.command(try backquoted(inQuotes: false)))
                continue
            default: break
            }
            found.literal.append(byte)
            take()
        }
        throw error(.unterminated(UInt8(ascii: "(")))
    }

    /// Commands up to a parenthesis, which is stepped over.
    func commands(endingWith end: UInt8) throws(ShellSyntaxError) -> ShellList {
        try nested { () throws(ShellSyntaxError) in
            let start = line
            let outer = pendingDocuments
            pendingDocuments = []
            let wasInSubstitution = isInSubstitution
            isInSubstitution = true
            defer { isInSubstitution = wasInSubstitution }
            let parser = ShellParser(self)
            parser.alias = alias
            let list = try parser.list(until: [")"])
            guard look().token == .op(")") else {
                if byte == nil { throw error(.unterminatedList(dialect, start)) }
                throw parser.unexpected(expecting: ")")
            }
            take()
            pendingDocuments = outer + pendingDocuments
            return list
        }
    }

    /// `` `…` ``: its text is read as a script once backslashes are gone.
    func backquoted(inQuotes: Bool) throws(ShellSyntaxError) -> ShellList {
        let start = line
        take()
        var inner: [UInt8] = []
        while let byte, byte != UInt8(ascii: "`") {
            if byte == UInt8(ascii: "\\"), let next = self.byte(1) {
                switch next {
                case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"): inner.append(next)
                case UInt8(ascii: "\"") where inQuotes: inner.append(next)
                case 10 where dialect != .bash: break
                default: inner += [byte, next]
                }
                take(2)
            } else {
                inner.append(byte)
                take()
            }
        }
        guard byte != nil else {
            throw error(.unterminated(UInt8(ascii: "`")), line: dialect.isBash ? start : nil)
        }
        take()
        let text = inner
        return try nested { () throws(ShellSyntaxError) in
            let lexer = ShellLexer(
                text, dialect, line: start, extendedPatterns: hasExtendedPatterns)
            lexer.inherit(depth: depth)
            return try ShellParser(lexer).whole()
        }
    }
}

extension ShellLexer.PartBuilder {
    fileprivate var isAtStart: Bool { parts.isEmpty && literal.isEmpty }
}

extension ShellSyntaxError.Kind {
    /// The end of a script inside `$(`.
    fileprivate static func unterminatedList(_ dialect: ShellDialect, _ line: Int) -> Self {
        dialect.isBash
            ? .unterminated(UInt8(ascii: "(")) : .unexpectedEnd(expecting: Array(")".utf8))
    }
}
