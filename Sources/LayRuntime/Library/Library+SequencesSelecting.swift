internal import LayBounds

extension VM {
    /// Methods of lists and ranges that give a list of some elements or of something made of them.
    func installSelections(_ type: TypeInfo, _ numbers: String) {
        method(
            type, "map", "A list of what a function gives for the elements.",
            [MemberParameter("function", "fn(any) -> any", "gets an element")], gives: "list",
            example: "\(numbers).map(n => n * n)  # => [1, 4, 9, 16]"
        ) { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(try call.vm.apply(call[1], value))
                    return true
                }
            }
        }
        method(
            type, "flat_map",
            "The elements of what a function gives for each element, as one list.",
            [
                MemberParameter(
                    "function", "fn(any) -> any",
                    "gets an element, gives a list or what else a loop walks")
            ], gives: "list",
            example: "\(numbers).take(2).flat_map(n => [n, n * 10])  # => [1, 10, 2, 20]"
        ) { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    let part = try call.vm.apply(call[1], value)
                    defer { call.vm.release(part) }
                    try call.vm.walk(part) { inner in
                        append(inner)
                        return true
                    }
                    return true
                }
            }
        }
        for (name, sentence, example, wanted) in [
            (
                "filter", "The elements for which a function says true.",
                "filter(n => n > 2)  # => [3, 4]", true
            ),
            (
                "reject", "The elements for which a function says false.",
                "reject(n => n > 2)  # => [1, 2]", false
            ),
        ] {
            method(
                type, name, sentence,
                [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "list",
                example: "\(numbers).\(example)"
            ) { call in
                try call.vm.collect { append in
                    try call.vm.walk(call[0]) { value in
                        if try call.vm.holds(call[1], value) == wanted {
                            append(value)
                        } else {
                            call.vm.release(value)
                        }
                        return true
                    }
                }
            }
        }
        method(
            type, "take", "The first elements.",
            [MemberParameter("count", "int", "how many at most")], gives: "list",
            example: "\(numbers).take(2)  # => [1, 2]"
        ) { call in
            var left = try call.int(1)
            return try call.vm.collect { append in
                if left <= 0 { return }
                try call.vm.walk(call[0]) { value in
                    append(value)
                    left -= 1
                    return left > 0
                }
            }
        }
        method(
            type, "skip", "The elements without the first ones.",
            [MemberParameter("count", "int", "how many are left out")], gives: "list",
            example: "\(numbers).skip(3)  # => [4]"
        ) { call in
            var left = try call.int(1)
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    if left > 0 { call.vm.release(value) } else { append(value) }
                    left -= left > 0 ? 1 : 0
                    return true
                }
            }
        }
        method(
            type, "take_while",
            "The elements in front of the first for which a function says false.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "list",
            example: "\(numbers).take_while(n => n < 3)  # => [1, 2]"
        ) { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    if try call.vm.holds(call[1], value) {
                        append(value)
                        return true
                    }
                    call.vm.release(value)
                    return false
                }
            }
        }
        method(
            type, "skip_while", "The elements from the first on for which a function says false.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "list",
            example: "\(numbers).skip_while(n => n < 3)  # => [3, 4]"
        ) { call in
            var isSkipping = true
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    if isSkipping { isSkipping = try call.vm.holds(call[1], value) }
                    if isSkipping { call.vm.release(value) } else { append(value) }
                    return true
                }
            }
        }
        method(
            type, "enumerate", "Lists of a number and an element, counted from 0 on.",
            [.optional("start", "int", "the first number", default: "0")], gives: "list",
            example: "\(numbers).take(2).enumerate(1)  # => [[1, 1], [2, 2]]"
        ) { call in
            var index = call.has(1) ? try call.int(1) : 0
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(call.vm.list([.int(index), value]))
                    index &+= 1
                    return true
                }
            }
        }
        method(
            type, "reversed", "A list of the elements in reverse.", gives: "list",
            example: "\(numbers).reversed()  # => [4, 3, 2, 1]"
        ) { call in
            let result = try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
            var elements = UnsafeMutableBufferPointer(
                start: result.list.pointee.data, count: result.list.pointee.count)
            elements.reverse()
            return result
        }
    }
}
