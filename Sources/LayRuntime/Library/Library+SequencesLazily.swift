internal import LayBounds

extension VM {
    /// The same for iterators, which give another iterator.
    func installLazySelections(_ type: TypeInfo, _ numbers: String) {
        method(
            type, "map", "An iterator over what a function gives for the elements.",
            [MemberParameter("function", "fn(any) -> any", "gets an element")], gives: "iterator",
            example: "\(numbers).map(n => n * n).list()  # => [1, 4, 9, 16]"
        ) { call in
            let (function, vm) = (call.vm.root(call[1]), call.vm)
            return try Self.lazily(call) { [unowned vm] next in
                guard let value = try next() else { return nil }
                return try vm.apply(function.value, value)
            }
        }
        for (name, sentence, example, wanted) in [
            (
                "filter", "An iterator over the elements for which a function says true.",
                "filter(n => n > 2).list()  # => [3, 4]", true
            ),
            (
                "reject", "An iterator over the elements for which a function says false.",
                "reject(n => n > 2).list()  # => [1, 2]", false
            ),
        ] {
            method(
                type, name, sentence,
                [MemberParameter("function", "fn(any) -> bool", "gets an element")],
                gives: "iterator", example: "\(numbers).\(example)"
            ) { call in
                let (function, vm) = (call.vm.root(call[1]), call.vm)
                return try Self.lazily(call) { [unowned vm] next in
                    while let value = try next() {
                        if try vm.holds(function.value, value) == wanted { return value }
                        vm.release(value)
                    }
                    return nil
                }
            }
        }
        method(
            type, "take", "An iterator over the first elements.",
            [MemberParameter("count", "int", "how many at most")], gives: "iterator",
            example: "\(numbers).take(2).list()  # => [1, 2]"
        ) { call in
            var left = try call.int(1)
            return try Self.lazily(call) { next in
                guard left > 0 else { return nil }
                left -= 1
                return try next()
            }
        }
        method(
            type, "skip", "An iterator over the elements without the first ones.",
            [MemberParameter("count", "int", "how many are left out")], gives: "iterator",
            example: "\(numbers).skip(3).list()  # => [4]"
        ) { call in
            let vm = call.vm
            var left = try call.int(1)
            return try Self.lazily(call) { [unowned vm] next in
                while left > 0, let value = try next() {
                    vm.release(value)
                    left -= 1
                }
                return try next()
            }
        }
        method(
            type, "take_while",
            "An iterator over the elements in front of the first for which a function says false.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")], gives: "iterator",
            example: "\(numbers).take_while(n => n < 3).list()  # => [1, 2]"
        ) { call in
            let (function, vm) = (call.vm.root(call[1]), call.vm)
            var isOver = false
            return try Self.lazily(call) { [unowned vm] next in
                guard !isOver, let value = try next() else { return nil }
                if try vm.holds(function.value, value) { return value }
                vm.release(value)
                isOver = true
                return nil
            }
        }
        method(
            type, "enumerate",
            "An iterator over lists of a number and an element, counted from 0 on.",
            [.optional("start", "int", "the first number", default: "0")], gives: "iterator",
            example: "\(numbers).take(2).enumerate(1).list()  # => [[1, 1], [2, 2]]"
        ) { call in
            let vm = call.vm
            var index = call.has(1) ? try call.int(1) : 0
            return try Self.lazily(call) { [unowned vm] next in
                guard let value = try next() else { return nil }
                defer { index &+= 1 }
                return vm.list([.int(index), value])
            }
        }
    }

    /// An iterator made of the receiver, which is one too.
    private static func lazily(
        _ call: borrowing NativeCall, _ step: @escaping (() throws -> Value?) throws -> Value?
    ) throws -> Value {
        let vm = call.vm
        let source = try call.object(0, as: NativeIterator.self, "an iterator")
        return vm.object(
            NativeIterator(over: source) { vm, source in try step { try source.next(vm) } },
            vm.type(.iterator))
    }
}
