extension String {
    /// The text without what would steer a terminal: control characters and those that turn the
    /// direction of writing are written as `\n`, `\t` or `\u{1b}`.
    ///
    /// For what others named: a path, a tag, a line of history. With `keepingLines`, for a whole
    /// picture, ends of lines and tabs stay as they are.
    ///
    /// - Complexity: O(*n*).
    package func shown(keepingLines: Bool = false) -> String {
        guard unicodeScalars.contains(where: { $0.steersTerminals }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where !keepingLines: result += "\\n"
            case "\t" where !keepingLines: result += "\\t"
            case "\r": result += "\\r"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.steersTerminals:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// True for control characters (C0, DEL, C1) and for those that turn or break the line.
    package var steersTerminals: Bool {
        switch value {
        case 0..<0x20, 0x7f..<0xa0: true
        case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}
