#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Machine {
    /// The flag of a string whose scalars are all ASCII, and of one where some are not.
    static var isASCII: UInt8 { 1 }
    static var isNotASCII: UInt8 { 2 }
    /// The flag of one whose scalars have been found: see `ScalarIndex`.
    static var hasScalarIndex: UInt8 { 4 }

    /// A string or bytes of `count` bytes that are not set yet.
    @inline(__always) func makeBytes(_ count: Int, _ kind: Tag = .string) -> Value {
        Value(kind, allocate(16 &+ count, kind, extra: count))
    }

    func makeString(_ text: String) -> Value {
        var text = text
        return text.withUTF8 { makeBytes(copying: UnsafeRawBufferPointer($0), .string) }
    }

    func makeBytes(copying bytes: UnsafeRawBufferPointer, _ kind: Tag) -> Value {
        let value = makeBytes(bytes.count, kind)
        if let start = bytes.baseAddress, bytes.count > 0 {
            memcpy(value.bytes, start, bytes.count)
        }
        return value
    }

    @inline(never)
    func concatenate(_ left: Value, _ right: Value) -> Value {
        let count = left.byteCount
        let result = makeBytes(count &+ right.byteCount, left.tag)
        copy(left.buffer, to: result.bytes)
        copy(right.buffer, to: result.bytes + count)
        return result
    }

    /// Copies a stretch at a time; the rest is left out when the run ends meanwhile.
    private func copy(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>) {
        let stretch = 1 << 24
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while bytes.count - done > stretch, works(stretch >> 8) {
            memcpy(target + done, base + done, stretch)
            done += stretch
        }
        if bytes.count - done <= stretch { memcpy(target + done, base + done, bytes.count - done) }
    }

    /// Bytes that a string or bytes can hold where it is.
    func room(of value: Value) -> Int {
        let words = Int(value.header.pointee.sizeClass)
        return (words == 255 ? (value.pointer - 8).load(as: Int.self) : words) &* 8 &- 16
    }

    /// The string or bytes grown by another of its kind, for one that has no other reference.
    ///
    /// - Complexity: O(*m*) in the bytes added, amortised: room for as much again is made.
    func append(_ right: Value, to left: Value) -> Value {
        let count = left.byteCount
        let total = count &+ right.byteCount
        let header = left.header
        if total <= room(of: left) {
            memcpy(left.bytes + count, right.bytes, right.byteCount)
            header.pointee.extra = UInt32(truncatingIfNeeded: total)
            header.pointee.auxiliary = 0
            if header.pointee.flags == Self.isASCII, !isASCII(right) {
                header.pointee.flags = Self.isNotASCII
            }
            return left
        }
        let room = total < 48 ? total : total &+ total >> 1
        let result = makeBytes(room, left.tag)
        result.header.pointee.extra = UInt32(truncatingIfNeeded: total)
        if header.pointee.flags == Self.isASCII, right.byteCount == 0 || isASCII(right) {
            result.header.pointee.flags = Self.isASCII
        }
        copy(left.buffer, to: result.bytes)
        copy(right.buffer, to: result.bytes + count)
        release(left)
        return result
    }

    /// True when the string's scalars are all ASCII; found once and kept.
    func isASCII(_ string: Value) -> Bool {
        let flags = string.header.pointee.flags
        if flags != 0 { return flags == Self.isASCII }
        let result = UnsafeBufferPointer(start: string.bytes, count: string.byteCount).allSatisfy {
            $0 < 0x80
        }
        string.header.pointee.flags = result ? Self.isASCII : Self.isNotASCII
        return result
    }
}

extension Value {
    /// The string or bytes as a buffer, valid while the value is held.
    @inline(__always) package var buffer: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes, count: byteCount)
    }

    /// The string as a Swift string.
    package var text: String { String(decoding: buffer, as: UTF8.self) }

    @inline(__always) private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// The hash of a string or bytes, kept in its header, where 0 says that it is not known.
    @inline(__always) var stringHash: UInt64 {
        let kept = header.pointee.auxiliary
        return UInt64((kept != 0 ? kept : computeHash()) >> 1)
    }

    @inline(never)
    private func computeHash() -> UInt32 {
        let start = UnsafeRawPointer(bytes)
        let count = byteCount
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        var offset = 0
        while offset &+ 8 <= count {
            hash = Self.mix(
                hash ^ start.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                0xa076_1d64_78bd_642f)
            offset &+= 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while offset < count {
            rest |= UInt64(start.load(fromByteOffset: offset, as: UInt8.self)) << shift
            shift &+= 8
            offset &+= 1
        }
        hash = Self.mix(hash ^ rest, 0xe703_7ed1_a0b4_28db)
        let folded = UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) | 1
        header.pointee.auxiliary = folded
        return folded
    }

    /// True for strings (or bytes) of equal bytes.
    @inline(__always) func hasSameBytes(_ other: Value) -> Bool {
        if bits == other.bits { return true }
        let count = byteCount
        return count == other.byteCount && memcmp(bytes, other.bytes, count) == 0
    }

    /// A number spread over 64 bits.
    @inline(__always) static func scramble(_ number: UInt64) -> UInt64 {
        mix(number ^ 0x9E37_79B9_7F4A_7C15, 0xa076_1d64_78bd_642f) | 1
    }
}
