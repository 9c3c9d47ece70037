extension VM {
    func installFunctionMembers() {
        let function = type(.function)
        property(function, "name") { vm, value in vm.string(vm.signature(of: value)?.name ?? "") }
        property(function, "signature") { vm, value in
            vm.string(vm.signature(of: value).map { $0.signature.text($0.name) } ?? "fn")
        }
        property(function, "doc") { vm, value in
            guard value.is(.function) else { return .nil }
            let prototype = vm.prototypes[Int(value.function.pointee.code.pointee.prototype)]
            return prototype.documentation.map { vm.string($0) } ?? .nil
        }
    }

    private func signature(of function: Value) -> (name: String, signature: Signature)? {
        switch function.tag {
        case .function:
            let prototype = prototypes[Int(function.function.pointee.code.pointee.prototype)]
            return (prototype.name.isEmpty ? "fn" : prototype.name, prototype.signature)
        case .native:
            let native = machine.pointee.natives[function.indexed.pointee.index]
            return (native.name, native.signature)
        default: return nil
        }
    }

    /// What `help` says of a value: its signature and documentation, or what its type offers.
    func help(_ value: Value) -> String {
        switch value.tag {
        case .function:
            let prototype = prototypes[Int(value.function.pointee.code.pointee.prototype)]
            let head = prototype.signature.text(
                prototype.name, skippingReceiver: prototype.isMethod)
            return "fn \(head)" + (prototype.documentation.map { "\n\n" + $0 } ?? "")
        case .native:
            let native = machine.pointee.natives[value.indexed.pointee.index]
            return "fn \(native.signature.text(native.name, skippingReceiver: native.isMethod))"
        case .module:
            let module = modules[value.indexed.pointee.index]
            let members = module.scope.order.filter { !$0.hasPrefix("_") }.map { name in
                if case .global(let slot)? = module.scope.variables[name]?.place {
                    return "    " + brief(name, machine.pointee.globals[slot])
                }
                return "    " + name
            }
            return "module \(module.name)\n\n" + members.joined(separator: "\n")
        case .type: return help(on: types[value.indexed.pointee.index])
        default:
            return "a \(typeName(value))\n\n" + help(on: types[typeID(value)])
        }
    }

    private func brief(_ name: String, _ value: Value) -> String {
        guard let (_, signature) = signature(of: value) else { return name }
        let isMethod = signature.parameters.first?.name == "self"
        return signature.text(name, skippingReceiver: isMethod)
    }

    private func help(on type: TypeInfo) -> String {
        var parts = ["type \(type.name)"]
        if let documentation = type.documentation { parts.append(documentation) }
        func add(_ title: String, _ lines: [String]) {
            if lines.isEmpty { return }
            parts.append(title + "\n" + lines.sorted().map { "    " + $0 }.joined(separator: "\n"))
        }
        if !type.constructor.isNil, let (_, signature) = signature(of: type.constructor) {
            let text = signature.text(type.name, skippingReceiver: type.isRecord)
            parts.append("made by\n    \(text)")
        }
        add("functions", type.statics.map { "\(type.name).\(brief(name(of: $0.key), $0.value))" })
        add("fields", type.fields.map { name(of: $0) })
        add("properties", type.properties.keys.map { name(of: $0) })
        add("methods", type.methods.map { brief(name(of: $0.key), $0.value) })
        return parts.joined(separator: "\n\n")
    }

    /// Adds what `print` shows of a value to a text.
    func write(_ value: Value, to text: inout [UInt8]) throws {
        switch value.tag {
        case .string: text.append(contentsOf: value.buffer)
        case .int:
            var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
            withUnsafeMutableBytes(of: &digits) { buffer in
                var place = 24
                var rest = value.asInt.magnitude
                repeat {
                    place -= 1
                    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                    buffer[place] = UInt8(truncatingIfNeeded: 48 + digit)
                    rest = quotient
                } while rest > 0
                if value.asInt < 0 {
                    place -= 1
                    buffer[place] = 45
                }
                text.append(contentsOf: buffer[place...])
            }
        default: text.append(contentsOf: try display(value, readable: false).utf8)
        }
    }
}
