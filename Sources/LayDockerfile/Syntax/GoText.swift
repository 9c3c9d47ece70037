extension String {
    /// The text in double quotes as Go's `%q` writes it, which BuildKit's messages use.
    var goQuoted: String {
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

/// A duration as Go writes it: `1h2m3.5s`.
enum GoDuration {
    private static let units: [String: UInt64] = [
        "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// The nanoseconds of a duration.
    ///
    /// - Throws: `Fault` in Go's words.
    static func nanoseconds(_ text: String) throws(Fault) -> Int64 {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.elementsEqual([0x30]) { return 0 }
        guard !rest.isEmpty else { throw .duration("invalid duration \(text.goQuoted)") }
        var sum: UInt64 = 0
        while !rest.isEmpty {
            let part = try part(&rest, of: text)
            let (total, overflow) = sum.addingReportingOverflow(part)
            guard !overflow, total <= 1 << 63 else {
                throw .duration("invalid duration \(text.goQuoted)")
            }
            sum = total
        }
        if isNegative { return sum == 1 << 63 ? .min : -Int64(sum) }
        guard let value = Int64(exactly: sum) else {
            throw .duration("invalid duration \(text.goQuoted)")
        }
        return value
    }

    /// A number and its unit.
    private static func part(
        _ rest: inout ArraySlice<UInt8>, of text: String
    ) throws(Fault) -> UInt64 {
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let whole = rest.prefix(while: isDigit)
        rest = rest[whole.endIndex...]
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else {
            throw .duration("invalid duration \(text.goQuoted)")
        }
        let unit = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
        rest = rest[unit.endIndex...]
        guard !unit.isEmpty else {
            throw .duration("missing unit in duration \(text.goQuoted)")
        }
        guard let scale = units[String(bytes: unit)] else {
            throw .duration(
                "unknown unit \(String(bytes: unit).goQuoted) in duration \(text.goQuoted)")
        }
        let number = whole.isEmpty ? 0 : UInt64(String(bytes: whole))
        guard let (product, overflow) = number?.multipliedReportingOverflow(by: scale), !overflow
        else { throw .duration("invalid duration \(text.goQuoted)") }
        // More digits than a nanosecond of an hour has do not count.
        var share: UInt64 = 0
        var digitScale = scale
        for digit in fraction.prefix(13) {
            // 3.6e12 has a remainder at the second digit only, which tenths of it keep exact.
            share += UInt64(digit - 0x30) * (digitScale / 10)
            digitScale /= 10
        }
        let (sum, isTooLarge) = product.addingReportingOverflow(share)
        guard !isTooLarge, sum <= 1 << 63 else {
            throw .duration("invalid duration \(text.goQuoted)")
        }
        return sum
    }
}
