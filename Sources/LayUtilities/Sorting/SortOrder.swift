internal import LayShell

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A line that is sorted: where its bytes and those of its first key are.
struct SortLine {
    /// What orders lines as their first keys do, as far as it tells them apart.
    var order: UInt64
    var start: UnsafePointer<UInt8>
    var count: UInt32
    var keyStart: UInt32
    var keyCount: UInt32

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: Int(count)) }

    var key: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start + Int(keyStart), count: Int(keyCount))
    }
}

/// The order in which `sort` brings lines.
final class SortOrder {
    let keys: [SortKey]
    let separator: UInt8?
    /// Reverses what no key decides.
    let isReversed: Bool
    /// True where lines with equal keys stay as they came.
    let isStable: Bool
    /// True where the bytes of the whole line are the only key.
    private let isWholeLine: Bool
    private let first: SortKey

    init(keys: [SortKey], separator: UInt8?, isReversed: Bool, isStable: Bool) {
        self.keys = keys
        self.separator = separator
        self.isReversed = isReversed
        self.isStable = isStable
        first = keys.first ?? SortKey()
        isWholeLine = keys.isEmpty
    }

    /// A line with what is known of its first key.
    func line(_ bytes: UnsafeBufferPointer<UInt8>, at start: UnsafePointer<UInt8>) -> SortLine {
        var line = SortLine(
            order: 0, start: start, count: UInt32(truncatingIfNeeded: bytes.count), keyStart: 0,
            keyCount: UInt32(truncatingIfNeeded: bytes.count))
        if !isWholeLine {
            let (from, to) = first.range(in: bytes, separator: separator)
            line.keyStart = UInt32(truncatingIfNeeded: from)
            line.keyCount = UInt32(truncatingIfNeeded: to - from)
        }
        let order = Self.order(line.key, first)
        line.order = (isWholeLine ? isReversed : first.isReversed) ? ~order : order
        return line
    }

    /// True when the second line comes before the first one; else they stay as they are.
    @inline(__always)
    func isBefore(_ second: SortLine, _ first: SortLine) -> Bool {
        if second.order != first.order { return second.order < first.order }
        return compare(second, first) < 0
    }

    /// Below, at or above 0.
    func compare(_ left: SortLine, _ right: SortLine) -> Int {
        if isWholeLine {
            let order = Self.bytes(left.bytes, right.bytes)
            return isReversed ? -order : order
        }
        let byKeys = compareKeys(left, right)
        if byKeys != 0 || isStable { return byKeys }
        let order = Self.bytes(left.bytes, right.bytes)
        return isReversed ? -order : order
    }

    /// The same by the keys alone.
    func compareKeys(_ left: SortLine, _ right: SortLine) -> Int {
        if left.order != right.order { return left.order < right.order ? -1 : 1 }
        if isWholeLine { return compare(left, right) }
        for (index, key) in keys.enumerated() {
            let order: Int
            if index == 0 {
                order = Self.compare(left.key, right.key, key)
            } else {
                let (from, to) = key.range(in: left.bytes, separator: separator)
                let (otherFrom, otherTo) = key.range(in: right.bytes, separator: separator)
                order = Self.compare(
                    UnsafeBufferPointer(start: left.start + from, count: to - from),
                    UnsafeBufferPointer(
                        start: right.start + otherFrom, count: otherTo - otherFrom), key)
            }
            if order != 0 { return key.isReversed ? -order : order }
        }
        return 0
    }

    // MARK: Keys

    private static func bytes(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int {
        if let a = left.baseAddress, let b = right.baseAddress {
            let order = memcmp(a, b, min(left.count, right.count))
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }

    private static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ key: SortKey
    ) -> Int {
        switch key.meaning {
        case .text: return key.isFiltered ? filtered(left, right, key) : bytes(left, right)
        case .number: return NumberText.compare(NumberText(left), NumberText(right))
        case .humanNumber:
            let (a, b) = (NumberText(left), NumberText(right))
            return a.unit != b.unit ? a.unit - b.unit : NumberText.compare(a, b)
        case .month: return MonthText.number(left) - MonthText.number(right)
        case .version: return VersionOrder.compare(left, right)
        case .generalNumber: return FloatText.compare(left, right)
        case .float:
            let (a, b) = (FloatText.value(left), FloatText.value(right))
            return a == b ? 0 : a < b ? -1 : 1
        case .random:
            let (a, b) = (hash(left), hash(right))
            return a != b ? (a < b ? -1 : 1) : bytes(left, right)
        }
    }

    /// What `compare` of two keys goes by first.
    private static func order(_ text: UnsafeBufferPointer<UInt8>, _ key: SortKey) -> UInt64 {
        switch key.meaning {
        case .text:
            var order: UInt64 = 0
            var left = 8
            if !key.isFiltered {
                for place in 0..<min(8, text.count) { order = order << 8 | UInt64(text[place]) }
                left -= min(8, text.count)
            } else {
                for byte in text where left > 0 {
                    guard let shown = filter(byte, key) else { continue }
                    order = order << 8 | UInt64(shown)
                    left -= 1
                }
            }
            return left == 8 ? 0 : order << UInt64(8 * left)
        case .number: return NumberText(text).order
        case .humanNumber: return UInt64(NumberText(text).unit + 16)
        case .month: return UInt64(MonthText.number(text))
        case .version: return 0
        case .generalNumber: return FloatText.order(text)
        case .float: return FloatText.order(FloatText.value(text))
        case .random: return hash(text)
        }
    }

    private static func filter(_ byte: UInt8, _ key: SortKey) -> UInt8? {
        if key.isDictionary, byte != 32, byte != 9, byte != 10, byte &- 48 >= 10,
            (byte | 32) &- 97 >= 26
        {
            return nil
        }
        if key.isPrintable, byte &- 32 >= 95 { return nil }
        return key.foldsCase && byte &- 97 < 26 ? byte &- 32 : byte
    }

    private static func filtered(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ key: SortKey
    ) -> Int {
        var (a, b) = (0, 0)
        while true {
            var (first, second): (UInt8?, UInt8?)
            while a < left.count, first == nil {
                first = filter(left[a], key)
                a += 1
            }
            while b < right.count, second == nil {
                second = filter(right[b], key)
                b += 1
            }
            guard let first, let second else {
                return (first == nil ? 0 : 1) - (second == nil ? 0 : 1)
            }
            if first != second { return Int(first) - Int(second) }
        }
    }

    /// FNV-1a with a last mix: an order that looks like chance and is the same each time.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        value ^= value >> 31
        value = value &* 0x9e37_79b9_7f4a_7c15
        return value ^ value >> 29
    }
}

/// Numbers as strtold(3) reads them, for `sort -g`: no number, then no value, then by value.
enum FloatText {
    /// Below, at or above 0.
    static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let (a, b) = (reading(left), reading(right))
        if (a.length == 0) != (b.length == 0) { return a.length == 0 ? -1 : 1 }
        if a.length == 0 { return 0 }
        return WideFloat.compare(a.value, b.value)
    }

    /// A number that orders as the values do, as far as it tells them apart.
    static func order(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let read = reading(text)
        if read.length == 0 { return 0 }
        if read.value.kind == .notANumber { return 1 }
        return order(read.value.approximation)
    }

    /// A number that orders as values do.
    static func order(_ value: Double) -> UInt64 {
        let bits = value.bitPattern
        // Negative values have all bits turned, the others the sign.
        return bits >> 63 == 1 ? max(2, ~bits) : bits | 1 << 63
    }

    /// The nearest value; 0 for what is no number.
    static func value(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        let read = reading(text)
        return read.length == 0 || read.value.kind == .notANumber ? 0 : read.value.approximation
    }

    private static func reading(_ text: UnsafeBufferPointer<UInt8>) -> WideFloat.Reading {
        WideFloat.reading(Array(text), format: .extended)
    }
}
