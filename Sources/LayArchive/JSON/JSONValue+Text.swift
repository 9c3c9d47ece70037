extension JSONValue {
    /// The value as a compact text, or indented by two spaces.
    public func text(isIndented: Bool = false) -> String {
        var result = ""
        write(to: &result, isIndented ? 0 : nil)
        return result
    }

    private func write(to text: inout String, _ depth: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .double(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.quote(value, &text)
        case .array(let elements):
            Self.bracket("[", "]", elements.count, &text, depth) { elements[$0].write(to: &$1, $2) }
        case .object(let object):
            Self.bracket("{", "}", object.entries.count, &text, depth) { index, text, depth in
                Self.quote(object.entries[index].key, &text)
                text += depth == nil ? ":" : ": "
                object.entries[index].value.write(to: &text, depth)
            }
        }
    }

    private static func bracket(
        _ open: String, _ close: String, _ count: Int, _ text: inout String, _ depth: Int?,
        _ body: (Int, inout String, Int?) -> Void
    ) {
        text += open
        for index in 0..<count {
            if index > 0 { text += "," }
            if let depth { text += "\n" + String(repeating: "  ", count: depth + 1) }
            body(index, &text, depth.map { $0 + 1 })
        }
        if let depth, count > 0 { text += "\n" + String(repeating: "  ", count: depth) }
        text += close
    }

    private static func quote(_ value: String, _ text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
