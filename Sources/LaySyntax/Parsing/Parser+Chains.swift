/// A chain that leans to the left while it is parsed: after so many links it is cut.
struct Links {
    /// Links in a piece of a chain; each is a level of the tree.
    private static let most = 16

    private var pieces: [Expression] = []
    private var count = 0

    /// What the next link stands on: the value so far, or a place for it behind a cut.
    mutating func base(_ value: Expression) -> Expression {
        count += 1
        if count <= Self.most { return value }
        count = 1
        pieces.append(value)
        return Expression(.previous, value.span)
    }

    /// The whole chain, whose last piece is `value`.
    func whole(_ value: Expression) -> Expression {
        if pieces.isEmpty { return value }
        return Expression(
            .chain(pieces + [value]), value.span, holdsStatements: value.holdsStatements)
    }
}

extension Expression {
    /// A chain that ends in a call as a tree that does: what is within may be a chain still.
    var opened: Expression {
        guard case .chain(var pieces) = kind, let last = pieces.popLast(), case .call = last.kind
        else { return self }
        let base =
            pieces.count == 1
            ? pieces[0]
            : Expression(
                .chain(pieces), pieces[pieces.count - 1].span, holdsStatements: holdsStatements)
        return last.following(base)
    }

    /// A piece of a chain, at most so many levels deep, with what stands before it.
    private func following(_ base: Expression) -> Expression {
        let kind: Kind
        switch self.kind {
        case .previous: return base
        case .member(let inner, let name, let nameSpan, let isOptional):
            kind = .member(
                inner.following(base), name, nameSpan: nameSpan, isOptional: isOptional)
        case .index(let inner, let index): kind = .index(inner.following(base), index)
        case .present(let inner): kind = .present(inner.following(base))
        case .call(let callee, let arguments): kind = .call(callee.following(base), arguments)
        default: return self
        }
        return Expression(
            kind, span, holdsStatements: holdsStatements, isParenthesised: isParenthesised)
    }
}

/// An operator in front of its operand, which is still to come.
struct Prefix {
    let kind: (Expression) -> Expression.Kind
    let start: Span
    /// The statements that were read before it.
    let count: Int

    init(_ kind: @escaping (Expression) -> Expression.Kind, _ start: Span, _ count: Int) {
        self.kind = kind
        self.start = start
        self.count = count
    }
}

extension Parser {
    /// An operand with the operators in front of it, of which the last is applied first.
    func prefixed(_ operators: [Prefix], _ operand: Expression) -> Expression {
        var links = Links()
        var value = operand
        for prefix in operators.reversed() {
            value = make(prefix.kind(links.base(value)), from: prefix.start, since: prefix.count)
        }
        return links.whole(value)
    }

    /// `a ** b ** c`, which groups to the right: a few as a tree, many as a list.
    func powers(_ terms: [(value: Expression, start: Span, count: Int)]) -> Expression {
        if terms.count > 8 {
            return make(.powers(terms.map(\.value)), from: terms[0].start, since: terms[0].count)
        }
        var result = terms[terms.count - 1].value
        for (value, start, count) in terms.dropLast().reversed() {
            result = make(.binary(.power, value, result), from: start, since: count)
        }
        return result
    }

    /// `a ?? b ?? c`: a few group to the right, many, which is the same, to the left.
    func coalesced(_ terms: [(value: Expression, start: Span, count: Int)]) -> Expression {
        if terms.count > 8 {
            var links = Links()
            var value = terms[0].value
            for term in terms.dropFirst() {
                let kind = Expression.Kind.coalesce(links.base(value), term.value)
                value = Expression(
                    kind, terms[0].start.to(term.value.span),
                    holdsStatements: statementCount > terms[0].count)
            }
            return links.whole(value)
        }
        var result = terms[terms.count - 1].value
        for (value, start, count) in terms.dropLast().reversed() {
            result = make(.coalesce(value, result), from: start, since: count)
        }
        return result
    }
}
