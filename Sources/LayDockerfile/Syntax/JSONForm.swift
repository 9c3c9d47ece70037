/// The JSON form of arguments: `["a", "b"]` and nothing else.
enum JSONForm {
    /// The strings of an array; `nil` where the text is no JSON array, so that it is the shell's.
    ///
    /// - Throws: `Fault` for an array that holds something else.
    static func elements(_ text: ArraySlice<UInt8>) throws(Fault) -> [String]? {
        guard Blank.trimmedLeft(text).first == UInt8(ascii: "[") else { return nil }
        var reader = Reader(text: Blank.trimmedLeft(text))
        guard let elements = reader.array() else { return nil }
        let strings = elements.compactMap { $0 }
        guard strings.count == elements.count else { throw .notStrings }
        return strings
    }

    /// Reads as strictly as Go's `encoding/json`.
    private struct Reader {
        var text: ArraySlice<UInt8>
        /// Go reads no deeper.
        static let deepest = 10_000

        /// The elements, `nil` for one that is no string; `nil` for what is no array.
        mutating func array() -> [String?]? {
            var elements: [String?] = []
            // The brackets that are open: true for an array.
            var open = [true]
            text = text.dropFirst()
            skipBlanks()
            if take("]") {
                skipBlanks()
                return text.isEmpty ? [] : nil
            }
            while true {
                skipBlanks()
                let isElement = open.count == 1
                if open.last == false {
                    guard string() != nil else { return nil }
                    skipBlanks()
                    guard take(":") else { return nil }
                    skipBlanks()
                }
                let isArray = take("[")
                if isArray || take("{") {
                    if isElement { elements.append(nil) }
                    skipBlanks()
                    if !take(isArray ? "]" : "}") {
                        open.append(isArray)
                        if open.count > Self.deepest { return nil }
                        continue
                    }
                } else if text.first == UInt8(ascii: "\"") {
                    guard let string = string() else { return nil }
                    if isElement { elements.append(string) }
                } else {
                    guard scalar() else { return nil }
                    if isElement { elements.append(nil) }
                }
                skipBlanks()
                while let isArray = open.last, take(isArray ? "]" : "}") {
                    open.removeLast()
                    skipBlanks()
                }
                if open.isEmpty { return text.isEmpty ? elements : nil }
                guard take(",") else { return nil }
            }
        }

        private mutating func skipBlanks() {
            text = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard text.first == UInt8(ascii: character) else { return false }
            text = text.dropFirst()
            return true
        }

        private mutating func take(word: String) -> Bool {
            guard text.starts(with: word.utf8) else { return false }
            text = text.dropFirst(word.utf8.count)
            return true
        }

        private mutating func scalar() -> Bool {
            take(word: "true") || take(word: "false") || take(word: "null") || number()
        }

        private mutating func digits() -> Bool {
            let rest = text.drop { (0x30...0x39).contains($0) }
            defer { text = rest }
            return rest.count < text.count
        }

        private mutating func number() -> Bool {
            let start = text
            _ = take("-")
            guard take("0") || digits() else { return false }
            if take("."), !digits() { return false }
            if take("e") || take("E") {
                _ = take("+") || take("-")
                guard digits() else { return false }
            }
            // Go takes no number that is larger than its own.
            let written = String(bytes: start[..<text.startIndex])
            return Double(written)?.isFinite ?? false
        }

        private mutating func string() -> String? {
            guard take("\"") else { return nil }
            var bytes: [UInt8] = []
            while let byte = text.first {
                text = text.dropFirst()
                switch byte {
                case UInt8(ascii: "\""): return String(bytes: bytes[...])
                case UInt8(ascii: "\\"):
                    guard let scalar = escape() else { return nil }
                    bytes += Array(String(Character(scalar)).utf8)
                case 0..<0x20: return nil
                default: bytes.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            guard let byte = text.first else { return nil }
            text = text.dropFirst()
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                return Unicode.Scalar(byte)
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{c}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"):
                guard let unit = unit(of: text) else { return nil }
                text = text.dropFirst(4)
                guard (0xd800..<0xdc00).contains(unit), text.starts(with: [0x5c, 0x75]),
                    let low = self.unit(of: text.dropFirst(2)), (0xdc00..<0xe000).contains(low)
                else { return Unicode.Scalar(unit) ?? "\u{fffd}" }
                text = text.dropFirst(6)
                return Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            default: return nil
            }
        }

        private func unit(of text: ArraySlice<UInt8>) -> UInt32? {
            guard text.count >= 4 else { return nil }
            let digits = text.prefix(4)
            guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else {
                return nil
            }
            return UInt32(String(bytes: digits), radix: 16)
        }
    }
}
