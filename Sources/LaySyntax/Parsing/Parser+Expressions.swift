extension Parser {
    /// Makes an expression that ends at the token before the current one.
    func make(_ kind: Expression.Kind, from start: Span, since count: Int) -> Expression {
        Expression(kind, start.to(previousSpan), holdsStatements: statementCount > count)
    }

    mutating func expression() throws(Failure) -> Expression {
        try nested { parser throws(Failure) in try parser.pipeline() }
    }

    /// `x |> f(a)` is `f(x, a)`, and `x.f(a)` where there is no function of that name.
    private mutating func pipeline() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var value = try coalesce()
        var links = Links()
        while at(.pipe) {
            advance()
            let call = try coalesce().opened
            let left = links.base(value)
            var argument = Argument(label: nil, value: left, isSpread: false, span: left.span)
            argument.isPiped = true
            if case .call(let callee, let arguments) = call.kind {
                value = make(.call(callee, [argument] + arguments), from: start, since: count)
            } else {
                value = make(.call(call, [argument]), from: start, since: count)
            }
        }
        return links.whole(value)
    }

    private mutating func coalesce() throws(Failure) -> Expression {
        var terms: [(value: Expression, start: Span, count: Int)] = []
        repeat {
            let (start, count) = (current.span, statementCount)
            terms.append((try disjunction(), start, count))
        } while !endsLine && take(.coalesce)
        return coalesced(terms)
    }

    private mutating func disjunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var left = try conjunction()
        var links = Links()
        while !endsLine, take(.or) {
            let right = try conjunction()
            left = make(.or(links.base(left), right), from: start, since: count)
        }
        return links.whole(left)
    }

    private mutating func conjunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var left = try negation()
        var links = Links()
        while !endsLine, take(.and) {
            let right = try negation()
            left = make(.and(links.base(left), right), from: start, since: count)
        }
        return links.whole(left)
    }

    private mutating func negation() throws(Failure) -> Expression {
        var operators: [Prefix] = []
        while at(.not) {
            operators.append(Prefix({ .not($0) }, current.span, statementCount))
            advance()
        }
        let operand = try comparison()
        return prefixed(operators, operand)
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
            let type = try typeName()
            left = make(.isType(left, type), from: start, since: count)
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
        var links = Links()
        while !endsLine, case .punctuation(let mark) = current.kind,
            let operation = Self.levels[level][mark]
        {
            advance()
            let right = try binary(level + 1)
            left = make(.binary(operation, links.base(left), right), from: start, since: count)
        }
        return links.whole(left)
    }

    private mutating func unary() throws(Failure) -> Expression {
        var operators: [Prefix] = []
        while at(.minus) || at(.tilde) {
            let (start, count) = (current.span, statementCount)
            let operation = at(.minus) ? UnaryOperator.minus : .complement
            advance()
            if operation == .minus, case .int(.min) = current.kind {
                advance()
                return prefixed(operators, make(.int(.min), from: start, since: count))
            }
            operators.append(Prefix({ .unary(operation, $0) }, start, count))
        }
        let operand = try power()
        return prefixed(operators, operand)
    }

    /// `a ** b` groups to the right and binds tighter than a minus before it, looser than one
    /// behind it.
    private mutating func power() throws(Failure) -> Expression {
        var terms: [(value: Expression, start: Span, count: Int)] = []
        while true {
            let (start, count) = (current.span, statementCount)
            terms.append((try postfix(), start, count))
            if endsLine || !take(.power) { break }
            if at(.minus) || at(.tilde) {
                let (start, count) = (current.span, statementCount)
                let exponent = try nested { parser throws(Failure) in try parser.unary() }
                terms.append((exponent, start, count))
                break
            }
        }
        return powers(terms)
    }
}
