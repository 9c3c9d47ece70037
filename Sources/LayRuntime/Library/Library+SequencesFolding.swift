extension VM {
    func installFolds(_ type: TypeInfo, _ numbers: String) {
        method(
            type, "reduce", "What a function makes of a first value and each element in turn.",
            [
                MemberParameter("initial", "any", "the first value"),
                MemberParameter(
                    "function", "fn(any, any) -> any", "gets what there is so far and an element"),
            ], gives: .any, example: "\(numbers).reduce(0, (sum, n) => sum + n)  # => 10"
        ) { call in
            var result = call.vm.retain(call[1])
            do {
                try call.vm.walk(call[0]) { value in
                    defer { call.vm.release(value) }
                    let next = try call.vm.call(call[2], [result, value])
                    call.vm.release(result)
                    result = next
                    return true
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(
            type, "each", "Calls a function with each element.",
            [MemberParameter("function", "fn(any) -> any", "gets an element")], gives: "nil",
            example: "\(numbers).each(n => print(n))"
        ) { call in
            try call.vm.walk(call[0]) { value in
                call.vm.release(try call.vm.apply(call[1], value))
                return true
            }
            return .nil
        }
        for (name, sentence, example, operation, start) in [
            ("sum", "The elements added up.", "sum()  # => 10", Opcode.add, 0),
            ("product", "The elements multiplied.", "product()  # => 24", .multiply, 1),
        ] {
            method(type, name, sentence, gives: "number", example: "\(numbers).\(example)") {
                call in
                var total: Value = .int(start)
                try call.vm.walk(call[0]) { value in
                    guard value.isNumber else {
                        let text = call.vm.describe(value)
                        call.vm.release(value)
                        throw LayError.noNumber(text, in: name)
                    }
                    var next = Value.nil
                    if !call.vm.arithmetic(operation, total, value, &next) {
                        throw call.vm.takePending()
                    }
                    total = next
                    return true
                }
                return total
            }
        }
        for (name, sentence, example, wanted) in [
            ("min", "The least element; the first of equal ones.", "min()  # => 1", -1),
            (
                "max", "The greatest element; the first of equal ones.",
                "max(by: n => -n)  # => 1", 1
            ),
        ] {
            method(
                type, name, sentence,
                [
                    .optional(
                        "by", "fn(any) -> any",
                        "gets an element, gives what is compared instead of it")
                ], gives: .any, example: "\(numbers).\(example)"
            ) { call in
                try call.vm.extreme(call[0], by: call[1], wanted, name)
            }
        }
        method(
            type, "join", "The elements as print shows them, as one text.",
            [.optional("separator", "string", "what stands between them", default: "\"\"")],
            gives: "string", example: #"\#(numbers).join("-")  # => "1-2-3-4""#
        ) { call in
            let separator = try call.optionalString(1) ?? ""
            var text: [UInt8] = []
            var asked = Self.freelyAllocated
            var isFirst = true
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if !isFirst { text.append(contentsOf: separator.utf8) }
                isFirst = false
                if value.tag == .string { try call.vm.reserve(value.byteCount) }
                try call.vm.write(value, to: &text)
                if text.count > asked {
                    asked = text.count &* 2
                    try call.vm.reserve(text.count &* 3)
                }
                return true
            }
            return try text.withUnsafeBytes { try call.vm.string($0) }
        }
    }

    private func extreme(_ source: Value, by function: Value, _ wanted: Int, _ name: String) throws
        -> Value
    {
        var best: (key: Value, value: Value)?
        do {
            try walk(source) { value in
                let key =
                    function.isMissing || function.isNil
                    ? retain(value) : try call(function, [value])
                guard let old = best else {
                    best = (key, value)
                    return true
                }
                if try requireOrder(key, old.key).signum() == wanted {
                    best = (key, value)
                    release(old.key)
                    release(old.value)
                } else {
                    release(key)
                    release(value)
                }
                return true
            }
        } catch {
            if let best {
                release(best.key)
                release(best.value)
            }
            throw error
        }
        guard let best else {
            throw LayError.noneToCompare(name, help: "ask is_empty first")
        }
        release(best.key)
        return best.value
    }

    func installSearches(_ type: TypeInfo, _ numbers: String) {
        for (name, sentence, example, wanted) in [
            (
                "any", "True when a function says true for at least one element.",
                "any(n => n > 3)  # => true", true
            ),
            (
                "all", "True when a function says true for every element.",
                "all(n => n > 3)  # => false", false
            ),
            (
                "none", "True when a function says true for no element.",
                "none(n => n > 4)  # => true", true
            ),
        ] {
            method(
                type, name, sentence,
                [
                    .optional(
                        "function", "fn(any) -> bool",
                        "gets an element; without it the elements are bools")
                ], gives: "bool", example: "\(numbers).\(example)"
            ) { call in
                var result = name != "any"
                try call.vm.walk(call[0]) { value in
                    defer { call.vm.release(value) }
                    if try call.vm.holds(call[1], value) != wanted { return true }
                    result = name == "any"
                    return false
                }
                return .bool(result)
            }
        }
        method(
            type, "find", "The first element for which a function says true, or nil.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: .any,
            example: "\(numbers).find(n => n > 2)  # => 3"
        ) { call in
            var result = Value.nil
            try call.vm.walk(call[0]) { value in
                if try call.vm.holds(call[1], value) {
                    result = value
                    return false
                }
                call.vm.release(value)
                return true
            }
            return result
        }
        method(
            type, "find_index",
            "The place of the first element for which a function says true, or nil.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "int | nil",
            example: "\(numbers).find_index(n => n > 2)  # => 2"
        ) { call in
            var (result, index) = (Value.nil, 0)
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if try call.vm.holds(call[1], value) {
                    result = .int(index)
                    return false
                }
                index += 1
                return true
            }
            return result
        }
        method(
            type, "index_of", "The place of the first element equal to a value, or nil.",
            [MemberParameter("value", "any", "what is looked for")], gives: "int | nil",
            example: "\(numbers).index_of(4)  # => 3"
        ) { call in
            var (result, index) = (Value.nil, 0)
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if call.vm.machine.areEqual(value, call[1]) {
                    result = .int(index)
                    return false
                }
                index += 1
                return true
            }
            return result
        }
        method(
            type, "contains", "True when an element equals a value.",
            [MemberParameter("value", "any", "what is looked for")], gives: "bool",
            example: "\(numbers).contains(2)  # => true"
        ) { call in
            var result = false
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                result = call.vm.machine.areEqual(value, call[1])
                return !result
            }
            return .bool(result)
        }
        method(
            type, "count", "How many elements there are, or for how many a function says true.",
            [.optional("function", "fn(any) -> bool", "gets an element")], gives: "int",
            example: "\(numbers).count(n => n % 2 == 0)  # => 2"
        ) { call in
            var count = 0
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if try call[1].isMissing || (try call.vm.holds(call[1], value)) { count += 1 }
                return true
            }
            return .int(count)
        }
    }
}
