/// A binary floating-point number of 53 or 64 bits, computed alike on every machine.
///
/// bash prints with C's `long double` of x86 (64 bits), dash and busybox with `double`; Swift has
/// the wider one on x86 only.
package struct WideFloat: Sendable {
    /// The two formats.
    package enum Format: Sendable {
        case double, extended

        var precision: Int { self == .double ? 53 : 64 }
        /// The exponent of the lowest bit of the smallest denormal number.
        var lowestExponent: Int { self == .double ? -1074 : -16445 }
        /// One more than the exponent of the highest bit of the largest number.
        var highestExponent: Int { self == .double ? 1024 : 16384 }
    }

    /// What the number is.
    package enum Kind: Sendable { case finite, infinite, notANumber }

    /// The number's format.
    package var format: Format
    /// What the number is.
    package var kind = Kind.finite
    /// Whether the sign is minus.
    package var isNegative = false
    /// The value is `significand` · 2^`exponent`; 0 for zero.
    package var significand: UInt64 = 0
    /// See `significand`.
    package var exponent = 0

    /// A whole number, exact.
    package init(_ value: Int, format: Format) {
        self.format = format
        isNegative = value < 0
        significand = UInt64(value.magnitude)
    }

    /// `natural` · 2^`scale`, rounded to nearest even; `isInexact` says that a bit of it was
    /// lost before. The second part of the result says whether it was out of range.
    static func rounding(
        _ natural: BigNatural, scale: Int, isInexact: Bool, format: Format
    ) -> (WideFloat, isOutOfRange: Bool) {
        var result = WideFloat(0, format: format)
        if natural.isZero { return (result, isInexact) }
        let length = natural.bitCount
        let lowest = max(scale &+ length &- format.precision, format.lowestExponent)
        let shift = lowest &- scale
        if shift <= 0 {
            result.significand = natural.bits(from: shift)
            result.exponent = lowest
            return (result, false)
        }
        var value = shift > length ? 0 : natural.bits(from: shift)
        let half = natural.bits(from: shift &- 1) & 1 == 1 && shift &- 1 < length
        let rest = isInexact || natural.hasBits(below: shift &- 1)
        var exponent = lowest
        if half, rest || value & 1 == 1 {
            let (sum, overflow) = value.addingReportingOverflow(1)
            value = overflow ? 1 << 63 : sum
            if overflow { exponent &+= 1 }
            if format == .double, value == 1 << 53 {
                value = 1 << 52
                exponent &+= 1
            }
        }
        result.significand = value
        result.exponent = exponent
        let top = exponent &+ 64 &- value.leadingZeroBitCount
        if value != 0, top > format.highestExponent {
            result.kind = .infinite
            return (result, true)
        }
        let isTiny = top <= format.lowestExponent &+ format.precision &- 1
        return (result, isTiny && (half || rest))
    }
}
