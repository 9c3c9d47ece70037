extension VM {
    func installListChanges(_ list: TypeInfo) {
        method(
            list, "push", "Adds values at the end.", [.rest("values", "any", "what is added")],
            gives: "nil",
            example: """
                var xs = [1]
                xs.push(2, 3)
                xs  # => [1, 2, 3]
                """, isMutating: true
        ) { call in
            for value in try call.list(1) {
                value.retain()
                call.vm.machine.append(value, to: call[0].list)
            }
            return .nil
        }
        method(
            list, "pop",
            "Takes an element out and gives it, the last one unless another is asked for.",
            [
                .optional(
                    "index", "int", "its place, counted from the end when negative", default: "-1")
            ], gives: .any,
            example: """
                var xs = [1, 2, 3]
                xs.pop()  # => 3
                xs.pop(0)  # => 1
                """, isMutating: true
        ) { call in
            let object = call[0].list
            let count = object.pointee.count
            guard count > 0 else { throw LayError.popFromEmpty }
            guard call.has(1) else {
                object.pointee.count -= 1
                return object.pointee.data[object.pointee.count]
            }
            let wanted = try call.int(1)
            let index = wanted < 0 ? wanted &+ count : wanted
            guard index >= 0, index < count else {
                throw LayError.outsideList(wanted, of: count, in: "pop")
            }
            return call.vm.takeElement(index, of: object)
        }
        method(
            list, "swap", "Exchanges two elements.",
            [
                MemberParameter(
                    "first", "int", "the place of one, counted from the end when negative"),
                MemberParameter("second", "int", "the place of the other"),
            ], gives: "nil",
            example: """
                var xs = [1, 2, 3]
                xs.swap(0, -1)
                xs  # => [3, 2, 1]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            let count = object.pointee.count
            let places = try [1, 2].map { argument in
                let wanted = try call.int(argument)
                let index = wanted < 0 ? wanted &+ count : wanted
                guard index >= 0, index < count else {
                    throw LayError.outsideList(wanted, of: count, in: "swap")
                }
                return index
            }
            let first = object.pointee.data[places[0]]
            object.pointee.data[places[0]] = object.pointee.data[places[1]]
            object.pointee.data[places[1]] = first
            return .nil
        }
        method(
            list, "insert", "Puts a value in front of the element at a place.",
            [
                MemberParameter("index", "int", "the place; the length for the end"),
                MemberParameter("value", "any", "what is put there"),
            ], gives: "nil",
            example: """
                var xs = [1, 3]
                xs.insert(1, 2)
                xs  # => [1, 2, 3]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            let count = object.pointee.count
            let index = try call.int(1) < 0 ? try call.int(1) + count : try call.int(1)
            guard index >= 0, index <= count else {
                throw LayError.outsideList(try call.int(1), of: count, in: "insert")
            }
            call.vm.machine.append(call.vm.retain(call[2]), to: object)
            let place = object.pointee.data + index
            (place + 1).update(from: place, count: count - index)
            call.vm.machine.takeSteps(bytes: (count - index) &* MemoryLayout<Value>.stride)
            place.pointee = call[2]
            return .nil
        }
        method(
            list, "remove_at", "Takes the element at a place out and gives it.",
            [MemberParameter("index", "int", "its place, counted from the end when negative")],
            gives: .any,
            example: """
                var xs = [1, 2, 3]
                xs.remove_at(-2)  # => 2
                """, isMutating: true
        ) { call in
            let object = call[0].list
            let count = object.pointee.count
            let index = try call.int(1) < 0 ? try call.int(1) + count : try call.int(1)
            guard index >= 0, index < count else {
                throw LayError.outsideList(try call.int(1), of: count, in: "remove_at")
            }
            return call.vm.takeElement(index, of: object)
        }
        method(
            list, "remove",
            "Takes the first element equal to a value out; false when there is none.",
            [MemberParameter("value", "any", "what is looked for")], gives: "bool",
            example: """
                var xs = [1, 2, 1]
                xs.remove(1)  # => true
                xs  # => [2, 1]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            for index in 0..<object.pointee.count
            where call.vm.machine.areEqual(object.pointee.data[index], call[1]) {
                call.vm.machine.takeSteps(bytes: index &* 64)
                call.vm.release(call.vm.takeElement(index, of: object))
                return .bool(true)
            }
            call.vm.machine.takeSteps(bytes: object.pointee.count &* 64)
            return .bool(false)
        }
        method(
            list, "clear", "Takes all elements out.", gives: "nil",
            example: """
                var xs = [1]
                xs.clear()
                xs  # => []
                """, isMutating: true
        ) { call in
            let object = call[0].list
            for index in 0..<object.pointee.count { call.vm.release(object.pointee.data[index]) }
            call.vm.machine.takeSteps(bytes: object.pointee.count &* 64)
            object.pointee.count = 0
            return .nil
        }
        method(
            list, "extend", "Adds what a loop over a value walks at the end.",
            [MemberParameter("values", "any", "a list, range, iterator …")], gives: "nil",
            example: """
                var xs = [1]
                xs.extend(2...3)
                xs  # => [1, 2, 3]
                """, isMutating: true
        ) { call in
            if !call.vm.appendAll(call[1], to: call[0]) { throw call.vm.takePending() }
            return .nil
        }
        method(
            list, "reverse", "Turns the order of the elements round.", gives: "nil",
            example: """
                var xs = [1, 2]
                xs.reverse()
                xs  # => [2, 1]
                """, isMutating: true
        ) { call in
            let object = call[0].list
            var elements = UnsafeMutableBufferPointer(
                start: object.pointee.data, count: object.pointee.count)
            elements.reverse()
            call.vm.machine.takeSteps(bytes: elements.count &* 32)
            return .nil
        }
        method(
            list, "sort", "Puts the elements in order; equal ones keep theirs.",
            Self.sortingParameters, gives: "nil",
            example: """
                var xs = ["bb", "a"]
                xs.sort(by: s => s.length)
                xs  # => ["a", "bb"]
                """, isMutating: true
        ) { call in
            try call.vm.sort(call[0].list, call)
            return .nil
        }
    }

    func takeElement(_ index: Int, of list: UnsafeMutablePointer<ListObject>) -> Value {
        let value = list.pointee.data[index]
        if index == 0 {
            machine.dropFirst(of: list)
        } else {
            let place = list.pointee.data + index
            let moved = list.pointee.count - index - 1
            place.update(from: place + 1, count: moved)
            machine.takeSteps(bytes: moved &* MemoryLayout<Value>.stride)
            list.pointee.count -= 1
        }
        return value
    }
}
