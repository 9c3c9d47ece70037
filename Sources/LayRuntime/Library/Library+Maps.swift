internal import LayBounds

extension VM {
    func installMaps() {
        let map = type(.map)
        property(
            map, "length", "How many entries there are.", gives: "int",
            example: "{a: 1, b: 2}.length  # => 2"
        ) { _, value in .int(Int(value.map.pointee.live)) }
        property(
            map, "is_empty", "True when there is nothing in it.", gives: "bool",
            example: "{}.is_empty  # => true"
        ) { _, value in .bool(value.map.pointee.live == 0) }
        property(
            map, "keys", "The keys, in the order in which they came in.", gives: "list",
            example: #"{b: 1, a: 2}.keys  # => ["b", "a"]"#
        ) { vm, value in
            vm.list((value.entries ?? []).map { vm.retain($0.key) })
        }
        property(
            map, "values", "The values, in the order of their keys.", gives: "list",
            example: "{b: 1, a: 2}.values  # => [1, 2]"
        ) { vm, value in
            vm.list((value.entries ?? []).map { vm.retain($0.value) })
        }
        property(
            map, "entries", "Lists of a key and its value.", gives: "list[list]",
            example: #"{a: 1}.entries  # => [["a", 1]]"#
        ) { vm, value in
            vm.list(
                (value.entries ?? []).map { vm.list([vm.retain($0.key), vm.retain($0.value)]) })
        }
        method(
            map, "get", "The value of a key, or something else when there is no such key.",
            [
                MemberParameter("key", "any", "the key"),
                .optional("default", "any", "what there is otherwise"),
            ], gives: .any, example: #"{a: 1}.get("b", 0)  # => 0"#
        ) { call in
            let slot = call.vm.machine.get(
                call[1], hash: try call.vm.requireHash(call[1]), in: call[0].map)
            if let slot { return call.vm.retain(slot.pointee) }
            return call[2].isMissing ? .nil : call.vm.retain(call[2])
        }
        method(
            map, "has", "True when there is such a key.",
            [MemberParameter("key", "any", "the key")], gives: "bool",
            example: #"{a: nil}.has("a")  # => true"#
        ) { call in
            .bool(
                call.vm.machine.find(
                    call[1], hash: try call.vm.requireHash(call[1]), in: call[0].map) >= 0)
        }
        method(
            map, "remove", "Takes a key out and gives its value, or nil when there is no such key.",
            [MemberParameter("key", "any", "the key")], gives: .any,
            example: """
                var m = {a: 1, b: 2}
                m.remove("a")  # => 1
                m  # => {b: 2}
                """, isMutating: true
        ) { call in
            call.vm.machine.remove(
                call[1], hash: try call.vm.requireHash(call[1]), from: call[0].map) ?? .nil
        }
        method(
            map, "set", "Sets the value of a key, as an assignment to m[key] does.",
            [
                MemberParameter("key", "any", "the key"),
                MemberParameter("value", "any", "its value"),
            ], gives: "nil",
            example: """
                var m = {a: 1}
                m.set("b", 2)
                m  # => {a: 1, b: 2}
                """, isMutating: true
        ) { call in
            let hash = try call.vm.requireHash(call[1])
            call.vm.machine.set(call[1], hash: hash, to: call.vm.retain(call[2]), in: call[0].map)
            return .nil
        }
        method(
            map, "clear", "Takes all entries out.", gives: "nil",
            example: """
                var m = {a: 1}
                m.clear()
                m  # => {}
                """, isMutating: true
        ) { call in
            for entry in call[0].entries ?? [] {
                let hash = try call.vm.requireHash(entry.key)
                if let value = call.vm.machine.remove(entry.key, hash: hash, from: call[0].map) {
                    call.vm.release(value)
                }
            }
            return .nil
        }
        installMapFunctions(map)
        installMapFolds(map)
    }

}
