internal import CSystem

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
    /// Takes steps for the bytes that are looked through.
    ///
    /// - Complexity: O(*n* + *m*).
    func offset(
        of part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        let offset = Self.search(for: part, in: text, from: start)
        machine.takeSteps(bytes: (offset ?? text.count) &- start)
        return offset
    }

    private static func search(
        for part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        guard let first = part.first, let pattern = part.baseAddress else {
            return start <= text.count ? start : nil
        }
        guard let base = text.baseAddress, start <= text.count - part.count else { return nil }
        // Where the first byte occurs the rest is compared: quick in all but contrived texts, for
        // which a long part is looked for by a search that is linear in any.
        var (offset, misses) = (start, 0)
        let last = text.count - part.count
        while offset <= last {
            guard let found = memchr(base + offset, Int32(first), last - offset + 1) else {
                return nil
            }
            offset = UnsafeRawPointer(found) - base
            if memcmp(found, pattern, part.count) == 0 { return offset }
            offset += 1
            misses += 1
            if misses > 64, part.count > 16 {
                return lay_find(base + offset, text.count - offset, pattern, part.count).map {
                    UnsafeRawPointer($0) - base
                }
            }
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
        if machine.isASCII(text) { return offset }
        if text.byteCount < ScalarIndex.least {
            return text.buffer[..<offset].count { $0 & 0xc0 != 0x80 }
        }
        return scalarIndex(of: text).scalars(before: offset, in: text.buffer)
    }

    /// The byte offset of a scalar, counted from the end when negative; `nil` outside.
    func offset(ofScalar index: Int, in text: Value) -> Int? {
        let count = scalarCount(text)
        let place = index < 0 ? index + count : index
        guard place >= 0, place <= count else { return nil }
        return machine.isASCII(text) ? place : offset(ofInnerScalar: place, in: text)
    }

    /// The byte offset of a scalar that is there, or of the end.
    func offset(ofInnerScalar place: Int, in text: Value) -> Int {
        if text.byteCount >= ScalarIndex.least {
            return scalarIndex(of: text).offset(of: place, in: text.buffer)
        }
        return ScalarIndex.offset(of: place, from: 0, in: text.buffer)
    }

}

extension NativeCall {
    /// What a method of strings gives for a pattern in the place of a text; `nil` for another value.
    func patternResult(_ method: String) throws -> Value? {
        if self[1].is(.string) || !has(1) { return nil }
        guard self[1].is(.object), let body = vm.patternMethods[method] else {
            throw mismatch(1, "a string or a regex")
        }
        return try body(self)
    }

    /// The bytes of a string argument, valid while the call runs.
    func text(_ index: Int) throws -> UnsafeRawBufferPointer {
        guard self[index].tag == .string else { throw mismatch(index, "a string") }
        return self[index].buffer
    }
}
