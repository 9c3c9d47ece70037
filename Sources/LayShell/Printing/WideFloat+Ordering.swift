#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension WideFloat {
    /// The nearest `Double`, which is infinite for what is too large.
    package var approximation: Double {
        let magnitude: Double
        switch kind {
        case .notANumber: return .nan
        case .infinite: magnitude = .infinity
        case .finite:
            magnitude = scalbn(
                Double(significand), Int32(clamping: max(-20_000, min(20_000, exponent))))
        }
        // Zeros are equal whatever their signs are.
        return magnitude == 0 ? 0 : isNegative ? -magnitude : magnitude
    }

    /// Below, at or above 0 as the first number is below, equal to or above the second one; what is
    /// no number comes first.
    package static func compare(_ left: WideFloat, _ right: WideFloat) -> Int {
        let (a, b) = (left.kind == .notANumber, right.kind == .notANumber)
        if a || b { return a && b ? 0 : a ? -1 : 1 }
        if left.sign != right.sign { return left.sign - right.sign }
        let order = magnitudes(left, right)
        return left.isNegative ? -order : order
    }

    private var sign: Int {
        kind == .finite && significand == 0 ? 0 : isNegative ? -1 : 1
    }

    private static func magnitudes(_ left: WideFloat, _ right: WideFloat) -> Int {
        if left.kind == .infinite || right.kind == .infinite {
            return (left.kind == .infinite ? 1 : 0) - (right.kind == .infinite ? 1 : 0)
        }
        if left.significand == 0 || right.significand == 0 { return 0 }
        let (a, b) = (left.significand.leadingZeroBitCount, right.significand.leadingZeroBitCount)
        let (top, otherTop) = (left.exponent - a, right.exponent - b)
        if top != otherTop { return top < otherTop ? -1 : 1 }
        let (bits, otherBits) = (left.significand << UInt64(a), right.significand << UInt64(b))
        return bits == otherBits ? 0 : bits < otherBits ? -1 : 1
    }
}
