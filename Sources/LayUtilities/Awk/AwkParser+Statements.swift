extension AwkParser {
    /// `{ … }`
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseBlock() throws -> AwkStatement {
        try nested { parser in
            try parser.expect(.openBrace)
            var statements: [AwkStatement] = []
            try parser.skipSeparators()
            while parser.kind != .closeBrace {
                statements.append(try parser.parseStatement())
                try parser.skipSeparators()
            }
            try parser.advance()
            return statements.count == 1 ? statements[0] : AwkBlock(statements)
        }
    }

    /// One statement with what ends it.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseStatement() throws -> AwkStatement {
        try nested { parser in try parser.apart { try $0.parseAnyStatement() } }
    }

    private mutating func parseAnyStatement() throws -> AwkStatement {
        switch kind {
        case .openBrace: return try parseBlock()
        case .semicolon:
            try advance()
            return AwkBlock([])
        case .keyword(.if): return try parseIf()
        case .keyword(.while): return try parseWhile()
        case .keyword(.do): return try parseDo()
        case .keyword(.for): return try parseFor()
        case .keyword(.switch): return try parseSwitch()
        default:
            let statement = try parseSimpleStatement()
            try endStatement()
            return statement
        }
    }

    private mutating func endStatement() throws {
        switch kind {
        case .semicolon, .newline: try advance()
        case .closeBrace, .end: break
        default: throw unexpected
        }
    }

    /// The body of a control statement, behind the ends of lines in front of it.
    private mutating func parseBody() throws -> AwkStatement {
        try skipNewlines()
        return try parseStatement()
    }

    private mutating func parseLoopBody() throws -> AwkStatement {
        loops += 1
        defer { loops -= 1 }
        return try parseBody()
    }

    private mutating func parseCondition() throws -> AwkNode {
        try expect(.openParenthesis)
        let condition = try apart { try $0.parseExpression() }
        try expect(.closeParenthesis)
        return condition
    }

    private mutating func parseIf() throws -> AwkStatement {
        var branches: [(condition: AwkNode, body: AwkStatement, line: Int)] = []
        while true {
            let line = token.line
            try advance()
            let condition = try parseCondition()
            branches.append((condition, try parseBody(), line))
            let saved = lexer
            try skipSeparators()
            guard kind == .keyword(.else) else {
                lexer = saved
                return AwkIf(branches, nil)
            }
            try advance()
            try skipNewlines()
            guard kind == .keyword(.if) else { return AwkIf(branches, try parseStatement()) }
        }
    }

    private mutating func parseWhile() throws -> AwkStatement {
        let line = token.line
        try advance()
        let condition = try parseCondition()
        if kind == .semicolon {
            try advance()
            return AwkLoop(condition, nil, AwkBlock([]), isDo: false, line: line)
        }
        return AwkLoop(condition, nil, try parseLoopBody(), isDo: false, line: line)
    }

    private mutating func parseDo() throws -> AwkStatement {
        let line = token.line
        try advance()
        let body = try parseLoopBody()
        try skipSeparators()
        guard kind == .keyword(.while) else { throw unexpected }
        try advance()
        let condition = try parseCondition()
        try endStatement()
        return AwkLoop(condition, nil, body, isDo: true, line: line)
    }

    private mutating func parseFor() throws -> AwkStatement {
        let line = token.line
        try advance()
        try expect(.openParenthesis)
        if let loop = try parseForIn() { return loop }
        var start: AwkStatement?
        if kind != .semicolon { start = try parseSimpleStatement() }
        try expect(.semicolon)
        try skipNewlines()
        let condition = kind == .semicolon ? nil : try parseExpression()
        try expect(.semicolon)
        try skipNewlines()
        let step = kind == .closeParenthesis ? nil : try parseSimpleStatement()
        try expect(.closeParenthesis)
        let loop = AwkLoop(condition, step, try parseLoopBody(), isDo: false, line: line)
        return start.map { AwkBlock([$0, loop]) } ?? loop
    }

    /// `k in a) …`; nil, with nothing read, where something else stands here.
    private mutating func parseForIn() throws -> AwkStatement? {
        let saved = lexer
        guard kind == .name else { return nil }
        let name = token.text
        try advance()
        guard kind == .keyword(.in) else {
            lexer = saved
            return nil
        }
        try advance()
        guard kind == .name else { throw unexpected }
        let array = try parseArray()
        guard kind == .closeParenthesis else {
            lexer = saved
            return nil
        }
        try advance()
        let variable = names.variable(name)
        return AwkForIn(variable, array, try parseLoopBody())
    }

    private mutating func parseSwitch() throws -> AwkStatement {
        try advance()
        let subject = try parseCondition()
        try skipNewlines()
        try expect(.openBrace)
        switches += 1
        defer { switches -= 1 }
        var cases: [(label: AwkSwitch.Label, body: AwkStatement)] = []
        try skipSeparators()
        while kind != .closeBrace {
            var label = AwkSwitch.Label.otherwise
            if kind == .keyword(.case) {
                try advance()
                let node = try nested { try $0.parseUnary() }
                if let literal = node as? AwkExpressionLiteral {
                    label = .pattern(literal.pattern)
                } else {
                    label = .value(node)
                }
            } else if kind == .keyword(.default) {
                try advance()
            } else {
                throw unexpected
            }
            try expect(.colon)
            var body: [AwkStatement] = []
            try skipSeparators()
            while kind != .closeBrace, kind != .keyword(.case), kind != .keyword(.default) {
                body.append(try parseStatement())
                try skipSeparators()
            }
            cases.append((label, AwkBlock(body)))
        }
        try advance()
        return AwkSwitch(subject, cases)
    }

    /// A statement without what ends it.
    private mutating func parseSimpleStatement() throws -> AwkStatement {
        let line = token.line
        switch kind {
        case .keyword(.print), .keyword(.printf): return try parsePrint()
        case .keyword(.next): return try parseNext(.next)
        case .keyword(.nextfile): return try parseNext(.nextFile)
        case .keyword(.break):
            return try parseJump(.breaks, isAllowed: loops > 0 || switches > 0)
        case .keyword(.continue): return try parseJump(.continues, isAllowed: loops > 0)
        case .keyword(.exit):
            try advance()
            return AwkLeave(.exits, try parseOptionalExpression())
        case .keyword(.return):
            guard names.function != nil else {
                var refused = error("`return' used outside function context")
                refused.place = token.range.lowerBound
                throw refused
            }
            try advance()
            return AwkLeave(.returns, try parseOptionalExpression())
        case .keyword(.delete): return try parseDelete()
        default: return AwkExpressionStatement(try parseExpression(), line: line)
        }
    }

    private mutating func parseNext(_ flow: AwkFlow) throws -> AwkStatement {
        guard isInRule || names.function != nil || !manner.refusesStrayNext else {
            let word = String(decoding: lexer.source[token.range], as: UTF8.self)
            throw error("`\(word)' used in BEGIN action")
        }
        try advance()
        return AwkJump(flow)
    }

    private mutating func parseJump(
        _ flow: AwkFlow, isAllowed: Bool
    ) throws -> AwkStatement {
        guard isAllowed else {
            let word = String(decoding: lexer.source[token.range], as: UTF8.self)
            throw error("`\(word)' is not allowed outside a loop or switch")
        }
        try advance()
        return AwkJump(flow)
    }

    private var isAtStatementEnd: Bool {
        switch kind {
        case .semicolon, .newline, .closeBrace, .end: true
        default: false
        }
    }

    private mutating func parseOptionalExpression() throws -> AwkNode? {
        isAtStatementEnd ? nil : try parseExpression()
    }

    private mutating func parseDelete() throws -> AwkStatement {
        try advance()
        let isGrouped = kind == .openParenthesis
        if isGrouped { try advance() }
        guard kind == .name else { throw unexpected }
        let variable = names.variable(token.text)
        try advance()
        var (array, key) = (names.array(variable), AwkNode?.none)
        while kind == .openBracket {
            if let outer = key { array = AwkElementArray(array, outer) }
            key = try parseSubscript()
        }
        if isGrouped { try expect(.closeParenthesis) }
        return AwkDeletion(array, key)
    }

    private mutating func parsePrint() throws -> AwkStatement {
        let line = token.line
        let isFormatted = kind == .keyword(.printf)
        try advance()
        let parts = try parsePrintList()
        if isFormatted, parts.isEmpty { throw unexpected }
        let redirection = try parseRedirection()
        return isFormatted
            ? AwkPrintFormat(parts, redirection, line: line)
            : AwkPrint(parts, redirection, line: line)
    }

    private var isAtPrintEnd: Bool {
        isAtStatementEnd || kind == .greater || kind == .append || kind == .pipe
    }

    private mutating func parsePrintList() throws -> [AwkNode] {
        if isAtPrintEnd { return [] }
        if kind == .openParenthesis {
            // The parentheses are the statement's own where nothing but its end follows them.
            let saved = (lexer, names)
            try advance()
            let parts = try unredirected { try $0.parseList(until: .closeParenthesis) }
            try expect(.closeParenthesis)
            if isAtPrintEnd, !(kind == .pipe && isGetlineNext) { return parts }
            (lexer, names) = saved
        }
        redirects = true
        defer { redirects = false }
        return try beside { parser, links in
            var parts = [try parser.part(&links) { try $0.parseExpression() }]
            while parser.kind == .comma {
                try parser.advance()
                try parser.skipNewlines()
                parts.append(try parser.part(&links) { try $0.parseExpression() })
            }
            return parts
        }
    }

    private mutating func parseRedirection() throws -> AwkRedirection? {
        let mode: AwkRedirection.Mode
        switch kind {
        case .greater: mode = .write
        case .append: mode = .append
        case .pipe: mode = .command
        default: return nil
        }
        try advance()
        redirects = true
        defer { redirects = false }
        return AwkRedirection(mode: mode, name: try nested { try $0.parseBinary(Level.join) })
    }
}
