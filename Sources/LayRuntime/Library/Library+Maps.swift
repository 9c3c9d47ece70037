extension VM {
    func installMaps() {
        let map = type(.map)
        property(map, "length") { _, value in .int(Int(value.map.pointee.live)) }
        property(map, "is_empty") { _, value in .bool(value.map.pointee.live == 0) }
        property(map, "keys") { vm, value in
            vm.list((value.entries ?? []).map { vm.retain($0.key) })
        }
        property(map, "values") { vm, value in
            vm.list((value.entries ?? []).map { vm.retain($0.value) })
        }
        property(map, "entries") { vm, value in
            vm.list(
                (value.entries ?? []).map { vm.list([vm.retain($0.key), vm.retain($0.value)]) })
        }
        method(map, "get", "key default?") { call in
            let slot = call.vm.machine.get(
                call[1], hash: try call.vm.requireHash(call[1]), in: call[0].map)
            if let slot { return call.vm.retain(slot.pointee) }
            return call[2].isMissing ? .nil : call.vm.retain(call[2])
        }
        method(map, "has", "key") { call in
            .bool(
                call.vm.machine.find(
                    call[1], hash: try call.vm.requireHash(call[1]), in: call[0].map) >= 0)
        }
        method(map, "remove", "key", isMutating: true) { call in
            call.vm.machine.remove(
                call[1], hash: try call.vm.requireHash(call[1]), from: call[0].map) ?? .nil
        }
        method(map, "set", "key value", isMutating: true) { call in
            let hash = try call.vm.requireHash(call[1])
            call.vm.machine.set(call[1], hash: hash, to: call.vm.retain(call[2]), in: call[0].map)
            return .nil
        }
        method(map, "clear", isMutating: true) { call in
            for entry in call[0].entries ?? [] {
                let hash = try call.vm.requireHash(entry.key)
                if let value = call.vm.machine.remove(entry.key, hash: hash, from: call[0].map) {
                    call.vm.release(value)
                }
            }
            return .nil
        }
        method(map, "map", "function") { call in
            let result = call.vm.list([])
            do {
                for entry in call[0].entries ?? [] {
                    call.vm.machine.append(
                        try call.vm.call(call[1], [entry.key, entry.value]), to: result.list)
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(map, "filter", "function") { call in
            let result = call.vm.machine.makeMap()
            do {
                for entry in call[0].entries ?? []
                where try call.vm.requireBool(call[1], [entry.key, entry.value]) {
                    let hash = try call.vm.requireHash(entry.key)
                    call.vm.machine.set(
                        entry.key, hash: hash, to: call.vm.retain(entry.value), in: result.map)
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
    }

    func installNumbers() {
        let int = type(.int)
        constructor(int, "value") { call in
            let value = call[0]
            if value.isInt { return value }
            if value.isFloat {
                guard let result = Int(exactly: value.asFloat.rounded(.towardZero)) else {
                    throw LayError(
                        "Overflow", "\(VM.text(of: value.asFloat)) does not fit a 64-bit int")
                }
                return .int(result)
            }
            guard value.tag == .string else { throw call.mismatch(0, "a number or a string") }
            guard let result = Int(value.text) else {
                throw LayError("ValueError", "\(VM.quoted(value.text)) is no int")
            }
            return .int(result)
        }
        let float = type(.float)
        constructor(float, "value") { call in
            if call[0].isNumber { return .float(call[0].number) }
            guard call[0].tag == .string else { throw call.mismatch(0, "a number or a string") }
            guard let result = Double(call[0].text) else {
                throw LayError("ValueError", "\(VM.quoted(call[0].text)) is no float")
            }
            return .float(result)
        }
        method(int, "abs") { call in
            if call[0].asInt == Int.min {
                throw LayError("Overflow", "abs of the least int does not fit")
            }
            return .int(abs(call[0].asInt))
        }
        method(int, "octal") { call in call.vm.string("0o" + String(call[0].asInt, radix: 8)) }
        method(int, "hex") { call in call.vm.string("0x" + String(call[0].asInt, radix: 16)) }
        method(float, "abs") { call in .float(abs(call[0].asFloat)) }
        for (name, rule) in [
            ("floor", FloatingPointRoundingRule.down), ("ceil", .up),
            ("round", .toNearestOrAwayFromZero),
        ] {
            method(float, name) { call in
                guard let result = Int(exactly: call[0].asFloat.rounded(rule)) else {
                    throw LayError(
                        "Overflow", "\(VM.text(of: call[0].asFloat)) does not fit a 64-bit int")
                }
                return .int(result)
            }
        }
        let range = type(.range)
        property(range, "lower") { _, value in
            value.range.pointee.header.flags & RangeObject.hasLower != 0
                ? .int(value.range.pointee.lower) : .nil
        }
        property(range, "upper") { _, value in
            value.range.pointee.header.flags & RangeObject.hasUpper != 0
                ? .int(value.range.pointee.upper) : .nil
        }
        method(range, "list") { call in
            let result = call.vm.list([])
            do {
                guard call[0].range.pointee.header.flags & RangeObject.hasUpper != 0 else {
                    throw LayError("ValueError", "a range without an upper bound has no list")
                }
                try call.vm.forEach(call[0]) { call.vm.machine.append($0, to: result.list) }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(range, "map", "function") { call in
            let result = call.vm.list([])
            do {
                try call.vm.forEach(call[0]) { value in
                    call.vm.machine.append(try call.vm.call(call[1], [value]), to: result.list)
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
    }

    func installErrors() {
        let error = type(.error)
        constructor(error, "message kind? help?") { call in
            let kind = try call.optionalString(1) ?? "Error"
            let object = ErrorObject(
                LayError(kind, try call.string(0), help: try call.optionalString(2)))
            return call.vm.machine.makeHost(object, type: BuiltinType.error.rawValue)
        }
        func property(_ name: String, _ body: @escaping (VM, LayError) -> Value) {
            self.property(error, name) { vm, value in
                guard let object = vm.object(value, as: ErrorObject.self) else { return .nil }
                return body(vm, object.error)
            }
        }
        property("kind") { vm, error in vm.string(error.kind) }
        property("message") { vm, error in vm.string(error.message) }
        property("help") { vm, error in error.help.map { vm.string($0) } ?? .nil }
        property("trace") { vm, error in vm.list(error.trace.map { vm.string($0.description) }) }
        for name in ["status", "output", "cause", "container", "path"] {
            property(name) { vm, error in
                error.details.first { $0.name == name }.map { vm.retain($0.value.value) } ?? .nil
            }
        }
        error.display = { vm, value, _ in
            guard let object = vm.object(value, as: ErrorObject.self) else { return "error" }
            return "\(object.error.kind): \(object.error.message)"
        }
    }
}
