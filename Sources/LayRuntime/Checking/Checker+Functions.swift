internal import LayBounds
internal import LaySyntax

/// Functions: what their parameters hold, and what they give.
extension Checker {
    mutating func visit(
        _ function: Function, receiver: StaticType = .unknown, expected: ValueType? = nil
    ) {
        if let variable = resolution.receivers[ObjectIdentifier(function)] {
            variables[ObjectIdentifier(variable)] = receiver
        }
        let around = present
        defer { present = around }
        visit(function.parameters, expected: expected?.parameters ?? [])
        returns.append((function.result, .never))
        let value = visit(function.body)
        if let annotation = function.result {
            checkResult(value, annotation, function.body.statements.last, function)
        }
        let others = returns.removeLast().types
        results[ObjectIdentifier(function)] = value.or(others)
    }

    /// What a function without a `return` gives at its end.
    private mutating func checkResult(
        _ given: StaticType, _ annotation: TypeName, _ last: Statement?, _ function: Function
    ) {
        let fit = fit(given, annotation)
        if fit == .always { return }
        var value: Expression?
        if case .expression(let expression)? = last?.kind { value = expression }
        let name = function.name.isEmpty ? "this function" : function.name
        let error = LayError.wrongResult(
            of: name, wanted: annotation.text, given: describe(value, given))
        let span = value?.span ?? function.nameSpan
        if fit == .never {
            report(error, span)
        } else {
            doubt(error, span, isLikely: fit == .unlessNil)
        }
    }

    /// `return value`
    mutating func visitReturn(_ value: Expression?) {
        let given = value.map { type(of: $0) } ?? .nil
        guard let last = returns.indices.last else { return }
        returns[last].types = returns[last].types.or(given)
        guard let annotation = returns[last].annotation, let value else { return }
        let fit = fit(given, annotation)
        if fit == .always { return }
        let error = LayError.wrongResult(
            of: "this function", wanted: annotation.text, given: describe(value, given))
        if fit == .never {
            report(error, value.span)
        } else {
            doubt(error, value.span, isLikely: fit == .unlessNil)
        }
    }

    mutating func visit(_ parameters: [Parameter], expected: [ValueType] = []) {
        for (index, parameter) in parameters.enumerated() {
            if let standard = parameter.standard {
                let given = type(of: standard)
                if let annotation = parameter.type {
                    check(given, annotation, "'\(parameter.name ?? "it")'", standard)
                }
            }
            if parameter.isRest {
                bind(parameter.pattern, .list)
            } else if let type = parameter.type {
                bind(parameter.pattern, named(type))
            } else if index < expected.count {
                bind(parameter.pattern, known(expected[index]))
            }
        }
    }
}
