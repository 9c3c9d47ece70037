/// How numbers become texts: what `CONVFMT` or `OFMT` says.
struct AwkNumberFormat {
    /// The format as it was assigned.
    let format: [UInt8]
    /// How many digits `%.6g` and its like write; nil for formats of another form.
    let digits: Int?

    /// A format that a program assigned.
    init(_ format: [UInt8]) {
        self.format = format
        guard format.count >= 4, format.count <= 5, format.starts(with: [37, 46]),
            format.last == UInt8(ascii: "g"),
            format[2..<format.count - 1].allSatisfy({ $0 &- 48 < 10 })
        else {
            digits = nil
            return
        }
        digits = max(
            1, format[2..<format.count - 1].reduce(0) { $0 &* 10 &+ Int($1 &- 48) })
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Adds a number that is not whole to a scratch.
    ///
    /// - Throws: what ends the program.
    func append(_ value: Double, _ machine: AwkMachine) throws {
        guard value.isFinite else {
            return try machine.scratch.append(Self.special(value, machine.manner))
        }
        guard let digits else {
            return try AwkFormatter(machine).append(format, [.number(value)])
        }
        if digits <= 6, value.magnitude >= 1e-4, value.magnitude < 999_999,
            try appendQuickly(value, digits, machine.scratch)
        {
            return
        }
        try machine.scratch.append(
            AwkLibrary.format(Array("%.*g".utf8), precision: digits, value))
    }

    /// Writes a number whose rounding is beyond doubt; false where it is not.
    private func appendQuickly(
        _ value: Double, _ digits: Int, _ scratch: AwkScratch
    ) throws -> Bool {
        let magnitude = value.magnitude
        var exponent = 0
        if magnitude >= 1 {
            while magnitude >= Self.powers[exponent &+ 1] { exponent &+= 1 }
        } else {
            repeat { exponent &-= 1 } while magnitude * Self.powers[0 &- exponent] < 1
        }
        let places = digits &- 1 &- exponent
        guard places > 0, places < Self.powers.count else { return false }
        let scaled = magnitude * Self.powers[places]
        var whole = scaled.rounded(.down)
        let rest = scaled - whole
        guard (rest - 0.5).magnitude > 1e-6 else { return false }
        if rest > 0.5 { whole += 1 }
        guard whole < Self.powers[digits], whole >= Self.powers[digits &- 1] else { return false }
        var number = Int(whole)
        var fraction = places
        while fraction > 0, number % 10 == 0 {
            number /= 10
            fraction &-= 1
        }
        let divisor = Int(Self.powers[fraction])
        if value < 0 { try scratch.append(45) }
        try scratch.append(whole: number / divisor)
        guard fraction > 0 else { return true }
        try scratch.append(46)
        var (left, scale) = (number % divisor, divisor / 10)
        while scale > 0 {
            try scratch.append(UInt8(truncatingIfNeeded: left / scale) &+ 48)
            left %= scale
            scale /= 10
        }
        return true
    }

    /// The text of a number with so many places, where its rounding is beyond doubt.
    static func fixed(_ magnitude: Double, _ places: Int) -> [UInt8]? {
        guard places < 9 else { return nil }
        let scaled = magnitude * powers[places]
        guard scaled < 1e9 else { return nil }
        var whole = scaled.rounded(.down)
        let rest = scaled - whole
        guard (rest - 0.5).magnitude > 1e-6 else { return nil }
        if rest > 0.5 { whole += 1 }
        var left = Int(whole)
        var reversed: [UInt8] = []
        reversed.reserveCapacity(12)
        while left > 0 || reversed.count <= places {
            if reversed.count == places, places > 0 { reversed.append(46) }
            reversed.append(UInt8(truncatingIfNeeded: left % 10) &+ 48)
            left /= 10
            if reversed.count == places, places > 0, left == 0 { continue }
        }
        reversed.reverse()
        return reversed
    }

    /// What stands for a number that is infinite or none.
    static func special(_ value: Double, _ manner: AwkManner) -> [UInt8] {
        let isNegative = value.sign == .minus
        let sign = isNegative ? "-" : manner.signsInfinity ? "+" : ""
        return Array((sign + (value.isNaN ? "nan" : "inf")).utf8)
    }
}
