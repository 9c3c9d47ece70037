extension Parser {
    /// A primary with its calls, indexes and members.
    mutating func postfix() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var value = try primary()
        var isOptional = false
        var hasTrailingBlock = false
        while true {
            if at(.dot) || at(.questionDot) {
                let optional = at(.questionDot)
                isOptional = isOptional || optional
                advance()
                let (name, span) = try anyName("after '.'")
                value = make(
                    .member(value, name, nameSpan: span, isOptional: optional), from: start,
                    since: count)
            } else if at(.leftParen), !endsLine {
                value = try call(value, start, count)
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
                value = make(.index(value, index), from: start, since: count)
            } else if at(.leftBrace), !current.newlineBefore, !inHead, !hasTrailingBlock,
                takesBlock(value)
            {
                let block = try trailingBlock()
                let argument = Argument(
                    label: nil, value: block, isSpread: false, span: block.span, isTrailing: true)
                if case .call(let callee, let arguments) = value.kind {
                    value = make(.call(callee, arguments + [argument]), from: start, since: count)
                } else {
                    value = make(.call(value, [argument]), from: start, since: count)
                }
                hasTrailingBlock = true
                continue
            } else {
                break
            }
            hasTrailingBlock = false
        }
        return isOptional ? make(.optionalChain(value), from: start, since: count) : value
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
            while !parser.take(.rightParen) {
                if parser.current.kind == .end {
                    throw parser.unclosed("(", at: parenthesis)
                }
                arguments.append(try parser.argument(after: arguments))
                if !parser.at(.rightParen), parser.current.kind != .end {
                    try parser.expect(.comma, "between arguments")
                }
            }
            return arguments
        }
        return make(.call(callee, arguments), from: start, since: count)
    }

    private mutating func argument(after earlier: [Argument]) throws(Failure) -> Argument {
        let start = current.span
        if take(.ellipsis) {
            let value = try expression()
            return Argument(label: nil, value: value, isSpread: true, span: start.to(previousSpan))
        }
        if isAnyName(current), ahead(1).kind == .punctuation(.colon) {
            let (label, _) = try anyName("as a label")
            advance()
            if earlier.contains(where: { $0.label == label }) {
                throw report(.labelTwice(label), at: start)
            }
            let value = try expression()
            return Argument(
                label: label, value: value, isSpread: false, span: start.to(previousSpan))
        }
        let value = try expression()
        if let named = earlier.first(where: { $0.label != nil }), let label = named.label {
            throw report(.positional(behind: label), at: start)
        }
        return Argument(label: nil, value: value, isSpread: false, span: start.to(previousSpan))
    }
}
