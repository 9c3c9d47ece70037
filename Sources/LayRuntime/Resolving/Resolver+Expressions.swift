internal import LaySyntax

extension Resolver {
    mutating func resolve(_ expression: Expression) {
        guard hasRoom(expression.span) else { return }
        switch expression.kind {
        case .nil, .bool, .int, .float, .bytes, .previous: break
        case .powers(let terms): for term in terms { resolve(term) }
        case .chain(let pieces):
            let saved = earlierPieces
            for (index, piece) in pieces.enumerated() {
                earlierPieces = pieces[..<index]
                resolve(piece)
            }
            earlierPieces = saved
        case .string(let segments):
            for case .value(let value) in segments { resolve(value) }
        case .name(let name):
            if let variable = use(name, expression.span) {
                result.uses[ObjectIdentifier(expression)] = variable
            }
        case .self:
            if find("self") == nil {
                report(.selfOutsideMethod, expression.span)
            } else if let variable = use("self", expression.span) {
                result.uses[ObjectIdentifier(expression)] = variable
            }
        case .list(let elements):
            for element in elements { resolve(element.value) }
        case .map(let items):
            warnOfKeys(items)
            for item in items {
                switch item {
                case .entry(let key, let value):
                    resolve(key)
                    resolve(value)
                case .spread(let value): resolve(value)
                }
            }
        case .range(let lower, let upper, _):
            if let lower { resolve(lower) }
            if let upper { resolve(upper) }
        case .attempt(let value):
            function.noteTry()
            resolve(value)
        case .unary(_, let value), .not(let value), .optionalChain(let value), .present(let value),
            .throw(let value),
            .member(let value, _, _, _):
            resolve(value)
        case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
            .coalesce(let left, let right), .index(let left, let right):
            resolve(left)
            resolve(right)
        case .isType(let value, let type):
            resolve(value)
            resolve(type)
        case .call(let callee, let arguments):
            if let first = arguments.first, first.isPiped, case .name(let name) = callee.kind,
                find(name) == nil, later[name] == nil
            {
                result.pipedMethods.insert(ObjectIdentifier(expression))
                for argument in arguments { resolve(argument.value) }
                return
            }
            resolve(callee)
            markReceiver(callee)
            for argument in arguments { resolve(argument.value) }
            checkArity(callee, arguments, expression.span)
        case .function(let function): resolve(function)
        case .block(let block): resolve(block)
        case .if(let arms, let otherwise):
            for arm in arms {
                scoped { resolver in
                    resolver.resolve(arm.condition)
                    resolver.resolve(arm.body)
                }
            }
            if let otherwise { resolve(otherwise) }
        case .match(let subject, let arms):
            resolve(subject)
            warnOfArms(arms)
            for arm in arms {
                scoped { resolver in
                    resolver.bind(arm.pattern, isMutable: false)
                    resolver.expectUse(arm.pattern)
                    if let condition = arm.condition { resolver.resolve(condition) }
                    resolver.resolve(arm.body)
                }
            }
        case .try(let body, let clauses):
            function.noteTry()
            resolve(body)
            warnOfClauses(clauses)
            for clause in clauses {
                scoped { resolver in
                    if let name = clause.name {
                        let variable = resolver.declare(name, clause.nameSpan, isMutable: false)
                        variable.isDeclared = true
                        resolver.result.declarations[ObjectIdentifier(clause.body)] = variable
                    }
                    resolver.resolve(clause.body)
                }
            }
        case .return(let value):
            if let value { resolve(value) }
            if isDeferred { report(.returnInDefer, expression.span) }
            if function.parent == nil { report(.returnOutsideFunction, expression.span) }
        case .break(let label), .continue(let label): checkLoop(label, expression)
        }
    }

    private mutating func checkLoop(_ label: String?, _ expression: Expression) {
        let word = if case .break = expression.kind { "break" } else { "continue" }
        if loops.isEmpty {
            report(
                .outsideLoop(word, isTrailingBlock: function.isTrailingBlock), expression.span)
        } else if let label, !loops.contains(label) {
            report(.noLoop(label), expression.span)
        } else if word == "break" {
            let left = label.map { wanted in loops.lastIndex { $0 == wanted } } ?? loops.count - 1
            // The loops of functions around are kept below.
            if let left { brokenLoops[brokenLoops.count - loops.count + left] = true }
        }
    }

    /// A method called on a path of a `var` may change it, so inner functions share the variable.
    private func markReceiver(_ callee: Expression) {
        guard case .member(let base, let name, _, _) = callee.kind, mutatingNames.contains(name)
        else { return }
        var side = LeftSide(base, before: earlierPieces)
        while true {
            switch side.current.kind {
            case .member(let inner, _, _, _), .index(let inner, _): side.descend(to: inner)
            default:
                if let variable = result.uses[ObjectIdentifier(side.current)], variable.isMutable {
                    variable.isReassigned = true
                    variable.sources.append(.kind(.object))
                }
                return
            }
        }
    }

    /// A call of a function that is known and never changes must fit it.
    private mutating func checkArity(_ callee: Expression, _ arguments: [Argument], _ span: Span) {
        guard let function = result.uses[ObjectIdentifier(callee)]?.function,
            let fault = Signature(of: function.parameters).places(
                of: arguments, in: function.name, isMethod: false, isNative: false, call: span
            ).fault
        else { return }
        report(fault.error, fault.span)
    }
}
