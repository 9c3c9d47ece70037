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
        var result = start(current)
        while let outer = chain.popLast() {
            if case .member(_, let name, let span, let isOptional) = outer.kind {
                let base = isOptional ? result.withoutNil : result
                if let call = chain.last, case .call(let callee, let arguments) = call.kind,
                    callee === outer, !outer.isParenthesised
                {
                    chain.removeLast()
                    result = method(name, of: base, span, arguments, call)
                } else {
                    result = property(name, of: base, span)
                }
            } else {
                result = link(outer, result)
            }
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
        case .binary(let operation, _, let right):
            return Self.combined(operation, left, type(of: right))
        case .and(_, let right), .or(_, let right):
            _ = type(of: right)
            return .unknown
        case .not, .isType: return .bool
        case .unary(let operation, _):
            let isNumber = left.only == "float" || left.only == "int"
            return operation == .minus && isNumber ? left : .unknown
        case .coalesce(_, let right):
            return left.withoutNil.or(type(of: right))
        case .index(_, let index): return element(of: left, at: type(of: index))
        case .optionalChain: return left.or(.value("nil"))
        case .present: return left.withoutNil
        case .call(let callee, let arguments): return call(left, callee, arguments, expression)
        default: return .unknown
        }
    }

    private mutating func start(_ expression: Expression) -> StaticType {
        switch expression.kind {
        case .nil: return .value("nil")
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
            for piece in pieces { previous = type(of: piece) }
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
        case .throw(let value), .return(let value?): _ = type(of: value)
        case .attempt(let value): quietly { _ = $0.type(of: value) }
        case .block(let block): visit(block)
        case .if(let arms, let otherwise):
            for arm in arms {
                visit(arm.condition)
                visit(arm.body)
            }
            if let otherwise { visit(otherwise) }
        case .match(let subject, let arms):
            _ = type(of: subject)
            for arm in arms {
                if let condition = arm.condition { _ = type(of: condition) }
                _ = type(of: arm.body)
            }
        case .try(let body, let clauses):
            quietly(!clauses.isEmpty) { $0.visit(body) }
            for clause in clauses { visit(clause.body) }
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
        guard let first = types.first, let first, types.allSatisfy({ $0 == first }) else {
            return .list
        }
        return .value("list[\(first)]")
    }

    // MARK: What operators give

    private static func combined(
        _ operation: BinaryOperator, _ left: StaticType, _ right: StaticType
    ) -> StaticType {
        if operation.isComparison { return .bool }
        guard let left = left.only, let right = right.only else { return .unknown }
        let numbers: [ValueType] = ["int", "float"]
        switch operation {
        case .add where left == right && (left == "string" || left == "bytes"):
            return .value(left)
        case .add, .subtract, .multiply:
            guard numbers.contains(left), numbers.contains(right) else { return .unknown }
            return left == right ? .value(left) : .float
        case .divide:
            return numbers.contains(left) && numbers.contains(right) ? .float : .unknown
        default: return .unknown
        }
    }

    /// What `for` takes out of a value.
    func element(of type: StaticType, _ sequence: Expression) -> StaticType {
        if case .range(_?, _, _) = sequence.kind { return .int }
        return type.only.map { Self.known($0.element) } ?? .unknown
    }

    /// What stands at an index.
    private func element(of type: StaticType, at index: StaticType) -> StaticType {
        guard let base = type.only, let index = index.only else { return .unknown }
        switch base.alternatives[0] {
        case "string": return .string
        case "bytes" where index == "int": return .int
        case "list" where index == "int": return Self.known(base.element)
        case "list" where index == "range": return type
        default: return .unknown
        }
    }

    static func known(_ type: ValueType?) -> StaticType {
        guard let type, type != .any else { return .unknown }
        return .value(type)
    }
}
