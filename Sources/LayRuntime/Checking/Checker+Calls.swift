internal import LayBounds
internal import LaySyntax

extension Checker {
    /// Visits a call of `callee`, whose expression is given where it is no member; gives what is
    /// known of its result.
    mutating func call(
        _ callee: StaticType, _ expression: Expression?, _ arguments: [Argument],
        _ whole: Expression
    ) -> StaticType {
        switch callee {
        case .native(let index):
            return call(vm.machine.pointee.natives[index], arguments, whole)
        case .type(let type):
            guard type.constructor.is(.native) else {
                visit(arguments)
                if type.constructor.isNil { report(.noConstructor(type), whole.span) }
                return .unknown
            }
            let index = type.constructor.indexed.pointee.index
            return call(vm.machine.pointee.natives[index], arguments, whole)
        case .record(let variable, let isImported):
            guard let record = variable.record else { break }
            check(
                record.name, record.fields, visit(arguments), arguments, whole,
                isImported: isImported)
            return isImported ? .unknown : .instance(variable)
        case .function(let function, let isImported):
            let scope = resolution.functions[ObjectIdentifier(function)]
            let given = visit(arguments, mayCatch: isImported || scope?.catches == true)
            check(
                function.name, function.parameters, given, arguments, whole,
                isImported: isImported)
            if isImported {
                return isBuiltin(function.result) ? named(function.result) : .unknown
            }
            if function.result != nil { return named(function.result) }
            return results[ObjectIdentifier(function)] ?? .unknown
        default:
            visit(arguments, mayCatch: true)
            if case .value(let type) = callee, type.parts.count == 1, type.base == "function" {
                return known(type.result)
            }
            if let type = callee.only, types[type.text] != nil,
                !["function", "type"].contains(type.text)
            {
                report(.notCallable(describe(expression, callee)), whole.span)
            }
            return .unknown
        }
        visit(arguments)
        return .unknown
    }

    /// Visits arguments. A function among them that goes to one which catches errors may want them.
    @discardableResult
    mutating func visit(_ arguments: [Argument], mayCatch: Bool = false) -> [StaticType] {
        arguments.map { argument in
            var result = StaticType.unknown
            let isFunction = if case .function = argument.value.kind { true } else { false }
            quietly(mayCatch && isFunction) { result = $0.type(of: argument.value) }
            return result
        }
    }

    /// Visits an argument that goes to a parameter of the type; a function gets its parameters'.
    mutating func visit(_ argument: Argument, for wanted: ValueType?) -> StaticType {
        guard case .function(let function) = argument.value.kind, let wanted else {
            return type(of: argument.value)
        }
        var shape = wanted.parts.first { $0.base == "function" }
        if let element = walked, shape?.parameters?.count == 1, shape?.parameters?[0] == .any {
            shape = ValueType("fn(\(element))")
        }
        walked = nil
        visit(function, expected: shape)
        return .function(function, isImported: false)
    }

    /// A call of a function of Swift.
    private mutating func call(
        _ native: NativeFunction, _ arguments: [Argument], _ whole: Expression
    ) -> StaticType {
        let signature = native.signature
        let fit = signature.places(
            of: arguments, in: native.name, isMethod: native.isMethod, isNative: true,
            call: whole.span)
        let element = walked
        let given = arguments.enumerated().map { index, argument in
            let place = fit.places[index]
            walked = element
            defer { walked = nil }
            return visit(
                argument, for: place.flatMap { signature.parameters[$0].type }.map { ValueType($0) }
            )
        }
        if let fault = fit.fault {
            report(fault.error, fault.span)
        } else {
            for (index, argument) in arguments.enumerated() {
                guard let place = fit.places[index], !argument.isSpread else { continue }
                let parameter = signature.parameters[place]
                guard let wanted = parameter.type.map({ ValueType($0) }) else { continue }
                let fit = self.fit(given[index], wanted, orNil: parameter.isOptional)
                let isWrong = judge(fit, argument.value.span) {
                    .mismatch(
                        "'\(parameter.name)'", of: native.name, signature,
                        wanted: wanted.described,
                        given: $0.describe(argument.value, given[index]),
                        isMethod: native.isMethod)
                }
                if isWrong { break }
            }
        }
        if native.name == "exit", !native.isMethod { return .never }
        return known(native.description?.result)
    }

    /// A call of a function or a record's constructor of the language.
    private mutating func check(
        _ name: String, _ parameters: [Parameter], _ given: [StaticType], _ arguments: [Argument],
        _ whole: Expression, isImported: Bool
    ) {
        let signature = Signature(of: parameters)
        let fit = signature.places(
            of: arguments, in: name, isMethod: false, isNative: false, call: whole.span)
        if let fault = fit.fault { return report(fault.error, fault.span) }
        for (index, argument) in arguments.enumerated() {
            guard let place = fit.places[index], !argument.isSpread, !parameters[place].isRest,
                let annotation = parameters[place].type, !isImported || isBuiltin(annotation)
            else { continue }
            let isWrong = judge(self.fit(given[index], annotation), argument.value.span) {
                .mismatch(
                    "'\(signature.parameters[place].name)'", of: name, signature,
                    wanted: annotation.text, given: $0.describe(argument.value, given[index]),
                    isMethod: false)
            }
            if isWrong { return }
        }
    }

    /// A value as messages name it: with its text where that is written down.
    func describe(_ expression: Expression?, _ type: StaticType) -> String {
        let text: String? =
            switch expression?.kind {
            case .bool(let value): "\(value)"
            case .int(let value): "\(value)"
            case .float(let value): VM.text(of: value)
            case .string(let segments): Self.text(segments).map(VM.quoted)
            default: nil
            }
        if case .instance(let variable) = type { return variable.name }
        let name = type.text?.text
        guard let name else { return "another value" }
        guard let text, text.count <= 40 else { return name }
        return "\(name) \(text)"
    }

    private static func text(_ segments: [StringSegment]) -> String? {
        var result = ""
        for segment in segments {
            guard case .text(let text) = segment else { return nil }
            result += text
        }
        return result
    }
}
