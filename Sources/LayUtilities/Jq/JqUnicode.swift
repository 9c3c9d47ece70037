/// Characters as UTF-8.
enum JqUnicode {
    /// What stands for bytes that are no character.
    static let replacement: UInt32 = 0xFFFD

    /// Whether all bytes are ASCII.
    static func isASCII(_ span: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = span.baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var place = 0
        while place &+ 8 <= span.count {
            if raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080
                != 0
            {
                return false
            }
            place &+= 8
        }
        while place < span.count {
            if base[place] >= 0x80 { return false }
            place &+= 1
        }
        return true
    }

    /// Whether the bytes are characters.
    static func isValid(_ span: UnsafeBufferPointer<UInt8>) -> Bool {
        if isASCII(span) { return true }
        var place = 0
        while place < span.count {
            if span[place] < 0x80 {
                place &+= 1
            } else if next(span, &place) == nil {
                return false
            }
        }
        return true
    }

    /// The next character; nil for bytes that are none, which are passed all the same.
    static func next(_ span: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32? {
        let first = span[place]
        if first < 0x80 {
            place &+= 1
            return UInt32(first)
        }
        let length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
        if length == 1 {
            place &+= 1
            return nil
        }
        if length > span.count &- place {
            place = span.count
            return nil
        }
        var code = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = span[place &+ offset]
            if byte & 0xC0 != 0x80 {
                place &+= offset
                return nil
            }
            code = code << 6 | UInt32(byte & 0x3F)
        }
        place &+= length
        if length == 3, code < 0x800 || 0xD800...0xDFFF ~= code { return nil }
        if length == 4, code < 0x10000 || code > 0x10FFFF { return nil }
        return code
    }

    /// Adds any bytes, with U+FFFD for what is no character.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func repair(_ span: UnsafeBufferPointer<UInt8>, _ bytes: JqBytes) throws {
        var place = 0
        while place < span.count {
            try bytes.append(character: next(span, &place) ?? replacement)
        }
    }

    /// Writes a character: how many bytes it takes. What is no character is written as U+FFFD.
    @inline(__always)
    static func encode(_ character: UInt32, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        let isCharacter = character <= 0x10FFFF && !(0xD800...0xDFFF ~= character)
        let code = isCharacter ? character : replacement
        func byte(_ bits: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: bits) }
        if code < 0x80 {
            target[0] = byte(code)
            return 1
        }
        if code < 0x800 {
            target[0] = byte(0xC0 | code >> 6)
            target[1] = byte(0x80 | code & 0x3F)
            return 2
        }
        if code < 0x10000 {
            target[0] = byte(0xE0 | code >> 12)
            target[1] = byte(0x80 | code >> 6 & 0x3F)
            target[2] = byte(0x80 | code & 0x3F)
            return 3
        }
        target[0] = byte(0xF0 | code >> 18)
        target[1] = byte(0x80 | code >> 12 & 0x3F)
        target[2] = byte(0x80 | code >> 6 & 0x3F)
        target[3] = byte(0x80 | code & 0x3F)
        return 4
    }

    /// How many bytes the character takes that begins with a byte.
    @inline(__always)
    static func length(_ first: UInt8) -> Int {
        first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    /// How many characters there are.
    static func count(_ span: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for byte in span where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// The byte at which a character begins, counted from another character's beginning.
    static func offset(
        _ span: UnsafeBufferPointer<UInt8>, _ characters: Int, from start: Int = 0
    ) -> Int {
        var place = start
        var left = characters
        while left > 0, place < span.count {
            place &+= length(span[place])
            left &-= 1
        }
        return min(place, span.count)
    }
}
