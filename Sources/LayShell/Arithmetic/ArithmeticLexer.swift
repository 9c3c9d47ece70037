/// The words of an expression.
enum ArithmeticToken {
    case end
    case number(Int)
    /// A name; the token's range is the name's.
    case name
    /// `a[…]`: the name ends at `nameEnd`, the token behind the bracket.
    case element(nameEnd: Int)
    case operation(ArithmeticOperator)
    /// `=`, or with an operator `+=` and its like.
    case assignment(ArithmeticOperator?)
    case andAnd, orOr, not, complement, question, colon, comma, open, close
    /// `++` or `--` before a name.
    case before(isIncrement: Bool)
    /// `++` or `--` behind a variable.
    case after(isIncrement: Bool)
    /// A byte that no expression holds, or a malformed number.
    case broken(ArithmeticError.Kind)
}

/// What stands before a token; it decides what `++` and a foreign byte mean.
enum ArithmeticContext {
    case operation, variable, changed, number, parenthesis
}

/// Splits an expression into tokens, as each shell does it.
struct ArithmeticLexer {
    /// The expression.
    let text: [UInt8]
    /// The shell whose tokens are read.
    let dialect: ShellDialect
    /// Where the token read last starts.
    private(set) var start = 0
    /// Where the token read last ends.
    private(set) var end = 0

    /// Where the last token before the end starts: bash names it in its messages.
    private(set) var lastStart = 0

    /// A lexer at the start of an expression.
    init(_ text: [UInt8], dialect: ShellDialect) {
        self.text = text
        self.dialect = dialect
    }

    /// The place that bash shows for an error at the token read last.
    var errorPosition: Int { start < text.count ? start : lastStart }

    /// The byte at an index, 0 behind the end.
    @inline(__always)
    private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    /// Moves the end of the token by one byte.
    mutating func advance() { end &+= 1 }

    private func skipBlanks(from index: Int) -> Int {
        var index = index
        while index < text.count, ArithmeticByte.isBlank(text[index], dialect) { index &+= 1 }
        return index
    }

    /// Where the token behind the one read last starts, for the message about a divisor.
    var nextStart: Int { skipBlanks(from: end) }

    /// Reads the next token.
    ///
    /// - Complexity: O(length of the token and the blanks before it).
    mutating func next(after context: ArithmeticContext) -> ArithmeticToken {
        start = skipBlanks(from: end)
        guard start < text.count else {
            end = start
            return .end
        }
        lastStart = start
        let first = text[start]
        end = start &+ 1
        if ArithmeticByte.startsName(first) { return name() }
        if ArithmeticByte.isDigit(first) { return number() }
        return punctuation(first, after: context)
    }

    private mutating func name() -> ArithmeticToken {
        while end < text.count, ArithmeticByte.continuesName(text[end]) { end &+= 1 }
        guard dialect == .bash, byte(end) == UInt8(ascii: "[") else { return .name }
        let nameEnd = end
        guard let close = closingBracket(from: end &+ 1) else { return .broken(.badSubscript) }
        end = close &+ 1
        return .element(nameEnd: nameEnd)
    }

    /// The bracket that ends a subscript: inner ones and quoted ones do not.
    private func closingBracket(from index: Int) -> Int? {
        var index = index
        var level = 1
        var quote: UInt8 = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\\") && quote != UInt8(ascii: "'") {
                index &+= 1
            } else if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                level &+= 1
            } else if byte == UInt8(ascii: "]") {
                level &-= 1
                if level == 0 { return index }
            }
            index &+= 1
        }
        return nil
    }

    private mutating func number() -> ArithmeticToken {
        if dialect == .bash { return basedNumber() }
        let digits = text.withUnsafeBufferPointer { ArithmeticDigits($0, from: start) }
        guard let digits else { return .broken(.invalidNumber) }
        end = digits.end
        guard dialect == .ash else {
            let magnitude = UInt(bitPattern: digits.wrapped)
            let isSaturated = digits.exceedsWord || magnitude > UInt(Int.max)
            return .number(isSaturated ? Int.max : digits.wrapped)
        }
        let base = digits.exceedsWord ? 0 : digits.wrapped
        guard byte(end) == UInt8(ascii: "#"), text[start] != UInt8(ascii: "0"),
            base >= 2, base <= 64
        else { return .number(base) }
        end &+= 1
        var value = 0
        while let digit = ArithmeticByte.digit(byte(end), base: base), digit < base {
            value = value &* base &+ digit
            end &+= 1
        }
        return .number(value)
    }

    /// bash takes every letter, digit, `#`, `@` and `_` first and complains afterwards.
    private mutating func basedNumber() -> ArithmeticToken {
        var base = 10
        var isBased = false
        var value = 0
        var kind: ArithmeticError.Kind?
        end = start
        if text[end] == UInt8(ascii: "0") {
            end &+= 1
            isBased = ArithmeticByte.digit(byte(end), base: 36) != nil || byte(end) == 35
            base = 8
            if byte(end) | 0x20 == UInt8(ascii: "x") {
                base = 16
                end &+= 1
            }
        }
        while end < text.count {
            let byte = text[end]
            if byte == UInt8(ascii: "#") {
                if kind == nil {
                    if isBased {
                        kind = .invalidNumber
                    } else if value < 2 || value > 64 {
                        kind = .invalidBase
                    } else if ArithmeticByte.digit(self.byte(end &+ 1), base: 64) == nil {
                        kind = .invalidConstant
                    }
                }
                isBased = true
                base = value
                value = 0
            } else if let digit = ArithmeticByte.digit(byte, base: base) {
                if digit >= base, kind == nil { kind = .valueTooGreatForBase }
                value = value &* base &+ digit
            } else {
                break
            }
            end &+= 1
        }
        if let kind { return .broken(kind) }
        return .number(value)
    }
}
