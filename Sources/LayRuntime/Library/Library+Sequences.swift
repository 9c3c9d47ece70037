extension VM {
    /// A list made step by step; what is in it is given up again when `body` throws.
    package func collect(_ body: (_ append: (Value) -> Void) throws -> Void) throws -> Value {
        let result = list([])
        do {
            try body { self.machine.append($0, to: result.list) }
            return result
        } catch {
            release(result)
            throw error
        }
    }

    /// Calls `body` with each element, which is the body's own, until it gives false.
    func walk(_ source: Value, _ body: (Value) throws -> Bool) throws {
        if let elements = source.elements {
            for element in elements {
                try work(1)
                if try !body(retain(element)) { return }
            }
            return
        }
        let steps = try Steps(source, self)
        while let value = try steps.next(self) {
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look(audits: false) {
                release(value)
                throw takePending()
            }
            if try !body(value) { return }
        }
    }

    /// Calls a function with values, which are given up.
    func apply(_ function: Value, _ value: Value) throws -> Value {
        defer { release(value) }
        return try call(function, [value])
    }

    /// Whether a function, or the value itself when there is none, says yes.
    func holds(_ function: Value, _ value: Value) throws -> Bool {
        if function.isMissing || function.isNil {
            if value.isBool { return value.isTrue }
            throw LayError.noBools
        }
        return try requireBool(function, [value])
    }

    /// What lists, ranges and iterators share: methods that take every element.
    func installSequences() {
        for (builtin, numbers) in [
            (BuiltinType.list, "[1, 2, 3, 4]"), (.range, "(1...4)"), (.iterator, "(1...4).lazy"),
        ] {
            let type = type(builtin)
            installFolds(type, numbers)
            installSearches(type, numbers)
            installGroupings(type, numbers)
            if builtin == .iterator {
                installLazySelections(type, numbers)
            } else {
                installSelections(type, numbers)
            }
            if builtin == .range { requireEnds(type) }
        }
        for (builtin, example) in [
            (BuiltinType.list, "[1, 2, 3].lazy.map(n => n * n).find(n => n > 3)  # => 4"),
            (.range, "(1...).lazy.filter(n => n % 7 == 0).take(2).list()  # => [7, 14]"),
            (.map, "{a: 1, b: 2}.lazy.next()  # => \"a\""),
            (.string, "\"abc\".lazy.skip(1).next()  # => \"b\""),
            (.bytes, "b\"abc\".lazy.next()  # => 97"),
        ] {
            property(
                type(builtin), "lazy",
                "An iterator over what a loop walks; its map, filter and take do nothing in advance.",
                gives: "iterator", example: example
            ) { vm, value in
                let steps = try Steps(value, vm)
                return vm.iterator { [unowned vm] in try steps.next(vm) }
            }
        }
        method(
            type(.iterator), "next", "The next element, or nil when there is none left.",
            gives: .any, example: "let i = [1].lazy\ni.next()  # => 1\ni.next()  # => nil"
        ) { call in
            try call.object(0, as: NativeIterator.self, "an iterator").next(call.vm) ?? .nil
        }
        method(
            type(.iterator), "list", "The elements that are left, as a list.", gives: "list",
            example: "(1...).lazy.take(3).list()  # => [1, 2, 3]"
        ) { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
        }
    }

}

/// Steps through a value as a loop does, for Swift code.
final class Steps {
    private let state: Slot
    private let lifetime: MachineLifetime

    /// - Throws: `TypeError` for what no loop can walk.
    init(_ source: Value, _ vm: VM) throws {
        state = .allocate(capacity: 4)
        state.initialize(repeating: .nil, count: 4)
        lifetime = vm.lifetime
        guard vm.iterate(source, state) else { throw vm.takePending() }
        lifetime.hold(state[0])
    }

    deinit {
        lifetime.letGo(state[0])
        state.deallocate()
    }

    func next(_ vm: VM) throws -> Value? {
        switch vm.next(state, pairs: false) {
        case .element: return state[2]
        case .end: return nil
        case .failed: throw vm.takePending()
        }
    }
}
