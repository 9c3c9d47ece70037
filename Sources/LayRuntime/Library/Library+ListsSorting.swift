extension VM {
    /// The parameters of `sort` and `sorted`.
    static let sortingParameters: [MemberParameter] = [
        .optional(
            "by", "fn(any) -> any | list",
            "gets an element, gives what is compared instead of it; or a list of such functions, the first of which counts most"
        ),
        .optional(
            "reverse", "bool | list[bool]",
            "true to begin with the greatest; or a list that says it of each function",
            default: "false"),
        .optional(
            "with", "fn(any, any) -> bool | number",
            "gets two elements, says whether the first comes before, or gives a number below 0 if so"
        ),
    ]

    /// Puts a list in order, stably, by the arguments of `sort` from the second on.
    ///
    /// - Complexity: O(*n* log *n*) comparisons, and *n* calls of each function.
    func sort(_ list: UnsafeMutablePointer<ListObject>, _ call: borrowing NativeCall) throws {
        if call.has(3) {
            if call.has(1) { throw LayError.twoOrders }
            return try sort(list, with: call[3], isReversed: try call.flag(2))
        }
        guard let keys = call[1].elements else {
            if call[2].elements != nil { throw LayError.reversedKeys(1) }
            return try sort(list, by: call[1], isReversed: try call.flag(2))
        }
        var directions = [Bool](repeating: false, count: keys.count)
        if let given = call[2].elements {
            guard given.count == keys.count else {
                throw LayError.reversedKeys(keys.count, given: given.count)
            }
            for (place, value) in given.enumerated() {
                guard value.isBool else { throw call.mismatch(2, "a bool or a list of bools") }
                directions[place] = value.isTrue
            }
        } else if try call.flag(2) {
            directions = directions.map { _ in true }
        }
        // Each pass keeps what equal elements had from the one before.
        for (key, isReversed) in zip(keys, directions).reversed() {
            try sort(list, by: key, isReversed: isReversed)
        }
    }

    /// Puts a list in order; `key` is a function that gives what is compared, or absent.
    private func sort(
        _ list: UnsafeMutablePointer<ListObject>, by key: Value, isReversed: Bool
    ) throws {
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

    /// Puts a list in the order that a function of two elements says.
    private func sort(
        _ list: UnsafeMutablePointer<ListObject>, with comparison: Value, isReversed: Bool
    ) throws {
        let values = UnsafeMutableBufferPointer(
            start: list.pointee.data, count: list.pointee.count)
        try reserve(values.count &* 4 &* MemoryLayout<Value>.stride)
        var entries = values.map { (key: $0, value: $0) }
        let sorting = Sorting(vm: self, isReversed: isReversed) { [self] x, y in
            let answer = try call(comparison, [x, y])
            if answer.isBool { return answer.isTrue }
            if answer.isNumber { return answer.number < 0 }
            let text = describe(answer)
            release(answer)
            throw LayError.noComparison(text)
        }
        try sorting.sort(&entries)
        for (index, entry) in entries.enumerated() { values[index] = entry.value }
    }
}
