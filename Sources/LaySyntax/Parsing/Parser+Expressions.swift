extension Parser {
    /// Makes an expression that ends at the token before the current one.
    func make(_ kind: Expression.Kind, from start: Span, since count: Int) -> Expression {
        Expression(kind, start.to(previousSpan), holdsStatements: statementCount > count)
    }

    mutating func expression() throws(Failure) -> Expression {
        try nested { parser throws(Failure) in try parser.pipeline() }
    }

    /// `x |> f(a)` is `f(x, a)`.
    private mutating func pipeline() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var value = try coalesce()
        while at(.pipe) {
            advance()
            let call = try coalesce()
            let argument = Argument(label: nil, value: value, isSpread: false, span: value.span)
            if case .call(let callee, let arguments) = call.kind {
                value = make(.call(callee, [argument] + arguments), from: start, since: count)
            } else {
                value = make(.call(call, [argument]), from: start, since: count)
            }
        }
        return value
    }

    private mutating func coalesce() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        let left = try disjunction()
        guard !endsLine, take(.coalesce) else { return left }
        let right = try nested { parser throws(Failure) in try parser.coalesce() }
        return make(.coalesce(left, right), from: start, since: count)
    }

    private mutating func disjunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var left = try conjunction()
        while !endsLine, take(.or) {
            let right = try conjunction()
            left = make(.or(left, right), from: start, since: count)
        }
        return left
    }

    private mutating func conjunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var left = try negation()
        while !endsLine, take(.and) {
            let right = try negation()
            left = make(.and(left, right), from: start, since: count)
        }
        return left
    }

    private mutating func negation() throws(Failure) -> Expression {
        guard at(.not) else { return try comparison() }
        let start = current.span
        let count = statementCount
        advance()
        let value = try nested { parser throws(Failure) in try parser.negation() }
        return make(.not(value), from: start, since: count)
    }

    private static let comparisons: [Punctuation: BinaryOperator] = [
        .equal: .equal, .notEqual: .notEqual, .less: .less, .lessEqual: .lessEqual,
        .greater: .greater, .greaterEqual: .greaterEqual,
    ]

    private var comparisonOperator: BinaryOperator? {
        if endsLine { return nil }
        if at(.in) { return .in }
        guard case .punctuation(let mark) = current.kind else { return nil }
        return Self.comparisons[mark]
    }

    private mutating func comparison() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var left = try range()
        if !endsLine, at(.is) {
            advance()
            left = make(.isType(left, try typeName()), from: start, since: count)
        } else if let operation = comparisonOperator {
            advance()
            let right = try range()
            left = make(.binary(operation, left, right), from: start, since: count)
        } else {
            return left
        }
        if comparisonOperator != nil || (!endsLine && at(.is)) {
            throw report(.chainedComparison)
        }
        return left
    }

    /// True when an open range ends here.
    private var rangeEnds: Bool {
        if current.newlineBefore || current.kind == .end { return true }
        guard case .punctuation(let mark) = current.kind else { return at(.else) || at(.catch) }
        switch mark {
        case .rightParen, .rightBracket, .rightBrace, .comma, .semicolon, .fatArrow, .leftBrace:
            return true
        default: return false
        }
    }

    private mutating func range() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        if at(.halfOpen) || at(.ellipsis) {
            let isClosed = at(.ellipsis)
            advance()
            let upper = try binary(0)
            return make(
                .range(lower: nil, upper: upper, isClosed: isClosed), from: start, since: count)
        }
        let lower = try binary(0)
        guard !endsLine, at(.halfOpen) || at(.ellipsis) else { return lower }
        let isClosed = at(.ellipsis)
        advance()
        let upper = rangeEnds ? nil : try binary(0)
        if upper == nil, !isClosed {
            throw report(.rangeWithoutEnd, at: previousSpan)
        }
        return make(
            .range(lower: lower, upper: upper, isClosed: isClosed), from: start, since: count)
    }

    private static let levels: [[Punctuation: BinaryOperator]] = [
        [.bar: .bitOr], [.caret: .bitXor], [.ampersand: .bitAnd],
        [.shiftLeft: .shiftLeft, .shiftRight: .shiftRight], [.plus: .add, .minus: .subtract],
        [.star: .multiply, .slash: .divide, .floor: .floorDivide, .percent: .remainder],
    ]

    /// The operators that group to the left, from `|` down to `%`.
    private mutating func binary(_ level: Int) throws(Failure) -> Expression {
        guard level < Self.levels.count else { return try unary() }
        let start = current.span
        let count = statementCount
        var left = try binary(level + 1)
        while !endsLine, case .punctuation(let mark) = current.kind,
            let operation = Self.levels[level][mark]
        {
            advance()
            let right = try binary(level + 1)
            left = make(.binary(operation, left, right), from: start, since: count)
        }
        return left
    }

    private mutating func unary() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        for (mark, operation) in [(Punctuation.minus, UnaryOperator.minus), (.tilde, .complement)]
        where at(mark) {
            advance()
            if operation == .minus, case .int(.min) = current.kind {
                advance()
                return make(.int(.min), from: start, since: count)
            }
            let value = try nested { parser throws(Failure) in try parser.unary() }
            return make(.unary(operation, value), from: start, since: count)
        }
        let base = try postfix()
        guard !endsLine, take(.power) else { return base }
        // Groups to the right and binds tighter than a minus before it, looser than one behind it.
        let exponent = try nested { parser throws(Failure) in try parser.unary() }
        return make(.binary(.power, base, exponent), from: start, since: count)
    }
}
