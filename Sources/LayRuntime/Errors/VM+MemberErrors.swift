internal import LayBounds
internal import LaySyntax

/// What is wrong with a member, in the same words before the run as in it.
extension VM {
    /// A module offers nothing of that name.
    func noMember(_ symbol: Int32, in module: Module) -> LayError {
        let wanted = name(of: symbol)
        let names = module.scope.order.filter { !$0.hasPrefix("_") }
        return LayError(
            .nameError, "the module \(module.name) has no '\(wanted)'",
            help: nearest(wanted, names).map { "did you mean '\($0)'?" }
                ?? "it has \(names.joined(separator: ", "))")
    }

    /// A type's name offers no function of that name.
    func noFunction(_ symbol: Int32, of type: TypeInfo) -> LayError {
        let wanted = name(of: symbol)
        let names = type.statics.keys.map { name(of: $0) }
        let isMember = type.methods[symbol] != nil || type.properties[symbol] != nil
        return LayError(
            .nameError, "\(type.name) has no function '\(wanted)'",
            help: isMember
                ? "its values have it; help(\"\(type.name).\(wanted)\") tells about it"
                : OtherLanguages.help(forFunction: wanted, of: type.name)
                    ?? nearest(wanted, names).map { "did you mean '\($0)'?" })
    }

    /// A value of the type has no such member, or it is a method that is not called.
    func noMember(_ symbol: Int32, of type: TypeInfo, isCall: Bool) -> LayError {
        let wanted = name(of: symbol)
        if type.id == BuiltinType.map.rawValue, !isCall {
            return LayError(
                .nameError, "a map has no property '\(wanted)'",
                help: "to read a key write m[\"\(wanted)\"]")
        }
        if type.id == BuiltinType.nil.rawValue {
            return LayError(
                .nameError, "nil has no member '\(wanted)'", help: "ask first: x?.\(wanted)")
        }
        if !isCall, type.methods[symbol] != nil {
            return .methodNotCalled(wanted, of: type.name)
        }
        let names = (Array(type.methods.keys) + Array(type.properties.keys) + type.fields).map {
            name(of: $0)
        }
        var error = LayError.noMember(
            wanted, of: type.name, isCall: isCall, nearest: nearest(wanted, names))
        if let help = type.otherNames[wanted] {
            error.help = help
        } else if let help = OtherLanguages.help(forMember: wanted, of: type.name) {
            error.help = help
        }
        return error
    }

    /// A property is called as if it were a method.
    func propertyCalled(_ symbol: Int32, of type: TypeInfo) -> LayError {
        LayError(
            .typeError, "'\(name(of: symbol))' is a property of \(type.name), not a method",
            help: "write it without parentheses: .\(name(of: symbol))")
    }
}

extension LayError {
    /// A value has no such member.
    static func noMember(_ wanted: String, of type: String, isCall: Bool, nearest: String?)
        -> LayError
    {
        LayError(
            .nameError, "\(type) has no \(isCall ? "method" : "member") '\(wanted)'",
            help: nearest.map { "did you mean '\($0)'?" })
    }

    /// A method stands where a property would.
    static func methodNotCalled(_ name: String, of type: String) -> LayError {
        LayError(
            .typeError, "'\(name)' is a method of \(type)",
            help: "call it: .\(name)(…); help(\(type).\(name)) tells about it")
    }

    /// A record's field is called as if it were a method.
    static func fieldCalled(_ name: String, of type: String, isFunction: Bool) -> LayError {
        LayError(
            .typeError, "'\(name)' is a field of \(type), not a method",
            help: isFunction ? "call it in parentheses: (x.\(name))(…)" : nil)
    }
}
