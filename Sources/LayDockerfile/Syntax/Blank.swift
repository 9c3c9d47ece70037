/// White space as Go's `unicode.IsSpace` has it, which BuildKit trims and splits by.
enum Blank {
    /// True for a tab, a vertical tab, a form feed, a carriage return and a space.
    static func isASCII(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || (0x0b...0x0d).contains(byte)
    }

    /// How many bytes the white space at a place takes; 0 where there is none.
    static func length(_ bytes: ArraySlice<UInt8>, at place: Int) -> Int {
        let byte = bytes[place]
        if byte < 0x80 { return isASCII(byte) || byte == 0x0a ? 1 : 0 }
        if byte == 0xc2, place + 1 < bytes.endIndex {
            return bytes[place + 1] == 0x85 || bytes[place + 1] == 0xa0 ? 2 : 0
        }
        guard (0xe1...0xe3).contains(byte), place + 2 < bytes.endIndex else { return 0 }
        switch (byte, bytes[place + 1], bytes[place + 2]) {
        case (0xe1, 0x9a, 0x80), (0xe3, 0x80, 0x80), (0xe2, 0x81, 0x9f): return 3
        case (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xa8...0xa9), (0xe2, 0x80, 0xaf): return 3
        default: return 0
        }
    }

    /// The bytes without white space at the front.
    static func trimmedLeft(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.indices.first {
            let length = length(rest, at: first)
            if length == 0 { break }
            rest = rest.dropFirst(length)
        }
        return rest
    }

    /// The bytes without white space at both ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = trimmedLeft(bytes)
        scan: while !rest.isEmpty {
            for length in 1...min(3, rest.count)
            where self.length(rest, at: rest.endIndex - length) == length {
                rest = rest.dropLast(length)
                continue scan
            }
            break
        }
        return rest
    }

    /// The bytes without ends of lines at the end.
    static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while rest.last == 0x0a || rest.last == 0x0d { rest = rest.dropLast() }
        return rest
    }

    /// The words between runs of blanks; an empty text has none.
    static func words(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(whereSeparator: isASCII)
    }

    /// The first word, and what follows the blanks behind it; `nil` where no blank follows.
    static func cut(
        _ bytes: ArraySlice<UInt8>
    ) -> (word: ArraySlice<UInt8>, rest: ArraySlice<UInt8>?) {
        guard let end = bytes.firstIndex(where: isASCII) else { return (bytes, nil) }
        return (bytes[..<end], bytes[end...].drop(while: isASCII))
    }
}

extension String {
    /// The text of bytes; what is no UTF-8 becomes U+FFFD.
    init(bytes: ArraySlice<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
    }
}
