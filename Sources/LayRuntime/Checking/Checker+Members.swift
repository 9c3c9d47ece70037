internal import LayBounds
internal import LaySyntax

extension Checker {
    /// Methods that the text or its imports add are not in the table.
    private func isExtended(_ name: String) -> Bool {
        vm.extendedTypes.contains(name) || vm.extendedTypes.contains(VM.anyType)
    }

    /// The type that a receiver has for certain.
    private func info(_ receiver: StaticType) -> TypeInfo? {
        receiver.only.flatMap { types[$0.alternatives[0]] }
    }

    /// `receiver.name`
    mutating func property(_ name: String, of receiver: StaticType, _ span: Span) -> StaticType {
        if let parts = alternatives(receiver) {
            return member(name, ofEach: parts, span) { $0.property(name, of: $1, span) }
        }
        let receiver = single(receiver)
        let symbol = vm.symbol(name)
        switch receiver {
        case .module(let module): return member(name, of: module, span)
        case .type(let type):
            if let known = described(symbol, of: .type) { return known }
            return function(symbol, of: type, span)
        case .instance(let variable):
            guard let record = variable.record else { return .unknown }
            if let field = record.fields.first(where: { $0.name == name }) {
                return named(field.type)
            }
            if record.methods.contains(where: { $0.name == name }) {
                report(.methodNotCalled(name, of: record.name), span)
            } else if !isExtended(record.name) {
                reportMissing(name, of: record, isCall: false, span)
            }
            return .unknown
        default:
            guard let type = info(receiver) else { return .unknown }
            if type.properties[symbol] != nil {
                let result = known(type.propertyDescriptions[symbol]?.result)
                // Where a value is of a kind that has it, few ask.
                return isStrict ? result : result.withoutNil
            }
            if type.methods[symbol] != nil || !isExtended(type.name) {
                report(vm.noMember(symbol, of: type, isCall: false), span)
            }
            return .unknown
        }
    }

    /// `receiver.name(arguments)`
    mutating func method(
        _ name: String, of receiver: StaticType, _ span: Span, _ arguments: [Argument],
        _ whole: Expression
    ) -> StaticType {
        if let parts = alternatives(receiver) {
            visit(arguments, mayCatch: true)
            return member(name, ofEach: parts, span) { $0.result(ofMethod: name, of: $1, span) }
        }
        let receiver = single(receiver)
        let symbol = vm.symbol(name)
        switch receiver {
        case .module(let module):
            return call(member(name, of: module, span), nil, arguments, whole)
        case .type(let type):
            let own = vm.type(.type).methods[symbol]
            if let own { return call(self.type(of: own, nil), nil, arguments, whole) }
            if type.statics[symbol] == nil, let method = type.methods[symbol] {
                // `image.inspect(i)`: the receiver is the first argument.
                visit(arguments)
                return result(of: method)
            }
            return call(function(symbol, of: type, span), nil, arguments, whole)
        case .instance(let variable):
            return method(name, of: variable, span, arguments, whole)
        default:
            guard let type = info(receiver) else { break }
            if let method = type.methods[symbol] {
                let saved = walked
                walked = type.id == BuiltinType.list.rawValue ? receiver.only?.element : nil
                let result = call(self.type(of: method, nil), nil, arguments, whole)
                walked = saved
                checkElement(name, of: receiver, arguments)
                return elementResult(name, of: receiver, arguments) ?? result
            }
            if type.properties[symbol] != nil {
                report(vm.propertyCalled(symbol, of: type), span)
            } else if !isExtended(type.name) {
                report(vm.noMember(symbol, of: type, isCall: true), span)
            }
        }
        return call(.unknown, nil, arguments, whole)
    }

    private mutating func method(
        _ name: String, of variable: Variable, _ span: Span, _ arguments: [Argument],
        _ whole: Expression
    ) -> StaticType {
        guard let record = variable.record else { return .unknown }
        var callee = StaticType.unknown
        if let method = record.methods.first(where: { $0.name == name }) {
            callee = .function(method, isImported: false)
        } else if record.fields.contains(where: { $0.name == name }) {
            report(.fieldCalled(name, of: record.name, isFunction: false), span)
        } else if !isExtended(record.name) {
            reportMissing(name, of: record, isCall: true, span)
        }
        return call(callee, nil, arguments, whole)
    }

    /// What is added to a list of elements of one type.
    private mutating func checkElement(
        _ name: String, of receiver: StaticType, _ arguments: [Argument]
    ) {
        guard name == "push" || name == "insert", let only = receiver.only,
            let wanted = only.base == "list" ? only.arguments.first : nil,
            let added = arguments.last, !added.isSpread
        else { return }
        let given = quietType(of: added.value)
        judge(fit(given, wanted), added.span) {
            .wrongValue(
                of: "an element", wanted: wanted.text, given: $0.describe(added.value, given))
        }
    }

    /// What a method of a list gives, where it depends on the list's elements.
    private func elementResult(_ name: String, of receiver: StaticType, _ arguments: [Argument])
        -> StaticType?
    {
        guard let only = receiver.only, only.base == "list", let element = only.arguments.first
        else { return nil }
        switch name {
        case "sorted", "reversed", "unique", "filter", "reject", "list": return receiver
        case "pop": return known(element)
        case "find": return known(element).or(.nil)
        case "map":
            guard case .function(let function)? = arguments.first?.value.kind,
                let type = results[ObjectIdentifier(function)]?.text, type.text.utf8.count <= 100
            else { return nil }
            return .value(ValueType("list[\(type)]"))
        default: return nil
        }
    }

    /// A member of a value that is of one of several types.
    private mutating func member(
        _ name: String, ofEach parts: [StaticType], _ span: Span,
        _ look: (inout Checker, StaticType) -> StaticType
    ) -> StaticType {
        var result = StaticType.never
        var missing: [StaticType] = []
        for part in parts {
            let before = faults
            muted += 1
            let type = look(&self, part)
            muted -= 1
            if faults == before {
                result = result.or(type)
            } else {
                missing.append(part)
                faults = before
            }
        }
        if missing.isEmpty { return result }
        if missing.count == parts.count {
            _ = look(&self, parts.first { $0.text?.text != "nil" } ?? parts[0])
            return .unknown
        }
        let isNil = missing.allSatisfy { $0.text?.text == "nil" }
        let types = missing.compactMap { $0.text?.text }.joined(separator: " or ")
        doubt(.noMemberOfSome(name, types, isNil: isNil), span, isLikely: isNil)
        return result
    }

    /// What a method gives, whatever its arguments.
    private mutating func result(ofMethod name: String, of receiver: StaticType, _ span: Span)
        -> StaticType
    {
        let symbol = vm.symbol(name)
        switch receiver {
        case .instance(let variable):
            guard let record = variable.record else { return .unknown }
            if let method = record.methods.first(where: { $0.name == name }) {
                return method.result == nil ? .unknown : named(method.result)
            }
            if !isExtended(record.name) { reportMissing(name, of: record, isCall: true, span) }
            return .unknown
        default:
            guard let type = info(receiver) else { return .unknown }
            if let method = type.methods[symbol] { return result(of: method) }
            if !isExtended(type.name) { report(vm.noMember(symbol, of: type, isCall: true), span) }
            return .unknown
        }
    }

    /// Methods that a type has already.
    mutating func checkClashes(_ receiver: StaticType, _ methods: [Function]) {
        for method in methods {
            let symbol = vm.symbol(method.name)
            switch receiver {
            case .instance(let variable):
                let record = variable.record
                let names =
                    (record?.fields.compactMap(\.name) ?? []) + (record?.methods.map(\.name) ?? [])
                if names.contains(method.name) {
                    report(.memberExists(method.name, of: variable.name), method.nameSpan)
                }
            default:
                guard let type = info(receiver),
                    type.methods[symbol]?.is(.native) == true
                        || type.properties[symbol] != nil
                else { continue }
                report(.memberExists(method.name, of: type.name), method.nameSpan)
            }
        }
    }

    private mutating func reportMissing(
        _ name: String, of record: RecordDeclaration, isCall: Bool, _ span: Span
    ) {
        let names = record.methods.map(\.name) + record.fields.compactMap(\.name)
        report(
            .noMember(
                name, of: record.name, isCall: isCall, nearest: vm.nearest(name, among: names)),
            span)
    }

    /// `math.sqrt`, and each name of `from math import sqrt`.
    mutating func member(_ name: String, of module: Module, _ span: Span) -> StaticType {
        guard let variable = module.scope.variables[name], !name.hasPrefix("_"),
            !variable.isImported, case .global(let slot) = variable.place
        else {
            report(vm.noMember(vm.symbol(name), in: module), span)
            return .unknown
        }
        if variable.isMutable { return .unknown }
        if let function = variable.function { return .function(function, isImported: true) }
        if variable.record != nil { return .record(variable, isImported: true) }
        // A module of the language has not run.
        guard module.isNative else { return .unknown }
        return type(of: vm.machine.pointee.globals[slot], module.descriptions[name]?.result)
    }

    /// `image.load`: what a type's name offers.
    private mutating func function(_ symbol: Int32, of type: TypeInfo, _ span: Span) -> StaticType {
        if let value = type.statics[symbol] { return self.type(of: value, nil) }
        if type.methods[symbol] != nil { return .value("function") }
        if !isExtended(type.name) { report(vm.noFunction(symbol, of: type), span) }
        return .unknown
    }

    private func described(_ symbol: Int32, of builtin: BuiltinType) -> StaticType? {
        let type = vm.type(builtin)
        guard type.properties[symbol] != nil else { return nil }
        return known(type.propertyDescriptions[symbol]?.result)
    }

    private func result(of method: Value) -> StaticType {
        guard method.is(.native) else { return .unknown }
        let native = vm.machine.pointee.natives[method.indexed.pointee.index]
        return known(native.description?.result)
    }
}
