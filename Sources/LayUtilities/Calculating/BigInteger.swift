/// A whole number of any size, in limbs to base 10⁹: what is read and written in decimal stays cheap.
struct BigInteger: Sendable, Equatable {
    /// The limbs, the lowest first, without a zero at the top.
    fileprivate(set) var limbs: [UInt32]
    /// True for a number below zero.
    private(set) var isNegative: Bool

    static let base: UInt64 = 1_000_000_000
    static let zero = BigInteger(0)
    static let one = BigInteger(1)

    init(_ value: Int) {
        var rest = value.magnitude
        limbs = []
        while rest > 0 {
            limbs.append(UInt32(UInt64(rest) % Self.base))
            rest /= UInt(Self.base)
        }
        isNegative = value < 0
    }

    fileprivate init(_ limbs: [UInt32], isNegative: Bool) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
        self.isNegative = isNegative && !self.limbs.isEmpty
    }

    /// The number that decimal digits write, perhaps behind a minus; `nil` for anything else.
    init?(digits text: some Collection<UInt8>) {
        var digits = Array(text)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        var limbs: [UInt32] = []
        var end = digits.count
        while end > 0 {
            let start = max(0, end - 9)
            limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1 &- 48) })
            end = start
        }
        self.init(limbs, isNegative: isNegative)
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    var magnitude: BigInteger { BigInteger(limbs, isNegative: false) }
    static prefix func - (value: BigInteger) -> BigInteger {
        BigInteger(value.limbs, isNegative: !value.isNegative)
    }

    /// The value where a machine word holds it.
    var int: Int? {
        var value = 0
        for limb in limbs.reversed() {
            let (product, high) = value.multipliedReportingOverflow(by: Int(Self.base))
            let (sum, carry) = product.addingReportingOverflow(Int(limb))
            if high || carry { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// The decimal digits of the magnitude; `0` for zero.
    var digits: [UInt8] {
        guard let top = limbs.last else { return [48] }
        var result = Array(String(top).utf8)
        for limb in limbs.dropLast().reversed() {
            let text = String(limb).utf8
            result += [UInt8](repeating: 48, count: 9 - text.count)
            result += text
        }
        return result
    }

    /// As it is written, with a minus.
    var text: [UInt8] { (isNegative ? [45] : []) + digits }

    /// How many decimal digits there are; 0 for zero.
    var digitCount: Int {
        guard let top = limbs.last else { return 0 }
        return (limbs.count - 1) * 9 + String(top).utf8.count
    }
}

// MARK: Comparing, adding

extension BigInteger: Comparable {
    fileprivate static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return 0
    }

    static func < (left: BigInteger, right: BigInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = compare(left.limbs, right.limbs)
        return left.isNegative ? order > 0 : order < 0
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        let (long, short) = left.count >= right.count ? (left, right) : (right, left)
        var result = long
        var carry: UInt32 = 0
        for index in result.indices {
            if index >= short.count, carry == 0 { break }
            var value = result[index] + carry + (index < short.count ? short[index] : 0)
            carry = 0
            if value >= UInt32(base) {
                value -= UInt32(base)
                carry = 1
            }
            result[index] = value
        }
        if carry > 0 { result.append(1) }
        return result
    }

    /// The difference of two magnitudes, of which the first is not smaller.
    fileprivate static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = left
        var borrow: UInt32 = 0
        for index in result.indices {
            if index >= right.count, borrow == 0 { break }
            let taken = (index < right.count ? right[index] : 0) + borrow
            borrow = 0
            if result[index] < taken {
                result[index] += UInt32(base) - taken
                borrow = 1
            } else {
                result[index] -= taken
            }
        }
        return result
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative == right.isNegative {
            return BigInteger(sum(left.limbs, right.limbs), isNegative: left.isNegative)
        }
        if compare(left.limbs, right.limbs) >= 0 {
            return BigInteger(difference(left.limbs, right.limbs), isNegative: left.isNegative)
        }
        return BigInteger(difference(right.limbs, left.limbs), isNegative: right.isNegative)
    }

    static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }
}

// MARK: Multiplying, dividing

extension BigInteger {
    /// - Complexity: O(*n* · *m*) in the limbs.
    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isZero || right.isZero { return .zero }
        var result = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
        result.withUnsafeMutableBufferPointer { result in
            right.limbs.withUnsafeBufferPointer { inner in
                for (place, limb) in left.limbs.enumerated() where limb != 0 {
                    var carry: UInt64 = 0
                    for index in 0..<inner.count {
                        let value =
                            UInt64(limb) * UInt64(inner[index]) + UInt64(result[place + index])
                            + carry
                        result[place + index] = UInt32(truncatingIfNeeded: value % base)
                        carry = value / base
                    }
                    result[place + inner.count] = UInt32(truncatingIfNeeded: carry)
                }
            }
        }
        return BigInteger(result, isNegative: left.isNegative != right.isNegative)
    }

    private static func times(_ limbs: [UInt32], _ factor: UInt64) -> [UInt32] {
        var result = limbs
        var carry: UInt64 = 0
        for index in result.indices {
            let value = UInt64(result[index]) * factor + carry
            result[index] = UInt32(value % base)
            carry = value / base
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    private static func divide(_ limbs: [UInt32], _ divisor: UInt64) -> ([UInt32], UInt64) {
        var result = limbs
        var rest: UInt64 = 0
        for index in result.indices.reversed() {
            let value = rest * base + UInt64(result[index])
            result[index] = UInt32(value / divisor)
            rest = value % divisor
        }
        return (result, rest)
    }

    /// The quotient cut towards zero, and what is left, which has the sign of the dividend.
    ///
    /// - Complexity: O(*n* · *m*) in the limbs (Knuth, 4.3.1 D). The divisor is not zero.
    func divided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
        let sign = isNegative != divisor.isNegative
        guard Self.compare(limbs, divisor.limbs) >= 0, let top = divisor.limbs.last else {
            return (.zero, self)
        }
        if divisor.limbs.count == 1 {
            let (quotient, rest) = Self.divide(limbs, UInt64(top))
            return (
                BigInteger(quotient, isNegative: sign),
                BigInteger([UInt32(rest)], isNegative: isNegative)
            )
        }
        let scale = Self.base / (UInt64(top) + 1)
        var upper = Self.times(limbs, scale)
        let lower = Self.times(divisor.limbs, scale)
        if upper.count == limbs.count { upper.append(0) }
        let count = lower.count
        let places = upper.count - count
        let first = UInt64(lower[count - 1])
        let second = UInt64(lower[count - 2])
        var quotient = [UInt32](repeating: 0, count: places)
        for place in stride(from: places - 1, through: 0, by: -1) {
            let head =
                UInt64(upper[place + count]) * Self.base + UInt64(upper[place + count - 1])
            var guess = head / first
            var rest = head % first
            while guess >= Self.base
                || guess * second > rest * Self.base + UInt64(upper[place + count - 2])
            {
                guess -= 1
                rest += first
                if rest >= Self.base { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for index in 0..<count {
                carry += guess * UInt64(lower[index])
                var value = Int64(upper[place + index]) - borrow - Int64(carry % Self.base)
                carry /= Self.base
                borrow = 0
                if value < 0 {
                    value += Int64(Self.base)
                    borrow = 1
                }
                upper[place + index] = UInt32(value)
            }
            let last = Int64(upper[place + count]) - borrow - Int64(carry)
            upper[place + count] = 0
            if last < 0 {
                // The guess was one too large.
                guess -= 1
                var carry: UInt32 = 0
                for index in 0..<count {
                    var value = upper[place + index] + lower[index] + carry
                    carry = 0
                    if value >= UInt32(Self.base) {
                        value -= UInt32(Self.base)
                        carry = 1
                    }
                    upper[place + index] = value
                }
            }
            quotient[place] = UInt32(guess)
        }
        let (rest, _) = Self.divide(Array(upper[..<count]), scale)
        return (
            BigInteger(quotient, isNegative: sign), BigInteger(rest, isNegative: isNegative)
        )
    }

    static func / (left: BigInteger, right: BigInteger) -> BigInteger {
        left.divided(by: right).quotient
    }
    static func % (left: BigInteger, right: BigInteger) -> BigInteger {
        left.divided(by: right).remainder
    }

    /// The number times 10 to the power of `count`; below zero it is cut.
    func shifted(_ count: Int) -> BigInteger {
        if isZero || count == 0 { return self }
        let (whole, rest) = (count.magnitude / 9, count.magnitude % 9)
        let factor = (0..<rest).reduce(UInt64(1)) { value, _ in value * 10 }
        if count > 0 {
            let zeros = [UInt32](repeating: 0, count: Int(whole))
            return BigInteger(zeros + Self.times(limbs, factor), isNegative: isNegative)
        }
        if whole >= limbs.count { return .zero }
        let (quotient, _) = Self.divide(Array(limbs[Int(whole)...]), factor)
        return BigInteger(quotient, isNegative: isNegative)
    }

    /// The number to a power that is not below zero.
    func power(_ exponent: Int) -> BigInteger {
        var (result, factor, left) = (BigInteger.one, self, exponent)
        while left > 0 {
            if left & 1 == 1 { result = result * factor }
            left >>= 1
            if left > 0 { factor = factor * factor }
        }
        return result
    }

    /// The root of a number that is not below zero, cut.
    var squareRoot: BigInteger {
        if isZero { return self }
        // From above, Newton's steps never come below the root.
        var guess = BigInteger.one.shifted((digitCount + 1) / 2 + 1)
        while true {
            let next = (guess + self / guess) / BigInteger(2)
            if next >= guess { return guess }
            guess = next
        }
    }
}
