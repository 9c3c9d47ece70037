extension PatternParser {
    /// One element between brackets.
    private enum Element {
        case symbol(Symbol), kind(CharacterKind)
    }

    /// One token between brackets.
    private enum BracketToken: Equatable {
        case end, symbol(Symbol), hyphen, close
        /// `[.`, `[=` or `[:`, by its second byte.
        case open(UInt32)
    }

    /// The longest name between `[:` and `:]`.
    private static var longestName: Int { 32 }

    /// Reads `[…]`; its `[` is the current token.
    ///
    /// - Throws: what makes the set invalid.
    mutating func parseBracket() throws(RegularExpressionError) -> PatternTree.NodeID {
        let first = position
        var set = emptySet()
        var isNegated = false
        if position < pattern.count, pattern[position].value == 0x5E {
            isNegated = true
            position &+= 1
        }
        var next = nextBracketToken()
        if next == .end { throw .unmatchedBracket }
        if next == .close { next = .symbol(Symbol(value: 0x5D)) }
        var isFirst = true
        var isPlain = true
        repeat {
            let start = try element(next, acceptsHyphen: isFirst)
            isFirst = false
            next = nextBracketToken()
            switch start {
            case .kind(let kind):
                isPlain = false
                set.insert(kind)
            case .symbol(let symbol):
                let end = try rangeEnd(&next)
                guard let end else {
                    set.insert(symbol)
                    break
                }
                isPlain = false
                guard case .symbol(let last) = end, symbol <= last else {
                    throw .invalidRangeEnd
                }
                set.insert(symbol...last)
            }
            if next == .end { throw .unmatchedBracket }
        } while next != .close
        if options.contains(.tolerant), isPlain, !isNegated { try checkBareClass(from: first) }
        set.finish(
            isNegated: isNegated,
            excludesNewline: isByLines || isNegated && options.contains(.newlineSeparates))
        advance()
        return try tree.add(set)
    }

    /// The other end of a range where `next` is a hyphen that makes one.
    private mutating func rangeEnd(
        _ next: inout BracketToken
    ) throws(RegularExpressionError) -> Element? {
        guard next == .hyphen else { return nil }
        let saved = position
        let after = nextBracketToken()
        switch after {
        case .end: throw .unmatchedBracket
        case .close:
            position = saved
            next = .symbol(Symbol(value: 0x2D))
            return nil
        default:
            let end = try element(after, acceptsHyphen: true)
            next = nextBracketToken()
            return end
        }
    }

    private mutating func nextBracketToken() -> BracketToken {
        guard position < pattern.count else { return .end }
        let symbol = pattern[position]
        position &+= 1
        switch symbol.value {
        case 0x5D: return .close
        case 0x2D:
            // Three hyphens in a row stand for one, as in old awks.
            if position &+ 1 < pattern.count, pattern[position].value == 0x2D,
                pattern[position &+ 1].value == 0x2D
            {
                position &+= 2
                return .symbol(symbol)
            }
            return .hyphen
        case 0x5B:
            guard position < pattern.count else { return .symbol(symbol) }
            let second = pattern[position].value
            guard second == 0x2E || second == 0x3D || (second == 0x3A && syntax.hasClasses) else {
                return .symbol(symbol)
            }
            position &+= 1
            return .open(second)
        case 0x5C:
            if syntax.escapesInBrackets {
                if let escaped = readEscape() { return .symbol(escaped) }
                guard position < pattern.count else { return .symbol(symbol) }
                position &+= 1
                return .symbol(pattern[position &- 1])
            }
            if options.contains(.sedEscapes), let escaped = readEscape() {
                return .symbol(escaped)
            }
            return .symbol(symbol)
        default: return .symbol(symbol)
        }
    }

    private mutating func element(
        _ token: BracketToken, acceptsHyphen: Bool
    ) throws(RegularExpressionError) -> Element {
        switch token {
        case .end: throw .unmatchedBracket
        case .symbol(let symbol): return .symbol(symbol)
        case .close: return .symbol(Symbol(value: 0x5D))
        case .hyphen:
            if !acceptsHyphen {
                guard position < pattern.count else { throw .unmatchedBracket }
                guard pattern[position].value == 0x5D else { throw .invalidRangeEnd }
            }
            return .symbol(Symbol(value: 0x2D))
        case .open(let delimiter): return try named(delimiter)
        }
    }

    /// Reads the name and the end of `[:alpha:]`, `[=a=]` or `[.a.]`.
    private mutating func named(
        _ delimiter: UInt32
    ) throws(RegularExpressionError) -> Element {
        var name: [Symbol] = []
        while true {
            guard name.count < Self.longestName, position &+ 1 < pattern.count else {
                throw .unmatchedBracket
            }
            let symbol = pattern[position]
            position &+= 1
            if symbol.value == delimiter, pattern[position].value == 0x5D { break }
            name.append(symbol)
        }
        position &+= 1
        if delimiter == 0x3A {
            let bytes = name.map { UInt8(truncatingIfNeeded: min($0.value, 0xFF)) }
            guard let kind = CharacterKind(name: bytes) else { throw .invalidClass }
            let isCase = kind == .upper || kind == .lower
            return .kind(isCase && options.contains(.foldsCase) ? .alpha : kind)
        }
        guard name.count == 1 else { throw .invalidCollation }
        return .symbol(name[0])
    }

    /// Refuses `[:space:]`, which is nearly always a mistake, in grep's words.
    private func checkBareClass(from first: Int) throws(RegularExpressionError) {
        let body = pattern[first..<max(first, position &- 1)]
        guard body.count > 2, body.first?.value == 0x3A, body.last?.value == 0x3A else { return }
        throw .bareClass
    }
}
