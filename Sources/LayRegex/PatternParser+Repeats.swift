extension PatternParser {
    /// The most that an interval may ask for.
    private static var maximumRepeat: Int { 0x7FFF }

    /// What one bound of an interval says.
    private enum Bound {
        case none, number(Int), malformed
    }

    /// Reads one repetition of `node`, which may turn out to be a literal brace behind it.
    ///
    /// - Throws: what makes the interval invalid.
    mutating func parseRepeat(
        of node: PatternTree.NodeID
    ) throws(RegularExpressionError) -> PatternTree.NodeID {
        switch token {
        case .star:
            advance()
            return try tree.add(.repeat(node, minimum: 0, maximum: nil))
        case .plus:
            advance()
            return try tree.add(.repeat(node, minimum: 1, maximum: nil))
        case .question:
            advance()
            return try tree.add(.repeat(node, minimum: 0, maximum: 1))
        default: return try parseInterval(of: node)
        }
    }

    private mutating func parseInterval(
        of node: PatternTree.NodeID
    ) throws(RegularExpressionError) -> PatternTree.NodeID {
        let afterBrace = position
        let first = readBound()
        var second = first
        var minimum = 0
        var isMalformed = false
        switch first {
        case .none:
            guard token == .symbol(Self.comma) else {
                // glibc reports an empty interval before it may take it literally.
                if syntax.malformedIntervalIsLiteral { return try literalBrace(node, afterBrace) }
                throw .invalidInterval
            }
        case .number(let number): minimum = number
        case .malformed: isMalformed = true
        }
        if !isMalformed {
            if token == .symbol(Self.comma) {
                second = readBound()
                if case .malformed = second { isMalformed = true }
            } else if token != .closeInterval {
                isMalformed = true
            }
        }
        if isMalformed {
            if syntax.malformedIntervalIsLiteral { return try literalBrace(node, afterBrace) }
            throw token == .end ? .unmatchedBrace : .invalidInterval
        }
        var maximum: Int?
        if case .number(let number) = second { maximum = number }
        if let maximum, maximum < minimum { throw .invalidInterval }
        guard token == .closeInterval else { throw .invalidInterval }
        guard max(minimum, maximum ?? 0) <= Self.maximumRepeat else { throw .tooBig }
        advance()
        if maximum == 0 { return try tree.add(.empty) }
        if minimum == 1, maximum == 1 { return node }
        return try tree.add(.repeat(node, minimum: minimum, maximum: maximum))
    }

    private static let comma = Symbol(value: 0x2C)

    private mutating func literalBrace(
        _ node: PatternTree.NodeID, _ afterBrace: Int
    ) throws(RegularExpressionError) -> PatternTree.NodeID {
        position = afterBrace
        let brace = try literal(Symbol(value: 0x7B))
        advance()
        // What follows repeats the brace alone.
        var repeated = brace
        while true {
            switch token {
            case .star, .plus, .question, .openInterval:
                repeated = try parseRepeat(of: repeated)
            default: return try tree.add(.sequence([node, repeated]))
            }
        }
    }

    /// Reads digits up to a comma or the closing brace, which stays the current token.
    private mutating func readBound() -> Bound {
        var bound = Bound.none
        while true {
            advance()
            switch token {
            case .end: return .malformed
            case .closeInterval, .symbol(Self.comma): return bound
            case .symbol(let symbol) where 0x30...0x39 ~= symbol.value:
                let digit = Int(symbol.value) &- 0x30
                switch bound {
                case .none: bound = .number(digit)
                case .number(let number):
                    bound = .number(min(Self.maximumRepeat &+ 1, number &* 10 &+ digit))
                case .malformed: break
                }
            default: bound = .malformed
            }
        }
    }
}
