extension Parser {
    /// Literals, names, brackets and the expressions that begin with a word.
    mutating func primary() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        if atArrowFunction { return try arrowFunction() }
        switch current.kind {
        case .int(.min):
            throw report(.largeInt("9223372036854775808", digits: "9223372036854775808"))
        case .int(let value): return literal(.int(value))
        case .float(let value): return literal(.float(value))
        case .bytes(let value): return literal(.bytes(value))
        case .string(let parts): return try string(parts)
        case .name(let name): return literal(.name(name))
        case .punctuation(.leftParen): return try parenthesised()
        case .punctuation(.leftBracket): return try list()
        case .punctuation(.leftBrace): return try map()
        case .keyword(let word):
            switch word {
            case .nil: return literal(.nil)
            case .true: return literal(.bool(true))
            case .false: return literal(.bool(false))
            case .self: return literal(.self)
            case .fn: return try anonymousFunction()
            case .if: return try conditional()
            case .match: return try match()
            case .try: return try attempt()
            case .throw:
                // What is thrown first is all that is thrown.
                while at(.throw) { advance() }
                let error = try expression()
                return make(.throw(error), from: start, since: count)
            case .return:
                advance()
                while at(.return), !current.newlineBefore { advance() }
                let value = endsValue ? nil : try expression()
                return make(.return(value), from: start, since: count)
            case .break, .continue:
                advance()
                var label: String?
                if case .name(let name) = current.kind, !current.newlineBefore {
                    label = name
                    advance()
                }
                return make(
                    word == .break ? .break(label) : .continue(label), from: start, since: count)
            default: break
            }
        default: break
        }
        throw unexpected("where an expression should begin")
    }

    /// True where `return` has no value: its value stands on its own line.
    private var endsValue: Bool {
        if current.newlineBefore || current.kind == .end { return true }
        switch current.kind {
        case .punctuation(.rightBrace), .punctuation(.rightParen), .punctuation(.rightBracket),
            .punctuation(.semicolon), .punctuation(.comma):
            return true
        default: return false
        }
    }

    private mutating func literal(_ kind: Expression.Kind) -> Expression {
        let span = current.span
        advance()
        return Expression(kind, span)
    }

    private mutating func string(_ parts: [StringPart]) throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var segments: [StringSegment] = []
        for part in parts {
            switch part {
            case .text(let text): segments.append(.text(text))
            case .interpolation(let tokens):
                let value = try nested { parser throws(Failure) in
                    try parser.interpolated(tokens)
                }
                segments.append(.value(value))
            }
        }
        advance()
        return make(.string(segments), from: start, since: count)
    }

    private mutating func parenthesised() throws(Failure) -> Expression {
        let start = current.span
        advance()
        let value = try bracketed(newlineEnds: false) { parser throws(Failure) in
            try parser.expression()
        }
        if !at(.rightParen) {
            throw current.kind == .end
                ? unclosed("(", at: start)
                : unexpected("in parentheses", wanted: "')'")
        }
        advance()
        guard case .member = value.kind else { return value }
        return Expression(
            value.kind, value.span, holdsStatements: value.holdsStatements, isParenthesised: true)
    }

    private mutating func list() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        advance()
        let elements = try bracketed(newlineEnds: false) { parser throws(Failure) in
            var elements: [Element] = []
            while !parser.take(.rightBracket) {
                if parser.current.kind == .end {
                    throw parser.unclosed("[", at: start)
                }
                let isSpread = parser.take(.ellipsis)
                elements.append(Element(value: try parser.expression(), isSpread: isSpread))
                if !parser.at(.rightBracket), parser.current.kind != .end {
                    try parser.expect(.comma, "between elements")
                }
            }
            return elements
        }
        return make(.list(elements), from: start, since: count)
    }

    private mutating func map() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        advance()
        let items = try bracketed(newlineEnds: false) { parser throws(Failure) in
            var items: [MapItem] = []
            while !parser.take(.rightBrace) {
                if parser.current.kind == .end {
                    throw parser.unclosed("{", at: start)
                }
                items.append(try parser.mapItem())
                if !parser.at(.rightBrace), parser.current.kind != .end {
                    try parser.expect(.comma, "between entries")
                }
            }
            return items
        }
        return make(.map(items), from: start, since: count)
    }

    private mutating func mapItem() throws(Failure) -> MapItem {
        if take(.ellipsis) { return .spread(try expression()) }
        let key: Expression
        let span = current.span
        if take(.leftBracket) {
            key = try expression()
            try expect(.rightBracket, "after the key")
        } else if isAnyName(current) {
            let (name, _) = try anyName("as a key")
            key = Expression(.string([.text(name)]), span)
        } else if case .string(let parts) = current.kind {
            key = try string(parts)
        } else {
            throw report(.noKey(current))
        }
        try expect(.colon, "after the key")
        return .entry(key: key, value: try expression())
    }

    private mutating func conditional() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        var arms: [IfArm] = []
        var otherwise: Block?
        repeat {
            advance()
            let condition = try head { parser throws(Failure) in try parser.condition() }
            arms.append(IfArm(condition: condition, body: try block("after the condition")))
            guard take(.else) else { break }
            if !at(.if) {
                otherwise = try block("after 'else'")
                break
            }
        } while true
        return make(.if(arms, otherwise: otherwise), from: start, since: count - 1)
    }

    private mutating func match() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        advance()
        let subject = try head { parser throws(Failure) in try parser.expression() }
        let brace = current.span
        try expect(.leftBrace, "after the value to match")
        let arms = try bracketed(newlineEnds: true) { parser throws(Failure) in
            var arms: [MatchArm] = []
            while !parser.take(.rightBrace) {
                if parser.take(.semicolon) || parser.take(.comma) { continue }
                if parser.current.kind == .end {
                    throw parser.unclosed("{", at: brace)
                }
                arms.append(try parser.arm())
                let ends = parser.at(.rightBrace) || parser.at(.semicolon) || parser.at(.comma)
                if !ends, !parser.current.newlineBefore {
                    throw parser.unexpected("after the arm", wanted: "a new line, ',' or ';'")
                }
            }
            return arms
        }
        return make(.match(subject, arms), from: start, since: count - 1)
    }

    private mutating func arm() throws(Failure) -> MatchArm {
        let pattern = try pattern()
        var condition: Expression?
        if take(.if) {
            let saved = inGuard
            inGuard = true
            defer { inGuard = saved }
            condition = try expression()
        }
        try expect(.fatArrow, "after the pattern")
        let start = current.span
        let count = statementCount
        let body = try arrowBody()
        return MatchArm(
            pattern: pattern, condition: condition,
            body: make(.block(body), from: start, since: count))
    }

    private mutating func attempt() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        advance()
        if take(.question) {
            // Another one inside takes every error first.
            while at(.try), ahead(1).kind == .punctuation(.question) {
                advance()
                advance()
            }
            if at(.leftBrace) {
                throw report(.attemptOfBlock)
            }
            let tried = try postfix()
            return make(.attempt(tried), from: start, since: count)
        }
        let body = try bracketed(newlineEnds: true) { parser throws(Failure) in
            try parser.block("after 'try'")
        }
        var clauses: [CatchClause] = []
        while take(.catch) { clauses.append(try catchClause()) }
        if clauses.isEmpty {
            throw report(.tryWithoutCatch, at: start)
        }
        return make(.try(body, clauses), from: start, since: count - 1)
    }

    private mutating func catchClause() throws(Failure) -> CatchClause {
        var kinds: [String] = []
        var name: String?
        var span = current.span
        if case .name(let first) = current.kind {
            let isKind = first.first?.isUppercase == true
            advance()
            if isKind {
                kinds = [first]
                while take(.bar) { kinds.append(try self.name("as an error kind").0) }
                if at(word: "as") {
                    advance()
                    let (bound, boundSpan) = try self.name("after 'as'")
                    name = bound
                    span = boundSpan
                }
            } else {
                name = first
            }
        }
        let body = try bracketed(newlineEnds: true) { parser throws(Failure) in
            try parser.block("after 'catch'")
        }
        return CatchClause(kinds: kinds, name: name, nameSpan: span, body: body)
    }
}
