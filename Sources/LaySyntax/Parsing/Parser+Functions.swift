extension Parser {
    /// `fn name(parameters) -> type { body }` or `= expression`.
    mutating func namedFunction() throws(Failure) -> Function {
        let documentation = current.documentation
        advance()
        var isMutating = false
        if at(word: "mut"), isAnyName(ahead(1)) {
            advance()
            isMutating = true
        }
        let (name, span) = try anyName("after 'fn'")
        return try functionRest(name, span, isMutating: isMutating, documentation: documentation)
    }

    /// `fn(x) = x + 1`, an expression.
    mutating func anonymousFunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        advance()
        let function = try functionRest("", start, isMutating: false, documentation: nil)
        return make(.function(function), from: start, since: count)
    }

    private mutating func functionRest(
        _ name: String, _ span: Span, isMutating: Bool, documentation: String?
    ) throws(Failure) -> Function {
        guard at(.leftParen) else { throw unexpected("after the function's name", wanted: "'('") }
        let parameters = try parameters()
        let result = take(.arrow) ? try typeName() : nil
        let body: Block
        if take(.assign) {
            body = try expressionBlock()
        } else {
            let saved = inHead
            inHead = false
            defer { inHead = saved }
            body = try block("as the function's body")
        }
        return Function(
            name: name, nameSpan: span, parameters: parameters, result: result, body: body,
            isMutating: isMutating, documentation: documentation)
    }

    /// An expression in the place of a block.
    mutating func expressionBlock() throws(Failure) -> Block {
        let value = try expression()
        return Block([Statement(.expression(value), value.span)], value.span)
    }

    /// `(a, b: int = 1, rest...)`
    mutating func parameters() throws(Failure) -> [Parameter] {
        let start = current.span
        advance()
        return try bracketed(newlineEnds: false) { parser throws(Failure) in
            var result: [Parameter] = []
            while !parser.take(.rightParen) {
                if parser.current.kind == .end {
                    throw parser.unclosed("(", at: start)
                }
                if let rest = result.last, rest.isRest {
                    throw parser.report(.restNotLast, at: rest.pattern.span)
                }
                result.append(try parser.parameter())
                if !parser.at(.rightParen), parser.current.kind != .end {
                    try parser.expect(.comma, "between parameters")
                }
            }
            return result
        }
    }

    private mutating func parameter() throws(Failure) -> Parameter {
        if take(.ellipsis) {
            throw report(.restDotsBefore)
        }
        let pattern = try pattern(isParameter: true)
        if take(.ellipsis) {
            return Parameter(pattern: pattern, type: nil, standard: nil, isRest: true)
        }
        let type = take(.colon) ? try typeName() : nil
        let standard = take(.assign) ? try expression() : nil
        return Parameter(pattern: pattern, type: type, standard: standard, isRest: false)
    }

    /// True when an arrow function begins here: `x =>` or `(a, b) =>`.
    var atArrowFunction: Bool {
        if inGuard { return false }
        if case .name = current.kind { return ahead(1).kind == .punctuation(.fatArrow) }
        guard at(.leftParen) else { return false }
        var open = 0
        var distance = 0
        while true {
            switch ahead(distance).kind {
            case .punctuation(.leftParen), .punctuation(.leftBracket), .punctuation(.leftBrace):
                open += 1
            case .punctuation(.rightParen), .punctuation(.rightBracket), .punctuation(.rightBrace):
                open -= 1
            case .end: return false
            default: break
            }
            distance += 1
            if open == 0 { return ahead(distance).kind == .punctuation(.fatArrow) }
        }
    }

    mutating func arrowFunction() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var parameters: [Parameter] = []
        if at(.leftParen) {
            parameters = try self.parameters()
        } else {
            let (name, span) = try name("as a parameter")
            parameters = [
                Parameter(
                    pattern: Pattern(.bind(name), span), type: nil, standard: nil, isRest: false)
            ]
        }
        advance()
        let function = Function(
            name: "", nameSpan: start, parameters: parameters, body: try arrowBody())
        return make(.function(function), from: start, since: count)
    }

    /// What follows `=>`: a block, an assignment or an expression that reaches as far as it can.
    mutating func arrowBody() throws(Failure) -> Block {
        if at(.leftBrace) {
            let saved = inHead
            inHead = false
            defer { inHead = saved }
            return try block("after '=>'")
        }
        let start = current.span
        let kind = try simple(allowsList: false)
        if case .expression = kind {} else { statementCount += 1 }
        let span = start.to(previousSpan)
        return Block([Statement(kind, span)], span)
    }

    /// `{ statements }` or `{ a, b => statements }` behind a call.
    mutating func trailingBlock() throws(Failure) -> Expression {
        let start = current.span
        statementCount += 1
        let count = statementCount - 1
        let isString = if case .string = ahead(1).kind { true } else { false }
        let isLoop = ahead(3).kind == .keyword(.for) || ahead(3).kind == .keyword(.while)
        if ahead(2).kind == .punctuation(.colon), isAnyName(ahead(1)) || isString, !isLoop {
            throw report(.blockForMap)
        }
        advance()
        let parameters = blockParameters()
        let body = try blockRest(start, "in the block")
        let function = Function(
            name: "", nameSpan: start, parameters: parameters, body: body, isTrailingBlock: true)
        return make(.function(function), from: start, since: count)
    }

    /// The bare names before `=>`, if there are any.
    private mutating func blockParameters() -> [Parameter] {
        var distance = 0
        while case .name = ahead(distance).kind {
            switch ahead(distance + 1).kind {
            case .punctuation(.comma): distance += 2
            case .punctuation(.fatArrow):
                var parameters: [Parameter] = []
                while !take(.fatArrow) {
                    if case .name(let name) = current.kind {
                        let pattern = Pattern(.bind(name), current.span)
                        parameters.append(
                            Parameter(pattern: pattern, type: nil, standard: nil, isRest: false))
                    }
                    advance()
                }
                return parameters
            default: return []
            }
        }
        return []
    }
}
