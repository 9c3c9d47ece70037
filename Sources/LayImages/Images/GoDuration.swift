/// A duration as Go writes it: `1h2m3.5s`.
package enum GoDuration {
    /// Why a text is no duration, in Go's words.
    package struct Problem: Error {
        package let message: String

        init(_ message: String) { self.message = message }
    }

    private static let units: [String: UInt64] = [
        "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// The nanoseconds of a duration.
    ///
    /// - Throws: `Problem` in Go's words.
    package static func nanoseconds(_ text: String) throws(Problem) -> Int64 {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.elementsEqual([0x30]) { return 0 }
        guard !rest.isEmpty else { throw Problem("invalid duration \(text.goQuoted)") }
        var sum: UInt64 = 0
        while !rest.isEmpty {
            let part = try part(&rest, of: text)
            let (total, overflow) = sum.addingReportingOverflow(part)
            guard !overflow, total <= 1 << 63 else {
                throw Problem("invalid duration \(text.goQuoted)")
            }
            sum = total
        }
        if isNegative { return sum == 1 << 63 ? .min : -Int64(sum) }
        guard let value = Int64(exactly: sum) else {
            throw Problem("invalid duration \(text.goQuoted)")
        }
        return value
    }

    /// A number and its unit.
    private static func part(
        _ rest: inout ArraySlice<UInt8>, of text: String
    ) throws(Problem) -> UInt64 {
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let whole = rest.prefix(while: isDigit)
        rest = rest[whole.endIndex...]
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard !whole.isEmpty || !fraction.isEmpty else {
            throw Problem("invalid duration \(text.goQuoted)")
        }
        let unit = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
        rest = rest[unit.endIndex...]
        guard !unit.isEmpty else {
            throw Problem("missing unit in duration \(text.goQuoted)")
        }
        guard let scale = units[String(decoding: unit, as: UTF8.self)] else {
            throw Problem(
                "unknown unit \(String(decoding: unit, as: UTF8.self).goQuoted) in duration \(text.goQuoted)"
            )
        }
        let number = whole.isEmpty ? 0 : UInt64(String(decoding: whole, as: UTF8.self))
        guard let (product, overflow) = number?.multipliedReportingOverflow(by: scale), !overflow
        else { throw Problem("invalid duration \(text.goQuoted)") }
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
            throw Problem("invalid duration \(text.goQuoted)")
        }
        return sum
    }
}
