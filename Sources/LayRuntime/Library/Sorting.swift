#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Stable sorting by the language's order; equal elements keep theirs, also when it is reversed.
struct Sorting {
    let vm: VM
    let isReversed: Bool
    /// Says whether the first of two values comes before the second, in place of their own order.
    var comesBefore: ((Value, Value) throws -> Bool)?

    /// Sorts in place; a list of ints or of floats alone needs no look at each pair's types.
    ///
    /// - Throws: `TypeError` for values without an order; nothing has moved then.
    func sort(_ values: UnsafeMutableBufferPointer<Value>) throws {
        // Copies of the elements, and room to merge them into.
        try vm.reserve(values.count &* 4 &* MemoryLayout<Value>.stride)
        if values.allSatisfy(\.isInt) {
            var ints = values.map(\.asInt)
            try sort(&ints)
            for (index, number) in ints.enumerated() { values[index] = .int(number) }
            return
        }
        var entries = values.map { (key: $0, value: $0) }
        try sort(&entries)
        for (index, entry) in entries.enumerated() { values[index] = entry.value }
    }

    /// Ints that are sorted between two looks at the bounds.
    private static let run = 1 << 19

    /// Sorts runs, and merges longer and longer ones.
    private func sort(_ ints: inout [Int]) throws {
        let count = ints.count
        for start in stride(from: 0, to: count, by: Self.run) {
            let end = min(start + Self.run, count)
            try vm.work((end - start) * 4)
            ints[start..<end].sort()
        }
        var width = Self.run
        var buffer = width < count ? ints : []
        while width < count {
            for start in stride(from: 0, to: count, by: 2 * width) {
                let (middle, end) = (min(start + width, count), min(start + 2 * width, count))
                var (left, right) = (start, middle)
                for place in start..<end {
                    if place & 0xffff == 0 { try vm.work(1 << 16) }
                    if right == end || left < middle && ints[left] <= ints[right] {
                        buffer[place] = ints[left]
                        left += 1
                    } else {
                        buffer[place] = ints[right]
                        right += 1
                    }
                }
            }
            swap(&ints, &buffer)
            width *= 2
        }
        if isReversed { ints.reverse() }
    }

    /// Merges longer and longer runs.
    func sort<Element>(_ entries: inout [(key: Value, value: Element)]) throws {
        let count = entries.count
        let first = entries.first?.key.rawTag
        let isText = entries.allSatisfy { $0.key.is(.string) }
        let isInt = first == Tag.int.rawValue && entries.allSatisfy { $0.key.isInt }
        var width = 1
        var buffer = entries
        while width < count {
            var start = 0
            while start < count {
                let middle = min(start + width, count)
                let end = min(start + 2 * width, count)
                try vm.work(min(end - start, 1 << 10))
                var (left, right, place) = (start, middle, start)
                while left < middle, right < end {
                    var order: Int
                    let (x, y) = (entries[right].key, entries[left].key)
                    if let comesBefore {
                        let isBefore = try isReversed ? comesBefore(y, x) : comesBefore(x, y)
                        order = isBefore == isReversed ? 1 : -1
                        if !isBefore { order = 0 }
                    } else if isInt {
                        order = x.asInt < y.asInt ? -1 : 1
                        if x.asInt == y.asInt { order = 0 }
                    } else if isText {
                        let common = min(x.byteCount, y.byteCount)
                        if common > 1 << 10 || place & 0xfff == 0 { try vm.work(bytes: common) }
                        order = Int(memcmp(x.bytes, y.bytes, common))
                        if order == 0 { order = x.byteCount - y.byteCount }
                    } else {
                        order = try vm.requireOrder(x, y)
                    }
                    if isReversed { order = -order }
                    buffer[place] = entries[order < 0 ? right : left]
                    if order < 0 { right += 1 } else { left += 1 }
                    place += 1
                }
                while left < middle {
                    buffer[place] = entries[left]
                    left += 1
                    place += 1
                }
                while right < end {
                    buffer[place] = entries[right]
                    right += 1
                    place += 1
                }
                start = end
            }
            swap(&entries, &buffer)
            width *= 2
        }
    }
}
