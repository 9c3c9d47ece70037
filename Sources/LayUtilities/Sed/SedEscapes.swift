/// The escapes that stand for a byte: `\a \f \n \r \t \v`, `\cX`, `\dNNN`, `\oNNN`, `\xHH`.
enum SedEscapes {
    /// The byte that the escape at `index`, behind its backslash, stands for, and where it ends.
    ///
    /// - Throws: `RecursiveEscape` for `\c\` that is no `\c\\`.
    static func byte(
        _ text: [UInt8], at index: Int
    ) throws -> (byte: UInt8, end: Int)? {
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: "a"): return (7, index + 1)
        case UInt8(ascii: "f"): return (12, index + 1)
        case UInt8(ascii: "n"), 10: return (10, index + 1)
        case UInt8(ascii: "r"): return (13, index + 1)
        case UInt8(ascii: "t"): return (9, index + 1)
        case UInt8(ascii: "v"): return (11, index + 1)
        case UInt8(ascii: "d"): return number(text, index + 1, base: 10, digits: 3)
        case UInt8(ascii: "o"): return number(text, index + 1, base: 8, digits: 3)
        case UInt8(ascii: "x"): return number(text, index + 1, base: 16, digits: 2)
        case UInt8(ascii: "c"): return try control(text, index)
        default: return nil
        }
    }

    /// What an escape that may not be escaped again throws.
    struct RecursiveEscape: Error {}

    private static func control(
        _ text: [UInt8], _ index: Int
    ) throws -> (byte: UInt8, end: Int)? {
        guard index + 1 < text.count else { return (0x5C, index + 1) }
        var end = index + 2
        let byte = text[index + 1]
        if byte == 0x5C {
            guard end < text.count, text[end] == 0x5C else { throw RecursiveEscape() }
            end += 1
        }
        return ((0x61...0x7A ~= byte ? byte - 0x20 : byte) ^ 0x40, end)
    }

    private static func number(
        _ text: [UInt8], _ start: Int, base: Int, digits: Int
    ) -> (byte: UInt8, end: Int)? {
        var value = 0
        var end = start
        while end < text.count, end - start < digits {
            let digit: Int
            switch text[end] {
            case 0x30...0x39: digit = Int(text[end]) - 0x30
            case 0x41...0x46: digit = Int(text[end]) - 0x37
            case 0x61...0x66: digit = Int(text[end]) - 0x57
            default: digit = base
            }
            guard digit < base else { break }
            value = value * base + digit
            end += 1
        }
        return end > start ? (UInt8(truncatingIfNeeded: value), end) : nil
    }

    /// The text of an `a`, `i` or `c`, without its backslashes.
    ///
    /// - Throws: `RecursiveEscape`.
    static func text(_ raw: [UInt8]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < raw.count {
            if raw[index] != 0x5C {
                bytes.append(raw[index])
                index += 1
            } else if let (byte, end) = try byte(raw, at: index + 1) {
                bytes.append(byte)
                index = end
            } else {
                if index + 1 < raw.count { bytes.append(raw[index + 1]) }
                index += 2
            }
        }
        return bytes
    }

    /// The characters of one string of a `y`.
    ///
    /// - Throws: `RecursiveEscape`.
    static func characters(_ raw: [UInt8], isUTF8: Bool) throws -> [[UInt8]] {
        var characters: [[UInt8]] = []
        var index = 0
        while index < raw.count {
            if raw[index] == 0x5C {
                if let (byte, end) = try byte(raw, at: index + 1) {
                    characters.append([byte])
                    index = end
                    continue
                }
                index += 1
                guard index < raw.count else { break }
            }
            let length = raw.withUnsafeBufferPointer {
                isUTF8 ? SedCharacters.length($0, at: index) : 1
            }
            characters.append(Array(raw[index..<(index + length)]))
            index += length
        }
        return characters
    }

    /// The pieces of what an `s` puts in.
    ///
    /// - Throws: `RecursiveEscape`.
    static func replacement(_ raw: [UInt8], changesCase: Bool) throws -> SedReplacement {
        var result = SedReplacement()
        var literal: [UInt8] = []
        func flush() {
            if !literal.isEmpty { result.parts.append(.literal(literal)) }
            literal = []
        }
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            index += 1
            if byte == UInt8(ascii: "&") {
                flush()
                result.parts.append(.group(0))
                continue
            }
            guard byte == 0x5C, index < raw.count else {
                literal.append(byte)
                continue
            }
            let escaped = raw[index]
            if 0x30...0x39 ~= escaped {
                flush()
                let group = Int(escaped - 0x30)
                result.parts.append(.group(group))
                result.highestGroup = max(result.highestGroup, group)
                index += 1
            } else if changesCase, let letterCase = letterCase(escaped) {
                flush()
                result.parts.append(.letterCase(letterCase))
                index += 1
            } else if let (byte, end) = try Self.byte(raw, at: index) {
                literal.append(byte)
                index = end
            } else {
                literal.append(escaped)
                index += 1
            }
        }
        flush()
        return result
    }

    private static func letterCase(_ byte: UInt8) -> SedReplacement.LetterCase? {
        switch byte {
        case UInt8(ascii: "U"): .upper
        case UInt8(ascii: "L"): .lower
        case UInt8(ascii: "u"): .upperNext
        case UInt8(ascii: "l"): .lowerNext
        case UInt8(ascii: "E"): .end
        default: nil
        }
    }
}
