extension Parser {
    /// What a value is matched with or taken apart by.
    mutating func pattern(isParameter: Bool = false) throws(Failure) -> Pattern {
        try nested { parser throws(Failure) in
            let start = parser.current.span
            let first = try parser.singlePattern()
            if isParameter || !parser.at(.bar) { return first }
            var alternatives = [first]
            while parser.take(.bar) { alternatives.append(try parser.singlePattern()) }
            return Pattern(.alternatives(alternatives), start.to(parser.previousSpan))
        }
    }

    private mutating func singlePattern() throws(Failure) -> Pattern {
        let start = current.span
        switch current.kind {
        case .name(let name):
            advance()
            return Pattern(name == "_" ? .any : .bind(name), start)
        case .keyword(.is):
            advance()
            return Pattern(.type(try typeName()), start.to(previousSpan))
        case .punctuation(.leftBracket): return try listPattern()
        case .punctuation(.leftBrace): return try mapPattern()
        default: return try literalPattern()
        }
    }

    private mutating func literalPattern() throws(Failure) -> Pattern {
        let start = current.span
        if at(.halfOpen) || at(.ellipsis) {
            let isClosed = at(.ellipsis)
            advance()
            let upper = try patternLiteral()
            return Pattern(
                .range(lower: nil, upper: upper, isClosed: isClosed), start.to(previousSpan))
        }
        let value = try patternLiteral()
        guard at(.halfOpen) || at(.ellipsis) else { return Pattern(.literal(value), value.span) }
        let isClosed = at(.ellipsis)
        advance()
        let ends =
            at(.fatArrow) || at(.bar) || at(.comma) || at(.rightBracket) || at(.rightBrace)
            || at(.if)
        let upper = ends ? nil : try patternLiteral()
        return Pattern(
            .range(lower: value, upper: upper, isClosed: isClosed), start.to(previousSpan))
    }

    private mutating func patternLiteral() throws(Failure) -> Expression {
        let start = current.span
        let count = statementCount
        if take(.minus) {
            if case .int(.min) = current.kind {
                advance()
                return make(.int(.min), from: start, since: count)
            }
            switch current.kind {
            case .int, .float:
                let number = try primary()
                return make(.unary(.minus, number), from: start, since: count)
            default: throw report(.minusInPattern, at: start)
            }
        }
        switch current.kind {
        case .int, .float, .bytes, .keyword(.nil), .keyword(.true), .keyword(.false):
            return try primary()
        case .string(let parts):
            for case .interpolation in parts {
                throw report(.interpolatedPattern)
            }
            return try primary()
        default: throw unexpected("where a pattern should begin")
        }
    }

    private mutating func listPattern() throws(Failure) -> Pattern {
        let start = current.span
        advance()
        return try bracketed(newlineEnds: false) { parser throws(Failure) in
            var patterns: [Pattern] = []
            var rest: (index: Int, pattern: Pattern?)?
            while !parser.take(.rightBracket) {
                if parser.current.kind == .end {
                    throw parser.unclosed("[", at: start)
                }
                if parser.take(.ellipsis) {
                    if rest != nil { throw parser.report(.severalRests) }
                    if case .name(let name) = parser.current.kind {
                        let span = parser.current.span
                        parser.advance()
                        rest = (patterns.count, name == "_" ? nil : Pattern(.bind(name), span))
                    } else {
                        rest = (patterns.count, nil)
                    }
                } else {
                    patterns.append(try parser.pattern())
                }
                if !parser.at(.rightBracket) { try parser.expect(.comma, "between patterns") }
            }
            return Pattern(.list(patterns, rest: rest), start.to(parser.previousSpan))
        }
    }

    private mutating func mapPattern() throws(Failure) -> Pattern {
        let start = current.span
        advance()
        return try bracketed(newlineEnds: false) { parser throws(Failure) in
            var items: [MapPatternItem] = []
            while !parser.take(.rightBrace) {
                if parser.current.kind == .end {
                    throw parser.unclosed("{", at: start)
                }
                items.append(try parser.mapPatternItem())
                if !parser.at(.rightBrace) { try parser.expect(.comma, "between keys") }
            }
            return Pattern(.map(items), start.to(parser.previousSpan))
        }
    }

    private mutating func mapPatternItem() throws(Failure) -> MapPatternItem {
        let span = current.span
        if case .string(let parts) = current.kind {
            var key = ""
            for case .text(let text) in parts { key += text }
            advance()
            try expect(.colon, "after the key")
            return MapPatternItem(key: key, keySpan: span, pattern: try pattern(), standard: nil)
        }
        let (key, _) = try anyName("as a key")
        if take(.colon) {
            return MapPatternItem(key: key, keySpan: span, pattern: try pattern(), standard: nil)
        }
        if Keyword(rawValue: key) != nil {
            throw report(.keywordInPattern(key), at: span)
        }
        let standard = take(.assign) ? try expression() : nil
        return MapPatternItem(
            key: key, keySpan: span, pattern: Pattern(.bind(key), span), standard: standard)
    }
}
