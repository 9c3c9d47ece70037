internal import LayBounds
internal import LaySyntax

/// What is odd in a program and lets it run.
extension Resolver {
    /// A local of the same name further out, or a name of the top level, cannot be reached any more.
    mutating func warnOfHiding(_ name: String, _ span: Span) {
        guard !isTopLevel, name != "self", name != "_" else { return }
        let outer =
            scopes.dropLast().reversed().lazy.compactMap { $0[name] }.first
            ?? globals.variables[name]
        if let outer {
            warn(.hides(name, ofLine: source.line(of: outer.span.start)), span)
        }
    }

    /// A name of the language or the host cannot be reached below a declaration of its own.
    mutating func warnOfHidingBuiltin(_ name: String, _ span: Span) {
        if builtins[name] != nil { warn(.hidesBuiltin(name), span) }
    }

    /// What was declared and never read.
    mutating func warnOfUnused(_ scope: [String: Variable]) {
        warnOfUnused(scope.values.filter(\.isDeclared))
    }

    /// In the order of the text: of very many only the first are told.
    private mutating func warnOfUnused(_ declared: [Variable]) {
        let unused = declared.filter { !$0.isUsed && !$0.name.hasPrefix("_") }
        for variable in unused.sorted(by: { $0.span.start < $1.span.start }) {
            let isGiven = variable.isMutable && variable.isReassigned
            warn(
                isGiven ? .unreadName(variable.name) : .unusedName(variable.name), variable.span)
        }
    }

    /// Names of the top level that nobody uses, in a file that does something itself: what only
    /// declares is there for others to import.
    mutating func warnOfUnusedGlobals(_ statements: [Statement]) {
        if globals.allowsRedeclaration || !statements.contains(where: Self.acts) { return }
        warnOfUnused(
            globals.variables.values.filter { variable in
                let isOwn =
                    variable.isDeclared || variable.function != nil || variable.record != nil
                return isOwn && !variable.isImported
            })
    }

    /// True for a statement that declares nothing; tests may stand in any file.
    private static func acts(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .expression(let value):
            if case .call(let callee, _) = value.kind, case .name("test") = callee.kind {
                return false
            }
            return true
        case .assign, .compound, .coalesceAssign, .while, .for, .assert, .defer: return true
        case .variable, .function, .record, .extend, .import: return false
        }
    }

    /// Says that the names of a pattern are there to be used.
    func expectUse(_ pattern: Pattern, isLet: Bool = false) {
        guard StackBound.hasRoom else { return }
        switch pattern.kind {
        case .bind:
            result.bindings[ObjectIdentifier(pattern)]?.isDeclared = true
            result.bindings[ObjectIdentifier(pattern)]?.isLet = isLet
        case .list(let patterns, let rest):
            for pattern in patterns { expectUse(pattern, isLet: isLet) }
            if let rest = rest?.pattern { expectUse(rest, isLet: isLet) }
        case .map(let items): for item in items { expectUse(item.pattern, isLet: isLet) }
        case .any, .literal, .range, .type, .alternatives: break
        }
    }

    /// Looks at a block's statements: what can never run, and values that nobody takes.
    mutating func warnOfIdle(_ statements: [Statement]) {
        for (index, statement) in statements.enumerated() where index < statements.count - 1 {
            if endlessLoops.contains(ObjectIdentifier(statement)) {
                warn(.neverRuns, statements[index + 1].span)
                return
            }
            guard case .expression(let value) = statement.kind else { continue }
            switch value.outermost.kind {
            case .return, .throw, .break, .continue:
                warn(.neverRuns, statements[index + 1].span)
                return
            case .nil, .bool, .int, .float, .bytes, .string, .name, .self, .list, .map, .range,
                .unary, .binary, .powers, .not, .isType, .member, .index, .function:
                warn(.unusedValue, value.span)
            default: break
            }
        }
    }

    /// Arms that an earlier one leaves nothing for.
    mutating func warnOfArms(_ arms: [MatchArm]) {
        var seen: Set<String> = []
        var takesAll = false
        for arm in arms {
            if takesAll { return warn(.neverReached, arm.pattern.span) }
            for pattern in Self.alternatives(of: arm.pattern) {
                switch pattern.kind {
                case .any, .bind: if arm.condition == nil { takesAll = true }
                case .literal(let value):
                    guard let text = Self.text(of: value) else { continue }
                    if seen.contains(text) { warn(.neverReached, pattern.span) }
                    if arm.condition == nil { seen.insert(text) }
                default: break
                }
            }
        }
    }

    private static func alternatives(of pattern: Pattern) -> [Pattern] {
        if case .alternatives(let patterns) = pattern.kind { return patterns }
        return [pattern]
    }

    /// Clauses that an earlier one leaves no error for.
    mutating func warnOfClauses(_ clauses: [CatchClause]) {
        var seen: Set<String> = []
        for clause in clauses {
            if seen.contains("") || clause.kinds.contains(where: seen.contains) {
                return warn(.neverReached, clause.nameSpan)
            }
            seen.formUnion(clause.kinds.isEmpty ? [""] : clause.kinds)
        }
    }

    /// Keys that a later one of the same literal replaces.
    mutating func warnOfKeys(_ items: [MapItem]) {
        var seen: Set<String> = []
        for case .entry(let key, _) in items {
            guard let text = Self.text(of: key) else { continue }
            if !seen.insert(text).inserted { warn(.sameKey(source[key.span]), key.span) }
        }
    }

    /// Tests of one name cannot be told apart.
    mutating func warnOfSameTests(_ statements: [Statement]) {
        var seen: Set<String> = []
        for statement in statements {
            guard case .expression(let value) = statement.kind,
                case .call(let callee, let arguments) = value.kind,
                case .name("test") = callee.kind, let name = arguments.first?.value,
                let text = Self.text(of: name)
            else { continue }
            if !seen.insert(text).inserted { warn(.sameTest(source[name.span]), name.span) }
        }
    }

    /// A literal as a text that only equal ones have.
    private static func text(of literal: Expression) -> String? {
        switch literal.kind {
        case .nil: return "nil"
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .float(let value): return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
        case .string(let segments):
            var text = "\""
            for segment in segments {
                guard case .text(let part) = segment else { return nil }
                text += part
            }
            return text
        default: return nil
        }
    }
}
