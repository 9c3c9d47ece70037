extension String {
    /// The text in double quotes as Go's `%q` writes it, which BuildKit's messages use.
    package var goQuoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{c}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{b}": result += "\\v"
            case _ where scalar.isGoPrintable: result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x80: result += "\\x" + scalar.hex(2)
            case _ where scalar.value < 0x10000: result += "\\u" + scalar.hex(4)
            default: result += "\\U" + scalar.hex(8)
            }
        }
        return result + "\""
    }
}

extension Unicode.Scalar {
    /// True for what Go's `unicode.IsPrint` takes: letters, marks, numbers, punctuation, symbols
    /// and the space.
    fileprivate var isGoPrintable: Bool {
        if self == " " { return true }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            return false
        default: return true
        }
    }

    fileprivate func hex(_ digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
