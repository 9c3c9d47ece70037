/// Cuts a source text into tokens.
///
/// Errors do not stop it: each is reported once and the lexer goes on behind it, so that several
/// are found in one run.
package struct Lexer {
    let source: SourceText
    let bytes: [UInt8]
    var offset: Int
    let limit: Int
    /// Nested interpolations around this stretch; bounded, because each is a recursion.
    let depth: Int
    var diagnostics: [Diagnostic] = []
    private var newline = true
    private var documentation: [String] = []

    /// Interpolations inside interpolations end here.
    static let deepestInterpolation = 32

    package init(_ source: SourceText) {
        self.init(source, from: 0, to: source.bytes.count, depth: 0)
    }

    init(_ source: SourceText, from start: Int, to limit: Int, depth: Int) {
        self.source = source
        bytes = source.bytes
        offset = start
        self.limit = limit
        self.depth = depth
    }

    /// All tokens, the last one `.end`, and what was wrong.
    package static func tokens(of source: SourceText) -> (
        tokens: [Token], diagnostics: [Diagnostic]
    ) {
        var lexer = Lexer(source)
        let tokens = lexer.run(untilParenthesis: false)
        return (tokens, lexer.diagnostics)
    }

    /// Reads up to the limit, or past the `)` that closes an interpolation.
    mutating func run(untilParenthesis: Bool) -> [Token] {
        var tokens: [Token] = []
        var open = 0
        while true {
            skipBlanks()
            guard offset < limit else {
                if untilParenthesis {
                    report(.unclosedInterpolation, limit, limit)
                }
                break
            }
            let start = offset
            guard let kind = next() else { continue }
            if untilParenthesis {
                if kind == .punctuation(.leftParen) { open += 1 }
                if kind == .punctuation(.rightParen) {
                    if open == 0 { break }
                    open -= 1
                }
            }
            var token = Token(kind: kind, span: Span(start, offset), newlineBefore: newline)
            if !documentation.isEmpty {
                token.documentation = documentation.joined(separator: "\n")
            }
            tokens.append(token)
            newline = false
            documentation = []
        }
        tokens.append(Token(kind: .end, span: Span(offset, offset), newlineBefore: true))
        return tokens
    }

    mutating func report(_ fault: SyntaxFault, _ start: Int, _ end: Int) {
        diagnostics.append(Diagnostic(fault, at: Span(start, end), in: source))
    }

    func peek(_ distance: Int = 0) -> UInt8 {
        offset + distance < limit ? bytes[offset + distance] : 0
    }

    private mutating func skipBlanks() {
        while offset < limit {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
            case UInt8(ascii: "\n"):
                newline = true
                offset += 1
            case UInt8(ascii: "#"): comment()
            default: return
            }
        }
    }

    private mutating func comment() {
        let start = offset
        while offset < limit, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        let isDocumentation = bytes[start..<offset].starts(with: [
            UInt8(ascii: "#"), UInt8(ascii: "#"),
        ])
        if isDocumentation, newline {
            var text = String(decoding: bytes[(start + 2)..<offset], as: UTF8.self)
            if text.hasPrefix(" ") { text.removeFirst() }
            documentation.append(text)
        } else {
            documentation = []
        }
    }

    /// The next token's kind; `nil` after something that was reported and skipped.
    private mutating func next() -> Token.Kind? {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string()
        case UInt8(ascii: "b") where peek(1) == UInt8(ascii: "\"") || peek(1) == UInt8(ascii: "'"):
            return bytesLiteral()
        default: break
        }
        if let name = name() {
            return Keyword(rawValue: name).map { .keyword($0) } ?? .name(name)
        }
        for length in [3, 2, 1] where offset + length <= limit {
            let text = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
            if let mark = Punctuation(rawValue: text) {
                offset += length
                return .punctuation(mark)
            }
        }
        let start = offset
        let scalar = scalar()
        offset += max(1, scalar.length)
        report(.unexpectedCharacter(scalar.value), start, offset)
        return nil
    }

    /// The Unicode scalar at the offset with its length in bytes.
    func scalar() -> (value: Unicode.Scalar, length: Int) {
        var decoder = Unicode.UTF8()
        var iterator = bytes[offset..<min(limit, offset + 4)].makeIterator()
        if case .scalarValue(let value) = decoder.decode(&iterator) {
            return (value, UTF8.width(value))
        }
        return ("\u{FFFD}", 1)
    }

    /// An identifier. Swift compares strings by canonical equivalence, as NFC would, so two
    /// spellings of one name are one name wherever names are looked up.
    private mutating func name() -> String? {
        let start = offset
        while offset < limit {
            let byte = bytes[offset]
            if byte < 0x80 {
                let isLetter =
                    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
                let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                guard isLetter || byte == UInt8(ascii: "_") || (isDigit && offset > start) else {
                    break
                }
                offset += 1
            } else {
                let (value, length) = scalar()
                let properties = value.properties
                // Joiners are seen by nobody: two names would look alike.
                let isJoiner = value == "\u{200c}" || value == "\u{200d}"
                guard !isJoiner, offset > start ? properties.isXIDContinue : properties.isXIDStart
                else {
                    break
                }
                offset += length
            }
        }
        guard offset > start else { return nil }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
}
