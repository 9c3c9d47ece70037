extension VM {
    /// Brings a compiled function into the form that the loop reads.
    func load(_ prototype: Prototype) -> UnsafeMutablePointer<LoadedFunction> {
        let code = UnsafeMutablePointer<UInt32>.allocate(capacity: prototype.code.count)
        code.initialize(from: prototype.code, count: prototype.code.count)
        let constants = Slot.allocate(capacity: max(1, prototype.constants.count))
        for (index, constant) in prototype.constants.enumerated() {
            constants[index] = value(of: constant)
        }
        let symbols = UnsafeMutablePointer<Int32>.allocate(
            capacity: max(1, prototype.constants.count))
        for (index, constant) in prototype.constants.enumerated() {
            if case .string(let text) = constant {
                symbols[index] = symbol(text)
            } else {
                symbols[index] = -1
            }
        }
        let functions = UnsafeMutablePointer<UnsafeMutablePointer<LoadedFunction>>.allocate(
            capacity: max(1, prototype.functions.count))
        for (index, inner) in prototype.functions.enumerated() { functions[index] = load(inner) }
        let upvalues = UnsafeMutablePointer<Int32>.allocate(
            capacity: max(1, prototype.upvalues.count))
        upvalues.initialize(from: prototype.upvalues, count: prototype.upvalues.count)
        let signature = prototype.signature
        let result = UnsafeMutablePointer<LoadedFunction>.allocate(capacity: 1)
        let place = freeFunctions.popLast() ?? prototypes.count
        result.initialize(
            to: LoadedFunction(
                code: code, constants: constants, symbols: symbols, functions: functions,
                upvalues: upvalues,
                upvalueCount: Int32(prototype.upvalues.count),
                parameterCount: Int32(signature.parameters.count),
                registerCount: Int32(prototype.registerCount),
                isPlain: !signature.hasRest && !signature.isWide
                    && signature.required == signature.parameters.count,
                isMutating: prototype.isMutating, prototype: Int32(place),
                constantCount: Int32(prototype.constants.count)))
        if place < prototypes.count {
            (prototypes[place], loaded[place]) = (prototype, result)
        } else {
            prototypes.append(prototype)
            loaded.append(result)
        }
        return result
    }

    func unload(_ function: UnsafeMutablePointer<LoadedFunction>) {
        function.pointee.code.deallocate()
        function.pointee.constants.deallocate()
        function.pointee.symbols.deallocate()
        function.pointee.functions.deallocate()
        function.pointee.upvalues.deallocate()
        function.deallocate()
    }

    /// Numbers, strings and bytes are values; what else a constant says is read from the prototype.
    private func value(of constant: Constant) -> Value {
        switch constant {
        case .bool(let value): .bool(value)
        case .int(let value): .int(Int(value))
        case .float(let bits): .float(Double(bitPattern: bits))
        case .string(let text): machine.makeString(text)
        case .bytes(let bytes): bytes.withUnsafeBytes { machine.makeBytes(copying: $0, .bytes) }
        default: .nil
        }
    }

    func constant(_ function: UnsafeMutablePointer<LoadedFunction>, _ index: UInt32) -> Constant {
        prototypes[Int(function.pointee.prototype)].constants[Int(index)]
    }
}
