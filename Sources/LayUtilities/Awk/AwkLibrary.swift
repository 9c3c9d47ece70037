internal import CSystem

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the C library is asked for; the locale is always C's.
enum AwkLibrary {
    /// Compares the bytes that both have.
    @inline(__always)
    static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let count = min(left.count, right.count)
        guard count > 0, let first = left.baseAddress, let second = right.baseAddress else {
            return 0
        }
        return Int(memcmp(first, second, count))
    }

    /// The first place of a byte in `count` bytes.
    @inline(__always)
    static func find(
        _ byte: UInt8, _ base: UnsafePointer<UInt8>, _ count: Int
    ) -> Int? {
        guard count > 0, let found = memchr(base, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The first place of one text in another.
    static func find(
        _ needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        if needle.isEmpty { return 0 }
        guard let base = text.baseAddress, let wanted = needle.baseAddress else { return nil }
        // A plain search would go through a text of one letter over and over.
        return lay_find(base, text.count, wanted, needle.count).map {
            $0 - UnsafeRawPointer(base)
        }
    }

    /// The number that a text is, all of it.
    static func number(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count &+ 1) { copy in
            for index in 0..<text.count { copy[index] = CChar(bitPattern: text[index]) }
            copy[text.count] = 0
            return copy.baseAddress.map { strtod($0, nil) } ?? 0
        }
    }

    /// What `printf` makes of one number, with `%` and the flags that the format has.
    static func format(_ format: [UInt8], precision: Int, _ value: Double) -> [UInt8] {
        let terminated = format.map { CChar(bitPattern: $0) } + [0]
        var room = 400
        while true {
            // A list of arguments can be gone through once.
            let (bytes, needed) = withVaList([Int32(clamping: precision), value]) {
                attempt(terminated, $0, room)
            }
            if needed < room { return bytes }
            room = needed &+ 1
        }
    }

    private static func attempt(
        _ format: [CChar], _ arguments: CVaListPointer, _ room: Int
    ) -> ([UInt8], Int) {
        var needed = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                needed = Int(vsnprintf(characters.baseAddress, room, format, arguments))
            }
            needed = max(0, needed)
            count = min(needed, room &- 1)
        }
        return (bytes, needed)
    }

    static func sine(_ value: Double) -> Double { sin(value) }
    static func cosine(_ value: Double) -> Double { cos(value) }
    static func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
    static func exponential(_ value: Double) -> Double { exp(value) }
    static func logarithm(_ value: Double) -> Double { log(value) }
    static func remainder(_ value: Double, _ divisor: Double) -> Double { fmod(value, divisor) }

    /// One number to the power of another; small whole powers by multiplication.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        if let whole = Int(exactly: exponent), whole >= 0, whole <= 64,
            let small = Int(exactly: base), small.magnitude < 1 << 20
        {
            var (result, factor, left) = (1.0, base, whole)
            while left > 0 {
                if left & 1 == 1 { result *= factor }
                factor *= factor
                left >>= 1
            }
            return result
        }
        return pow(base, exponent)
    }
}
