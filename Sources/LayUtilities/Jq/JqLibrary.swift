#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What the C library does for texts.
enum JqLibrary {
    /// The order of two spans of one length, byte by byte.
    @inline(__always)
    static func compare(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
    ) -> Int {
        if count == 0 { return 0 }
        return Int(memcmp(left, right, count))
    }

    /// Where a byte stands.
    @inline(__always)
    static func find(
        _ byte: UInt8, _ start: UnsafePointer<UInt8>, _ count: Int
    ) -> Int? {
        guard count > 0, let found = memchr(start, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    /// Where a span stands in another one, from a place on.
    static func find(
        _ wanted: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard let first = wanted.first, let base = text.baseAddress, let key = wanted.baseAddress
        else { return start <= text.count ? start : nil }
        var place = start
        let last = text.count &- wanted.count
        while place <= last {
            guard let found = find(first, base + place, last &- place &+ 1) else { return nil }
            place &+= found
            if compare(base + place, key, wanted.count) == 0 { return place }
            place &+= 1
        }
        return nil
    }

    /// The number that a text ending in NUL begins with.
    static func number(_ text: UnsafePointer<UInt8>) -> Double {
        text.withMemoryRebound(to: CChar.self, capacity: 1) { strtod($0, nil) }
    }
}
