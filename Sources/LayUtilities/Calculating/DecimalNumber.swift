/// A decimal number of any length, as bc and dc compute: a whole number and how many of its digits stand
/// behind the point.
struct DecimalNumber: Sendable {
    var value: BigInteger
    var scale: Int

    static let zero = DecimalNumber(.zero)
    static let one = DecimalNumber(.one)

    init(_ value: BigInteger, scale: Int = 0) {
        self.value = value
        self.scale = scale
    }

    init(_ value: Int) { self.init(BigInteger(value)) }

    var isZero: Bool { value.isZero }
    var isNegative: Bool { value.isNegative }

    /// The whole part, cut.
    var whole: BigInteger { value.shifted(-scale) }

    /// With so many digits behind the point; what is more is cut.
    func scaled(_ count: Int) -> DecimalNumber {
        count == scale ? self : DecimalNumber(value.shifted(count - scale), scale: count)
    }

    /// Cut to at most so many digits behind the point.
    func cut(_ count: Int) -> DecimalNumber { scale > count ? scaled(count) : self }

    private static func aligned(
        _ left: DecimalNumber, _ right: DecimalNumber
    ) -> (BigInteger, BigInteger, Int) {
        let scale = max(left.scale, right.scale)
        return (left.scaled(scale).value, right.scaled(scale).value, scale)
    }

    static func + (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber {
        let (first, second, scale) = aligned(left, right)
        return DecimalNumber(first + second, scale: scale)
    }

    static func - (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber {
        let (first, second, scale) = aligned(left, right)
        return DecimalNumber(first - second, scale: scale)
    }

    static prefix func - (number: DecimalNumber) -> DecimalNumber {
        DecimalNumber(-number.value, scale: number.scale)
    }

    /// -1, 0 or 1.
    static func compare(_ left: DecimalNumber, _ right: DecimalNumber) -> Int {
        let (first, second, _) = aligned(left, right)
        return first < second ? -1 : first == second ? 0 : 1
    }

    /// The product, with no more digits than POSIX says.
    func times(_ other: DecimalNumber, scale limit: Int) -> DecimalNumber {
        let full = DecimalNumber(value * other.value, scale: scale + other.scale)
        return full.cut(min(scale + other.scale, max(limit, scale, other.scale)))
    }

    /// The quotient, cut to so many digits; the divisor is not zero.
    func divided(by other: DecimalNumber, scale limit: Int) -> DecimalNumber {
        let shift = limit + other.scale - scale
        let dividend = shift >= 0 ? value.shifted(shift) : value
        let divisor = shift >= 0 ? other.value : other.value.shifted(-shift)
        return DecimalNumber(dividend / divisor, scale: limit)
    }

    /// What is left of a division with so many digits.
    func remainder(by other: DecimalNumber, scale limit: Int) -> DecimalNumber {
        let quotient = divided(by: other, scale: limit)
        let result =
            self
            - DecimalNumber(
                quotient.value * other.value, scale: quotient.scale + other.scale)
        return result.cut(max(limit + other.scale, scale))
    }

    /// A power with a whole exponent.
    func power(_ exponent: Int, scale limit: Int) -> DecimalNumber {
        if exponent == 0 { return .one }
        let count = Int(exponent.magnitude)
        let full = DecimalNumber(value.power(count), scale: scale * count)
        if exponent > 0 { return full.cut(min(scale * count, max(limit, scale))) }
        return DecimalNumber.one.divided(by: full, scale: limit)
    }

    /// The root of a number that is not below zero.
    func squareRoot(scale limit: Int) -> DecimalNumber {
        let digits = max(limit, scale)
        let shifted = value.shifted(2 * digits - scale)
        return DecimalNumber(shifted.squareRoot, scale: digits)
    }

    // MARK: Texts

    /// The number that digits to a base write, perhaps with a point.
    init(text: [UInt8], base: Int) {
        let isNegative = text.first == 45 || text.first == 95
        let body = isNegative ? text.dropFirst() : text[...]
        let point = body.firstIndex(of: 46)
        let whole = body[..<(point ?? body.endIndex)]
        let fraction = point.map { body[($0 + 1)...] } ?? []
        func digit(_ byte: UInt8) -> Int { byte < 58 ? Int(byte) - 48 : Int(byte) - 55 }
        // A digit alone may be larger than the base.
        let single = whole.count + fraction.count == 1
        func value(_ byte: UInt8) -> Int { single ? digit(byte) : min(digit(byte), base - 1) }
        var result: DecimalNumber
        if base == 10,
            let number = BigInteger(
                digits: (Array(whole) + fraction).map { UInt8(48 + min(value($0), 9)) }),
            !single
        {
            result = DecimalNumber(number, scale: fraction.count)
        } else {
            var number = BigInteger.zero
            for byte in whole { number = number * BigInteger(base) + BigInteger(value(byte)) }
            result = DecimalNumber(number)
            if !fraction.isEmpty {
                var part = BigInteger.zero
                for byte in fraction { part = part * BigInteger(base) + BigInteger(value(byte)) }
                let divisor = BigInteger(base).power(fraction.count)
                result =
                    result
                    + DecimalNumber(part).divided(
                        by: DecimalNumber(divisor), scale: fraction.count)
            }
        }
        self = isNegative ? -result : result
    }

    /// The number as bc writes it, to a base.
    func text(base: Int) -> [UInt8] {
        if isZero { return [48] }
        let sign: [UInt8] = isNegative ? [45] : []
        if base == 10 {
            var digits = value.digits
            if digits.count < scale {
                digits = [UInt8](repeating: 48, count: scale - digits.count) + digits
            }
            if scale == 0 { return sign + digits }
            let place = digits.count - scale
            return sign + digits[..<place] + [46] + digits[place...]
        }
        let magnitude = DecimalNumber(value.magnitude, scale: scale)
        let width = String(base - 1).utf8.count
        func shown(_ digit: Int, spaced: Bool) -> [UInt8] {
            if base <= 16 { return [UInt8(digit < 10 ? 48 + digit : 55 + digit)] }
            let text = Array(String(digit).utf8)
            return (spaced ? [32] : [])
                + [UInt8](repeating: 48, count: max(0, width - text.count)) + text
        }
        var digits: [Int] = []
        var rest = magnitude.whole
        while !rest.isZero {
            let (quotient, remainder) = rest.divided(by: BigInteger(base))
            digits.append(remainder.int ?? 0)
            rest = quotient
        }
        var text = sign
        for digit in digits.reversed() { text += shown(digit, spaced: true) }
        guard scale > 0 else { return text }
        text.append(46)
        var fraction = magnitude - DecimalNumber(magnitude.whole)
        var power = BigInteger.one
        var isFirst = true
        while power.digitCount <= scale {
            fraction = DecimalNumber(fraction.value * BigInteger(base), scale: fraction.scale)
            let digit = fraction.whole
            text += shown(digit.int ?? 0, spaced: !isFirst)
            fraction = fraction - DecimalNumber(digit)
            power = power * BigInteger(base)
            isFirst = false
        }
        return text
    }

    /// How many digits are significant, as `length` counts them.
    var length: Int { max(value.digitCount, max(scale, 1)) }
}
