extension DocumentNode {
    /// What a plain scalar means by the core schema of YAML 1.2: `yes` is a text, `012` an int.
    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf": self = .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": self = .float(-.infinity)
        case ".nan", ".NaN", ".NAN": self = .float(.nan)
        default:
            if let number = Self.int(text) {
                self = .int(number)
            } else if Self.looksLikeNumber(text), let number = Double(text) {
                self = .float(number)
            } else {
                self = .string(text)
            }
        }
    }

    static func int(_ text: String) -> Int? {
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
        return Int(text)
    }

    /// Digits with a point, a sign or an exponent, and not Swift's hexadecimal or named floats.
    static func looksLikeNumber(_ text: String) -> Bool {
        text.contains { $0.isASCII && $0.isNumber }
            && text.allSatisfy { $0.isASCII && $0.isNumber || "+-.eE".contains($0) }
    }
}
