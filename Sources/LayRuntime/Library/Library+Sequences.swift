internal import LayBounds

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
            for element in elements where try !body(retain(element)) { return }
            return
        }
        let steps = try Steps(source, self)
        while let value = try steps.next(self) {
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look() {
                release(value)
                throw takePending()
            }
            if try !body(value) { return }
        }
    }

    /// Calls a function with values, which are given up.
    private func apply(_ function: Value, _ value: Value) throws -> Value {
        defer { release(value) }
        return try call(function, [value])
    }

    /// Whether a function, or the value itself when there is none, says yes.
    private func holds(_ function: Value, _ value: Value) throws -> Bool {
        if function.isMissing || function.isNil {
            if value.isBool { return value.isTrue }
            throw LayError(.typeError, "without a function the elements must be bools")
        }
        return try requireBool(function, [value])
    }

    /// What lists, ranges and iterators share: methods that take every element.
    func installSequences() {
        for builtin in [BuiltinType.list, .range, .iterator] {
            installFolds(type(builtin))
            installSearches(type(builtin))
            installGroupings(type(builtin))
        }
        for builtin in [BuiltinType.list, .range, .map, .string, .bytes] {
            property(type(builtin), "lazy") { vm, value in
                let steps = try Steps(value, vm)
                return vm.iterator { [unowned vm] in try steps.next(vm) }
            }
        }
        for builtin in [BuiltinType.list, .range] { installSelections(type(builtin)) }
        installLazySelections(type(.iterator))
        method(type(.iterator), "next") { call in
            try call.object(0, as: NativeIterator.self, "an iterator").next(call.vm) ?? .nil
        }
        method(type(.iterator), "list") { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
        }
    }

    private func installFolds(_ type: TypeInfo) {
        method(type, "reduce", "initial function") { call in
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
        method(type, "each", "function") { call in
            try call.vm.walk(call[0]) { value in
                call.vm.release(try call.vm.apply(call[1], value))
                return true
            }
            return .nil
        }
        for (name, operation, start) in [("sum", Opcode.add, 0), ("product", .multiply, 1)] {
            method(type, name) { call in
                var total: Value = .int(start)
                try call.vm.walk(call[0]) { value in
                    guard value.isNumber else {
                        let text = call.vm.describe(value)
                        call.vm.release(value)
                        throw LayError(.typeError, "\(name): \(text) is no number")
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
        for (name, wanted) in [("min", -1), ("max", 1)] {
            method(type, name, "by?") { call in
                try call.vm.extreme(call[0], by: call[1], wanted, name)
            }
        }
        method(type, "join", "separator?") { call in
            let separator = try call.optionalString(1) ?? ""
            var text: [UInt8] = []
            var isFirst = true
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if !isFirst { text.append(contentsOf: separator.utf8) }
                isFirst = false
                try call.vm.write(value, to: &text)
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
            throw LayError(.valueError, "\(name) of nothing", help: "ask is_empty first")
        }
        release(best.key)
        return best.value
    }

    private func installSearches(_ type: TypeInfo) {
        for (name, wanted) in [("any", true), ("all", false), ("none", true)] {
            method(type, name, "function?") { call in
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
        method(type, "find", "function") { call in
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
        method(type, "find_index", "function") { call in
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
        method(type, "index_of", "value") { call in
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
        method(type, "contains", "value") { call in
            var result = false
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                result = call.vm.machine.areEqual(value, call[1])
                return !result
            }
            return .bool(result)
        }
        method(type, "count", "function?") { call in
            var count = 0
            try call.vm.walk(call[0]) { value in
                defer { call.vm.release(value) }
                if try call[1].isMissing || (try call.vm.holds(call[1], value)) { count += 1 }
                return true
            }
            return .int(count)
        }
    }

    private func installGroupings(_ type: TypeInfo) {
        method(type, "group", "by") { call in
            let result = call.vm.machine.makeMap()
            do {
                try call.vm.walk(call[0]) { value in
                    let key = try call.vm.call(call[1], [value])
                    defer { call.vm.release(key) }
                    let hash = try call.vm.requireHash(key)
                    if let group = call.vm.machine.get(key, hash: hash, in: result.map) {
                        call.vm.machine.append(value, to: group.pointee.list)
                    } else {
                        call.vm.machine.set(
                            key, hash: hash, to: call.vm.list([value]), in: result.map)
                    }
                    return true
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(type, "unique", "by?") { call in
            let seen = call.vm.machine.makeMap()
            defer { call.vm.release(seen) }
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    let key =
                        call.has(1) ? try call.vm.call(call[1], [value]) : call.vm.retain(value)
                    defer { call.vm.release(key) }
                    let hash = try call.vm.requireHash(key)
                    if call.vm.machine.find(key, hash: hash, in: seen.map) >= 0 {
                        call.vm.release(value)
                        return true
                    }
                    call.vm.machine.set(key, hash: hash, to: .nil, in: seen.map)
                    append(value)
                    return true
                }
            }
        }
        method(type, "partition", "function") { call in
            let (yes, no) = (call.vm.list([]), call.vm.list([]))
            let both = call.vm.list([yes, no])
            do {
                try call.vm.walk(call[0]) { value in
                    let target = try call.vm.holds(call[1], value) ? yes : no
                    call.vm.machine.append(value, to: target.list)
                    return true
                }
            } catch {
                call.vm.release(both)
                throw error
            }
            return both
        }
        method(type, "chunk", "size") { call in
            let size = try call.int(1)
            if size < 1 { throw LayError(.valueError, "chunk: the size \(size) is less than 1") }
            return try call.vm.collect { append in
                var chunk: Value?
                try call.vm.walk(call[0]) { value in
                    let current = chunk ?? call.vm.list([])
                    if chunk == nil { append(current) }
                    call.vm.machine.append(value, to: current.list)
                    chunk = current.list.pointee.count == size ? nil : current
                    return true
                }
            }
        }
        method(type, "to_map", "function?") { call in
            let result = call.vm.machine.makeMap()
            do {
                try call.vm.walk(call[0]) { value in
                    let pair =
                        call.has(1) ? try call.vm.apply(call[1], value) : value
                    defer { call.vm.release(pair) }
                    guard let parts = pair.elements, parts.count == 2 else {
                        throw LayError(
                            .valueError,
                            "to_map: \(call.vm.describe(pair)) is no list of a key and a value")
                    }
                    let hash = try call.vm.requireHash(parts[0])
                    call.vm.machine.set(
                        parts[0], hash: hash, to: call.vm.retain(parts[1]), in: result.map)
                    return true
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(type, "sorted", "by? reverse?") { call in
            let values = try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
            do {
                try call.vm.sort(values.list, by: call[1], isReversed: try call.flag(2))
                return values
            } catch {
                call.vm.release(values)
                throw error
            }
        }
    }

    /// Methods of lists and ranges that give a list of some elements or of something made of them.
    private func installSelections(_ type: TypeInfo) {
        method(type, "map", "function") { call in
            try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(try call.vm.apply(call[1], value))
                    return true
                }
            }
        }
        method(type, "flat_map", "function") { call in
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
        for (name, wanted) in [("filter", true), ("reject", false)] {
            method(type, name, "function") { call in
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
        method(type, "take", "count") { call in
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
        method(type, "skip", "count") { call in
            var left = try call.int(1)
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    if left > 0 { call.vm.release(value) } else { append(value) }
                    left -= left > 0 ? 1 : 0
                    return true
                }
            }
        }
        method(type, "take_while", "function") { call in
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
        method(type, "skip_while", "function") { call in
            var isSkipping = true
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    if isSkipping { isSkipping = try call.vm.holds(call[1], value) }
                    if isSkipping { call.vm.release(value) } else { append(value) }
                    return true
                }
            }
        }
        method(type, "enumerate", "start?") { call in
            var index = call.has(1) ? try call.int(1) : 0
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(call.vm.list([.int(index), value]))
                    index &+= 1
                    return true
                }
            }
        }
        method(type, "reversed") { call in
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

    /// The same for iterators, which give another iterator.
    private func installLazySelections(_ type: TypeInfo) {
        method(type, "map", "function") { call in
            let (function, vm) = (call.vm.root(call[1]), call.vm)
            return try Self.lazily(call) { [unowned vm] next in
                guard let value = try next() else { return nil }
                return try vm.apply(function.value, value)
            }
        }
        for (name, wanted) in [("filter", true), ("reject", false)] {
            method(type, name, "function") { call in
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
        method(type, "take", "count") { call in
            var left = try call.int(1)
            return try Self.lazily(call) { next in
                left -= 1
                return left >= 0 ? try next() : nil
            }
        }
        method(type, "skip", "count") { call in
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
        method(type, "take_while", "function") { call in
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
        method(type, "enumerate", "start?") { call in
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
        return vm.iterator { [unowned vm] in try step { try source.next(vm) } }
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
