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
            var last: Expression?
            if case .expression(let value)? = function.body.statements.last?.kind { last = value }
            let name = function.name.isEmpty ? Self.nameless : function.name
            judge(result: value, of: name, annotation, last, last?.span ?? function.nameSpan)
        }
        let others = returns.removeLast().types
        results[ObjectIdentifier(function)] = value.or(others)
    }

    private static let nameless = "this function"

    /// `return value`
    mutating func visitReturn(_ value: Expression?, _ span: Span) {
        let given = value.map { type(of: $0) } ?? .nil
        guard let last = returns.indices.last else { return }
        returns[last].types = returns[last].types.or(given)
        if let annotation = returns[last].annotation {
            judge(result: given, of: Self.nameless, annotation, value, value?.span ?? span)
        }
    }

    /// What a function gives, against what it says that it gives.
    private mutating func judge(
        result: StaticType, of name: String, _ annotation: TypeName, _ value: Expression?,
        _ span: Span
    ) {
        judge(fit(result, annotation), span) {
            .wrongResult(of: name, wanted: annotation.text, given: $0.describe(value, result))
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
