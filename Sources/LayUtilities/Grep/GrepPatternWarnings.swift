/// What GNU's grep warns of in patterns.
enum GrepPatternWarnings {
    /// The repetitions without anything to repeat, as they are called in the warnings.
    ///
    /// - Complexity: O(the length of the patterns).
    static func orphans(in patterns: [UInt8]) -> [String] {
        var found: [String] = []
        var isStart = true
        var index = 0
        while index < patterns.count {
            let byte = patterns[index]
            index += 1
            switch byte {
            case 10, UInt8(ascii: "("), UInt8(ascii: "|"): isStart = true
            case UInt8(ascii: "^"), UInt8(ascii: "$"): break
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
                if isStart { found.append(String(Unicode.Scalar(byte))) }
            case UInt8(ascii: "{"):
                guard let end = intervalEnd(patterns, index) else {
                    isStart = false
                    break
                }
                index = end
                if isStart { found.append("{...}") }
            case UInt8(ascii: "["):
                index = bracketEnd(patterns, index)
                isStart = false
            case 0x5C:
                // Anchors take nothing.
                if index < patterns.count, !Array("<>bB`'".utf8).contains(patterns[index]) {
                    isStart = false
                }
                index += 1
            default: isStart = false
            }
        }
        return found
    }

    private static func intervalEnd(_ text: [UInt8], _ start: Int) -> Int? {
        var index = start
        while index < text.count, 0x30...0x39 ~= text[index] || text[index] == UInt8(ascii: ",") {
            index += 1
        }
        guard index > start, index < text.count, text[index] == UInt8(ascii: "}") else {
            return nil
        }
        return index + 1
    }

    private static func bracketEnd(_ text: [UInt8], _ start: Int) -> Int {
        var index = start
        if index < text.count, text[index] == UInt8(ascii: "^") { index += 1 }
        if index < text.count, text[index] == UInt8(ascii: "]") { index += 1 }
        while index < text.count, text[index] != UInt8(ascii: "]") {
            if text[index] == UInt8(ascii: "["), index + 1 < text.count,
                [0x2E, 0x3A, 0x3D].contains(text[index + 1])
            {
                let kind = text[index + 1]
                index += 2
                while index + 1 < text.count,
                    text[index] != kind || text[index + 1] != UInt8(ascii: "]")
                {
                    index += 1
                }
                index += 1
            }
            index += 1
        }
        return min(index + 1, text.count)
    }
}
