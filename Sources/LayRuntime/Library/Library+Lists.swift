extension VM {
    func installLists() {
        let list = type(.list)
        constructor(
            list,
            MemberDescription(
                "A list of what a loop over a value walks.",
                [
                    .optional(
                        "values", "any", "a list, string, map, range, iterator …", default: "[]")
                ], gives: "list",
                example: """
                    list(1...3)  # => [1, 2, 3]
                    list("ab")  # => ["a", "b"]
                    """)
        ) { call in
            let result = call.vm.list([])
            if !call[0].isMissing, !call.vm.appendAll(call[0], to: result) {
                call.vm.release(result)
                throw call.vm.takePending()
            }
            return result
        }
        property(
            list, "length", "How many elements there are.", gives: "int",
            example: "[1, 2].length  # => 2"
        ) { _, value in .int(value.list.pointee.count) }
        property(
            list, "is_empty", "True when there is nothing in it.", gives: "bool",
            example: "[].is_empty  # => true"
        ) { _, value in .bool(value.list.pointee.count == 0) }
        property(
            list, "first", "The first element, or nil of an empty list.", gives: .any,
            example: "[1, 2].first  # => 1"
        ) { vm, value in vm.retain(value.elements?.first ?? .nil) }
        property(
            list, "last", "The last element, or nil of an empty list.", gives: .any,
            example: "[1, 2].last  # => 2"
        ) { vm, value in vm.retain(value.elements?.last ?? .nil) }
        list.otherNames["append"] =
            "push(value) adds one element, extend(list) those of another list"
        installListChanges(list)
        installListShapes(list)
        installListPicks(list)
        installSets(list)
    }

    private func installListShapes(_ list: TypeInfo) {
        method(
            list, "flatten", "A list with the elements of the lists in it instead of these.",
            [.optional("depth", "int", "how many levels of lists are opened", default: "1")],
            gives: "list", example: "[[1], [2, [3]]].flatten()  # => [1, 2, [3]]"
        ) { call in
            let depth = call.has(1) ? try call.int(1) : 1
            let result = call.vm.list([])
            do {
                try call.vm.flatten(try call.list(0), depth, into: result)
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(
            list, "zip",
            "Lists of the elements at the same place here and there, as long as the shorter.",
            [MemberParameter("other", "list", "the other list")], gives: "list[list]",
            example: #"[1, 2].zip(["a", "b"])  # => [[1, "a"], [2, "b"]]"#
        ) { call in
            let (first, second) = (try call.list(0), try call.list(1))
            return try call.vm.collect { append in
                for (x, y) in zip(first, second) {
                    try call.vm.work(2)
                    append(call.vm.list([call.vm.retain(x), call.vm.retain(y)]))
                }
            }
        }
        method(
            list, "window",
            "The lists of neighbours, one beginning at each element that has enough behind it.",
            [MemberParameter("size", "int", "how many neighbours")], gives: "list[list]",
            example: "[1, 2, 3].window(2)  # => [[1, 2], [2, 3]]"
        ) { call in
            let (size, values) = (try call.int(1), try call.list(0))
            if size < 1 { throw LayError.belowOne(size, "size", in: "window") }
            return try call.vm.collect { append in
                if size > values.count { return }
                for start in 0...(values.count - size) {
                    try call.vm.work(size >> 2 &+ 1)
                    try call.vm.reserve(size &* MemoryLayout<Value>.stride)
                    append(call.vm.slice(call[0], from: start, to: start + size))
                }
            }
        }
        method(
            list, "repeat", "The elements several times in a row.",
            [MemberParameter("count", "int", "how often")], gives: "list",
            example: "[1, 2].repeat(2)  # => [1, 2, 1, 2]"
        ) { call in
            let (count, values) = (try call.int(1), try call.list(0))
            if count < 0 { throw LayError.negativeRepeat(count) }
            let (total, overflow) = count.multipliedReportingOverflow(by: values.count)
            try call.vm.reserve(overflow || total > 1 << 40 ? Int.max : total * 16)
            return try call.vm.collect { append in
                if values.isEmpty { return }
                for _ in 0..<count {
                    try call.vm.work(values.count)
                    for value in values { append(call.vm.retain(value)) }
                }
            }
        }
    }

    /// What is nested waits in a list instead of on Swift's stack.
    private func flatten(
        _ values: UnsafeBufferPointer<Value>, _ depth: Int, into result: Value
    ) throws {
        var open = [values[...]]
        while let last = open.indices.last {
            guard let value = open[last].popFirst() else {
                open.removeLast()
                continue
            }
            try work(1)
            if open.count <= depth, let inner = value.elements {
                open.append(inner[...])
            } else {
                machine.append(retain(value), to: result.list)
            }
        }
    }
}
