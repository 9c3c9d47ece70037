/// A natural number of any size: as much of its arithmetic as decimal conversion needs.
struct BigNatural: Sendable {
    /// The digits to base 2³², lowest first, without a zero at the top.
    private(set) var limbs: [UInt32] = []

    /// The number `value`.
    init(_ value: UInt64) {
        limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
        trim()
    }

    /// Whether the number is 0.
    var isZero: Bool { limbs.isEmpty }

    /// How many bits the number takes; 0 for 0.
    var bitCount: Int {
        guard let top = limbs.last else { return 0 }
        return limbs.count &* 32 &- top.leadingZeroBitCount
    }

    /// Makes the number `self * factor + addend`.
    /// - Complexity: O(*n*) in the number of limbs.
    mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            carry &+= UInt64(limbs[index]) &* UInt64(factor)
            limbs[index] = UInt32(truncatingIfNeeded: carry)
            carry >>= 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// Divides by `divisor`, which is not 0, and gives the remainder.
    /// - Complexity: O(*n*) in the number of limbs.
    mutating func divide(by divisor: UInt32) -> UInt32 {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            remainder = remainder << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(remainder / UInt64(divisor))
            remainder %= UInt64(divisor)
        }
        trim()
        return UInt32(remainder)
    }

    /// Multiplies by five to the power of `exponent`.
    /// - Complexity: O(*n* · *exponent*).
    mutating func multiplyByPowerOfFive(_ exponent: Int) {
        var left = exponent
        while left >= 13 {
            multiply(by: 1_220_703_125)
            left &-= 13
        }
        for _ in 0..<max(left, 0) { multiply(by: 5) }
    }

    /// Shifts left by `count` bits.
    /// - Complexity: O(*n* + *count*).
    mutating func shiftLeft(_ count: Int) {
        guard count > 0, !isZero else { return }
        let bits = UInt32(count & 31)
        if bits > 0 {
            var carry: UInt32 = 0
            for index in limbs.indices {
                let limb = limbs[index]
                limbs[index] = limb << bits | carry
                carry = limb >> (32 &- bits)
            }
            if carry > 0 { limbs.append(carry) }
        }
        limbs.insert(contentsOf: repeatElement(0, count: count >> 5), at: 0)
    }

    /// The 64 bits from bit `position` on; bits outside are 0.
    func bits(from position: Int) -> UInt64 {
        func limb(_ index: Int) -> UInt64 {
            index >= 0 && index < limbs.count ? UInt64(limbs[index]) : 0
        }
        guard position >= 0 else {
            return position <= -64 ? 0 : (limb(1) << 32 | limb(0)) << UInt64(-position)
        }
        let index = position >> 5
        let shift = UInt64(position & 31)
        let low = limb(index) | limb(index &+ 1) << 32
        return shift == 0 ? low : low >> shift | limb(index &+ 2) << (64 &- shift)
    }

    /// Whether any bit below `position` is set.
    /// - Complexity: O(*n*) in the number of limbs.
    func hasBits(below position: Int) -> Bool {
        guard position > 0 else { return false }
        let whole = min(position >> 5, limbs.count)
        for index in 0..<whole where limbs[index] != 0 { return true }
        guard whole < limbs.count else { return false }
        return limbs[whole] & (1 << UInt32(position & 31) &- 1) != 0
    }

    /// The decimal digits as values 0 to 9, highest first; none for 0.
    /// - Complexity: O(*n*²) in the number of limbs.
    func decimalDigits() -> [UInt8] {
        var rest = self
        var digits: [UInt8] = []
        while !rest.isZero {
            var part = rest.divide(by: 1_000_000_000)
            for _ in 0..<9 {
                digits.append(UInt8(part % 10))
                part /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }

    private mutating func trim() {
        while limbs.last == 0 { limbs.removeLast() }
    }
}
