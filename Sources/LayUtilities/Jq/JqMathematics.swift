#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Functions of numbers.
enum JqMathematics {
    static let functions: [JqNative] = single + double + others

    private static let single: [JqNative] = [
        ("acos", acos), ("acosh", acosh), ("asin", asin), ("asinh", asinh), ("atan", atan),
        ("atanh", atanh), ("cbrt", cbrt), ("cos", cos), ("cosh", cosh), ("exp", exp),
        ("exp2", exp2), ("floor", floor), ("j0", j0), ("j1", j1), ("log", log),
        ("log10", log10), ("log2", log2), ("sin", sin), ("sinh", sinh), ("sqrt", sqrt),
        ("tan", tan), ("tanh", tanh), ("tgamma", tgamma), ("y0", y0), ("y1", y1),
        ("ceil", ceil), ("erf", erf), ("erfc", erfc), ("exp10", tenToThe), ("pow10", tenToThe),
        ("expm1", expm1), ("fabs", fabs), ("gamma", lgamma), ("lgamma", lgamma),
        ("log1p", log1p), ("logb", logb), ("nearbyint", nearbyint), ("rint", rint),
        ("round", round), ("significand", significand), ("trunc", trunc),
    ].map { name, function in
        JqNative(name) { _, call in .number(function(try number(call.input))) }
    }

    private static let double: [JqNative] = [
        ("atan2", atan2), ("hypot", hypot), ("pow", pow), ("remainder", remainder),
        ("copysign", copysign), ("drem", remainder), ("fdim", fdim), ("fmax", fmax),
        ("fmin", fmin), ("fmod", fmod), ("nextafter", nextafter), ("nexttoward", nextafter),
        ("jn", { jn(Int32(bounded: $0), $1) }), ("yn", { yn(Int32(bounded: $0), $1) }),
        ("scalb", scale), ("scalbln", scale), ("ldexp", scale),
    ].map { name, function in
        JqNative(name, 2) { _, call in
            .number(function(try number(call.first), try number(call.second)))
        }
    }

    private static let others: [JqNative] = [
        JqNative("fma", 3) { _, call in
            .number(
                fma(try number(call.first), try number(call.second), try number(call.third)))
        },
        JqNative("frexp") { machine, call in
            let value = try number(call.input)
            var exponent: Int32 = 0
            let fraction = frexp(value, &exponent)
            return .array(
                try JqArray.make([.number(fraction), .number(Int(exponent))], machine.account))
        },
        JqNative("modf") { machine, call in
            var whole = 0.0
            let fraction = modf(try number(call.input), &whole)
            return .array(
                try JqArray.make([.number(fraction), .number(whole)], machine.account))
        },
        JqNative("lgamma_r") { machine, call in
            let value = try number(call.input)
            // Below zero the sign changes at each whole number.
            let isNegative =
                value < 0 && value != floor(value)
                && floor(value).truncatingRemainder(
                    dividingBy: 2) != 0
            return .array(
                try JqArray.make(
                    [.number(lgamma(value)), .number(isNegative ? -1 : 1)], machine.account))
        },
    ]

    private static func number(_ value: JqValue) throws -> Double {
        guard case .number(let number) = value else { throw JqRaise(value, "number required") }
        return number
    }

    private static func tenToThe(_ exponent: Double) -> Double { pow(10, exponent) }

    private static func scale(_ value: Double, _ exponent: Double) -> Double {
        scalbn(value, Int32(bounded: exponent))
    }

    private static func significand(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        return value.sign == .minus ? -value.significand : value.significand
    }
}

extension Int32 {
    /// A number without its fraction, brought into the range.
    init(bounded number: Double) {
        self =
            number.isNaN
            ? 0 : Int32(Swift.min(Swift.max(number, Double(Int32.min)), Double(Int32.max)))
    }
}
