/// Sizes with a unit behind them.
public enum ByteSize {
    private static let units: [Character: Int] = [
        "k": 10, "m": 20, "g": 30, "t": 40, "p": 50,
    ]

    /// A size as the kernel's mount options have it: `64k`.
    package static func kernel(_ text: String) -> Int? {
        var digits = text[...]
        var shift = 0
        if let last = digits.last?.lowercased().first, let unit = units[last] {
            shift = unit
            digits = digits.dropLast()
        }
        guard let number = Int(digits), number >= 0, digits.first != "+" else { return nil }
        let (size, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        return overflow ? nil : size
    }

    /// A size as people read it: `512B`, `1.5kB`, `20.0MB`.
    public static func text(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes)B" }
        var value = Double(bytes)
        var unit = ""
        for next in ["kB", "MB", "GB"] where value >= 1000 {
            value /= 1000
            unit = next
        }
        return "\((value * 10).rounded() / 10)\(unit)"
    }

    /// A size as Docker's flags have it: `1.5g`, `64 KiB`.
    public static func docker(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var rest = text.dropFirst(digits.count)
        if rest.first == " " { rest = rest.dropFirst() }
        var unit = rest.lowercased()[...]
        var shift = 0
        if let first = unit.first, let found = units[first] {
            shift = found
            unit = unit.dropFirst()
        }
        if unit.first == "i" { unit = unit.dropFirst() }
        if unit.first == "b" { unit = unit.dropFirst() }
        guard unit.isEmpty, digits.first != ".", digits.last != ".", let number = Double(digits)
        else { return nil }
        let size = (number * Double(1 << shift)).rounded(.towardZero)
        return size < 0x1p62 ? Int(size) : nil
    }
}
