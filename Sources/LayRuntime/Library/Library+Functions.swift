extension VM {
    func installFunctionMembers() {
        let function = type(.function)
        property(
            function, "name", "What it is called; fn when it has no name.", gives: "string",
            example: """
                fn area(w, h = w) = w * h
                area.name  # => "area"
                """
        ) { vm, value in vm.string(vm.signature(of: value)?.name ?? "") }
        property(
            function, "signature", "Its name and its parameters.", gives: "string",
            example: """
                fn area(w, h: int = 2) = w * h
                area.signature  # => "area(w, h: int = …)"
                """
        ) { vm, value in
            vm.string(vm.signature(of: value).map { $0.signature.text($0.name) } ?? "fn")
        }
        property(
            function, "doc", "The comment with ## in front of its declaration, or nil.",
            gives: "string | nil",
            example: """
                ## The area of a rectangle.
                fn area(w, h) = w * h
                area.doc  # => "The area of a rectangle."
                """
        ) { vm, value in
            guard value.is(.function) else { return .nil }
            let prototype = vm.prototypes[Int(value.function.pointee.code.pointee.prototype)]
            return prototype.documentation.map { vm.string($0) } ?? .nil
        }
    }

    func signature(of function: Value) -> (name: String, signature: Signature)? {
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
