import LayShell

extension Utilities {
    static let factorUtility = Utility(
        "factor", "print the prime factors of numbers", usage: "[OPTION] [NUMBER]...",
        [UtilityOption("-h, --exponents", "powers as p^e", .missing, .gnu)]
    ) { call in
        func show(_ word: [UInt8]) throws {
            var text = Array(word.drop { $0 == 32 || $0 == 9 })
            if text.first == 43 { text.removeFirst() }
            guard let number = BigInteger(digits: text), !number.isNegative else {
                if call.manner == .busybox { throw call.misuse("invalid number") }
                try call.complain("\(call.quoted(word)) is not a valid positive integer")
                call.status = 1
                return
            }
            try call.write(number.digits + [58])
            for factor in try LargeFactors.of(number, { try call.context.step() }) {
                try call.write([32] + factor.digits)
            }
            try call.write(byte: 10)
        }
        if call.operands.isEmpty {
            let reader = try call.reader([45])
            defer { reader.close() }
            while let line = try reader.line() {
                for word in reader.bytes[line.range].split(whereSeparator: { $0 == 32 || $0 == 9 })
                {
                    try show(Array(word))
                }
            }
        }
        for operand in call.operands { try show(operand) }
        return call.status
    }
}

/// Takes numbers of 64 bits apart.
enum PrimeFactors {
    /// The prime factors, the smallest first.
    static func of(_ number: UInt64, step: () throws -> Void) throws -> [UInt64] {
        var rest = number
        var factors: [UInt64] = []
        guard rest > 1 else { return [] }
        var divisor: UInt64 = 2
        while divisor < 4_000, divisor * divisor <= rest {
            while rest % divisor == 0 {
                factors.append(divisor)
                rest /= divisor
            }
            divisor += divisor == 2 ? 1 : 2
        }
        var stack = rest > 1 ? [rest] : []
        while let value = stack.popLast() {
            try step()
            if isPrime(value) {
                factors.append(value)
                continue
            }
            let part = try divisorOf(value, step: step)
            stack += [part, value / part]
        }
        return factors.sorted()
    }

    private static func times(_ left: UInt64, _ right: UInt64, _ modulus: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return modulus.dividingFullWidth((product.high % modulus, product.low)).remainder
    }

    private static func power(_ base: UInt64, _ exponent: UInt64, _ modulus: UInt64) -> UInt64 {
        var (result, factor, left) = (UInt64(1), base % modulus, exponent)
        while left > 0 {
            if left & 1 == 1 { result = times(result, factor, modulus) }
            factor = times(factor, factor, modulus)
            left >>= 1
        }
        return result
    }

    /// Miller and Rabin's test, which these bases make exact for 64 bits.
    private static func isPrime(_ number: UInt64) -> Bool {
        if number < 4 { return number > 1 }
        if number & 1 == 0 { return false }
        let shift = (number - 1).trailingZeroBitCount
        let odd = (number - 1) >> UInt64(shift)
        for base: UInt64 in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37] {
            if number == base { return true }
            var value = power(base, odd, number)
            if value == 1 || value == number - 1 { continue }
            var isWitness = true
            for _ in 1..<max(shift, 1) {
                value = times(value, value, number)
                if value == number - 1 {
                    isWitness = false
                    break
                }
            }
            if isWitness { return false }
        }
        return true
    }

    /// A proper divisor of a composite number, by Pollard's rho.
    private static func divisorOf(_ number: UInt64, step: () throws -> Void) throws -> UInt64 {
        if number & 1 == 0 { return 2 }
        var increment: UInt64 = 1
        while true {
            var (slow, fast, found) = (UInt64(2), UInt64(2), UInt64(1))
            func next(_ value: UInt64) -> UInt64 {
                let square = times(value, value, number)
                let (sum, overflow) = square.addingReportingOverflow(increment)
                return overflow ? sum &- number : sum % number
            }
            var count = 0
            while found == 1 {
                count += 1
                if count & 255 == 0 { try step() }
                slow = next(slow)
                fast = next(next(fast))
                var (a, b) = (slow > fast ? slow - fast : fast - slow, number)
                while a > 0 { (a, b) = (b % a, a) }
                found = b
            }
            if found != number { return found }
            increment += 1
        }
    }
}
