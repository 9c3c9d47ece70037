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
            (
                "sum", "The elements added up, or what a function gives for them.",
                "sum(by: n => n * n)  # => 30", Opcode.add, 0
            ),
            (
                "product", "The elements multiplied, or what a function gives for them.",
                "product()  # => 24", .multiply, 1
            ),
        ] {
            method(
                type, name, sentence,
                [
                    .optional(
                        "by", "fn(any) -> number",
                        "gets an element, gives what is taken instead of it")
                ], gives: "number", example: "\(numbers).\(example)"
            ) { call in
                if operation == .add, !call.has(1), let sum = try call.vm.sum(ofRange: call[0]) {
                    return sum
                }
                var total: Value = .int(start)
                try call.vm.walk(call[0]) { value in
                    let number = call.has(1) ? try call.vm.apply(call[1], value) : value
                    defer { call.vm.release(number) }
                    total = try call.vm.added(number, to: total, name, operation)
                    return true
                }
                return total
            }
        }
        method(
            type, "min_max", "A list of the least and the greatest element.",
            [
                .optional(
                    "by", "fn(any) -> any", "gets an element, gives what is compared instead of it")
            ], gives: "list", example: "\(numbers).min_max()  # => [1, 4]"
        ) { call in
            // Both need all elements, which an iterator gives once.
            let values = try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
            defer { call.vm.release(values) }
            return try call.vm.collect { append in
                for wanted in [-1, 1] {
                    append(try call.vm.extreme(values, by: call[1], wanted, "min_max"))
                }
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
                if !call.has(1), let end = call.vm.end(ofRange: call[0], isLower: wanted < 0) {
                    return end
                }
                return try call.vm.extreme(call[0], by: call[1], wanted, name)
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

    /// A sum or product so far with one more number.
    ///
    /// - Throws: `TypeError` for what is no number, `Overflow`.
    func added(
        _ value: Value, to total: Value, _ member: String, _ operation: Opcode
    ) throws -> Value {
        guard value.isNumber else { throw LayError.noNumber(describe(value), in: member) }
        var next = Value.nil
        if !arithmetic(operation, total, value, &next) { throw takePending() }
        return next
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
            type, "count",
            "How many elements there are, for how many a function says true, or how many equal a value.",
            [
                .optional(
                    "what", "fn(any) -> bool | any",
                    "gets an element; or a value that is looked for",
                    default: "all")
            ], gives: "int",
            example: """
                \(numbers).count(n => n % 2 == 0)  # => 2
                \(numbers).count(3)  # => 1
                """
        ) { call in
            if call[1].isMissing, let length = try call.vm.length(ofRange: call[0]) {
                return length
            }
            var count = 0
            let isTest = call[1].is(.function) || call[1].is(.native)
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if call[1].isMissing {
                    count += 1
                } else if try isTest
                    ? call.vm.holds(call[1], value) : call.vm.machine.areEqual(value, call[1])
                {
                    count += 1
                }
                return true
            }
            return .int(count)
        }
    }
}
