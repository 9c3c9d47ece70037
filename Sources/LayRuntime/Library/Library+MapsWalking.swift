extension VM {
    func installMapFunctions(_ map: TypeInfo) {
        let test = [MemberParameter("function", "fn(any, any) -> bool", "gets a key and its value")]
        constructor(
            map,
            MemberDescription(
                "A map of lists of a key and its value.",
                [
                    .optional(
                        "entries", "map | any", "a map, or a list or iterator of such lists",
                        default: "{}")
                ], gives: "map", example: #"map([["a", 1]])  # => {a: 1}"#)
        ) { call in
            guard call.has(0) else { return call.vm.machine.makeMap() }
            if call[0].tag == .map { return call.vm.retain(call[0]) }
            return try call.vm.collectMap { set in
                try call.vm.forEach(call[0]) { pair in
                    defer { call.vm.release(pair) }
                    guard let parts = pair.elements, parts.count == 2 else {
                        throw LayError.noEntry(call.vm.describe(pair), in: "map")
                    }
                    try set(parts[0], call.vm.retain(parts[1]))
                }
            }
        }
        method(
            map, "map", "A list of what a function gives for the entries.",
            [MemberParameter("function", "fn(any, any) -> any", "gets a key and its value")],
            gives: "list", example: #"{a: 1}.map((k, v) => "\(k)=\(v)")  # => ["a=1"]"#
        ) { call in
            try call.vm.collect { append in
                for entry in call[0].entries ?? [] {
                    append(try call.vm.call(call[1], [entry.key, entry.value]))
                }
            }
        }
        method(
            map, "map_values",
            "A map of the same keys with what a function gives for their values.",
            [MemberParameter("function", "fn(any) -> any", "gets a value")], gives: "map",
            example: "{a: 1}.map_values(v => v + 1)  # => {a: 2}"
        ) { call in
            try call.vm.collectMap { set in
                for entry in call[0].entries ?? [] {
                    try set(entry.key, try call.vm.call(call[1], [entry.value]))
                }
            }
        }
        for (name, sentence, example, wanted) in [
            (
                "filter", "The entries for which a function says true.",
                "{a: 1, b: 5}.filter((k, v) => v > 3)  # => {b: 5}", true
            ),
            (
                "reject", "The entries for which a function says false.",
                "{a: 1, b: 5}.reject((k, v) => v > 3)  # => {a: 1}", false
            ),
        ] {
            method(map, name, sentence, test, gives: "map", example: example) { call in
                try call.vm.collectMap { set in
                    for entry in call[0].entries ?? []
                    where try call.vm.requireBool(call[1], [entry.key, entry.value]) == wanted {
                        try set(entry.key, call.vm.retain(entry.value))
                    }
                }
            }
        }
        method(
            map, "each", "Calls a function with each entry.",
            [MemberParameter("function", "fn(any, any) -> any", "gets a key and its value")],
            gives: "nil", example: "{a: 1}.each((k, v) => print(k, v))"
        ) { call in
            for entry in call[0].entries ?? [] {
                call.vm.release(try call.vm.call(call[1], [entry.key, entry.value]))
            }
            return .nil
        }
        for (name, sentence, example, wanted) in [
            (
                "any", "True when a function says true for at least one entry.",
                "{a: 1, b: 5}.any((k, v) => v > 3)  # => true", true
            ),
            (
                "all", "True when a function says true for every entry.",
                "{a: 1, b: 5}.all((k, v) => v > 3)  # => false", false
            ),
        ] {
            method(map, name, sentence, test, gives: "bool", example: example) { call in
                for entry in call[0].entries ?? []
                where try call.vm.requireBool(call[1], [entry.key, entry.value]) == wanted {
                    return .bool(wanted)
                }
                return .bool(!wanted)
            }
        }
        method(
            map, "count", "How many entries there are, or for how many a function says true.",
            [.optional("function", "fn(any, any) -> bool", "gets a key and its value")],
            gives: "int", example: "{a: 1, b: 5}.count((k, v) => v > 3)  # => 1"
        ) { call in
            guard call.has(1) else { return .int(Int(call[0].map.pointee.live)) }
            return .int(
                try (call[0].entries ?? []).count {
                    try call.vm.requireBool(call[1], [$0.key, $0.value])
                })
        }
        method(
            map, "find", "The first entry for which a function says true, as a list, or nil.",
            [MemberParameter("function", "fn(any, any) -> bool", "gets a key and its value")],
            gives: "list | nil", example: #"{a: 1, b: 5}.find((k, v) => v > 3)  # => ["b", 5]"#
        ) { call in
            for entry in call[0].entries ?? []
            where try call.vm.requireBool(call[1], [entry.key, entry.value]) {
                return call.vm.list([call.vm.retain(entry.key), call.vm.retain(entry.value)])
            }
            return .nil
        }
        method(
            map, "invert",
            "A map from the values to their keys; of equal values the last one stays.",
            gives: "map", example: #"{a: "x"}.invert()  # => {x: "a"}"#
        ) { call in
            try call.vm.collectMap { set in
                for entry in call[0].entries ?? [] {
                    try set(entry.value, call.vm.retain(entry.key))
                }
            }
        }
        method(
            map, "sorted", "The map in the order of its keys.",
            [
                .optional(
                    "by", "fn(any, any) -> any",
                    "gets a key and its value, gives what is compared instead of the key"),
                .optional("reverse", "bool", "true to begin with the greatest", default: "false"),
            ], gives: "map",
            example: """
                {b: 1, a: 2}.sorted()  # => {a: 2, b: 1}
                {b: 1, a: 2}.sorted(by: (k, v) => v)  # => {b: 1, a: 2}
                """
        ) { call in
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
        method(
            map, "merge",
            "This map with the entries of another, which win unless a function decides.",
            [
                MemberParameter("other", "map", "the other map"),
                .optional(
                    "by", "fn(any, any) -> any",
                    "gets the value here and the value there of a key that both have"),
            ], gives: "map",
            example: """
                {a: 1}.merge({a: 2, b: 3})  # => {a: 2, b: 3}
                {a: 1}.merge({a: 2}, (x, y) => x + y)  # => {a: 3}
                """
        ) { call in
            guard let others = call[1].entries else { throw call.mismatch(1, "a map") }
            try call.vm.reserve(call.vm.machine.storage(of: call[0].map))
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
        method(
            map, "update", "Sets all the entries of another map.",
            [MemberParameter("other", "map", "the other map")], gives: "nil",
            example: """
                var m = {a: 1}
                m.update({b: 2})
                m  # => {a: 1, b: 2}
                """, isMutating: true
        ) { call in
            if !call.vm.setAll(call[1], in: call[0]) { throw call.vm.takePending() }
            return .nil
        }
        method(
            map, "without", "The map without some keys.", [.rest("keys", "any", "the keys")],
            gives: "map", example: #"{a: 1, b: 2}.without("a")  # => {b: 2}"#
        ) { call in
            try call.vm.reserve(call.vm.machine.storage(of: call[0].map))
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

    /// A map made step by step; what is in it is given up again when `body` throws.
    func collectMap(_ body: (_ set: (Value, Value) throws -> Void) throws -> Void) throws
        -> Value
    {
        let result = machine.makeMap()
        do {
            try body { key, value in
                do {
                    try self.work(2)
                    let hash = try self.requireHash(key)
                    self.machine.set(key, hash: hash, to: value, in: result.map)
                } catch {
                    self.release(value)
                    throw error
                }
            }
            return result
        } catch {
            release(result)
            throw error
        }
    }
}
