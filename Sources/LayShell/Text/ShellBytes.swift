/// Tests and conversions of single bytes that several built-ins share.
enum ShellBytes {
    /// Whether C's `isspace` holds for `byte` in the C locale.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

    /// Whether `byte` is one of `0` to `9`.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// Whether `byte` is an ASCII letter or digit.
    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 32) &- 97 < 26
    }

    /// Whether a shell takes a word for itself and nothing else, without quotes.
    static func isPlainWord(_ word: [UInt8]) -> Bool {
        guard let first = word.first, first != 126, first != 35 else { return false }
        return word.allSatisfy { isAlphanumeric($0) || "%+,-./:@_{}]#~".utf8.contains($0) }
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte &- 48) }
        let letter = (byte | 32) &- 97
        return letter < 6 ? Int(letter) &+ 10 : nil
    }

    /// The length and value of the UTF-8 character at `start`; nil where the bytes are none.
    static func character(_ text: [UInt8], at start: Int) -> (length: Int, scalar: UInt32)? {
        let first = text[start]
        if first < 0x80 { return (1, UInt32(first)) }
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard length > 0, start &+ length <= text.count else { return nil }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for index in (start &+ 1)..<(start &+ length) {
            guard text[index] & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(text[index] & 0x3F)
        }
        if length == 3, scalar < 0x800 || (scalar >= 0xD800 && scalar < 0xE000) { return nil }
        if length == 4, scalar < 0x10000 || scalar > 0x10FFFF { return nil }
        return (length, scalar)
    }

    /// The bytes of a code point as glibc and bash write it, surrogates and beyond included.
    static func append(scalar: UInt32, to output: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
        if scalar < 0x80 {
            output.append(UInt8(scalar))
        } else if scalar < 0x800 {
            output.append(0xC0 | UInt8(scalar >> 6))
            output.append(tail(0))
        } else if scalar < 0x10000 {
            output.append(0xE0 | UInt8(scalar >> 12))
            output += [tail(6), tail(0)]
        } else if scalar < 0x20_0000 {
            output.append(0xF0 | UInt8(scalar >> 18))
            output += [tail(12), tail(6), tail(0)]
        } else if scalar < 0x400_0000 {
            output.append(0xF8 | UInt8(scalar >> 24))
            output += [tail(18), tail(12), tail(6), tail(0)]
        } else if scalar < 0x8000_0000 {
            output.append(0xFC | UInt8(scalar >> 30))
            output += [tail(24), tail(18), tail(12), tail(6), tail(0)]
        }
    }

    /// The text for a message: bytes that are no UTF-8 become U+FFFD.
    static func message(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
