internal import LayBounds
internal import LaySyntax

extension Checker {
    /// Visits an expression; gives what is known of its value.
    ///
    /// Chains lean to the left and may be of any length, so that side is walked by a loop.
    mutating func type(of expression: Expression) -> StaticType {
        // What is not looked at is right: the compiler has reported it if it is too deep for it.
        if !StackBound.hasRoom { return .unknown }
        var chain: [Expression] = []
        var current = expression
        while let left = Self.left(of: current) {
            chain.append(current)
            current = left
        }
        var result = narrowed(start(current), current)
        while let outer = chain.popLast() {
            if case .member(let owner, let name, let span, let isOptional) = outer.kind {
                let base = isOptional ? result.withoutNil : result
                if let call = chain.last, case .call(let callee, let arguments) = call.kind,
                    callee === outer, !outer.isParenthesised
                {
                    chain.removeLast()
                    result = method(name, of: base, span, arguments, call)
                } else {
                    result = property(name, of: base, span)
                }
                // Whoever comes further has seen a value, and the doubt was told.
                if base.mayBeNil { note(present: owner) }
            } else {
                result = link(outer, result)
            }
            if !present.isEmpty { result = narrowed(result, outer) }
        }
        return result
    }

    /// What stands at the left end of an expression and is evaluated first.
    private static func left(of expression: Expression) -> Expression? {
        switch expression.kind {
        case .binary(_, let left, _), .and(let left, _), .or(let left, _), .coalesce(let left, _),
            .index(let left, _), .member(let left, _, _, _), .call(let left, _),
            .optionalChain(let left), .present(let left), .isType(let left, _), .unary(_, let left),
            .not(let left):
            left
        default: nil
        }
    }

    /// What surrounds the left end, which is of the type given.
    private mutating func link(_ expression: Expression, _ left: StaticType) -> StaticType {
        switch expression.kind {
        case .binary(let operation, let value, let right):
            let other = type(of: right)
            if operation == .equal || operation == .notEqual { warnOfTypeName(expression, value) }
            return combined(operation, left, other, expression.span)
        case .and(let first, let right), .or(let first, let right):
            requireBool(left, first)
            let holds = if case .and = expression.kind { true } else { false }
            let undo = learn(facts(first, holds: holds))
            requireBool(type(of: right), right)
            forget(undo)
            return .bool
        case .not(let value):
            requireBool(left, value)
            return .bool
        case .isType: return .bool
        case .unary(let operation, _):
            let isNumber = left.only == "float" || left.only == "int"
            return operation == .minus && isNumber ? left : .unknown
        case .coalesce(_, let right):
            if case .value(let type) = left, type.text == "nil" { return self.type(of: right) }
            return left.withoutNil.or(type(of: right))
        case .index(_, let index): return element(of: left, at: type(of: index))
        case .optionalChain: return left.or(.nil)
        case .present: return left.withoutNil
        case .call(let callee, let arguments):
            if resolution.pipedMethods.contains(ObjectIdentifier(expression)),
                case .name(let name) = callee.kind, let first = arguments.first
            {
                let rest = Array(arguments.dropFirst())
                let receiver = type(of: first.value)
                return method(name, of: receiver, callee.span, rest, expression)
            }
            return call(left, callee, arguments, expression)
        default: return .unknown
        }
    }

    private mutating func start(_ expression: Expression) -> StaticType {
        switch expression.kind {
        case .nil: return .nil
        case .bool: return .bool
        case .int: return .int
        case .float: return .float
        case .bytes: return .value("bytes")
        case .string(let segments):
            for case .value(let value) in segments { _ = type(of: value) }
            return .string
        case .previous: return previous
        case .chain(let pieces):
            let saved = previous
            var undo: [TypeFacts] = []
            for piece in pieces {
                previous = type(of: piece)
                // The next piece is evaluated only where this one held.
                if case .and = piece.kind { undo.append(learn(facts(piece, holds: true))) }
            }
            for facts in undo.reversed() { forget(facts) }
            defer { previous = saved }
            return previous
        case .powers(let terms): for term in terms { _ = type(of: term) }
        case .name, .self:
            guard let variable = resolution.uses[ObjectIdentifier(expression)] else {
                return .unknown
            }
            return type(of: variable)
        case .list(let elements): return list(elements)
        case .map(let items):
            for item in items {
                switch item {
                case .entry(let key, let value):
                    _ = type(of: key)
                    _ = type(of: value)
                case .spread(let value): _ = type(of: value)
                }
            }
            return .value("map")
        case .range(let lower, let upper, _):
            if let lower { _ = type(of: lower) }
            if let upper { _ = type(of: upper) }
            return .value("range")
        case .function(let function):
            visit(function)
            return .function(function, isImported: false)
        case .throw(let value):
            _ = type(of: value)
            return .never
        case .return(let value):
            visitReturn(value, expression.span)
            return .never
        case .break, .continue: return .never
        case .attempt(let value):
            var result = StaticType.unknown
            quietly { result = $0.type(of: value) }
            return result.or(.nil)
        case .block(let block): return visit(block)
        case .if(let arms, let otherwise): return branches(arms, otherwise)
        case .match(let subject, let arms): return match(subject, arms)
        case .try(let body, let clauses):
            var result = StaticType.never
            quietly(!clauses.isEmpty) { result = $0.visit(body) }
            for clause in clauses {
                if let variable = resolution.declarations[ObjectIdentifier(clause.body)] {
                    variables[ObjectIdentifier(variable)] = .value("error")
                }
                result = result.or(visit(clause.body))
            }
            return result
        default: break
        }
        return .unknown
    }

    private func type(of variable: Variable) -> StaticType {
        if let function = variable.function { return .function(function, isImported: false) }
        if variable.record != nil { return .record(variable, isImported: false) }
        if vm.builtins[variable.name] === variable { return builtin(variable) }
        return variables[ObjectIdentifier(variable)] ?? .unknown
    }

    /// A list whose elements are all of one type is known by it.
    private mutating func list(_ elements: [Element]) -> StaticType {
        let types = elements.map { element in
            let type = type(of: element.value)
            return element.isSpread ? nil : type.only
        }
        guard let first = types.first, let first, types.allSatisfy({ $0 == first }),
            elements.count <= 1000, first.text.utf8.count <= 100
        else {
            return .list
        }
        return .value("list[\(first)]")
    }

    /// What `for` takes out of a value.
    func element(of type: StaticType, _ sequence: Expression) -> StaticType {
        if case .range(_?, _, _) = sequence.kind { return .int }
        guard let only = type.only else { return .unknown }
        if only.base == "map" { return known(only.arguments.first) }
        return known(only.element)
    }

    /// What stands at an index.
    private func element(of type: StaticType, at index: StaticType) -> StaticType {
        guard let base = type.only, let index = index.only else { return .unknown }
        switch base.alternatives[0] {
        case "string": return .string
        case "bytes" where index == "int": return .int
        case "list" where index == "int": return known(base.element)
        case "list" where index == "range": return type
        case "map":
            let value = known(base.arguments.last)
            return isStrict ? value.or(.nil) : value
        default: return .unknown
        }
    }
}
