/// Numbers that the parser knows no int for.
package enum JSONNumbers {
    /// The text with the ints beyond 64 bits written as floats, as other readers take them; `nil`
    /// when there are none.
    ///
    /// - Complexity: O(*n*).
    package static func widened(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = 0
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                while place < text.count, text[place] != UInt8(ascii: "\"") {
                    place += text[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place += 1
                continue
            }
            guard byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) else {
                place += 1
                continue
            }
            let start = place
            place += 1
            while place < text.count, isInNumber(text[place]) { place += 1 }
            let number = String(decoding: text[start..<place], as: UTF8.self)
            if number.allSatisfy({ $0 == "-" || $0.isNumber }), Int64(number) == nil {
                result += text[copied..<place]
                result += "e0".utf8
                copied = place
            }
        }
        if copied == 0 { return nil }
        return result + text[copied...]
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }
}
