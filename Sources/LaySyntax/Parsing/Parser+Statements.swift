extension Parser {
    mutating func statement() throws(Failure) -> Statement {
        statementCount += 1
        let start = current.span
        let kind = try statementKind()
        return Statement(kind, start.to(previousSpan))
    }

    private mutating func statementKind() throws(Failure) -> Statement.Kind {
        switch current.kind {
        case .keyword(.let), .keyword(.var): return try variable()
        case .keyword(.fn):
            guard case .name = ahead(1).kind else { break }
            return .function(try namedFunction())
        case .keyword(.while), .keyword(.for): return try loop(label: nil)
        case .keyword(.assert):
            advance()
            let condition = try expression()
            return .assert(condition, message: take(.comma) ? try expression() : nil)
        case .keyword(.defer):
            advance()
            return .defer(try block("after 'defer'"))
        case .name(let word):
            if let kind = try contextual(word) { return kind }
        default: break
        }
        return try simple(allowsList: true)
    }

    /// Statements that begin with a word which elsewhere is an ordinary name.
    private mutating func contextual(_ word: String) throws(Failure) -> Statement.Kind? {
        let next = ahead(1)
        if next.kind == .punctuation(.colon),
            ahead(2).kind == .keyword(.for) || ahead(2).kind == .keyword(.while)
        {
            advance()
            advance()
            return try loop(label: word)
        }
        if next.newlineBefore { return nil }
        switch (word, next.kind) {
        case ("record", .name): return .record(try record())
        case ("extend", .name): return try extend()
        case ("import", .name), ("import", .string): return .import(try importModule())
        case ("from", .string): return .import(try importNames())
        case ("from", .name) where ahead(2).kind == .name("import"):
            return .import(try importNames())
        default: return nil
        }
    }

    private mutating func variable() throws(Failure) -> Statement.Kind {
        let isMutable = at(.var)
        advance()
        let pattern = try pattern()
        if case .bind("mut") = pattern.kind, case .name = current.kind {
            throw report(.mutableLet)
        }
        if at(.colon), ahead(1).kind == .punctuation(.assign) { throw report(.walrus) }
        let type = take(.colon) ? try typeName() : nil
        if at(.comma), pattern.isName { throw report(.severalNames) }
        try expect(.assign, "after the name")
        return .variable(pattern, type, try expression(), isMutable: isMutable)
    }

    /// An expression or an assignment; several targets only where a comma has no other meaning.
    mutating func simple(allowsList: Bool) throws(Failure) -> Statement.Kind {
        let first = try expression()
        if allowsList, at(.comma) {
            var targets = [first]
            while take(.comma) { targets.append(try expression()) }
            try expect(.assign, "after the targets")
            var values = [try expression()]
            while take(.comma) { values.append(try expression()) }
            for target in targets { try checkTarget(target) }
            if values.count != targets.count {
                throw report(
                    .otherCount(of: targets.count, and: values.count),
                    at: first.span.to(previousSpan))
            }
            return .assign(targets, values)
        }
        if endsLine { return .expression(first) }
        if take(.assign) {
            try checkTarget(first)
            return .assign([first], [try expression()])
        }
        if take(.coalesceAssign) {
            try checkTarget(first)
            return .coalesceAssign(first, try expression())
        }
        if case .punctuation(let mark) = current.kind, let operation = Self.compound[mark] {
            advance()
            try checkTarget(first)
            return .compound(first, operation, try expression())
        }
        return .expression(first)
    }

    private static let compound: [Punctuation: BinaryOperator] = [
        .plusAssign: .add, .minusAssign: .subtract, .starAssign: .multiply, .slashAssign: .divide,
        .floorAssign: .floorDivide, .percentAssign: .remainder, .powerAssign: .power,
        .ampersandAssign: .bitAnd, .barAssign: .bitOr, .caretAssign: .bitXor,
        .shiftLeftAssign: .shiftLeft, .shiftRightAssign: .shiftRight,
    ]

    private mutating func checkTarget(_ target: Expression) throws(Failure) {
        var side = LeftSide(target)
        while true {
            switch side.current.kind {
            case .name, .self: return
            case .member(let base, _, _, isOptional: false), .index(let base, _):
                side.descend(to: base)
            default: throw report(.noTarget, at: side.current.span)
            }
        }
    }

    private mutating func loop(label: String?) throws(Failure) -> Statement.Kind {
        if take(.while) {
            let condition = try head { parser throws(Failure) in try parser.condition() }
            return .while(condition, try block("after the condition"), label: label)
        }
        advance()
        var patterns = [try pattern()]
        if take(.comma) { patterns.append(try pattern()) }
        if !take(.in) { throw unexpected("in the loop", wanted: "'in'") }
        let sequence = try head { parser throws(Failure) in try parser.expression() }
        return .for(patterns, sequence, try block("after the loop's head"), label: label)
    }

    /// Parses a head, in which `{` begins the body.
    mutating func head<Result>(_ body: (inout Parser) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        let saved = inHead
        inHead = true
        defer { inHead = saved }
        return try body(&self)
    }

    mutating func condition() throws(Failure) -> Condition {
        if take(.let) {
            let pattern = try pattern()
            try expect(.assign, "after the name")
            return .binding(pattern, try expression())
        }
        return .test(try expression())
    }

    private mutating func record() throws(Failure) -> RecordDeclaration {
        let documentation = current.documentation
        advance()
        let (name, span) = try name("after 'record'")
        var fields: [Parameter] = []
        if at(.leftParen) { fields = try parameters() }
        var methods: [Function] = []
        if at(.leftBrace), !current.newlineBefore { methods = try self.methods() }
        if let update = update(name, span, fields, methods) { methods.append(update) }
        return RecordDeclaration(
            name: name, nameSpan: span, fields: fields, methods: methods,
            documentation: documentation)
    }

    /// `fn with(a = self.a, b = self.b) = Name(a, b)`: what every record offers that has fields and
    /// nothing of its own by that name.
    private func update(
        _ name: String, _ span: Span, _ fields: [Parameter], _ methods: [Function]
    ) -> Function? {
        let word = "with"
        let names = fields.compactMap(\.name)
        // Who makes a record of hundreds of fields updates it by assignments.
        if fields.isEmpty || fields.count > 100 || names.count < fields.count
            || names.contains(word)
            || methods.contains(where: { $0.name == word })
        {
            return nil
        }
        let parameters = zip(fields, names).map { field, name in
            let old = Expression(
                .member(Expression(.self, span), name, nameSpan: span, isOptional: false), span)
            return Parameter(
                pattern: Pattern(.bind(name), span), type: field.type, standard: old,
                isRest: false)
        }
        let arguments = zip(fields, names).map { field, name in
            Argument(
                label: nil, value: Expression(.name(name), span), isSpread: field.isRest,
                span: span)
        }
        let made = Expression(.call(Expression(.name(name), span), arguments), span)
        return Function(
            name: word, nameSpan: span, parameters: parameters,
            body: Block([Statement(.expression(made), span)], span),
            documentation: "Another \(name), with the fields that are given.")
    }

    private mutating func extend() throws(Failure) -> Statement.Kind {
        advance()
        let (name, span) = try name("after 'extend'")
        return .extend(type: name, typeSpan: span, methods: try methods())
    }

    private mutating func methods() throws(Failure) -> [Function] {
        let start = current.span
        try expect(.leftBrace, "before the methods")
        return try bracketed(newlineEnds: true) { parser throws(Failure) in
            var methods: [Function] = []
            while !parser.take(.rightBrace) {
                if parser.take(.semicolon) { continue }
                guard parser.at(.fn) else {
                    if parser.current.kind == .end {
                        throw parser.unclosed("{", at: start)
                    }
                    throw parser.unexpected("between the methods", wanted: "'fn'")
                }
                methods.append(try parser.namedFunction())
            }
            return methods
        }
    }

    private mutating func importModule() throws(Failure) -> Import {
        advance()
        let span = current.span
        if case .name(let module) = current.kind {
            advance()
            let alias = try alias() ?? module
            return Import(source: .standard(module), sourceSpan: span, alias: alias, names: [])
        }
        let path = try plainString("after 'import'")
        if let alias = try alias() {
            return Import(source: .file(path), sourceSpan: span, alias: alias, names: [])
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.hasSuffix(".lay") ? String(file.dropLast(4)) : file
        let isName =
            !stem.isEmpty
            && stem.unicodeScalars.allSatisfy { $0.properties.isXIDContinue || $0 == "_" }
            && stem.unicodeScalars.first.map { $0.properties.isXIDStart || $0 == "_" } == true
        guard isName, Keyword(rawValue: stem) == nil else {
            throw report(.noModuleName(stem), at: span)
        }
        return Import(source: .file(path), sourceSpan: span, alias: stem, names: [])
    }

    private mutating func importNames() throws(Failure) -> Import {
        advance()
        let span = current.span
        let path: String
        if case .name(let module) = current.kind {
            advance()
            path = module
        } else {
            path = try plainString("after 'from'")
        }
        guard at(word: "import") else { throw unexpected("after the module", wanted: "'import'") }
        advance()
        var names: [(name: String, alias: String, span: Span)] = []
        repeat {
            let (name, nameSpan) = try name("to import")
            names.append((name, try alias() ?? name, nameSpan))
        } while take(.comma)
        let isFile = path.contains("/") || path.hasSuffix(".lay")
        return Import(
            source: isFile ? .file(path) : .standard(path), sourceSpan: span, alias: nil,
            names: names)
    }

    private mutating func alias() throws(Failure) -> String? {
        guard at(word: "as"), !current.newlineBefore else { return nil }
        advance()
        return try name("after 'as'").0
    }

    private mutating func plainString(_ context: String) throws(Failure) -> String {
        guard case .string(let parts) = current.kind else {
            throw unexpected(context, wanted: "a string")
        }
        var text = ""
        for part in parts {
            guard case .text(let piece) = part else {
                throw report(.interpolatedPath)
            }
            text += piece
        }
        advance()
        return text
    }
}
