import LayShell

/// The numbers that head and tail take: `5`, `-5`, `+5`, `2k`, `1MB`.
struct CountOperand {
    enum Unit {
        case lines, bytes
    }

    var number: Int
    /// With a sign that turns it: all but the last for head, from there on for tail.
    var isFromEnd = false
    var isFromStart = false

    /// What `-n` and `-c` ask for; ten lines without them.
    ///
    /// - Throws: `UtilityFailure` for what is no number.
    static func wanted(_ call: UtilityCall) throws -> (CountOperand, Unit) {
        guard let key = call.options.last(of: "n", "c"), let value = call.options.value(key) else {
            return (CountOperand(number: 10), .lines)
        }
        var digits = value[...]
        var count = CountOperand(number: 0)
        switch digits.first {
        case UInt8(ascii: "-")?:
            count.isFromEnd = true
            digits.removeFirst()
        case UInt8(ascii: "+")?:
            count.isFromStart = true
            digits.removeFirst()
        default: break
        }
        let isLarge = SizeText.isTooLarge(Array(digits))
        guard let number = SizeText.number(Array(digits)), !isLarge else {
            let what = key == "n" ? "lines" : "bytes"
            let end = isLarge ? ": Value too large for defined data type" : ""
            let shown = isLarge && count.isFromEnd ? Array(digits) : value
            throw UtilityFailure(
                call.manner == .gnu
                    ? "invalid number of \(what): \(FileNameQuoting.always(shown))\(end)"
                    : "invalid number '\(call.text(value))'")
        }
        count.number = number
        return (count, key == "n" ? .lines : .bytes)
    }

    /// `tail -l FILE`, `tail -b FILE` and `tail +c FILE`: ten of them, of one file at most.
    private static func bareLetters(_ words: [[UInt8]]) -> [[UInt8]]? {
        guard let word = words.first, words.count <= 2, word.count == 2 else { return nil }
        let sign = word[0] == 43 ? "+" : ""
        switch (word[0], word[1]) {
        case (43, UInt8(ascii: "l")), (45, UInt8(ascii: "l")):
            return [Array("-n\(sign)10".utf8)] + words.dropFirst()
        case (43, UInt8(ascii: "c")): return [Array("-c+10".utf8)] + words.dropFirst()
        case (43, UInt8(ascii: "b")), (45, UInt8(ascii: "b")):
            return [Array("-c\(sign)10b".utf8)] + words.dropFirst()
        default: return nil
        }
    }

    /// `-5`, `-5c` and, for tail, `+5` as POSIX had them once, in today's spelling.
    static func modern(_ words: [[UInt8]], plus: Bool) -> [[UInt8]] {
        if plus, let letters = bareLetters(words) { return letters }
        var result: [[UInt8]] = []
        for (index, word) in words.enumerated() {
            let before = index > 0 ? words[index - 1] : []
            // The value of the option in front of it.
            if before == [45, UInt8(ascii: "n")] || before == [45, UInt8(ascii: "c")]
                || before.starts(with: "--".utf8)
            {
                result.append(word)
                continue
            }
            let isSign =
                word.first == UInt8(ascii: "-")
                || plus && index == 0 && word.first == UInt8(ascii: "+")
            guard isSign, word.count > 1, word[1] &- 48 < 10 else {
                if word == Array("--".utf8) { return result + words[index...] }
                result.append(word)
                continue
            }
            let digits = word.dropFirst().prefix { $0 &- 48 < 10 }
            var unit = "-n"
            var rest: [[UInt8]] = []
            for letter in word.dropFirst(1 + digits.count) {
                switch letter {
                case UInt8(ascii: "c"): unit = "-c"
                case UInt8(ascii: "l"): unit = "-n"
                case UInt8(ascii: "k"), UInt8(ascii: "b"), UInt8(ascii: "m"):
                    unit = "-c"
                    rest.append([letter])
                default: rest.append([UInt8(ascii: "-"), letter])
                }
            }
            let suffix = rest.first { $0.count == 1 } ?? []
            let sign = word[0] == UInt8(ascii: "+") ? [UInt8(ascii: "+")] : []
            result += [Array(unit.utf8), sign + Array(digits) + suffix]
            result += rest.filter { $0.count > 1 }
        }
        return result
    }
}

/// Sizes with the units that GNU's programs know.
enum SizeText {
    /// A number with a unit: `b` 512, `k` and `K` 1024, `kB` 1000, `M`, `MB` and so on; `nil` for
    /// anything else. What is too large is the largest.
    static func number(_ text: [UInt8]) -> Int? {
        let digits = text.prefix { $0 &- 48 < 10 }
        guard !digits.isEmpty else { return nil }
        var number = 0
        for digit in digits {
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit &- 48))
            number = overflow || carry ? Int.max : sum
        }
        guard let factor = factor(String(decoding: text[digits.count...], as: UTF8.self)) else {
            return nil
        }
        let (size, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? Int.max : size
    }

    /// True for a size that is read and does not fit into 64 bits.
    static func isTooLarge(_ text: [UInt8]) -> Bool {
        let digits = text.prefix { $0 &- 48 < 10 }
        let unit = String(decoding: text[digits.count...], as: UTF8.self)
        guard !digits.isEmpty, let factor = factor(unit) else { return false }
        guard let number = UInt64(String(decoding: digits, as: UTF8.self)) else { return true }
        return number.multipliedReportingOverflow(by: UInt64(factor)).overflow
    }

    private static func factor(_ unit: String) -> Int? {
        switch unit {
        case "": 1
        case "c": 1
        case "w": 2
        case "b": 512
        case "k", "K", "KiB": 1 << 10
        case "m", "M", "MiB": 1 << 20
        case "g", "G", "GiB": 1 << 30
        case "t", "T", "TiB": 1 << 40
        case "p", "P", "PiB": 1 << 50
        case "kB", "KB": 1_000
        case "MB": 1_000_000
        case "GB": 1_000_000_000
        case "TB": 1_000_000_000_000
        default: nil
        }
    }
}
