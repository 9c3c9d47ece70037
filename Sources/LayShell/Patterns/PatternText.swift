/// Reading UTF-8 by the byte, without String.
enum PatternText {
    /// The length of the character that starts at a place in valid UTF-8.
    @inline(__always)
    static func length(_ first: UInt8) -> Int {
        first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    /// The character that starts at a place in valid UTF-8.
    @inline(__always)
    static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
        let first = text[index]
        let count = length(first)
        guard count > 1, index &+ count <= text.count else { return UInt32(first) }
        var value = UInt32(first) & (0xFF >> (UInt32(count) &+ 1))
        for offset in 1..<count {
            value = value << 6 | UInt32(text[index &+ offset] & 0x3F)
        }
        return value
    }

    /// Whether a text is ASCII.
    ///
    /// - Complexity: O(length of the text).
    static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var all: UInt8 = 0
        for byte in text { all |= byte }
        return all < 0x80
    }

    /// Whether a text is UTF-8 without overlong forms and surrogates.
    ///
    /// - Complexity: O(length of the text).
    static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isASCII(text) { return true }
        var index = 0
        while index < text.count {
            let first = text[index]
            if first < 0x80 {
                index &+= 1
                continue
            }
            guard first >= 0xC2, first < 0xF5 else { return false }
            let count = length(first)
            guard index &+ count <= text.count else { return false }
            for offset in 1..<count where text[index &+ offset] & 0xC0 != 0x80 { return false }
            let second = text[index &+ 1]
            switch first {
            case 0xE0 where second < 0xA0, 0xED where second >= 0xA0: return false
            case 0xF0 where second < 0x90, 0xF4 where second >= 0x90: return false
            default: break
            }
            index &+= count
        }
        return true
    }

    /// The small letter of a character, as C's towlower: one for one.
    static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar &- 65 < 26 ? scalar | 32 : scalar }
        guard let character = Unicode.Scalar(scalar) else { return scalar }
        return character.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
    }

    /// The small letter of an ASCII capital; other bytes stay.
    @inline(__always)
    static func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
}
