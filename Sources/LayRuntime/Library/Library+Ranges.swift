extension VM {
    func installRanges() {
        let range = type(.range)
        func hasUpper(_ value: Value) -> Bool {
            value.range.pointee.header.flags & RangeObject.hasUpper != 0
        }
        property(
            range, "lower", "Where it begins, or nil when it has no beginning.", gives: "int | nil",
            example: "(2..<5).lower  # => 2"
        ) { _, value in
            value.range.pointee.header.flags & RangeObject.hasLower != 0
                ? .int(value.range.pointee.lower) : .nil
        }
        property(
            range, "upper", "Where it ends, or nil when it has no end.", gives: "int | nil",
            example: "(2...).upper  # => nil"
        ) { _, value in
            hasUpper(value) ? .int(value.range.pointee.upper) : .nil
        }
        property(
            range, "is_closed", "True when its upper bound belongs to it: 1...3.", gives: "bool",
            example: "(1...3).is_closed  # => true"
        ) { _, value in
            .bool(value.range.pointee.header.flags & RangeObject.isClosed != 0)
        }
        property(
            range, "length", "How many ints lie in it, or nil when a bound is missing.",
            gives: "int | nil", example: "(2..<5).length  # => 3"
        ) { vm, value in
            let bounds = value.range.pointee
            guard hasUpper(value), bounds.header.flags & RangeObject.hasLower != 0 else {
                return .nil
            }
            return try vm.length(ofRange: value) ?? .nil
        }
        method(
            range, "contains", "True when a number lies in it.",
            [MemberParameter("value", "any", "the number")], gives: "bool",
            example: "(1...3).contains(3)  # => true"
        ) { call in
            .bool(call.vm.matchRange(call[1], call[0]))
        }
        method(
            range, "list", "Its ints as a list.", gives: "list[int]",
            example: "(1...3).list()  # => [1, 2, 3]"
        ) { call in
            try call.vm.requireEnd(of: call[0])
            return try call.vm.collect { append in try call.vm.forEach(call[0]) { append($0) } }
        }
        method(
            range, "step", "An iterator over every so many of its ints, from the lower bound.",
            [MemberParameter("by", "int", "the distance, at least 1")], gives: "iterator",
            example: "(0..<10).step(4).list()  # => [0, 4, 8]"
        ) { call in
            let step = try call.int(1)
            let bounds = call[0].range.pointee
            guard step > 0 else {
                throw LayError.noStep(step)
            }
            guard bounds.header.flags & RangeObject.hasLower != 0 else {
                throw LayError.stepWithoutStart
            }
            let isClosed = bounds.header.flags & RangeObject.isClosed != 0
            let upper = hasUpper(call[0]) ? bounds.upper : Int.max
            var next: Int? = bounds.lower
            return call.vm.iterator {
                guard let value = next, isClosed ? value <= upper : value < upper else {
                    return nil
                }
                let (after, overflow) = value.addingReportingOverflow(step)
                next = overflow ? nil : after
                return .int(value)
            }
        }
    }
}
