extension ShellQuoting {
    /// In double quotes, with a backslash before what stays special there.
    static func double(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = [34]
        output.reserveCapacity(text.count &+ 2)
        for byte in text {
            if byte == 34 || byte == 36 || byte == 92 || byte == 96 { output.append(92) }
            output.append(byte)
        }
        output.append(34)
        return output
    }

    /// With a backslash before each special byte.
    static func backslashed(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count &+ 8)
        for (index, byte) in text.enumerated() {
            let isSpecial =
                isSpecial(byte) || byte == UInt8(ascii: ",")
                || isSpecialByPlace(text, index, byte)
            if isSpecial { output.append(92) }
            output.append(byte)
        }
        return output
    }

    /// Whether a shell would take any byte of `text` for more than itself.
    static func hasSpecials(_ text: [UInt8]) -> Bool {
        for (index, byte) in text.enumerated()
        where isSpecial(byte) || isSpecialByPlace(text, index, byte) { return true }
        return false
    }

    /// Whether `text` holds a byte that cannot be shown, so that it is written as `$'…'`.
    static func needsAnsi(_ text: [UInt8], utf8: Bool) -> Bool {
        var index = 0
        while index < text.count {
            let length = printableLength(text, index, utf8)
            if length == 0 { return true }
            index &+= length
        }
        return false
    }

    /// `$'…'`.
    static func ansi(_ text: [UInt8], utf8: Bool) -> [UInt8] {
        var output: [UInt8] = [36, 39]
        var index = 0
        while index < text.count {
            let byte = text[index]
            let length = printableLength(text, index, utf8)
            if length > 0 {
                if byte == 39 || byte == 92 { output.append(92) }
                output += text[index..<(index &+ length)]
                index &+= length
                continue
            }
            output.append(92)
            switch byte {
            case 7...13: output.append(Array("abtnvfr".utf8)[Int(byte &- 7)])
            case 27: output.append(UInt8(ascii: "E"))
            default: output += [48 &+ byte >> 6, 48 &+ byte >> 3 & 7, 48 &+ byte & 7]
            }
            index &+= 1
        }
        output.append(39)
        return output
    }

    /// How many bytes the printable character at `index` has; 0 where it cannot be shown.
    ///
    /// What glibc's tables call printable above ASCII is taken as all but the C1 controls.
    private static func printableLength(_ text: [UInt8], _ index: Int, _ utf8: Bool) -> Int {
        let byte = text[index]
        if byte < 0x80 { return byte >= 32 && byte != 127 ? 1 : 0 }
        guard utf8, let found = ShellBytes.character(text, at: index) else { return 0 }
        return found.scalar >= 0xA0 ? found.length : 0
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 9, 10, 32, 33, 34, 36, 38, 39, 40, 41, 42, 59, 60, 62, 63, 91, 92, 93, 94, 96, 123,
            124, 125:
            return true
        default: return false
        }
    }

    /// `~` at the start or after `=` or `:`, `#` at the start.
    private static func isSpecialByPlace(
        _ text: [UInt8], _ index: Int, _ byte: UInt8
    ) -> Bool {
        if byte == UInt8(ascii: "#") { return index == 0 }
        guard byte == UInt8(ascii: "~") else { return false }
        return index == 0 || text[index &- 1] == 61 || text[index &- 1] == 58
    }

    /// What ash's `set -x` leaves unquoted.
    static func isPlainForAsh(_ byte: UInt8) -> Bool {
        switch byte {
        case 43...58, 64...90, 93...95, 97...122: return true
        default: return false
        }
    }

    /// Whether ash takes `word` for a reserved word.
    static func isReserved(_ word: [UInt8]) -> Bool {
        guard word.count < 9 else { return false }
        switch String(decoding: word, as: UTF8.self) {
        case "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until",
            "for", "in", "function":
            return true
        default: return false
        }
    }
}
