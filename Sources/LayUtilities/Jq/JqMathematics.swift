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

    private static let single = [
        unary("acos") { acos($0) },
        unary("acosh") { acosh($0) },
        unary("asin") { asin($0) },
        unary("asinh") { asinh($0) },
        unary("atan") { atan($0) },
        unary("atanh") { atanh($0) },
        unary("cbrt") { cbrt($0) },
        unary("cos") { cos($0) },
        unary("cosh") { cosh($0) },
        unary("exp") { exp($0) },
        unary("exp2") { exp2($0) },
        unary("floor") { floor($0) },
        unary("j0") { j0($0) },
        unary("j1") { j1($0) },
        unary("log") { log($0) },
        unary("log10") { log10($0) },
        unary("log2") { log2($0) },
        unary("sin") { sin($0) },
        unary("sinh") { sinh($0) },
        unary("sqrt") { sqrt($0) },
        unary("tan") { tan($0) },
        unary("tanh") { tanh($0) },
        unary("tgamma") { tgamma($0) },
        unary("y0") { y0($0) },
        unary("y1") { y1($0) },
        unary("ceil") { ceil($0) },
        unary("erf") { erf($0) },
        unary("erfc") { erfc($0) },
        unary("exp10") { tenToThe($0) },
        unary("pow10") { tenToThe($0) },
        unary("expm1") { expm1($0) },
        unary("fabs") { fabs($0) },
        unary("gamma") { lgamma($0) },
        unary("lgamma") { lgamma($0) },
        unary("log1p") { log1p($0) },
        unary("logb") { logb($0) },
        unary("nearbyint") { nearbyint($0) },
        unary("rint") { rint($0) },
        unary("round") { round($0) },
        unary("significand") { significand($0) },
        unary("trunc") { trunc($0) },
    ]

    private static let double = [
        binary("atan2") { atan2($0, $1) },
        binary("hypot") { hypot($0, $1) },
        binary("pow") { pow($0, $1) },
        binary("remainder") { remainder($0, $1) },
        binary("copysign") { copysign($0, $1) },
        binary("drem") { remainder($0, $1) },
        binary("fdim") { fdim($0, $1) },
        binary("fmax") { fmax($0, $1) },
        binary("fmin") { fmin($0, $1) },
        binary("fmod") { fmod($0, $1) },
        binary("nextafter") { nextafter($0, $1) },
        binary("nexttoward") { nextafter($0, $1) },
        binary("jn") { jn(Int32(bounded: $0), $1) },
        binary("yn") { yn(Int32(bounded: $0), $1) },
        binary("scalb") { scale($0, $1) },
        binary("scalbln") { scale($0, $1) },
        binary("ldexp") { scale($0, $1) },
    ]

    private static func unary(
        _ name: String, _ function: @escaping @Sendable (Double) -> Double
    ) -> JqNative {
        JqNative(name) { _, call in .number(function(try number(call.input))) }
    }

    private static func binary(
        _ name: String, _ function: @escaping @Sendable (Double, Double) -> Double
    ) -> JqNative {
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
