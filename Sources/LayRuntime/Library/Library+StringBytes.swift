#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension VM {
    /// The offset of a place in a text; its end for none.
    static func position(_ place: UnsafeMutableRawPointer?, in text: UnsafeRawBufferPointer)
        -> Int
    {
        guard let place, let base = text.baseAddress else { return text.count }
        return UnsafeRawPointer(place) - base
    }

    /// Adds bytes as a string to a list.
    func push(_ bytes: Slice<UnsafeRawBufferPointer>, to list: Value) {
        let part = machine.makeBytes(copying: UnsafeRawBufferPointer(rebasing: bytes), .string)
        machine.append(part, to: list.list)
    }

    /// The offset of a part at or behind `start`.
    ///
    /// - Complexity: O(*n*) in all but contrived texts.
    static func offset(
        of part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        guard let first = part.first, let pattern = part.baseAddress else {
            return start <= text.count ? start : nil
        }
        guard let base = text.baseAddress else { return nil }
        var offset = start
        let last = text.count - part.count
        while offset <= last {
            guard let found = memchr(base + offset, Int32(first), last - offset + 1) else {
                return nil
            }
            offset = UnsafeRawPointer(found) - base
            if memcmp(found, pattern, part.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }

    static func starts(_ text: UnsafeRawBufferPointer, with part: UnsafeRawBufferPointer) -> Bool {
        guard part.count <= text.count else { return false }
        guard let a = text.baseAddress, let b = part.baseAddress else { return true }
        return memcmp(a, b, part.count) == 0
    }

    static func ends(_ text: UnsafeRawBufferPointer, with part: UnsafeRawBufferPointer)
        -> Bool
    {
        guard part.count <= text.count else { return false }
        return starts(
            UnsafeRawBufferPointer(rebasing: text[(text.count - part.count)...]), with: part)
    }

    /// How many scalars stand before a byte offset.
    func scalars(in text: Value, before offset: Int) -> Int {
        machine.isASCII(text) ? offset : text.buffer[..<offset].count { $0 & 0xc0 != 0x80 }
    }

    /// The byte offset of a scalar, counted from the end when negative; `nil` outside.
    func offset(ofScalar index: Int, in text: Value) -> Int? {
        let count = scalarCount(text)
        let place = index < 0 ? index + count : index
        guard place >= 0, place <= count else { return nil }
        if machine.isASCII(text) { return place }
        var seen = 0
        for (offset, byte) in text.buffer.enumerated() where byte & 0xc0 != 0x80 {
            if seen == place { return offset }
            seen += 1
        }
        return text.byteCount
    }

}

extension NativeCall {
    /// The bytes of a string argument, valid while the call runs.
    func text(_ index: Int) throws -> UnsafeRawBufferPointer {
        guard self[index].tag == .string else { throw mismatch(index, "a string") }
        return self[index].buffer
    }
}
