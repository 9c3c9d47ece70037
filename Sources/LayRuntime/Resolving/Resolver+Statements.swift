internal import LaySyntax

extension Resolver {
    mutating func resolve(_ statement: Statement) {
        guard hasRoom(statement.span) else { return }
        switch statement.kind {
        case .expression(let value): resolve(value)
        case .variable(let pattern, let type, let value, let isMutable):
            resolve(type)
            resolve(value)
            bind(pattern, isMutable: isMutable, from: .expression(value))
            expectUse(pattern, isLet: true)
            let variable = result.bindings[ObjectIdentifier(pattern)]
            variable?.annotation = type
            if let variable { warnOfHidingBuiltin(variable.name, variable.span) }
        case .function(let function):
            warnOfHidingBuiltin(function.name, function.nameSpan)
            if !isTopLevel {
                let variable = declare(function.name, function.nameSpan, isMutable: false)
                variable.function = function
                result.declarations[ObjectIdentifier(function)] = variable
            }
            resolve(function)
            if let variable = result.declarations[ObjectIdentifier(function)],
                let scope = result.functions[ObjectIdentifier(function)],
                scope.captures.contains(where: { $0 === variable })
            {
                // It captures itself before it exists: through a cell.
                variable.isReassigned = true
            }
        case .record(let record):
            if !isTopLevel {
                report(.innerRecord, statement.span)
            }
            resolveFields(record)
            for method in record.methods { resolve(method, receiver: true) }
        case .extend(let type, let span, let methods):
            _ = use(type, span)
            result.extendedNames.insert(type)
            for method in methods { resolve(method, receiver: true) }
        case .assign(let targets, let values):
            for value in values { resolve(value) }
            if targets.count == 1, setsElement(targets[0]) { return }
            for (index, target) in targets.enumerated() {
                assign(to: target)
                note(target, index < values.count ? .expression(values[index]) : .kind(.object))
            }
        case .compound(let target, let operation, let value):
            resolve(value)
            assign(to: target)
            note(target, .compound(operation, value))
        case .coalesceAssign(let target, let value):
            resolve(value)
            assign(to: target)
            note(target, .expression(value))
        case .while(let condition, let body, let label):
            scoped { resolver in
                resolver.resolve(condition)
                let isBroken = resolver.inLoop(label) { $0.resolve(body) }
                if !isBroken, case .test(let test) = condition, case .bool(true) = test.kind {
                    resolver.endlessLoops.insert(ObjectIdentifier(statement))
                }
            }
        case .for(let patterns, let sequence, let body, let label):
            resolve(sequence)
            scoped { resolver in
                var source = ValueSource.kind(.object)
                if patterns.count == 1, case .range(_?, _, _) = sequence.kind {
                    source = .kind(.int)
                }
                for pattern in patterns {
                    resolver.bind(pattern, isMutable: false, from: source)
                    resolver.expectUse(pattern)
                }
                resolver.inLoop(label) { $0.resolve(body) }
            }
        case .assert(let condition, let message):
            resolve(condition)
            if let message { resolve(message) }
        case .defer(let body):
            let saved = (loops, isDeferred)
            (loops, isDeferred) = ([], true)
            resolveDeferred(body)
            (loops, isDeferred) = saved
        case .import(let declaration): resolve(declaration, statement)
        }
    }

    /// A record's fields are the parameters of its constructor.
    private mutating func resolveFields(_ record: RecordDeclaration) {
        let scope = FunctionScope(parent: function, isTrailingBlock: false)
        let saved = function
        function = scope
        scoped { resolver in
            for field in record.fields {
                resolver.resolve(field.type)
                if let standard = field.standard { resolver.resolve(standard) }
                if field.name == nil {
                    resolver.report(.namelessField, field.pattern.span)
                }
                resolver.bind(field.pattern, isMutable: false)
                resolver.result.functions[ObjectIdentifier(field.pattern)] = scope
            }
        }
        function = saved
    }

    private mutating func resolve(_ declaration: Import, _ statement: Statement) {
        if !isTopLevel {
            report(.innerImport, statement.span)
            return
        }
        if let alias = declaration.alias {
            let variable = declare(alias, declaration.sourceSpan, isMutable: false)
            variable.isImported = true
            result.declarations[ObjectIdentifier(statement)] = variable
        }
        let variables = declaration.names.map { declare($0.alias, $0.span, isMutable: false) }
        for variable in variables { variable.isImported = true }
        result.imports[ObjectIdentifier(statement)] = variables
    }

    mutating func resolve(_ condition: Condition) {
        switch condition {
        case .test(let value): resolve(value)
        case .binding(let pattern, let value):
            resolve(value)
            bind(pattern, isMutable: false)
            expectUse(pattern)
        }
    }

    /// Resolves a target that is an element of a built-in value's member; false for any other.
    private mutating func setsElement(_ target: Expression) -> Bool {
        guard case .index(let base, let key) = target.kind,
            case .member(let root, let member, _, isOptional: false) = base.kind,
            case .name(let name) = root.kind,
            find(name)?.elementMembers.contains(member) == true
        else { return false }
        resolve(base)
        resolve(key)
        result.elementTargets.insert(ObjectIdentifier(target))
        return true
    }

    /// Resolves a target; its root must be a variable that may change.
    private mutating func assign(to target: Expression) {
        var side = LeftSide(target)
        var isWhole = true
        while true {
            let current = side.current
            switch current.kind {
            case .name(let name):
                if !isWhole, let path = Self.path(target), find(name)?.isMutable == false {
                    _ = use(name, current.span)
                    return report(.assignedFile(path, of: name), target.span)
                }
                return change(name, current, isWhole: isWhole)
            case .self: return change("self", current, isWhole: isWhole)
            case .member(let base, _, _, _): side.descend(to: base)
            case .index(let base, let index):
                resolve(index)
                side.descend(to: base)
            default: return resolve(current)
            }
            isWhole = false
        }
    }

    /// The path of a file that a target seems to mean: `c["/etc/motd"]`.
    private static func path(_ target: Expression) -> String? {
        guard case .index(_, let key) = target.kind, case .string(let segments) = key.kind,
            case .text(let text)? = segments.first, text.hasPrefix("/")
        else { return nil }
        return text
    }

    /// Remembers where a variable that is assigned as a whole gets its value.
    private func note(_ target: Expression, _ source: ValueSource) {
        switch target.kind {
        case .name, .self: result.uses[ObjectIdentifier(target)]?.sources.append(source)
        default: break
        }
    }

    private mutating func change(_ name: String, _ use: Expression, isWhole: Bool) {
        if isWhole, find(name) == nil, later[name] == nil {
            return report(.undeclaredTarget(name, nearest: nearest(name)), use.span)
        }
        let wasUsed = find(name)?.isUsed ?? false
        guard let variable = self.use(name, use.span) else { return }
        // To be given a value is no use of the last one.
        if isWhole { variable.isUsed = wasUsed }
        result.uses[ObjectIdentifier(use)] = variable
        variable.isReassigned = true
        // Inside a `let` there may be a container or a volume, whose fields are not the binding's.
        if variable.isMutable { return }
        report(.unchanging(name, variable, isWhole: isWhole), use.span)
    }
}
