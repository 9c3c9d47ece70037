/// A size as Docker reads it: `64m`, `1.5GiB`, `1024`.
enum ByteSize {
    /// The bytes, in powers of 1024; `nil` for what is no size.
    static func bytes(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite else { return nil }
        var unit = text[digits.endIndex...].lowercased()
        if unit.first == " " { unit.removeFirst() }
        if unit.hasSuffix("ib"), unit.count == 3 {
            unit.removeLast(2)
        } else if unit.hasSuffix("b"), unit.count <= 2 {
            unit.removeLast()
        }
        let powers = ["": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5]
        guard let power = powers[unit] else { return nil }
        var value = number
        for _ in 0..<power { value *= 1024 }
        return Int64(exactly: value.rounded(.towardZero))
    }
}
