/// Tells whether bytes are text.
enum GrepText {
    /// Whether all bytes between two places are ASCII.
    ///
    /// - Complexity: O(the distance).
    @inline(__always)
    static func isASCII(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        firstWide(text, start, end) == nil
    }

    /// The first byte that is not ASCII.
    private static func firstWide(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int? {
        guard let base = text.baseAddress else { return nil }
        let raw = UnsafeRawPointer(base)
        var position = start
        while end &- position >= 32 {
            let words = raw.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
            if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
            position &+= 32
        }
        while end &- position >= 8 {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            position &+= 8
        }
        while position < end {
            if base[position] >= 0x80 { return position }
            position &+= 1
        }
        return nil
    }

    /// Whether the bytes between two places are UTF-8.
    ///
    /// - Complexity: O(the distance).
    static func isUTF8(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var position = start
        while let wide = firstWide(text, position, end) {
            let length = wideLength(text, wide, end)
            if length == 0 { return false }
            position = wide &+ length
        }
        return true
    }

    /// How many bytes the character at a place takes; a stray byte takes one.
    static func length(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
        place < text.count && text[place] >= 0x80 ? max(1, wideLength(text, place, text.count)) : 1
    }

    private static func wideLength(
        _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int
    ) -> Int {
        let first = text[place]
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { low = 0xA0 }
            if first == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { low = 0x90 }
            if first == 0xF4 { high = 0x8F }
        default: return 0
        }
        guard length <= end &- place, low...high ~= text[place &+ 1] else { return 0 }
        for index in 2..<max(2, length) where text[place &+ index] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
