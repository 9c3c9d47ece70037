extension ArithmeticLexer {
    /// An operator, a bracket or a foreign byte; `end` stands behind `first`.
    mutating func punctuation(
        _ first: UInt8, after context: ArithmeticContext
    ) -> ArithmeticToken {
        switch first {
        case UInt8(ascii: "+"):
            if let token = step(first, after: context) { return token }
            return compound(.add)
        case UInt8(ascii: "-"):
            if let token = step(first, after: context) { return token }
            return compound(.subtract)
        case UInt8(ascii: "*"):
            if dialect != .dash, take(first) { return .operation(.power) }
            return compound(.multiply)
        case UInt8(ascii: "/"): return compound(.divide)
        case UInt8(ascii: "%"): return compound(.remainder)
        case UInt8(ascii: "^"): return compound(.exclusiveOr)
        case UInt8(ascii: "&"): return take(first) ? .andAnd : compound(.and)
        case UInt8(ascii: "|"): return take(first) ? .orOr : compound(.or)
        case UInt8(ascii: "<"):
            if take(first) { return compound(.shiftLeft) }
            return .operation(take(UInt8(ascii: "=")) ? .lessOrEqual : .less)
        case UInt8(ascii: ">"):
            if take(first) { return compound(.shiftRight) }
            return .operation(take(UInt8(ascii: "=")) ? .greaterOrEqual : .greater)
        case UInt8(ascii: "="): return take(first) ? .operation(.equal) : .assignment(nil)
        case UInt8(ascii: "!"): return take(UInt8(ascii: "=")) ? .operation(.notEqual) : .not
        case UInt8(ascii: "~"): return .complement
        case UInt8(ascii: "?"): return .question
        case UInt8(ascii: ":"): return .colon
        case UInt8(ascii: "("): return .open
        case UInt8(ascii: ")"): return .close
        case UInt8(ascii: ",") where dialect != .dash: return .comma
        default: return foreign(after: context)
        }
    }

    /// Takes the next byte where it is `byte`.
    private mutating func take(_ byte: UInt8) -> Bool {
        guard end < text.count, text[end] == byte else { return false }
        advance()
        return true
    }

    private mutating func compound(_ operation: ArithmeticOperator) -> ArithmeticToken {
        take(UInt8(ascii: "=")) ? .assignment(operation) : .operation(operation)
    }

    /// `++` or `--`; nil where the two signs are two operators. Behind a variable they change it;
    /// elsewhere a name must follow. dash does not have them.
    private mutating func step(
        _ sign: UInt8, after context: ArithmeticContext
    ) -> ArithmeticToken? {
        guard dialect != .dash, end < text.count, text[end] == sign else { return nil }
        let isIncrement = sign == UInt8(ascii: "+")
        switch context {
        case .variable:
            advance()
            return .after(isIncrement: isIncrement)
        case .changed where dialect == .bash:
            advance()
            return .broken(isIncrement ? .incrementOfValue : .decrementOfValue)
        default:
            var index = end &+ 1
            while index < text.count, ArithmeticByte.isBlank(text[index], dialect) { index &+= 1 }
            guard index < text.count, ArithmeticByte.startsName(text[index]) else { return nil }
            advance()
            return .before(isIncrement: isIncrement)
        }
    }

    private func foreign(after context: ArithmeticContext) -> ArithmeticToken {
        guard dialect == .bash else { return .broken(.unexpected) }
        switch context {
        case .operation, .parenthesis: return .broken(.operandExpected)
        case .variable, .changed, .number: return .broken(.invalidOperator)
        }
    }
}
