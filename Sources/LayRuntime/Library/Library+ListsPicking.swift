extension VM {
    /// What lists give and take by places and by tests.
    func installListPicks(_ list: TypeInfo) {
        method(
            list, "get", "The element at a place, or something else when there is none.",
            [
                MemberParameter("index", "int", "its place, counted from the end when negative"),
                .optional("default", "any", "what there is otherwise"),
            ], gives: .any,
            example: """
                [1, 2].get(-1)  # => 2
                [1, 2].get(5, 0)  # => 0
                """
        ) { call in
            let (wanted, values) = (try call.int(1), try call.list(0))
            let index = wanted < 0 ? wanted &+ values.count : wanted
            if values.indices.contains(index) { return call.vm.retain(values[index]) }
            return call[2].isMissing ? .nil : call.vm.retain(call[2])
        }
        for (type, example) in [
            (list, #"[{name: "web", ports: [80]}].dig(0, "ports", 0)  # => 80"#),
            (self.type(.map), #"{a: {b: [1, 2]}}.dig("a", "b", -1)  # => 2"#),
        ] {
            method(
                type, "dig", "What lies at the end of a path of keys and indexes, or nil.",
                [.rest("path", "any", "keys of maps, fields of records and indexes of lists")],
                gives: .any, example: example
            ) { call in
                var place = call[0]
                for step in try call.list(1) {
                    try call.vm.work(1)
                    guard let inner = try call.vm.part(step, of: place) else { return .nil }
                    place = inner
                }
                return call.vm.retain(place)
            }
        }
        method(
            list, "insert_all", "Puts what a loop over a value walks in front of a place.",
            [
                MemberParameter("index", "int", "the place; the length for the end"),
                MemberParameter("values", "any", "a list, range, iterator …"),
            ], gives: "nil",
            example: """
                var xs = [1, 4]
                xs.insert_all(1, [2, 3])
                xs  # => [1, 2, 3, 4]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            let count = object.pointee.count
            let wanted = try call.int(1)
            let index = wanted < 0 ? wanted &+ count : wanted
            guard index >= 0, index <= count else {
                throw LayError.outsideList(wanted, of: count, in: "insert_all")
            }
            try call.vm.requireEnd(of: call[2])
            let added = try call.vm.collect { append in
                try call.vm.forEach(call[2]) { append($0) }
            }
            defer { call.vm.release(added) }
            let more = added.list.pointee.count
            try call.vm.reserve((count &+ more) &* MemoryLayout<Value>.stride)
            for value in added.elements ?? .init(start: nil, count: 0) {
                call.vm.machine.append(call.vm.retain(value), to: object)
            }
            // The new ones stand behind the others; what they are to stand before goes round them.
            var all = UnsafeMutableBufferPointer(
                start: object.pointee.data, count: count + more)
            all[index...].reverse()
            all[index..<(index + more)].reverse()
            all[(index + more)...].reverse()
            call.vm.machine.takeSteps(bytes: (all.count - index) &* 32)
            return .nil
        }
        method(
            list, "remove_where",
            "Takes the elements out for which a function says true, and tells how many they were.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "int",
            example: """
                var xs = [1, 2, 3, 4]
                xs.remove_where(n => n % 2 == 0)  # => 2
                xs  # => [1, 3]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            // All are asked before one is taken out: an error changes nothing.
            var isUnwanted: [Bool] = []
            try call.vm.reserve(object.pointee.count)
            for value in try call.list(0) {
                try call.vm.work(1)
                isUnwanted.append(try call.vm.requireBool(call[1], [value]))
            }
            var kept = 0
            for (index, isGone) in isUnwanted.enumerated() {
                let value = object.pointee.data[index]
                if isGone {
                    call.vm.release(value)
                } else {
                    object.pointee.data[kept] = value
                    kept += 1
                }
            }
            object.pointee.count = kept
            return .int(isUnwanted.count - kept)
        }
    }

    /// What a key, index or field leads to, borrowed; `nil` for nothing there, also in nothing.
    ///
    /// - Throws: `TypeError` for a value without parts and for what is no key of its kind.
    private func part(_ step: Value, of value: Value) throws -> Value? {
        switch value.tag {
        case .nil: return nil
        case .map:
            return machine.get(step, hash: try requireHash(step), in: value.map)?.pointee
        case .list:
            guard step.isInt else { throw LayError.noListIndex(describe(step)) }
            let values = value.elements ?? .init(start: nil, count: 0)
            let index = step.asInt < 0 ? step.asInt &+ values.count : step.asInt
            return values.indices.contains(index) ? values[index] : nil
        case .record where step.is(.string):
            return fields(of: value).first { $0.name == step.text }?.value
        default: throw LayError.noParts(describe(value), describe(step))
        }
    }
}
