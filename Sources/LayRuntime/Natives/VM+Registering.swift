/// How Swift gives the language its members.
extension VM {
    /// Adds a method.
    package func method(
        _ type: TypeInfo, _ name: String, _ description: MemberDescription,
        isMutating: Bool = false, _ body: @escaping NativeFunction.Body
    ) {
        if isMutating { mutatingNames.insert(name) }
        let function = makeNative(
            NativeFunction(
                name, description, isMethod: true, isMutating: isMutating, body))
        if let old = type.methods.updateValue(function, forKey: symbol(name)) { release(old) }
    }

    /// Adds a method whose arguments are read by their places.
    func method(
        _ type: TypeInfo, _ name: String, _ sentence: String,
        _ parameters: [MemberParameter] = [], gives result: ValueType, example: String,
        isMutating: Bool = false, _ body: @escaping NativeFunction.Body
    ) {
        method(
            type, name,
            MemberDescription(sentence, parameters, gives: result, example: example),
            isMutating: isMutating, body)
    }

    /// Adds a member that is read without a call.
    package func property(
        _ type: TypeInfo, _ name: String, _ sentence: String, gives result: ValueType,
        example: String, _ body: @escaping TypeInfo.Property
    ) {
        let symbol = symbol(name)
        type.properties[symbol] = body
        type.propertyDescriptions[symbol] = MemberDescription(
            sentence, gives: result, example: example)
    }

    /// Adds a function that the type's name offers: `image.load`.
    package func function(
        _ type: TypeInfo, _ name: String, _ description: MemberDescription,
        _ body: @escaping NativeFunction.Body
    ) {
        type.statics[symbol(name)] = makeNative(NativeFunction(name, description, body))
    }

    /// Sets what calling the type's name does.
    package func constructor(
        _ type: TypeInfo, _ description: MemberDescription, _ body: @escaping NativeFunction.Body
    ) {
        type.constructor = makeNative(NativeFunction(type.name, description, body))
    }

    /// Gives every module a function.
    package func define(
        _ name: String, _ description: MemberDescription, _ body: @escaping NativeFunction.Body
    ) {
        define(NativeFunction(name, description, body))
    }

    /// Gives every module a value.
    package func define(
        _ name: String, _ value: Value, _ sentence: String, gives type: ValueType, example: String
    ) {
        define(name, value)
        valueDescriptions[name] = MemberDescription(sentence, gives: type, example: example)
    }

    /// Lets the elements of a member of a value that every module sees be set, as in
    /// `world.downloads[address] = …`: its method `set` does it.
    package func allowElements(of name: String, member: String) {
        builtins[name]?.elementMembers.insert(member)
    }

    /// A function for a module written in Swift.
    package func member(
        _ name: String, _ description: MemberDescription, _ body: @escaping NativeFunction.Body
    ) -> ModuleMember {
        ModuleMember(
            name: name, value: makeNative(NativeFunction(name, description, body)),
            description: description)
    }

    /// A function for a module that takes a number and gives a float.
    package func calculation(
        _ name: String, _ sentence: String, example: String,
        _ body: @convention(c) (Double) -> Double
    ) -> ModuleMember {
        let description = MemberDescription(
            sentence, [MemberParameter("x", "number", "the number")], gives: "float",
            example: example)
        var function = NativeFunction(name, description) { call in
            .float(body(try call.number(0)))
        }
        function.calculation = body
        return ModuleMember(name: name, value: makeNative(function), description: description)
    }
}

/// A member of a module written in Swift.
package struct ModuleMember {
    package let name: String
    package let value: Value
    package let description: MemberDescription

    /// A constant.
    package init(
        _ name: String, _ value: Value, _ sentence: String, gives type: ValueType, example: String
    ) {
        self.init(
            name: name, value: value,
            description: MemberDescription(sentence, gives: type, example: example))
    }

    init(name: String, value: Value, description: MemberDescription) {
        self.name = name
        self.value = value
        self.description = description
    }
}
