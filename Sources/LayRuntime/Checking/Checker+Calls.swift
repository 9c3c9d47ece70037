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
            return isImported ? .unknown : named(function.result)
        default:
            visit(arguments, mayCatch: true)
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

    /// A call of a function of Swift.
    private mutating func call(
        _ native: NativeFunction, _ arguments: [Argument], _ whole: Expression
    ) -> StaticType {
        let given = visit(arguments)
        let signature = native.signature
        let fit = signature.places(
            of: arguments, in: native.name, isMethod: native.isMethod, isNative: true,
            call: whole.span)
        if let fault = fit.fault {
            report(fault.error, fault.span)
        } else {
            for (index, argument) in arguments.enumerated() {
                guard let place = fit.places[index], !argument.isSpread else { continue }
                let parameter = signature.parameters[place]
                guard let wanted = parameter.type.map({ ValueType($0) }),
                    !accepts(wanted, given[index], orNil: parameter.isOptional)
                else { continue }
                report(
                    .mismatch(
                        "'\(parameter.name)'", of: native.name, signature,
                        wanted: wanted.described, given: describe(argument.value, given[index]),
                        isMethod: native.isMethod),
                    argument.value.span)
                break
            }
        }
        return Self.known(native.description?.result)
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
        if isImported { return }
        for (index, argument) in arguments.enumerated() {
            guard let place = fit.places[index], !argument.isSpread, !parameters[place].isRest,
                let annotation = parameters[place].type, !accepts(annotation, given[index])
            else { continue }
            report(
                .mismatch(
                    "'\(signature.parameters[place].name)'", of: name, signature,
                    wanted: annotation.text, given: describe(argument.value, given[index]),
                    isMethod: false),
                argument.value.span)
            return
        }
    }

    // MARK: What fits

    /// The names of the types that a value can have; `nil` where one of them is not known.
    private func names(_ type: StaticType) -> [String]? {
        guard let names = type.text?.alternatives else { return nil }
        var result: [String] = []
        for name in names {
            if name == "number" {
                result += ["int", "float"]
            } else if types[name] != nil {
                result.append(name)
            } else {
                return nil
            }
        }
        return result
    }

    /// False when no value of the type given fits where `wanted` is.
    private func accepts(_ wanted: ValueType, _ given: StaticType, orNil: Bool) -> Bool {
        let known = wanted.alternatives
        if known.contains(where: { types[$0] == nil && $0 != "number" }) { return true }
        if case .instance = given { return false }
        guard let names = names(given) else { return true }
        return names.contains { name in
            // A type is called like a function.
            wanted.takes(name) || name == "nil" && orNil
                || name == "type" && known.contains("function")
        }
    }

    /// False when no value of the type given passes the check of an annotation.
    private func accepts(_ annotation: TypeName, _ given: StaticType) -> Bool {
        annotation.parts.contains { part in
            switch (named(part.name), given) {
            case (.unknown, _), (_, .unknown): true
            case (.instance(let wanted), .instance(let variable)): wanted === variable
            case (.instance, _), (_, .instance): names(given) == nil && !isInstance(given)
            case (let wanted, _):
                names(given)?.contains { (wanted.text ?? .any).takes($0) } ?? true
            }
        }
    }

    private func isInstance(_ type: StaticType) -> Bool {
        if case .instance = type { true } else { false }
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
        let name = type.text.map { StaticType.joined($0.alternatives.map { ValueType($0) }).text }
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
