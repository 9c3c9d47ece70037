internal import LayBounds

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
        installMapFunctions(map)
    }

    /// A map made step by step; what is in it is given up again when `body` throws.
    private func collectMap(_ body: (_ set: (Value, Value) throws -> Void) throws -> Void) throws
        -> Value
    {
        let result = machine.makeMap()
        do {
            try body { key, value in
                self.machine.set(key, hash: try self.requireHash(key), to: value, in: result.map)
            }
            return result
        } catch {
            release(result)
            throw error
        }
    }

    private func installMapFunctions(_ map: TypeInfo) {
        constructor(map, "entries?") { call in
            guard call.has(0) else { return call.vm.machine.makeMap() }
            if call[0].tag == .map { return call.vm.retain(call[0]) }
            return try call.vm.collectMap { set in
                try call.vm.forEach(call[0]) { pair in
                    defer { call.vm.release(pair) }
                    guard let parts = pair.elements, parts.count == 2 else {
                        throw LayError(
                            .valueError,
                            "map: \(call.vm.describe(pair)) is no list of a key and a value")
                    }
                    try set(parts[0], call.vm.retain(parts[1]))
                }
            }
        }
        method(map, "map", "function") { call in
            try call.vm.collect { append in
                for entry in call[0].entries ?? [] {
                    append(try call.vm.call(call[1], [entry.key, entry.value]))
                }
            }
        }
        method(map, "map_values", "function") { call in
            try call.vm.collectMap { set in
                for entry in call[0].entries ?? [] {
                    try set(entry.key, try call.vm.call(call[1], [entry.value]))
                }
            }
        }
        for (name, wanted) in [("filter", true), ("reject", false)] {
            method(map, name, "function") { call in
                try call.vm.collectMap { set in
                    for entry in call[0].entries ?? []
                    where try call.vm.requireBool(call[1], [entry.key, entry.value]) == wanted {
                        try set(entry.key, call.vm.retain(entry.value))
                    }
                }
            }
        }
        method(map, "each", "function") { call in
            for entry in call[0].entries ?? [] {
                call.vm.release(try call.vm.call(call[1], [entry.key, entry.value]))
            }
            return .nil
        }
        for (name, wanted) in [("any", true), ("all", false)] {
            method(map, name, "function") { call in
                for entry in call[0].entries ?? []
                where try call.vm.requireBool(call[1], [entry.key, entry.value]) == wanted {
                    return .bool(wanted)
                }
                return .bool(!wanted)
            }
        }
        method(map, "count", "function?") { call in
            guard call.has(1) else { return .int(Int(call[0].map.pointee.live)) }
            return .int(
                try (call[0].entries ?? []).count {
                    try call.vm.requireBool(call[1], [$0.key, $0.value])
                })
        }
        method(map, "find", "function") { call in
            for entry in call[0].entries ?? []
            where try call.vm.requireBool(call[1], [entry.key, entry.value]) {
                return call.vm.list([call.vm.retain(entry.key), call.vm.retain(entry.value)])
            }
            return .nil
        }
        method(map, "invert") { call in
            try call.vm.collectMap { set in
                for entry in call[0].entries ?? [] {
                    try set(entry.value, call.vm.retain(entry.key))
                }
            }
        }
        method(map, "sorted", "by? reverse?") { call in
            var entries = (call[0].entries ?? []).map { (key: call.vm.retain($0.key), value: $0) }
            defer { for entry in entries { call.vm.release(entry.key) } }
            if call.has(1) {
                for index in entries.indices {
                    let key = try call.vm.call(
                        call[1], [entries[index].value.key, entries[index].value.value])
                    call.vm.release(entries[index].key)
                    entries[index].key = key
                }
            }
            try Sorting(vm: call.vm, isReversed: try call.flag(2)).sort(&entries)
            return try call.vm.collectMap { set in
                for entry in entries {
                    try set(entry.value.key, call.vm.retain(entry.value.value))
                }
            }
        }
        method(map, "merge", "other by?") { call in
            guard let others = call[1].entries else { throw call.mismatch(1, "a map") }
            let result = call.vm.machine.copyMap(call[0].map)
            do {
                for entry in others {
                    let hash = try call.vm.requireHash(entry.key)
                    var value = call.vm.retain(entry.value)
                    if call.has(2),
                        let old = call.vm.machine.get(
                            entry.key, hash: hash, in: result.map)
                    {
                        call.vm.release(value)
                        value = try call.vm.call(call[2], [old.pointee, entry.value])
                    }
                    call.vm.machine.set(entry.key, hash: hash, to: value, in: result.map)
                }
                return result
            } catch {
                call.vm.release(result)
                throw error
            }
        }
        method(map, "update", "other", isMutating: true) { call in
            if !call.vm.setAll(call[1], in: call[0]) { throw call.vm.takePending() }
            return .nil
        }
        method(map, "without", "keys...") { call in
            let result = call.vm.machine.copyMap(call[0].map)
            for key in try call.list(1) {
                let hash = try call.vm.requireHash(key)
                if let old = call.vm.machine.remove(key, hash: hash, from: result.map) {
                    call.vm.release(old)
                }
            }
            return result
        }
    }
}
