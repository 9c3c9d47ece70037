/// The functions of bc's library, computed with some digits more than are asked for.
enum DecimalFunctions {
    private static func unit(_ digits: Int) -> BigInteger { BigInteger.one.shifted(digits) }

    /// A number with so many digits behind the point, as a whole number.
    private static func fixed(_ number: DecimalNumber, _ digits: Int) -> BigInteger {
        number.scaled(digits).value
    }

    private static func result(_ value: BigInteger, _ digits: Int, _ scale: Int) -> DecimalNumber {
        DecimalNumber(value, scale: digits).scaled(scale)
    }

    /// e to a power.
    static func exponential(
        _ x: DecimalNumber, _ scale: Int, step: () throws -> Void
    ) throws -> DecimalNumber {
        if x.isZero { return DecimalNumber.one.scaled(scale) }
        let size = x.value.magnitude.shifted(-x.scale).int ?? 1_000_000
        guard size < 1_000_000 else {
            return x.isNegative ? DecimalNumber.zero.scaled(scale) : .zero
        }
        // Halved until it is small, and squared as often.
        let halvings = String(size, radix: 2).count + 4
        let digits = scale + size * 4343 / 10_000 + halvings + 12
        let one = unit(digits)
        let small =
            fixed(DecimalNumber(x.value.magnitude, scale: x.scale), digits)
            / BigInteger(2).power(halvings)
        var sum = one + small
        var term = small
        var count = 2
        while !term.isZero {
            try step()
            term = (term * small).shifted(-digits) / BigInteger(count)
            sum = sum + term
            count += 1
        }
        for _ in 0..<halvings {
            try step()
            sum = (sum * sum).shifted(-digits)
        }
        if x.isNegative { sum = one.shifted(digits) / sum }
        return result(sum, digits, scale)
    }

    /// The natural logarithm of a number above zero.
    static func logarithm(
        _ x: DecimalNumber, _ scale: Int, step: () throws -> Void
    ) throws -> DecimalNumber {
        guard !x.isNegative, !x.isZero else {
            return DecimalNumber(BigInteger.one - unit(scale), scale: 0).scaled(scale)
        }
        let digits = scale + 12 + String(x.length).count
        let one = unit(digits)
        var value = fixed(x, max(digits, x.scale)).shifted(digits - max(digits, x.scale))
        var factor = BigInteger(2)
        // Roots until it is near one: ln x = 2 ln √x.
        let upper = one + one / BigInteger(20)
        let lower = one - one / BigInteger(20)
        while value > upper || value < lower {
            try step()
            value = value.shifted(digits).squareRoot
            factor = factor * BigInteger(2)
        }
        // ln x = 2 artanh((x - 1) / (x + 1)).
        let ratio = (value - one).shifted(digits) / (value + one)
        let square = (ratio * ratio).shifted(-digits)
        var sum = ratio
        var power = ratio
        var count = 3
        while !power.isZero {
            try step()
            power = (power * square).shifted(-digits)
            sum = sum + power / BigInteger(count)
            count += 2
        }
        return result(sum * factor, digits, scale)
    }

    /// The arc tangent.
    static func arcTangent(
        _ x: DecimalNumber, _ scale: Int, step: () throws -> Void
    ) throws -> DecimalNumber {
        if x.isZero { return DecimalNumber.zero.scaled(scale) }
        let digits = scale + 12 + max(0, x.length - x.scale)
        let one = unit(digits)
        var value = fixed(DecimalNumber(x.value.magnitude, scale: x.scale), digits)
        var factor = BigInteger.one
        // a(x) = 2 a(x / (1 + √(1 + x²))).
        while value > one / BigInteger(5) {
            try step()
            let root = (one.shifted(digits) + value * value).squareRoot
            value = value.shifted(digits) / (one + root)
            factor = factor * BigInteger(2)
        }
        let square = (value * value).shifted(-digits)
        var sum = value
        var power = value
        var count = 3
        while !power.isZero {
            try step()
            power = -(power * square).shifted(-digits)
            sum = sum + power / BigInteger(count)
            count += 2
        }
        sum = sum * factor
        return result(x.isNegative ? -sum : sum, digits, scale)
    }

    /// The sine, or the cosine.
    static func sine(
        _ x: DecimalNumber, _ scale: Int, isCosine: Bool, step: () throws -> Void
    ) throws -> DecimalNumber {
        let extra = max(0, x.length - x.scale)
        let digits = scale + 12 + extra
        let pi = try arcTangent(.one, digits + extra + 4, step: step)
        let turn = pi.value * BigInteger(8)
        // What is left of whole turns.
        var value = fixed(x, digits + extra + 4)
        value = (value % turn).shifted(-(extra + 4))
        let square = (value * value).shifted(-digits)
        var term = isCosine ? unit(digits) : value
        var sum = term
        var count = isCosine ? 1 : 2
        while !term.isZero {
            try step()
            term = -(term * square).shifted(-digits) / BigInteger(count * (count + 1))
            sum = sum + term
            count += 2
        }
        return result(sum, digits, scale)
    }

    /// The Bessel function of a whole order.
    static func bessel(
        _ order: Int, _ x: DecimalNumber, _ scale: Int, step: () throws -> Void
    ) throws -> DecimalNumber {
        let count = min(Int(order.magnitude), 100_000)
        let size = x.value.magnitude.shifted(-x.scale).int ?? 1_000
        let digits = scale + 12 + min(size, 100_000) + 2 * count
        let half = fixed(x, digits) / BigInteger(2)
        var term = unit(digits)
        for index in 0..<count {
            try step()
            term = (term * half).shifted(-digits) / BigInteger(index + 1)
        }
        let square = (half * half).shifted(-digits)
        var sum = term
        var index = 1
        while !term.isZero {
            try step()
            term = -(term * square).shifted(-digits) / BigInteger(index * (index + count))
            sum = sum + term
            index += 1
        }
        return result(order < 0 && count % 2 == 1 ? -sum : sum, digits, scale)
    }
}
