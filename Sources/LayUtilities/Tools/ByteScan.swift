#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds and counts single bytes in a text.
enum ByteScan {
    /// The first place of `byte` at or behind `start`.
    @inline(__always)
    static func first(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard let base = text.baseAddress, start < text.count,
            let found = memchr(base + start, CInt(byte), text.count &- start)
        else { return nil }
        return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }

    /// The last place of `byte` before `end`, not before `start`.
    @inline(__always)
    static func last(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int, before end: Int
    ) -> Int? {
        var position = end
        while position > start {
            position &-= 1
            if text[position] == byte { return position }
        }
        return nil
    }

    /// How often `byte` stands between two places.
    static func count(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int {
        guard let base = text.baseAddress, start < end else { return 0 }
        let raw = UnsafeRawPointer(base)
        let wanted = SIMD32<UInt8>(repeating: byte)
        var total = 0
        var position = start
        while end &- position >= 32 {
            // A lane holds at most 255.
            var lanes = SIMD32<UInt8>()
            var rounds = min((end &- position) / 32, 255)
            while rounds > 0 {
                let block = raw.loadUnaligned(fromByteOffset: position, as: SIMD32<UInt8>.self)
                // A lane of a mask that is set is -1.
                lanes &-= unsafeBitCast(block .== wanted, to: SIMD32<UInt8>.self)
                position &+= 32
                rounds &-= 1
            }
            total &+= sum(lanes)
        }
        while position < end {
            if base[position] == byte { total &+= 1 }
            position &+= 1
        }
        return total
    }

    /// The sum of all lanes.
    @inline(__always)
    private static func sum(_ lanes: SIMD32<UInt8>) -> Int {
        let words = unsafeBitCast(lanes, to: SIMD4<UInt64>.self)
        var total: UInt64 = 0
        for index in 0..<4 {
            // Pairs of bytes are added first, so that no sum of eight overflows its place.
            let pairs =
                (words[index] & 0x00FF_00FF_00FF_00FF)
                &+ (words[index] >> 8 & 0x00FF_00FF_00FF_00FF)
            total &+= (pairs &* 0x0001_0001_0001_0001) >> 48
        }
        return Int(truncatingIfNeeded: total)
    }
}
