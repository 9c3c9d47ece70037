/// Takes numbers of any length apart; those of 64 bits with machine's arithmetic.
enum LargeFactors {
    /// The prime factors, the smallest first.
    ///
    /// - Throws: what `step` throws, which is called for each piece of work.
    static func of(_ number: BigInteger, _ step: () throws -> Void) throws -> [BigInteger] {
        var rest = number
        var factors: [BigInteger] = []
        if small(rest) == nil {
            var divisor = 2
            while divisor < 10_000, small(rest) == nil {
                try step()
                let (quotient, remainder) = rest.divided(by: BigInteger(divisor))
                if remainder.isZero {
                    factors.append(BigInteger(divisor))
                    rest = quotient
                } else {
                    divisor += divisor == 2 ? 1 : 2
                }
            }
        }
        var stack = [rest]
        while let value = stack.popLast() {
            try step()
            if let small = small(value) {
                for factor in try PrimeFactors.of(small, step: step) {
                    factors.append(BigInteger(digits: Array(String(factor).utf8)) ?? .one)
                }
            } else if try isPrime(value, step) {
                factors.append(value)
            } else {
                let part = try divisor(of: value, step)
                stack += [part, value / part]
            }
        }
        return factors.sorted { $0 < $1 }
    }

    private static func small(_ number: BigInteger) -> UInt64? {
        number.digitCount > 20 ? nil : UInt64(String(decoding: number.digits, as: UTF8.self))
    }

    private static func power(
        _ base: BigInteger, _ exponent: BigInteger, _ modulus: BigInteger, _ step: () throws -> Void
    ) throws -> BigInteger {
        var (result, factor, left) = (BigInteger.one, base % modulus, exponent)
        while !left.isZero {
            try step()
            if left.isOdd { result = result * factor % modulus }
            factor = factor * factor % modulus
            left = left / BigInteger(2)
        }
        return result
    }

    /// Miller and Rabin's test; with so many bases no composite number is known to pass it.
    private static func isPrime(_ number: BigInteger, _ step: () throws -> Void) throws -> Bool {
        let last = number - .one
        var (odd, shift) = (last, 0)
        while !odd.isOdd {
            odd = odd / BigInteger(2)
            shift += 1
        }
        bases: for base in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61] {
            var value = try power(BigInteger(base), odd, number, step)
            if (value - .one).isZero || (value - last).isZero { continue }
            for _ in 1..<max(shift, 1) {
                value = value * value % number
                if (value - last).isZero { continue bases }
            }
            return false
        }
        return true
    }

    /// A proper divisor of a composite number, by Pollard's rho.
    private static func divisor(
        of number: BigInteger, _ step: () throws -> Void
    ) throws -> BigInteger {
        var increment = BigInteger.one
        while true {
            var (slow, fast) = (BigInteger(2), BigInteger(2))
            while true {
                var product = BigInteger.one
                // Many differences at once: what divides one of them divides their product.
                let (oldSlow, oldFast) = (slow, fast)
                for _ in 0..<64 {
                    try step()
                    slow = (slow * slow + increment) % number
                    fast = (fast * fast + increment) % number
                    fast = (fast * fast + increment) % number
                    product = product * (slow - fast).magnitude % number
                }
                var found = try divisor(product, number, step)
                if (found - .one).isZero { continue }
                if !(found < number) {
                    (slow, fast) = (oldSlow, oldFast)
                    repeat {
                        slow = (slow * slow + increment) % number
                        fast = (fast * fast + increment) % number
                        fast = (fast * fast + increment) % number
                        found = try divisor((slow - fast).magnitude, number, step)
                    } while (found - .one).isZero
                }
                if found < number { return found }
                break
            }
            increment = increment + .one
        }
    }

    private static func divisor(
        _ left: BigInteger, _ right: BigInteger, _ step: () throws -> Void
    ) throws -> BigInteger {
        var (first, second) = (left, right)
        while !first.isZero {
            try step()
            (first, second) = (second % first, first)
        }
        return second
    }
}
