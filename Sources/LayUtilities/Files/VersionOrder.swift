/// The order of names with numbers in them: `a9` before `a10` (gnulib, filevercmp).
enum VersionOrder {
    /// True where one name comes before another one.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool { compare(a, b) < 0 }

    /// Below, at or above 0 as one name comes before, with or behind another one.
    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a == b { return 0 }
        if a.isEmpty || b.isEmpty { return a.isEmpty ? -1 : 1 }
        // Hidden names come first, `.` and `..` before all.
        let dot = UInt8(ascii: ".")
        if a[0] == dot || b[0] == dot {
            if a[0] != dot { return 1 }
            if b[0] != dot { return -1 }
            for special in [[dot], [dot, dot]] {
                if a == special { return -1 }
                if b == special { return 1 }
            }
        }
        let (first, second) = (prefix(a), prefix(b))
        let isOne = first == second
        let order = isOne ? compareParts(a[...], b[...]) : compareParts(first, second)
        if order != 0 { return order }
        let rest = isOne ? 0 : compareParts(a[...], b[...])
        if rest != 0 { return rest }
        return a.lexicographicallyPrecedes(b) ? -1 : 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

    /// A name without its ends such as `.tar.gz`.
    private static func prefix(_ name: [UInt8]) -> ArraySlice<UInt8> {
        var end = name.count
        var place = 0
        while place < name.count {
            guard name[place] == UInt8(ascii: "."), place > 0, place + 1 < name.count,
                isLetter(name[place + 1]) || name[place + 1] == UInt8(ascii: "~")
            else {
                place += 1
                continue
            }
            let start = place
            while place + 1 < name.count, name[place] == UInt8(ascii: "."),
                isLetter(name[place + 1]) || name[place + 1] == UInt8(ascii: "~")
            {
                place += 2
                while place < name.count,
                    isLetter(name[place]) || isDigit(name[place])
                        || name[place] == UInt8(ascii: "~")
                {
                    place += 1
                }
            }
            if place == name.count { end = start }
        }
        return name[..<end]
    }

    private static func rank(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Int {
        guard place < bytes.endIndex else { return -1 }
        let byte = bytes[place]
        if isDigit(byte) { return 0 }
        if isLetter(byte) { return Int(byte) }
        if byte == UInt8(ascii: "~") { return -2 }
        return Int(byte) + 256
    }

    private static func compareParts(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        var (i, j) = (a.startIndex, b.startIndex)
        while i < a.endIndex || j < b.endIndex {
            while i < a.endIndex && !isDigit(a[i]) || j < b.endIndex && !isDigit(b[j]) {
                let (x, y) = (rank(a, i), rank(b, j))
                if x != y { return x - y }
                i += 1
                j += 1
            }
            while i < a.endIndex, a[i] == 48 { i += 1 }
            while j < b.endIndex, b[j] == 48 { j += 1 }
            var difference = 0
            while i < a.endIndex, j < b.endIndex, isDigit(a[i]), isDigit(b[j]) {
                if difference == 0 { difference = Int(a[i]) - Int(b[j]) }
                i += 1
                j += 1
            }
            if i < a.endIndex, isDigit(a[i]) { return 1 }
            if j < b.endIndex, isDigit(b[j]) { return -1 }
            if difference != 0 { return difference }
        }
        return 0
    }
}
