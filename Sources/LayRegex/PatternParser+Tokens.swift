extension PatternParser {
    /// Reads the next token.
    ///
    /// `caretAnchors` says that the token opens a pattern, a group or an alternative, where `^` is
    /// an anchor in BRE as well.
    mutating func advance(caretAnchors: Bool = false) {
        tokenStart = position
        guard position < pattern.count else {
            token = .end
            return
        }
        let symbol = pattern[position]
        position &+= 1
        token =
            symbol.value == 0x5C
            ? escapedToken(caretAnchors) : bareToken(symbol, caretAnchors)
    }

    /// What a symbol means without a backslash.
    private func bareToken(_ symbol: Symbol, _ caretAnchors: Bool) -> Token {
        guard symbol.value < 0x80 else { return .symbol(symbol) }
        switch UInt8(truncatingIfNeeded: symbol.value) {
        case UInt8(ascii: "|"): if syntax.bareOperators { return .alternative }
        case UInt8(ascii: "*"): return .star
        case UInt8(ascii: "+"): if syntax.barePlus { return .plus }
        case UInt8(ascii: "?"): if syntax.barePlus { return .question }
        case UInt8(ascii: "{"):
            if syntax.bareOperators, syntax.hasIntervals { return .openInterval }
        case UInt8(ascii: "}"):
            if syntax.bareOperators, syntax.hasIntervals { return .closeInterval }
        case UInt8(ascii: "("): if syntax.bareOperators { return .open }
        case UInt8(ascii: ")"): if syntax.bareOperators { return .close }
        case UInt8(ascii: "["): return .openBracket
        case UInt8(ascii: "."): return .period
        case UInt8(ascii: "^"):
            if syntax.anchorsAnywhere || caretAnchors { return .anchor(.lineStart) }
        case UInt8(ascii: "$"):
            if syntax.anchorsAnywhere || endsBranch() { return .anchor(.lineEnd) }
        default: break
        }
        return .symbol(symbol)
    }

    /// Whether the pattern, the alternative or the group ends at the position, for BRE's `$`.
    private func endsBranch() -> Bool {
        guard position < pattern.count else { return true }
        guard position &+ 1 < pattern.count, pattern[position].value == 0x5C else { return false }
        let next = pattern[position &+ 1].value
        return next == 0x29 || (next == 0x7C && syntax.escapedBar)
    }

    private mutating func escapedToken(_ caretAnchors: Bool) -> Token {
        guard position < pattern.count else { return .trailingBackslash }
        if syntax.escapesInBrackets || options.contains(.sedEscapes),
            let symbol = readEscape()
        {
            // sed puts the character into the pattern before it is parsed, so that it may operate.
            return syntax.escapesInBrackets ? .symbol(symbol) : bareToken(symbol, caretAnchors)
        }
        let symbol = pattern[position]
        position &+= 1
        guard symbol.value < 0x80 else { return .symbol(symbol) }
        let byte = UInt8(truncatingIfNeeded: symbol.value)
        switch byte {
        case UInt8(ascii: "|"): if syntax.escapedBar { return .alternative }
        case UInt8(ascii: "+"): if syntax.escapedPlus { return .plus }
        case UInt8(ascii: "?"): if syntax.escapedPlus { return .question }
        case UInt8(ascii: "("): if !syntax.bareOperators { return .open }
        case UInt8(ascii: ")"): if !syntax.bareOperators { return .close }
        case UInt8(ascii: "{"):
            if !syntax.bareOperators, syntax.hasIntervals { return .openInterval }
        case UInt8(ascii: "}"):
            if !syntax.bareOperators, syntax.hasIntervals { return .closeInterval }
        case 0x31...0x39: if syntax.hasReferences { return .reference(Int(byte) &- 0x30) }
        default: if syntax.hasGNUEscapes { return gnuToken(byte) ?? .symbol(symbol) }
        }
        return .symbol(symbol)
    }

    private func gnuToken(_ byte: UInt8) -> Token? {
        switch byte {
        case UInt8(ascii: "w"): return .kind(.alnum, underscore: true, isNegated: false)
        case UInt8(ascii: "W"): return .kind(.alnum, underscore: true, isNegated: true)
        case UInt8(ascii: "s"): return .kind(.space, underscore: false, isNegated: false)
        case UInt8(ascii: "S"): return .kind(.space, underscore: false, isNegated: true)
        case UInt8(ascii: "b"): return .anchor(.wordEdge)
        case UInt8(ascii: "y"): return options.contains(.awk) ? .anchor(.wordEdge) : nil
        case UInt8(ascii: "B"): return .anchor(.notWordEdge)
        case UInt8(ascii: "<"): return .anchor(.wordStart)
        case UInt8(ascii: ">"): return .anchor(.wordEnd)
        case UInt8(ascii: "`"): return .anchor(.textStart)
        case UInt8(ascii: "'"): return .anchor(.textEnd)
        default: return nil
        }
    }

    /// The symbol that an escape of sed or awk stands for; the position is behind the backslash.
    ///
    /// Nothing is read where there is no such escape.
    mutating func readEscape() -> Symbol? {
        guard position < pattern.count, pattern[position].value < 0x80 else { return nil }
        let byte = UInt8(truncatingIfNeeded: pattern[position].value)
        let isAwk = options.contains(.awk)
        var value: UInt32?
        switch byte {
        case UInt8(ascii: "n"): value = 10
        case UInt8(ascii: "t"): value = 9
        case UInt8(ascii: "f"): value = 12
        case UInt8(ascii: "v"): value = 11
        case UInt8(ascii: "a"): value = 7
        case UInt8(ascii: "r"): value = 13
        case UInt8(ascii: "b"): value = isAwk ? 8 : nil
        case UInt8(ascii: "x"): return readNumber(base: 16, digits: 2, from: position &+ 1)
        case UInt8(ascii: "d"):
            return isAwk ? nil : readNumber(base: 10, digits: 3, from: position &+ 1)
        case UInt8(ascii: "o"):
            return isAwk ? nil : readNumber(base: 8, digits: 3, from: position &+ 1)
        case UInt8(ascii: "c"):
            guard !isAwk, position &+ 1 < pattern.count else { return nil }
            let next = pattern[position &+ 1].value
            guard next < 0x80, next != 0x5C else { return nil }
            position &+= 2
            return Symbol(value: (0x61...0x7A ~= next ? next &- 0x20 : next) ^ 0x40)
        case 0x30...0x37: return isAwk ? readNumber(base: 8, digits: 3, from: position) : nil
        default: return nil
        }
        guard let value else { return nil }
        position &+= 1
        return Symbol(value: value)
    }

    private mutating func readNumber(base: UInt32, digits: Int, from start: Int) -> Symbol? {
        var value: UInt32 = 0
        var next = start
        while next < pattern.count, next &- start < digits {
            let byte = pattern[next].value
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = byte &- 0x30
            case 0x41...0x46: digit = byte &- 0x37
            case 0x61...0x66: digit = byte &- 0x57
            default: digit = 99
            }
            guard digit < base else { break }
            value = value &* base &+ digit
            next &+= 1
        }
        guard next > start else { return nil }
        position = next
        let byte = UInt8(truncatingIfNeeded: value)
        return options.contains(.isUTF8) && byte >= 0x80
            ? Symbol(stray: byte) : Symbol(value: UInt32(byte))
    }
}
