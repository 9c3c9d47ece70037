/// Numbers and durations as people write them.
enum Quantity {
    /// `500000`, `1_000_000`, `10M`, `1.5k`: the units count by thousands. `nil` for what is none.
    static func count(_ text: String) -> Int? {
        var digits = text[...]
        var factor = 1.0
        if let last = digits.last,
            let power = ["k", "m", "g", "t"].firstIndex(of: last.lowercased())
        {
            for _ in 0...power { factor *= 1000 }
            digits.removeLast()
        }
        guard let number = number(digits.filter { $0 != "_" }) else { return nil }
        let count = (number * factor).rounded(.towardZero)
        return count < 0x1p62 ? Int(count) : nil
    }

    /// `500ms`, `1.5s`, `1h30m`, as Go reads them; `nil` for what is none or longer than a century.
    static func duration(_ text: String) -> Duration? {
        var rest = text[...]
        var seconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix(while: \.isLetter)
            rest = rest.dropFirst(unit.count)
            guard let number = number(digits), let factor = units[String(unit)] else { return nil }
            seconds += number * factor
        }
        let century = 100 * 366 * 86400.0
        return text.isEmpty || seconds > century ? nil : .seconds(seconds)
    }

    private static let units = ["us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600]

    /// Digits with at most one point between them.
    private static func number(_ text: some StringProtocol) -> Double? {
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), text.first != ".",
            text.last != "."
        else { return nil }
        return Double(text)
    }
}
