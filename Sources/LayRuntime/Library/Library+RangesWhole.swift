/// What asks for all ints of a range: told from its bounds, or refused when it has no end.
extension VM {
    /// Members that need every element.
    private static let eager = [
        "map", "flat_map", "filter", "reject", "skip", "skip_while", "enumerate", "reversed",
        "reduce", "sum", "product", "min", "max", "min_max", "join", "count", "group", "unique",
        "partition", "chunk", "to_map", "sorted",
    ]

    /// Makes the members of ranges that need every element refuse one without an end.
    func requireEnds(_ range: TypeInfo) {
        for name in Self.eager {
            guard let method = range.methods[symbol(name)], method.is(.native) else { continue }
            let native = machine.pointee.natives + method.indexed.pointee.index
            let body = native.pointee.body
            native.pointee.body = { call in
                try call.vm.requireEnd(of: call[0])
                return try body(call)
            }
        }
    }

    /// - Throws: `ValueError` for a range without an upper bound.
    func requireEnd(of value: Value) throws {
        guard value.is(.range), value.range.pointee.header.flags & RangeObject.hasUpper == 0 else {
            return
        }
        throw LayError.rangeWithoutEnd
    }

    /// False for other values too.
    private func hasBothEnds(_ value: Value) -> Bool {
        let both = RangeObject.hasLower | RangeObject.hasUpper
        return value.is(.range) && value.range.pointee.header.flags & both == both
    }

    /// The least and the greatest int of a range, if it has both; `nil` for other values and for an
    /// empty range.
    private func ends(ofRange value: Value) -> ClosedRange<Int>? {
        guard hasBothEnds(value) else { return nil }
        let range = value.range.pointee
        if range.lower > range.upper { return nil }
        if range.header.flags & RangeObject.isClosed != 0 { return range.lower...range.upper }
        return range.lower < range.upper ? range.lower...(range.upper - 1) : nil
    }

    /// The least or greatest int of a range; `nil` for other values and for an empty range.
    func end(ofRange value: Value, isLower: Bool) -> Value? {
        ends(ofRange: value).map { .int(isLower ? $0.lowerBound : $0.upperBound) }
    }

    /// How many ints a range has; `nil` for other values and for one without a bound.
    ///
    /// - Throws: `Overflow`.
    func length(ofRange value: Value) throws -> Value? {
        guard hasBothEnds(value) else { return nil }
        guard let ends = ends(ofRange: value) else { return .int(0) }
        let (span, overflow) = ends.upperBound.subtractingReportingOverflow(ends.lowerBound)
        let (count, isTooLong) = span.addingReportingOverflow(1)
        if overflow || isTooLong { throw LayError.longRange }
        return .int(count)
    }

    /// The sum of a range's ints; `nil` for other values and for one without a bound.
    ///
    /// - Throws: `Overflow`.
    func sum(ofRange value: Value) throws -> Value? {
        guard hasBothEnds(value) else { return nil }
        guard let ends = ends(ofRange: value) else { return .int(0) }
        let (lower, upper) = (Int128(ends.lowerBound), Int128(ends.upperBound))
        // Of the two factors one is even; the larger product has 126 bits.
        let (pairs, count) = (lower + upper, upper - lower + 1)
        let sum = pairs % 2 == 0 ? pairs / 2 * count : pairs * (count / 2)
        guard let result = Int(exactly: sum) else { throw LayError.largeSum("\(sum)") }
        return .int(result)
    }
}
