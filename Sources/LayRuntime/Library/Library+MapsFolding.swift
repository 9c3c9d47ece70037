extension VM {
    /// What maps are folded, divided and looked through with.
    func installMapFolds(_ map: TypeInfo) {
        let entry = MemberParameter("function", "fn(any, any) -> any", "gets a key and its value")
        let test = MemberParameter("function", "fn(any, any) -> bool", "gets a key and its value")
        for (name, sentence, isFirst, example) in [
            (
                "first", "The first entry as a list of its key and value, or nil of an empty map.",
                true, #"{a: 1, b: 2}.first  # => ["a", 1]"#
            ),
            (
                "last", "The last entry as a list of its key and value, or nil of an empty map.",
                false, #"{a: 1, b: 2}.last  # => ["b", 2]"#
            ),
        ] {
            property(map, name, sentence, gives: "list | nil", example: example) { vm, value in
                let used = Int(value.map.pointee.used)
                let places = isFirst ? Array(0..<used) : (0..<used).reversed()
                for place in places {
                    let entry = value.map.pointee.entries[place]
                    if !entry.key.isMissing { return vm.pair(entry.key, entry.value) }
                }
                return .nil
            }
        }
        method(
            map, "reduce", "What a function makes of a first value and each entry in turn.",
            [
                MemberParameter("initial", "any", "the first value"),
                MemberParameter(
                    "function", "fn(any, any, any) -> any",
                    "gets what there is so far, a key and its value"),
            ], gives: .any, example: "{a: 1, b: 2}.reduce(0, (sum, k, v) => sum + v)  # => 3"
        ) { call in
            var result = call.vm.retain(call[1])
            do {
                for entry in call[0].entries ?? [] {
                    try call.vm.work(1)
                    let next = try call.vm.call(call[2], [result, entry.key, entry.value])
                    call.vm.release(result)
                    result = next
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(
            map, "flat_map", "The elements of what a function gives for each entry, as one list.",
            [entry], gives: "list",
            example: #"{a: [1, 2], b: [3]}.flat_map((k, v) => v)  # => [1, 2, 3]"#
        ) { call in
            try call.vm.collect { append in
                for entry in call[0].entries ?? [] {
                    let part = try call.vm.call(call[1], [entry.key, entry.value])
                    defer { call.vm.release(part) }
                    try call.vm.requireEnd(of: part)
                    try call.vm.forEach(part) { append($0) }
                }
            }
        }
        method(
            map, "map_keys",
            "A map of what a function gives for the keys, with their values; of equal ones the last stays.",
            [MemberParameter("function", "fn(any) -> any", "gets a key")], gives: "map",
            example: "{a: 1}.map_keys(k => k.upper())  # => {A: 1}"
        ) { call in
            try call.vm.collectMap { set in
                for entry in call[0].entries ?? [] {
                    let key = try call.vm.call(call[1], [entry.key])
                    defer { call.vm.release(key) }
                    try set(key, call.vm.retain(entry.value))
                }
            }
        }
        method(
            map, "none", "True when a function says true for no entry.", [test], gives: "bool",
            example: "{a: 1, b: 5}.none((k, v) => v > 5)  # => true"
        ) { call in
            for entry in call[0].entries ?? []
            where try call.vm.requireBool(call[1], [entry.key, entry.value]) {
                return .bool(false)
            }
            return .bool(true)
        }
        method(
            map, "partition",
            "A map of the entries for which a function says true, and one of the others.", [test],
            gives: "list[map]",
            example: "{a: 1, b: 5}.partition((k, v) => v > 3)  # => [{b: 5}, {a: 1}]"
        ) { call in
            var answers: [Bool] = []
            let entries = call[0].entries ?? []
            for entry in entries {
                answers.append(try call.vm.requireBool(call[1], [entry.key, entry.value]))
            }
            return try call.vm.collect { append in
                for wanted in [true, false] {
                    append(
                        try call.vm.collectMap { set in
                            for (entry, answer) in zip(entries, answers) where answer == wanted {
                                try set(entry.key, call.vm.retain(entry.value))
                            }
                        })
                }
            }
        }
        method(
            map, "group",
            "A map from what a function gives to a map of the entries that it gives this for.",
            [MemberParameter("by", "fn(any, any) -> any", "gets a key and its value")],
            gives: "map[any, map]",
            example:
                "{a: 1, b: 2, c: 3}.group((k, v) => v % 2)  # => {[1]: {a: 1, c: 3}, [0]: {b: 2}}"
        ) { call in
            let (vm, result) = (call.vm, call.vm.machine.makeMap())
            do {
                for entry in call[0].entries ?? [] {
                    let key = try vm.call(call[1], [entry.key, entry.value])
                    defer { vm.release(key) }
                    let hash = try vm.requireHash(key)
                    if vm.machine.get(key, hash: hash, in: result.map) == nil {
                        vm.machine.set(key, hash: hash, to: vm.machine.makeMap(), in: result.map)
                    }
                    guard let group = vm.machine.get(key, hash: hash, in: result.map) else {
                        continue
                    }
                    try vm.reserve(vm.machine.growth(of: group.pointee.map))
                    vm.machine.set(
                        entry.key, hash: try vm.requireHash(entry.key),
                        to: vm.retain(entry.value), in: group.pointee.map)
                }
            } catch {
                vm.release(result)
                throw error
            }
            return result
        }
        for (name, sentence, example, wanted) in [
            (
                "min",
                "The entry with the least value, as a list of its key and value; the first of equal ones.",
                #"{a: 3, b: 1}.min()  # => ["b", 1]"#, -1
            ),
            (
                "max",
                "The entry with the greatest value, as a list of its key and value; the first of equal ones.",
                #"{a: 3, b: 1}.max(by: (k, v) => k)  # => ["b", 1]"#, 1
            ),
        ] {
            method(
                map, name, sentence,
                [
                    .optional(
                        "by", "fn(any, any) -> any",
                        "gets a key and its value, gives what is compared instead of the value")
                ], gives: "list", example: example
            ) { call in try Self.extremeEntry(call, wanted, name) }
        }
        method(
            map, "sum", "The values added up, or what a function gives for the entries.",
            [.optional("by", "fn(any, any) -> number", "gets a key and its value")],
            gives: "number", example: "{a: 1, b: 2}.sum()  # => 3"
        ) { call in
            var total: Value = .int(0)
            for entry in call[0].entries ?? [] {
                try call.vm.work(1)
                let value =
                    call.has(1)
                    ? try call.vm.call(call[1], [entry.key, entry.value])
                    : call.vm.retain(entry.value)
                defer { call.vm.release(value) }
                total = try call.vm.added(value, to: total, "sum", .add)
            }
            return total
        }
    }

    private static func extremeEntry(
        _ call: borrowing NativeCall, _ wanted: Int, _ name: String
    ) throws -> Value {
        let vm = call.vm
        var best: (key: Value, entry: (key: Value, value: Value))?
        defer { if let best { vm.release(best.key) } }
        for entry in call[0].entries ?? [] {
            try vm.work(1)
            let key =
                call.has(1)
                ? try vm.call(call[1], [entry.key, entry.value]) : vm.retain(entry.value)
            do {
                if let old = best, try vm.requireOrder(key, old.key).signum() != wanted {
                    vm.release(key)
                    continue
                }
            } catch {
                vm.release(key)
                throw error
            }
            if let best { vm.release(best.key) }
            best = (key, entry)
        }
        guard let best else { throw LayError.noneToCompare(name, help: "ask is_empty first") }
        return vm.pair(best.entry.key, best.entry.value)
    }

    /// A list of a key and its value.
    func pair(_ key: Value, _ value: Value) -> Value { list([retain(key), retain(value)]) }
}
