internal import LayBounds
internal import LaySyntax

/// Places that have a type, and what is put there.
extension Checker {
    /// A condition and an operand of `and`, `or` and `not` must be a `bool`.
    mutating func requireBool(_ type: StaticType, _ expression: Expression) {
        guard let parts = type.parts, !parts.isEmpty, fit(type, "bool") == .never else { return }
        report(.noCondition(describe(expression, type)), expression.span)
    }

    /// Visits what an assignment reads; the place itself may be a new one. Gives what a variable
    /// held before.
    @discardableResult
    mutating func visit(target: Expression) -> StaticType {
        if let variable = resolution.uses[ObjectIdentifier(target)] {
            return variables[ObjectIdentifier(variable)] ?? .unknown
        }
        var side = LeftSide(target)
        var indexes: [Expression] = []
        var isPath = true
        while isPath {
            switch side.current.kind {
            case .member(let base, _, _, _): side.descend(to: base)
            case .index(let base, let index):
                indexes.append(index)
                side.descend(to: base)
            case .name, .self: isPath = false
            default:
                _ = type(of: side.current)
                isPath = false
            }
        }
        for index in indexes.reversed() { _ = type(of: index) }
        return .unknown
    }

    /// An assignment to a variable, a field or an element.
    mutating func assign(_ given: StaticType, to target: Expression, _ value: Expression) {
        if let variable = resolution.uses[ObjectIdentifier(target)] {
            let key = ObjectIdentifier(variable)
            if let annotation = variable.annotation {
                check(given, annotation, "'\(variable.name)'", value)
            } else {
                assigned[key] = assigned[key].map { $0.or(given) } ?? given
            }
            return
        }
        switch target.kind {
        case .member(let base, let name, _, isOptional: false):
            guard case .instance(let variable) = quietType(of: base),
                let field = variable.record?.fields.first(where: { $0.name == name }),
                let annotation = field.type
            else { return }
            check(given, annotation, "the field '\(name)' of \(variable.name)", value)
        case .index(let base, _):
            let holder = quietType(of: base)
            guard let wanted = holder.only?.arguments.last else { return }
            judge(fit(given, wanted), value.span) {
                .wrongValue(
                    of: "an element of '\($0.source[base.span])'", wanted: wanted.text,
                    given: $0.describe(value, given))
            }
        default: break
        }
    }

    /// The type of what was visited before, so that nothing is told twice; unknown while another
    /// such look goes on, or code that nests deeply would be looked at again and again.
    mutating func quietType(of expression: Expression) -> StaticType {
        if isQuiet { return .unknown }
        (muted, isQuiet) = (muted + 1, true)
        defer { (muted, isQuiet) = (muted - 1, false) }
        return type(of: expression)
    }

    /// A value in a place that has a type.
    mutating func check(
        _ given: StaticType, _ annotation: TypeName, _ subject: String, _ value: Expression
    ) {
        judge(fit(given, annotation), value.span) {
            .wrongValue(of: subject, wanted: annotation.text, given: $0.describe(value, given))
        }
    }
}
