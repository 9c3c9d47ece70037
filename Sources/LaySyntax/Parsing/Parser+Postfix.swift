extension Parser {
    /// A primary with its calls, indexes and members.
    mutating func postfix() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var value = try primary()
        var isOptional = false
        var hasTrailingBlock = false
        var links = Links()
        while true {
            if at(.question), ahead(1).kind == .punctuation(.leftBracket),
                !ahead(1).newlineBefore, current.span.start == previousSpan.end,
                ahead(1).span.start == current.span.end
            {
                advance()
                isOptional = true
                value = make(.present(links.base(value)), from: start, since: count)
                continue
            }
            if at(.dot) || at(.questionDot) {
                let optional = at(.questionDot)
                isOptional = isOptional || optional
                advance()
                let (name, span) = try anyName("after '.'")
                value = make(
                    .member(links.base(value), name, nameSpan: span, isOptional: optional),
                    from: start, since: count)
            } else if at(.leftParen), !endsLine {
                value = try call(callee(value, &links), start, count)
            } else if at(.leftBracket), !endsLine {
                let bracket = current.span
                advance()
                let index = try bracketed(newlineEnds: false) { parser throws(Failure) in
                    try parser.expression()
                }
                if !at(.rightBracket) {
                    throw current.kind == .end
                        ? unclosed("[", at: bracket)
                        : unexpected("in the index", wanted: "']'")
                }
                advance()
                value = make(.index(links.base(value), index), from: start, since: count)
            } else if at(.leftBrace), !current.newlineBefore, !inHead, !hasTrailingBlock,
                takesBlock(value)
            {
                let block = try trailingBlock()
                let argument = Argument(
                    label: nil, value: block, isSpread: false, span: block.span, isTrailing: true)
                if case .call(let callee, let arguments) = value.kind {
                    value = make(.call(callee, arguments + [argument]), from: start, since: count)
                } else {
                    value = make(
                        .call(callee(value, &links), [argument]), from: start, since: count)
                }
                hasTrailingBlock = true
                continue
            } else {
                break
            }
            hasTrailingBlock = false
        }
        value = links.whole(value)
        return isOptional ? make(.optionalChain(value), from: start, since: count) : value
    }

    /// What is called; a method is never cut off from its name.
    private func callee(_ value: Expression, _ links: inout Links) -> Expression {
        if case .member = value.kind { return value }
        return links.base(value)
    }

    private func takesBlock(_ value: Expression) -> Bool {
        switch value.kind {
        case .name, .member, .call: true
        default: false
        }
    }

    private mutating func call(_ callee: Expression, _ start: Span, _ count: Int) throws(Failure)
        -> Expression
    {
        let parenthesis = current.span
        advance()
        let arguments = try bracketed(newlineEnds: false) { parser throws(Failure) in
            var arguments: [Argument] = []
            var labels = Labels()
            while !parser.take(.rightParen) {
                if parser.current.kind == .end {
                    throw parser.unclosed("(", at: parenthesis)
                }
                arguments.append(try parser.argument(after: &labels))
                if !parser.at(.rightParen), parser.current.kind != .end {
                    try parser.expect(.comma, "between arguments")
                }
            }
            return arguments
        }
        return make(.call(callee, arguments), from: start, since: count)
    }

    /// The labels of a call's arguments so far.
    private struct Labels {
        var known: Set<String> = []
        var first: String?
    }

    private mutating func argument(after labels: inout Labels) throws(Failure) -> Argument {
        let start = current.span
        if take(.ellipsis) {
            let value = try expression()
            return Argument(label: nil, value: value, isSpread: true, span: start.to(previousSpan))
        }
        if isAnyName(current), ahead(1).kind == .punctuation(.colon) {
            let (label, _) = try anyName("as a label")
            advance()
            if !labels.known.insert(label).inserted {
                throw report(.labelTwice(label), at: start)
            }
            labels.first = labels.first ?? label
            let value = try expression()
            return Argument(
                label: label, value: value, isSpread: false, span: start.to(previousSpan))
        }
        let value = try expression()
        if let label = labels.first {
            throw report(.positional(behind: label), at: start)
        }
        return Argument(label: nil, value: value, isSpread: false, span: start.to(previousSpan))
    }
}
