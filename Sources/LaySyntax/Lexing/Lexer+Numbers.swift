extension Lexer {
    /// What a suffix multiplies by: powers of 1000 and of 1024.
    private static let sizes: [String: Int64] = [
        "B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000,
        "TB": 1_000_000_000_000, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
    ]

    mutating func number() -> Token.Kind? {
        let start = offset
        if peek() == UInt8(ascii: "0") {
            switch peek(1) {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): return radix(16, start)
            case UInt8(ascii: "o"), UInt8(ascii: "O"): return radix(8, start)
            case UInt8(ascii: "b"), UInt8(ascii: "B"): return radix(2, start)
            default: break
            }
        }
        var digits = digits()
        var isFloat = false
        if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
            isFloat = true
            offset += 1
            digits += "." + self.digits()
        }
        let exponent = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+") ? 2 : 1
        if peek() | 0x20 == UInt8(ascii: "e"), isDigit(peek(exponent)) {
            isFloat = true
            digits += "e" + (exponent == 2 ? String(UnicodeScalar(peek(1))) : "")
            offset += exponent
            digits += self.digits()
        }
        let suffix = letters()
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isFloat {
            if !suffix.isEmpty {
                report(.suffixOfFloat(suffix, digits, Self.bytes(digits, suffix)), start, offset)
            }
            return .float(Double(digits) ?? 0)
        }
        // Behind a minus this is the least int; the parser knows.
        if digits == "9223372036854775808", suffix.isEmpty { return .int(.min) }
        guard let value = Int64(digits) else {
            report(.largeInt(text, digits: digits), start, offset)
            return .int(0)
        }
        if suffix.isEmpty { return .int(value) }
        guard let size = Self.sizes[suffix] else {
            report(.unknownSuffix(suffix), start, offset)
            return .int(value)
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: size)
        if overflow { report(.largeInt(text), start, offset) }
        return .int(product)
    }

    /// The size that was meant, as an int of the largest suffix that it has.
    private static func bytes(_ digits: String, _ suffix: String) -> String? {
        guard let number = Double(digits), let size = sizes[suffix],
            let bytes = Int64(exactly: (number * Double(size)).rounded())
        else { return nil }
        let isBinary = suffix.contains("i")
        let units = sizes.filter {
            $0.key != "KB" && $0.key.contains("i") == isBinary || $0.value == 1
        }
        let fitting = units.filter { bytes % $0.value == 0 }.max { $0.value < $1.value }
        return fitting.map { "\(bytes / $0.value)\($0.value == 1 ? "" : $0.key)" }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func digits() -> String {
        var text = ""
        while isDigit(peek()) || (peek() == UInt8(ascii: "_") && !text.isEmpty) {
            if peek() != UInt8(ascii: "_") { text.unicodeScalars.append(UnicodeScalar(peek())) }
            offset += 1
        }
        return text
    }

    private mutating func letters() -> String {
        let start = offset
        while isDigit(peek())
            || (peek() | 0x20 >= UInt8(ascii: "a") && peek() | 0x20 <= UInt8(ascii: "z"))
            || peek() == UInt8(ascii: "_")
        {
            offset += 1
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func radix(_ radix: Int, _ start: Int) -> Token.Kind? {
        offset += 2
        let digits = letters()
        let clean = digits.filter { $0 != "_" }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        // Behind a minus this is the least int; the parser knows.
        if UInt64(clean, radix: radix) == 1 << 63 { return .int(.min) }
        if let value = Int64(clean, radix: radix) { return .int(value) }
        let name = radix == 16 ? "hexadecimal" : radix == 8 ? "octal" : "binary"
        let fits =
            !clean.isEmpty && clean.allSatisfy { $0.hexDigitValue.map { $0 < radix } ?? false }
        report(
            fits ? .largeInt("'\(text)'") : .noNumber(digits, base: name), start, offset)
        return .int(0)
    }
}
