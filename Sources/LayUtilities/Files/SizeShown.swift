/// Sizes as `-h`, `--si`, `-k` and `--block-size` show them.
enum SizeShown: Equatable {
    /// In units of so many bytes, rounded up.
    case blocks(Int)
    /// In units of so many bytes, with the unit behind each.
    case suffixed(Int, String)
    /// In the unit that fits, powers of 1024 or of 1000.
    case human(Int)

    private static let letters = ["", "K", "M", "G", "T", "P", "E"]

    /// The size that `--block-size` asks for; `nil` for a text that is none.
    init?(_ text: String) {
        switch text {
        case "human-readable": self = .human(1024)
        case "si": self = .human(1000)
        default:
            let bytes = Array(text.utf8)
            if let first = bytes.first, first &- 48 < 10 {
                guard let number = SizeText.number(bytes), number > 0 else { return nil }
                self = .blocks(number)
                return
            }
            guard !bytes.isEmpty, let number = SizeText.number([UInt8(ascii: "1")] + bytes),
                number > 0
            else { return nil }
            self = .suffixed(number, text == "KB" ? "kB" : text)
        }
    }

    /// A size as text.
    func text(_ bytes: Int) -> String {
        switch self {
        case .blocks(let unit): return String(Self.divided(bytes, unit))
        case .suffixed(let unit, let name): return "\(Self.divided(bytes, unit))\(name)"
        case .human(let base): return Self.human(bytes, base)
        }
    }

    private static func divided(_ bytes: Int, _ unit: Int) -> Int {
        bytes / unit + (bytes % unit > 0 ? 1 : 0)
    }

    /// `4.9K`: one digit behind the point below ten, always rounded up.
    static func human(_ bytes: Int, _ base: Int = 1024) -> String {
        if bytes < base { return String(bytes) }
        var unit = base
        var index = 1
        while index + 1 < letters.count, bytes / unit >= base {
            unit *= base
            index += 1
        }
        var letter = base == 1000 && index == 1 ? "k" : letters[index]
        let (whole, rest) = bytes.quotientAndRemainder(dividingBy: unit)
        // In parts of a unit that fit into an Int.
        let tenths = whole * 10 + Int((Double(rest) / Double(unit) * 10).rounded(.up))
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10)\(letter)" }
        let rounded = whole + (rest > 0 ? 1 : 0)
        if rounded == base, index + 1 < letters.count {
            letter = letters[index + 1]
            return "1.0\(letter)"
        }
        return "\(rounded)\(letter)"
    }

    /// `16.0K`: busybox's, with one digit always and rounded to the nearest.
    static func busyboxHuman(_ bytes: Int) -> String {
        if bytes < 1024 { return String(bytes) }
        var value = bytes
        var part = 0
        var index = 0
        while value >= 1024, index + 1 < letters.count {
            index += 1
            part = (value % 1024 * 10 + 512) / 1024
            value /= 1024
        }
        if part >= 10 {
            value += 1
            part = 0
        }
        return "\(value).\(part)\(letters[index])"
    }
}
