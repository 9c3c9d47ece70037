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
        let symbol = vm.symbol(name)
        switch receiver {
        case .module(let module): return member(name, of: module, span)
        case .type(let type):
            if let known = described(symbol, of: .type) { return known }
            return function(symbol, of: type, span)
        case .instance(let variable):
            guard let record = variable.record else { return .unknown }
            if record.fields.contains(where: { $0.name == name }) { return .unknown }
            if record.methods.contains(where: { $0.name == name }) {
                report(.methodNotCalled(name, of: record.name), span)
            } else if !isExtended(record.name) {
                reportMissing(name, of: record, isCall: false, span)
            }
            return .unknown
        default:
            guard let type = info(receiver) else { return .unknown }
            if type.properties[symbol] != nil {
                return Self.known(type.propertyDescriptions[symbol]?.result)
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
                return call(self.type(of: method, nil), nil, arguments, whole)
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
        return Self.known(type.propertyDescriptions[symbol]?.result)
    }

    private func result(of method: Value) -> StaticType {
        guard method.is(.native) else { return .unknown }
        let native = vm.machine.pointee.natives[method.indexed.pointee.index]
        return Self.known(native.description?.result)
    }
}
