/// Cuts a program into words.
struct AwkLexer {
    let source: [UInt8]
    let manner: AwkManner
    /// The token that was read last.
    private(set) var token = AwkToken()
    private(set) var position = 0
    private var line = 1

    private static let keywords: [[UInt8]: AwkToken.Kind] = {
        var words: [[UInt8]: AwkToken.Kind] = [:]
        for word in AwkToken.Keyword.allCases { words[Array(word.rawValue.utf8)] = .keyword(word) }
        for word in AwkBuiltin.allCases { words[Array(word.rawValue.utf8)] = .builtin(word) }
        return words
    }()

    /// A lexer in front of the first word.
    init(_ source: [UInt8], _ manner: AwkManner) {
        self.source = source
        self.manner = manner
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position &+ offset < source.count ? source[position &+ offset] : 0
    }

    /// Reads the next token.
    ///
    /// - Throws: `AwkError` for what is no token.
    mutating func advance() throws {
        skipBlanks()
        let start = position
        token = AwkToken(line: line)
        guard position < source.count else {
            token.range = start..<start
            return
        }
        let first = byte()
        switch first {
        case 10:
            position &+= 1
            line &+= 1
            token.kind = .newline
        case UInt8(ascii: "\""): try readString()
        case 48...57: readNumber()
        case UInt8(ascii: "."):
            guard byte(1) &- 48 < 10 else { throw unexpected(start..<start &+ 1) }
            readNumber()
        case _ where Self.isNamePart(first): readName()
        default: try readOperator()
        }
        token.range = start..<position
    }

    private mutating func skipBlanks() {
        while position < source.count {
            switch byte() {
            case 32, 9, 13, 12, 11: position &+= 1
            case UInt8(ascii: "\\") where byte(1) == 10:
                position &+= 2
                line &+= 1
            case UInt8(ascii: "\\") where byte(1) == 13 && byte(2) == 10:
                position &+= 3
                line &+= 1
            case UInt8(ascii: "#"):
                while position < source.count, byte() != 10 { position &+= 1 }
            default: return
            }
        }
    }

    static func isNamePart(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 95
    }

    private mutating func readName() {
        let start = position
        while Self.isNamePart(byte()) { position &+= 1 }
        token.text = Array(source[start..<position])
        if let word = Self.keywords[token.text], isKnown(word) {
            token.kind = word
        } else {
            token.kind = byte() == UInt8(ascii: "(") ? .functionName : .name
        }
    }

    private func isKnown(_ word: AwkToken.Kind) -> Bool {
        guard manner != .gawk else { return true }
        switch word {
        case .builtin(let builtin):
            guard builtin.isExtension else { return true }
            if manner == .mawk {
                return builtin == .strftime || builtin == .systime || builtin == .mktime
            }
            return ![.patsplit, .asort, .asorti, .strtonum, .isarray, .typeof].contains(builtin)
        case .keyword(let keyword):
            return ![.beginFile, .endFile, .switch, .case, .default].contains(keyword)
        default: return true
        }
    }

    private mutating func readNumber() {
        let start = position
        token.kind = .number
        if byte() == 48, byte(1) | 32 == 120, isHexadecimal(byte(2)) {
            position &+= 2
            while isHexadecimal(byte()) { position &+= 1 }
            token.number = source[start..<position].withUnsafeBufferPointer {
                AwkNumber.parseAnyBase($0)
            }
            return
        }
        let parsed = source[start...].withUnsafeBufferPointer { AwkNumber.parse($0) }
        token.number = parsed.value
        position = start &+ parsed.end
        if manner.hasOctalLiterals, source[start] == 48 {
            token.number = source[start..<position].withUnsafeBufferPointer {
                AwkNumber.parseAnyBase($0)
            }
        }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 32) &- 97 < 6
    }

    /// Reads the regular expression that begins at the token, which is `/` or `/=`.
    ///
    /// - Throws: `AwkError` where it does not end.
    mutating func readExpression() throws {
        let start = token.range.lowerBound
        position = start &+ 1
        var text: [UInt8] = []
        var inBracket = false
        while true {
            guard position < source.count, byte() != 10 else {
                throw AwkError(
                    stage: .syntax, line: token.line, message: "unterminated regexp",
                    token: Array(source[start..<position]), place: start, cause: .unterminated)
            }
            let next = byte()
            position &+= 1
            if next == UInt8(ascii: "\\"), position < source.count {
                // Only the slash loses its backslash; the rest is the expression's own.
                if byte() == UInt8(ascii: "/") {
                    text.append(47)
                } else if byte() != 10 {
                    text += [92, byte()]
                }
                position &+= 1
                continue
            }
            if next == UInt8(ascii: "/"), !inBracket { break }
            if next == UInt8(ascii: "["), !inBracket, bracketCloses() {
                inBracket = true
                text.append(next)
                if byte() == UInt8(ascii: "^") {
                    text.append(byte())
                    position &+= 1
                }
                if byte() == UInt8(ascii: "]") {
                    text.append(byte())
                    position &+= 1
                }
                continue
            }
            if next == UInt8(ascii: "["), inBracket, byte() == UInt8(ascii: ":") {
                text.append(next)
                while position < source.count, byte() != 10, byte() != UInt8(ascii: "]") {
                    text.append(byte())
                    position &+= 1
                }
                if byte() == UInt8(ascii: "]") {
                    text.append(byte())
                    position &+= 1
                }
                continue
            }
            if next == UInt8(ascii: "]") { inBracket = false }
            text.append(next)
        }
        token.kind = .expression
        token.text = text
        token.range = start..<position
    }

    /// Whether the bracket behind which the lexer stands closes on its line.
    private func bracketCloses() -> Bool {
        var place = position
        if place < source.count, source[place] == UInt8(ascii: "^") { place &+= 1 }
        if place < source.count, source[place] == UInt8(ascii: "]") { place &+= 1 }
        while place < source.count, source[place] != 10 {
            if source[place] == UInt8(ascii: "]") { return true }
            place &+= source[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return false
    }

    private mutating func readString() throws {
        let start = position
        position &+= 1
        while position < source.count, byte() != UInt8(ascii: "\""), byte() != 10 {
            if byte() == UInt8(ascii: "\\"), byte(1) == 10 { line &+= 1 }
            position &+= byte() == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < source.count, byte() == UInt8(ascii: "\"") else {
            throw AwkError(
                stage: .syntax, line: line, message: "unterminated string",
                token: Array(source[start..<min(position, source.count)]), place: start,
                cause: .unterminated)
        }
        token.kind = .string
        token.text = AwkEscapes.resolve(source[start &+ 1..<position], manner)
        position &+= 1
    }

    private mutating func readOperator() throws {
        for length in [3, 2, 1] where position &+ length <= source.count {
            if let kind = AwkLexer.operators[Array(source[position..<position &+ length])] {
                token.kind = kind
                position &+= length
                return
            }
        }
        throw unexpected(position..<position &+ 1)
    }

    private func unexpected(_ range: Range<Int>) -> AwkError {
        let shown = String(decoding: source[range], as: UTF8.self)
        return AwkError(
            stage: .syntax, line: line, message: "invalid char '\(shown)' in expression",
            token: Array(source[range]), place: range.lowerBound, cause: .token)
    }

    private static let operators: [[UInt8]: AwkToken.Kind] = {
        let table: [(String, AwkToken.Kind)] = [
            (";", .semicolon), (",", .comma), ("{", .openBrace), ("}", .closeBrace),
            ("(", .openParenthesis), (")", .closeParenthesis), ("[", .openBracket),
            ("]", .closeBracket), ("+", .plus), ("-", .minus), ("*", .star), ("/", .slash),
            ("%", .percent), ("^", .caret), ("**", .caret), ("!", .not), ("&&", .and),
            ("||", .or), ("?", .question), (":", .colon), ("|", .pipe), (">>", .append),
            ("$", .dollar), ("++", .increment), ("--", .decrement), ("~", .matches),
            ("!~", .matchesNot), ("<", .less), ("<=", .lessOrEqual), ("==", .equal),
            ("!=", .unequal), (">", .greater), (">=", .greaterOrEqual), ("=", .assign),
            ("+=", .addAssign), ("-=", .subtractAssign), ("*=", .multiplyAssign),
            ("/=", .divideAssign), ("%=", .remainderAssign), ("^=", .powerAssign),
            ("**=", .powerAssign), ("@", .at),
        ]
        return Dictionary(table.map { (Array($0.0.utf8), $0.1) }) { first, _ in first }
    }()
}
