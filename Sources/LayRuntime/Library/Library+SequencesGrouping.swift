extension VM {
    func installGroupings(_ type: TypeInfo, _ numbers: String) {
        method(
            type, "group",
            "A map from what a function gives to a list of the elements that it gives this for.",
            [MemberParameter("by", "fn(any) -> any", "gets an element, gives its key")],
            gives: "map[any, list]",
            example:
                #"\#(numbers).group(n => if n > 1 { "many" } else { "one" })  # => {one: [1], many: [2, 3, 4]}"#
        ) { call in
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
        method(
            type, "unique", "A list of the elements, without those that equal an earlier one.",
            [
                .optional(
                    "by", "fn(any) -> any", "gets an element, gives what is compared instead of it")
            ], gives: "list", example: "\(numbers).unique(n => n // 2)  # => [1, 2, 4]"
        ) { call in
            let seen = ValueSet(call.vm)
            return try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    let key =
                        call.has(1) ? try call.vm.call(call[1], [value]) : call.vm.retain(value)
                    defer { call.vm.release(key) }
                    if try seen.insert(key) { append(value) } else { call.vm.release(value) }
                    return true
                }
            }
        }
        method(
            type, "partition",
            "A list of the elements for which a function says true, and one of the others.",
            [MemberParameter("function", "fn(any) -> bool", "gets an element")],
            gives: "list[list]", example: "\(numbers).partition(n => n > 3)  # => [[4], [1, 2, 3]]"
        ) { call in
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
        method(
            type, "chunk", "Lists of so many elements in a row; the last one may be shorter.",
            [MemberParameter("size", "int", "how many")], gives: "list[list]",
            example: "\(numbers).chunk(3)  # => [[1, 2, 3], [4]]"
        ) { call in
            let size = try call.int(1)
            if size < 1 { throw LayError.belowOne(size, "size", in: "chunk") }
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
        method(
            type, "to_map", "A map of lists of a key and its value.",
            [
                .optional(
                    "function", "fn(any) -> list",
                    "gets an element, gives such a list; without it the elements are these")
            ], gives: "map",
            example: #"\#(numbers).take(2).to_map(n => ["n\(n)", n])  # => {n1: 1, n2: 2}"#
        ) { call in
            let result = call.vm.machine.makeMap()
            do {
                try call.vm.walk(call[0]) { value in
                    let pair =
                        call.has(1) ? try call.vm.apply(call[1], value) : value
                    defer { call.vm.release(pair) }
                    guard let parts = pair.elements, parts.count == 2 else {
                        throw LayError.noEntry(call.vm.describe(pair), in: "to_map")
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
        method(
            type, "sorted", "A list of the elements in order; equal ones keep theirs.",
            Self.sortingParameters, gives: "list",
            example: """
                \(numbers).sorted(by: n => n % 2)  # => [2, 4, 1, 3]
                \(numbers).sorted(by: [n => n % 2, n => n], reverse: [false, true])  # => [4, 2, 3, 1]
                \(numbers).sorted(with: (a, b) => a > b)  # => [4, 3, 2, 1]
                """
        ) { call in
            let values = try call.vm.collect { append in
                try call.vm.walk(call[0]) { value in
                    append(value)
                    return true
                }
            }
            do {
                try call.vm.sort(values.list, call)
                return values
            } catch {
                call.vm.release(values)
                throw error
            }
        }
    }
}
