/// Names of files in messages, as GNU's programs quote them for a shell.
enum FileNameQuoting {
    /// In quotes, whatever it is.
    static func always(_ name: [UInt8]) -> String { quoted(name) }

    /// In quotes only where a shell would need them.
    static func needed(_ name: [UInt8]) -> String {
        let isPlain =
            !name.isEmpty && name.allSatisfy { plain.contains($0) }
            && name[0] != UInt8(ascii: "~") && name[0] != UInt8(ascii: "#")
        return isPlain ? String(decoding: name, as: UTF8.self) : quoted(name)
    }

    /// What no shell takes for anything else. A colon is none: it ends the name in a message.
    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./@_{}]#~".utf8)

    private static func quoted(_ name: [UInt8]) -> String {
        var pieces = ""
        var isEscaped = false
        let hasQuote = name.contains(UInt8(ascii: "'"))
        if hasQuote, !name.contains(where: { "\"$`\\".utf8.contains($0) || $0 < 32 || $0 > 126 }) {
            return "\"\(String(decoding: name, as: UTF8.self))\""
        }
        for byte in name {
            let isControl = byte < 32 || byte > 126
            if isControl != isEscaped {
                pieces += isControl ? "'$'" : "''"
                isEscaped = isControl
            }
            switch byte {
            case 10: pieces += "\\n"
            case 9: pieces += "\\t"
            case 13: pieces += "\\r"
            case 7: pieces += "\\a"
            case 8: pieces += "\\b"
            case 11: pieces += "\\v"
            case 12: pieces += "\\f"
            case UInt8(ascii: "'"): pieces += "'\\''"
            case _ where isControl:
                let digits = String(byte, radix: 8)
                pieces += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: pieces += String(UnicodeScalar(byte))
            }
        }
        return "'\(pieces)'"
    }
}
