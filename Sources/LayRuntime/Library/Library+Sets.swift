extension VM {
    /// What lists do as sets: equal elements are found by their hashes, and the order is kept.
    func installSets(_ list: TypeInfo) {
        let other = MemberParameter(
            "other", "any", "a list, range, iterator or what else is walked")
        method(
            list, "union", "The elements of this list and of others, each of equal ones once.",
            [.rest("others", "any", "lists, ranges, iterators or what else is walked")],
            gives: "list", example: "[1, 2, 2].union([2, 3])  # => [1, 2, 3]"
        ) { call in
            let vm = call.vm
            let seen = ValueSet(vm)
            return try vm.collect { append in
                for source in [call[0]] + (try call.list(1)) {
                    try vm.requireEnd(of: source)
                    try vm.walk(source) { value in
                        if try seen.insert(value) { append(value) } else { vm.release(value) }
                        return true
                    }
                }
            }
        }
        method(
            list, "intersect", "The elements that another list has too, each of equal ones once.",
            [other], gives: "list", example: "[3, 1, 2, 3].intersect([2, 3])  # => [3, 2]"
        ) { call in
            let vm = call.vm
            let seen = ValueSet(vm)
            let wanted = try ValueSet(call[1], vm)
            return try vm.collect { append in
                for value in try call.list(0)
                where try wanted.contains(value) && seen.insert(value) {
                    append(vm.retain(value))
                }
            }
        }
        method(
            list, "minus", "The elements that another list has not, as list - list gives them.",
            [other], gives: "list", example: "[1, 2, 1, 3].minus([3])  # => [1, 2, 1]"
        ) { call in try call.vm.difference(call[0], call[1]) }
        method(
            list, "symmetric",
            "The elements that only one of two lists has, each of equal ones once.", [other],
            gives: "list", example: "[1, 2].symmetric([2, 3])  # => [1, 3]"
        ) { call in
            let vm = call.vm
            let seen = ValueSet(vm)
            let here = try ValueSet(call[0], vm)
            let others = try vm.collect { append in
                try vm.requireEnd(of: call[1])
                try vm.walk(call[1]) { value in
                    append(value)
                    return true
                }
            }
            defer { vm.release(others) }
            let there = try ValueSet(others, vm)
            return try vm.collect { append in
                for value in try call.list(0)
                where try !there.contains(value) && seen.insert(value) {
                    append(vm.retain(value))
                }
                for value in others.elements ?? .init(start: nil, count: 0)
                where try !here.contains(value) && seen.insert(value) {
                    append(vm.retain(value))
                }
            }
        }
        method(
            list, "is_subset", "True when another list has all the elements.", [other],
            gives: "bool", example: "[2, 1].is_subset([1, 2, 3])  # => true"
        ) { call in
            let there = try ValueSet(call[1], call.vm)
            return .bool(try call.list(0).allSatisfy { try there.contains($0) })
        }
        method(
            list, "is_superset", "True when it has all the elements of another list.", [other],
            gives: "bool", example: "[1, 2, 3].is_superset([3, 1])  # => true"
        ) { call in
            let here = try ValueSet(call[0], call.vm)
            return .bool(try call.vm.allSatisfy(call[1]) { try here.contains($0) })
        }
        method(
            list, "is_disjoint", "True when it shares no element with another list.", [other],
            gives: "bool", example: "[1, 2].is_disjoint([3])  # => true"
        ) { call in
            let here = try ValueSet(call[0], call.vm)
            return .bool(try call.vm.allSatisfy(call[1]) { try !here.contains($0) })
        }
        list.operators.append(("list - list", "The elements that the right list has not."))
        list.combine = { vm, operation, x, y in
            guard operation == "-", x.is(.list), y.is(.list) else { return nil }
            return try vm.difference(x, y)
        }
    }

    private func difference(_ list: Value, _ other: Value) throws -> Value {
        let unwanted = try ValueSet(other, self)
        return try collect { append in
            for value in list.elements ?? .init(start: nil, count: 0)
            where try !unwanted.contains(value) { append(retain(value)) }
        }
    }

    private func allSatisfy(_ source: Value, _ holds: (Value) throws -> Bool) throws -> Bool {
        var result = true
        try walk(source) { value in
            defer { release(value) }
            result = try holds(value)
            return result
        }
        return result
    }
}
