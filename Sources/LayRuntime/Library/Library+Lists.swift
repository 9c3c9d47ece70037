internal import LayBounds

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
        installListShapes(list)
    }

    private func installListChanges(_ list: TypeInfo) {
        method(list, "push", "values...", isMutating: true) { call in
            for value in try call.list(1) {
                value.retain()
                call.vm.machine.append(value, to: call[0].list)
            }
            return .nil
        }
        method(list, "pop", "index?", isMutating: true) { call in
            let object = call[0].list
            let count = object.pointee.count
            guard count > 0 else { throw LayError(.indexError, "pop from an empty list") }
            guard call.has(1) else {
                object.pointee.count -= 1
                return object.pointee.data[object.pointee.count]
            }
            let wanted = try call.int(1)
            let index = wanted < 0 ? wanted &+ count : wanted
            guard index >= 0, index < count else {
                throw LayError(.indexError, "pop: index \(wanted) is outside a list of \(count)")
            }
            return call.vm.takeElement(index, of: object)
        }
        method(list, "swap", "first second", isMutating: true) { call in
            let object = call[0].list
            let count = object.pointee.count
            let places = try [1, 2].map { argument in
                let wanted = try call.int(argument)
                let index = wanted < 0 ? wanted &+ count : wanted
                guard index >= 0, index < count else {
                    throw LayError(
                        .indexError, "swap: index \(wanted) is outside a list of \(count)")
                }
                return index
            }
            let first = object.pointee.data[places[0]]
            object.pointee.data[places[0]] = object.pointee.data[places[1]]
            object.pointee.data[places[1]] = first
            return .nil
        }
        method(list, "insert", "index value", isMutating: true) { call in
            let object = call[0].list
            let count = object.pointee.count
            let index = try call.int(1) < 0 ? try call.int(1) + count : try call.int(1)
            guard index >= 0, index <= count else {
                throw LayError(
                    .indexError, "insert: index \(try call.int(1)) is outside a list of \(count)")
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
                    .indexError,
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
        method(list, "sort", "by? reverse?", isMutating: true) { call in
            try call.vm.sort(call[0].list, by: call[1], isReversed: try call.flag(2))
            return .nil
        }
        method(list, "append", "values", isMutating: true) { call in
            throw LayError(
                .nameError, "a list has no method 'append'",
                help: "push(value) adds one element, extend(list) those of another list")
        }
    }

    private func installListShapes(_ list: TypeInfo) {
        method(list, "flatten", "depth?") { call in
            let depth = call.has(1) ? try call.int(1) : 1
            let result = call.vm.list([])
            call.vm.flatten(try call.list(0), min(depth, 199), into: result)
            return result
        }
        method(list, "zip", "other") { call in
            let (first, second) = (try call.list(0), try call.list(1))
            return call.vm.list(
                zip(first, second).map { pair in
                    call.vm.list([call.vm.retain(pair.0), call.vm.retain(pair.1)])
                })
        }
        method(list, "window", "size") { call in
            let (size, values) = (try call.int(1), try call.list(0))
            if size < 1 { throw LayError(.valueError, "window: the size \(size) is less than 1") }
            return call.vm.list(
                (0...max(0, values.count - size)).filter { $0 + size <= values.count }.map {
                    start in
                    call.vm.slice(call[0], from: start, to: start + size)
                })
        }
        method(list, "repeat", "count") { call in
            let (count, values) = (try call.int(1), try call.list(0))
            if count < 0 { throw LayError(.valueError, "repeat: the count \(count) is negative") }
            let (total, overflow) = count.multipliedReportingOverflow(by: values.count)
            try call.vm.reserve(overflow || total > 1 << 40 ? Int.max : total * 16)
            return try call.vm.collect { append in
                for _ in 0..<count { for value in values { append(call.vm.retain(value)) } }
            }
        }
    }

    private func flatten(_ values: UnsafeBufferPointer<Value>, _ depth: Int, into result: Value) {
        for value in values {
            if depth > 0, let inner = value.elements {
                flatten(inner, depth - 1, into: result)
            } else {
                machine.append(retain(value), to: result.list)
            }
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

    /// Puts a list in order, stably; `key` is a function that gives what is compared, or absent.
    ///
    /// - Complexity: O(*n* log *n*) comparisons, and *n* calls of the function.
    func sort(_ list: UnsafeMutablePointer<ListObject>, by key: Value, isReversed: Bool) throws {
        let values = UnsafeMutableBufferPointer(
            start: list.pointee.data, count: list.pointee.count)
        guard !key.isMissing, !key.isNil else {
            try Sorting(vm: self, isReversed: isReversed).sort(values)
            return
        }
        var entries: [(key: Value, value: Value)] = []
        entries.reserveCapacity(values.count)
        defer { for entry in entries { release(entry.key) } }
        for value in values { entries.append((try call(key, [value]), value)) }
        try Sorting(vm: self, isReversed: isReversed).sort(&entries)
        for (index, entry) in entries.enumerated() { values[index] = entry.value }
    }
}
