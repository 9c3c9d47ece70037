extension VM {
    func installLists() {
        let list = type(.list)
        constructor(list, "values?") { call in
            let result = call.vm.list([])
            if !call[0].isMissing, !call.vm.appendAll(call[0], to: result) {
                call.vm.release(result)
                throw call.vm.takePending()
            }
            return result
        }
        property(list, "length") { _, value in .int(value.list.pointee.count) }
        property(list, "is_empty") { _, value in .bool(value.list.pointee.count == 0) }
        property(list, "first") { vm, value in vm.retain(value.elements?.first ?? .nil) }
        property(list, "last") { vm, value in vm.retain(value.elements?.last ?? .nil) }
        installListChanges(list)
        installListFunctions(list)
        installListSearches(list)
    }

    private func installListChanges(_ list: TypeInfo) {
        method(list, "push", "values...", isMutating: true) { call in
            for value in try call.list(1) {
                value.retain()
                call.vm.machine.append(value, to: call[0].list)
            }
            return .nil
        }
        method(list, "pop", isMutating: true) { call in
            let object = call[0].list
            guard object.pointee.count > 0 else {
                throw LayError("IndexError", "pop from an empty list")
            }
            object.pointee.count -= 1
            return object.pointee.data[object.pointee.count]
        }
        method(list, "insert", "index value", isMutating: true) { call in
            let object = call[0].list
            let count = object.pointee.count
            let index = try call.int(1) < 0 ? try call.int(1) + count : try call.int(1)
            guard index >= 0, index <= count else {
                throw LayError(
                    "IndexError", "insert: index \(try call.int(1)) is outside a list of \(count)")
            }
            call.vm.machine.append(call.vm.retain(call[2]), to: object)
            var place = count
            while place > index {
                object.pointee.data[place] = object.pointee.data[place - 1]
                place -= 1
            }
            object.pointee.data[index] = call[2]
            return .nil
        }
        method(list, "remove_at", "index", isMutating: true) { call in
            let object = call[0].list
            let count = object.pointee.count
            let index = try call.int(1) < 0 ? try call.int(1) + count : try call.int(1)
            guard index >= 0, index < count else {
                throw LayError(
                    "IndexError",
                    "remove_at: index \(try call.int(1)) is outside a list of \(count)")
            }
            return call.vm.takeElement(index, of: object)
        }
        method(list, "remove", "value", isMutating: true) { call in
            let object = call[0].list
            for index in 0..<object.pointee.count
            where call.vm.machine.areEqual(object.pointee.data[index], call[1]) {
                call.vm.release(call.vm.takeElement(index, of: object))
                return .bool(true)
            }
            return .bool(false)
        }
        method(list, "clear", isMutating: true) { call in
            let object = call[0].list
            for index in 0..<object.pointee.count { call.vm.release(object.pointee.data[index]) }
            object.pointee.count = 0
            return .nil
        }
        method(list, "extend", "values", isMutating: true) { call in
            if !call.vm.appendAll(call[1], to: call[0]) { throw call.vm.takePending() }
            return .nil
        }
        method(list, "reverse", isMutating: true) { call in
            let object = call[0].list
            var elements = UnsafeMutableBufferPointer(
                start: object.pointee.data, count: object.pointee.count)
            elements.reverse()
            return .nil
        }
        method(list, "sort", "by?", isMutating: true) { call in
            let sorted = try call.vm.sorted(
                call[0].elements ?? UnsafeBufferPointer(start: nil, count: 0), by: call[1])
            for (index, value) in sorted.enumerated() { call[0].list.pointee.data[index] = value }
            return .nil
        }
    }

    func takeElement(_ index: Int, of list: UnsafeMutablePointer<ListObject>) -> Value {
        let value = list.pointee.data[index]
        for place in index..<(list.pointee.count - 1) {
            list.pointee.data[place] = list.pointee.data[place + 1]
        }
        list.pointee.count -= 1
        return value
    }

    /// The values in order, stable; `key` is a function or absent. References are not changed.
    func sorted(_ values: UnsafeBufferPointer<Value>, by key: Value) throws -> [Value] {
        var keys: [(key: Value, value: Value)] = []
        defer { if !key.isMissing, !key.isNil { for entry in keys { release(entry.key) } } }
        for value in values {
            keys.append((key.isMissing || key.isNil ? value : try call(key, [value]), value))
        }
        // Insertion into runs keeps the order of equal elements; merging keeps it linearithmic.
        var width = 1
        var buffer = keys
        while width < keys.count {
            var start = 0
            while start < keys.count {
                let middle = min(start + width, keys.count)
                let end = min(start + 2 * width, keys.count)
                var (left, right, place) = (start, middle, start)
                while left < middle || right < end {
                    let takesLeft =
                        right >= end
                        ? true
                        : left >= middle
                            ? false : try requireOrder(keys[right].key, keys[left].key) >= 0
                    buffer[place] = keys[takesLeft ? left : right]
                    if takesLeft { left += 1 } else { right += 1 }
                    place += 1
                }
                start = end
            }
            swap(&keys, &buffer)
            width *= 2
        }
        return keys.map(\.value)
    }

    private func installListFunctions(_ list: TypeInfo) {
        method(list, "map", "function") { call in
            let result = call.vm.list([])
            do {
                for value in try call.list(0) {
                    call.vm.machine.append(try call.vm.call(call[1], [value]), to: result.list)
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(list, "filter", "function") { call in
            let result = call.vm.list([])
            do {
                for value in try call.list(0) where try call.vm.requireBool(call[1], [value]) {
                    call.vm.machine.append(call.vm.retain(value), to: result.list)
                }
            } catch {
                call.vm.release(result)
                throw error
            }
            return result
        }
        method(list, "reduce", "initial function") { call in
            var result = call.vm.retain(call[1])
            for value in try call.list(0) {
                let next: Value
                do {
                    next = try call.vm.call(call[2], [result, value])
                } catch {
                    call.vm.release(result)
                    throw error
                }
                call.vm.release(result)
                result = next
            }
            return result
        }
        method(list, "each", "function") { call in
            for value in try call.list(0) { call.vm.release(try call.vm.call(call[1], [value])) }
            return .nil
        }
        method(list, "any", "function") { call in
            .bool(try call.list(0).contains { try call.vm.requireBool(call[1], [$0]) })
        }
        method(list, "all", "function") { call in
            .bool(try call.list(0).allSatisfy { try call.vm.requireBool(call[1], [$0]) })
        }
        method(list, "sorted", "by?") { call in
            let sorted = try call.vm.sorted(try call.list(0), by: call[1])
            return call.vm.list(sorted.map { call.vm.retain($0) })
        }
        method(list, "reversed") { call in
            call.vm.list(try call.list(0).reversed().map { call.vm.retain($0) })
        }
        method(list, "unique") { call in
            let seen = call.vm.machine.makeMap()
            defer { call.vm.release(seen) }
            let result = call.vm.list([])
            for value in try call.list(0) {
                let hash = try call.vm.requireHash(value)
                if call.vm.machine.find(value, hash: hash, in: seen.map) >= 0 { continue }
                call.vm.machine.set(value, hash: hash, to: .nil, in: seen.map)
                call.vm.machine.append(call.vm.retain(value), to: result.list)
            }
            return result
        }
    }

    private func installListSearches(_ list: TypeInfo) {
        method(list, "join", "separator?") { call in
            let separator = try call.optionalString(1) ?? ""
            var parts: [String] = []
            for value in try call.list(0) {
                parts.append(try call.vm.display(value, readable: false))
            }
            return call.vm.string(parts.joined(separator: separator))
        }
        method(list, "contains", "value") { call in
            .bool(try call.list(0).contains { call.vm.machine.areEqual($0, call[1]) })
        }
        method(list, "find", "function") { call in
            call.vm.retain(
                try call.list(0).first { try call.vm.requireBool(call[1], [$0]) } ?? .nil)
        }
        method(list, "index_of", "value") { call in
            let index = try call.list(0).firstIndex { call.vm.machine.areEqual($0, call[1]) }
            return index.map { .int($0) } ?? .nil
        }
        method(list, "sum") { call in
            var total: Value = .int(0)
            for value in try call.list(0) {
                guard value.isNumber else { throw call.mismatch(0, "a list of numbers") }
                var next = Value.nil
                if !call.vm.arithmetic(.add, total, value, &next) { throw call.vm.takePending() }
                total = next
            }
            return total
        }
        for (name, wanted) in [("min", -1), ("max", 1)] {
            method(list, name) { call in
                guard var best = try call.list(0).first else {
                    throw LayError("ValueError", "\(name) of an empty list")
                }
                for value in try call.list(0).dropFirst()
                where try call.vm.requireOrder(value, best).signum() == wanted {
                    best = value
                }
                return call.vm.retain(best)
            }
        }
    }
}
