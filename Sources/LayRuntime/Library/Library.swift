internal import LayBounds

extension VM {
    /// Gives the machine its built-in types and functions.
    func installLibrary() {
        installTypes()
        installFunctions()
        installStrings()
        installBytes()
        installLists()
        installSequences()
        installMaps()
        installNumbers()
        installRanges()
        installErrors()
        installFunctionMembers()
    }

    // MARK: Registering

    /// Adds a method; its parameters are written as in `NativeFunction.init`.
    package func method(
        _ type: TypeInfo, _ name: String, _ parameters: String = "", isMutating: Bool = false,
        _ body: @escaping NativeFunction.Body
    ) {
        if isMutating { mutatingNames.insert(name) }
        let function = makeNative(
            NativeFunction(name, parameters, isMethod: true, isMutating: isMutating, body))
        if let old = type.methods.updateValue(function, forKey: symbol(name)) { release(old) }
    }

    package func property(_ type: TypeInfo, _ name: String, _ body: @escaping TypeInfo.Property) {
        type.properties[symbol(name)] = body
    }

    /// Adds a function that the type's name offers: `image.load`.
    package func function(
        _ type: TypeInfo, _ name: String, _ parameters: String = "",
        _ body: @escaping NativeFunction.Body
    ) {
        type.statics[symbol(name)] = makeNative(NativeFunction(name, parameters, body))
    }

    /// Sets what calling the type's name does.
    package func constructor(
        _ type: TypeInfo, _ parameters: String, _ body: @escaping NativeFunction.Body
    ) {
        type.constructor = makeNative(NativeFunction(type.name, parameters, body))
    }

    private func installTypes() {
        for builtin in BuiltinType.allCases where ![.nil, .module, .iterator].contains(builtin) {
            if builtin == .type { continue }
            define(builtin.name, typeValue(type(builtin)))
        }
        type(.iterator).display = { _, _, _ in "<iterator>" }
    }

    private func installFunctions() {
        define(
            NativeFunction("print", "values...") { call in
                var text = ""
                for (index, value) in try call.list(0).enumerated() {
                    if index > 0 { text += " " }
                    text += try call.vm.display(value, readable: false)
                }
                text += "\n"
                text.withUTF8 { call.vm.output(UnsafeRawBufferPointer($0)) }
                return .nil
            })
        define(
            NativeFunction("repr", "value") { call in
                call.vm.string(try call.vm.display(call[0], readable: true))
            })
        define(
            NativeFunction("type", "value") { call in call.vm.string(call.vm.typeName(call[0])) })
        define(
            NativeFunction("min", "values...") { call in try extreme(call, "min") { $0 < 0 } })
        define(
            NativeFunction("max", "values...") { call in try extreme(call, "max") { $0 > 0 } })
        define(
            NativeFunction("zip", "lists...") { call in
                let lists = try call.list(0)
                return try call.vm.collect { append in
                    var sources: [UnsafeBufferPointer<Value>] = []
                    for value in lists {
                        guard let elements = value.elements else {
                            throw LayError(
                                .typeError, "zip joins lists, not \(call.vm.describe(value))")
                        }
                        sources.append(elements)
                    }
                    for index in 0..<(sources.map(\.count).min() ?? 0) {
                        append(call.vm.list(sources.map { call.vm.retain($0[index]) }))
                    }
                }
            })
        define(
            NativeFunction("help", "value") { call in
                var text = call.vm.help(call[0]) + "\n"
                text.withUTF8 { call.vm.output(UnsafeRawBufferPointer($0)) }
                return .nil
            })
        define(
            NativeFunction("test", "name body") { call in
                // `lay test` runs these; a run of the file does not.
                let name = try call.string(0)
                try call.vm.runTest?(name, call[1])
                return .nil
            })
    }

    func requireOrder(_ x: Value, _ y: Value) throws -> Int {
        guard let order = compare(x, y, depth: 0) else { throw takePending() }
        return order
    }

    func requireHash(_ key: Value) throws -> UInt64 {
        guard let hash = hash(key) else { throw takePending() }
        return hash
    }

    /// Calls a function that must give a bool.
    func requireBool(_ function: Value, _ arguments: [Value]) throws -> Bool {
        let result = try call(function, arguments)
        if result.isBool { return result.isTrue }
        let text = describe(result)
        release(result)
        throw LayError(.typeError, "the function must give a bool, not \(text)")
    }
}

/// The least or greatest of the arguments, or of the elements of a single list.
private func extreme(_ call: borrowing NativeCall, _ name: String, _ isBetter: (Int) -> Bool) throws
    -> Value
{
    var values = try call.list(0)
    if values.count == 1, let elements = values[0].elements { values = elements }
    guard var best = values.first else {
        throw LayError(.valueError, "\(name) of nothing", help: "give it at least one value")
    }
    for value in values.dropFirst() where isBetter(try call.vm.requireOrder(value, best)) {
        best = value
    }
    return call.vm.retain(best)
}
