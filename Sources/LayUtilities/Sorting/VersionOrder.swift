/// The order of names with versions in them, as `sort -V` and `ls -v` have it: runs of digits are
/// numbers, `~` comes before everything, and what looks like a file's suffix counts last.
enum VersionOrder {
    /// True where one name comes before another one; byte by byte where their order is the same.
    ///
    /// - Complexity: O(*n*) in both lengths.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let order = a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in compare(a, b) }
        }
        return order == 0 ? a.lexicographicallyPrecedes(b) : order < 0
    }

    /// Below, at or above 0.
    ///
    /// - Complexity: O(*n*) in both lengths.
    static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int {
        if left.isEmpty || right.isEmpty { return left.count.signum() - right.count.signum() }
        let dot = UInt8(ascii: ".")
        if left[0] == dot || right[0] == dot {
            if left[0] != dot { return 1 }
            if right[0] != dot { return -1 }
            for name in [1, 2] {
                // "." and ".." before all other names that begin with a dot.
                let (a, b) = (isDots(left, name), isDots(right, name))
                if a || b { return a && b ? 0 : a ? -1 : 1 }
            }
        }
        let (leftEnd, rightEnd) = (suffixStart(left), suffixStart(right))
        if leftEnd == rightEnd, left[..<leftEnd].elementsEqual(right[..<rightEnd]) {
            return parts(left, left.count, right, right.count)
        }
        let order = parts(left, leftEnd, right, rightEnd)
        return order != 0 ? order : parts(left, left.count, right, right.count)
    }

    private static func isDots(_ name: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
        name.count == count && name.allSatisfy { $0 == UInt8(ascii: ".") }
    }

    /// Where the suffixes begin: all that a name has of `.` with a letter or `~` behind it, and
    /// letters, digits and `~` behind that.
    private static func suffixStart(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var start = name.count
        var place = name.count
        while place > 0 {
            place -= 1
            let byte = name[place]
            if byte == UInt8(ascii: ".") {
                // The first byte of a name is never a suffix's.
                guard place > 0, place + 1 < name.count, isSuffixStart(name[place + 1]) else {
                    return start
                }
                start = place
            } else if !isSuffixStart(byte), byte &- 48 >= 10 {
                return start
            }
        }
        return start
    }

    private static func isSuffixStart(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "~")
    }

    private static func order(_ byte: UInt8) -> Int {
        if byte &- 48 < 10 { return 0 }
        if (byte | 32) &- 97 < 26 { return Int(byte) }
        return byte == UInt8(ascii: "~") ? -2 : Int(byte) + 256
    }

    private static func parts(
        _ left: UnsafeBufferPointer<UInt8>, _ leftEnd: Int,
        _ right: UnsafeBufferPointer<UInt8>, _ rightEnd: Int
    ) -> Int {
        func isDigit(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Bool {
            place < end && text[place] &- 48 < 10
        }
        var (a, b) = (0, 0)
        while a < leftEnd || b < rightEnd {
            var difference = 0
            while (a < leftEnd && !isDigit(left, a, leftEnd))
                || (b < rightEnd && !isDigit(right, b, rightEnd))
            {
                // The end of a name is above `~` alone.
                let first = a == leftEnd ? -1 : order(left[a])
                let second = b == rightEnd ? -1 : order(right[b])
                if first != second { return first < second ? -1 : 1 }
                a += 1
                b += 1
            }
            while a < leftEnd, left[a] == 48 { a += 1 }
            while b < rightEnd, right[b] == 48 { b += 1 }
            while isDigit(left, a, leftEnd), isDigit(right, b, rightEnd) {
                if difference == 0 { difference = Int(left[a]) - Int(right[b]) }
                a += 1
                b += 1
            }
            if isDigit(left, a, leftEnd) { return 1 }
            if isDigit(right, b, rightEnd) { return -1 }
            if difference != 0 { return difference }
        }
        return 0
    }
}
