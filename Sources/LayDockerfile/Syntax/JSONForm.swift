internal import LayArchive

/// The JSON form of arguments: `["a", "b"]` and nothing else.
enum JSONForm {
    /// The strings of an array; `nil` where the text is no JSON array, so that it is the shell's.
    ///
    /// - Throws: `Fault` for an array that holds something else.
    static func elements(_ text: ArraySlice<UInt8>) throws(Fault) -> [String]? {
        let text = Blank.trimmed(text)
        guard text.first == UInt8(ascii: "["),
            let elements = (try? JSONValue(parsing: mended(text)))?.array
        else { return nil }
        let strings = elements.compactMap(\.string)
        guard strings.count == elements.count else { throw .notStrings }
        return strings
    }

    /// The text as Go's decoder takes it: what is no UTF-8, and half of a pair of surrogates, is U+FFFD.
    private static func mended(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let bytes = Array(String(bytes: text).utf8)
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count else {
                result.append(bytes[place])
                place += 1
                continue
            }
            let low = 0xdc00...0xdfff
            switch unit(bytes, place) {
            case (0xd800...0xdbff)? where unit(bytes, place + 6).map(low.contains) == true:
                result += bytes[place..<place + 12]
                place += 12
            case (0xd800...0xdfff)?:
                result += Array("\\ufffd".utf8)
                place += 6
            default:
                result += bytes[place...place + 1]
                place += 2
            }
        }
        return result
    }

    /// The number of an escape `\uXXXX` at a place.
    private static func unit(_ bytes: [UInt8], _ place: Int) -> Int? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return nil }
        return Int(String(bytes: bytes[(place + 2)..<(place + 6)]), radix: 16)
    }
}
