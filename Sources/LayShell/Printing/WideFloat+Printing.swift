extension WideFloat {
    /// The exact decimal digits and where the point stands: 0.d₁d₂d₃… · 10^`point`.
    private func expansion() -> (digits: [UInt8], point: Int) {
        var number = BigNatural(significand)
        if number.isZero { return ([], 1) }
        if exponent >= 0 {
            number.shiftLeft(exponent)
            let digits = number.decimalDigits()
            return (digits, digits.count)
        }
        let trailing = min(significand.trailingZeroBitCount, -exponent)
        number = BigNatural(significand >> UInt64(trailing))
        let places = -exponent &- trailing
        number.multiplyByPowerOfFive(places)
        let digits = number.decimalDigits()
        return (digits, digits.count &- places)
    }

    /// Keeps `count` digits, rounding halves to the even digit.
    private static func round(_ digits: inout [UInt8], _ point: inout Int, to count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let next = digits[count]
        let isOdd = count > 0 && digits[count &- 1] & 1 == 1
        let isHalf = next == 5 && !digits[(count &+ 1)...].contains { $0 != 0 }
        let up = isHalf ? isOdd : next >= 5
        digits.removeLast(digits.count &- count)
        guard up else { return }
        var index = count &- 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index &-= 1
        }
        if index >= 0 {
            digits[index] &+= 1
        } else {
            digits.insert(1, at: 0)
            point &+= 1
        }
    }

    /// The number's text without sign and padding, as C's `%f %e %g %a` (small letters) give it.
    /// - Complexity: O(*n*) in the precision, and a bounded effort for the digits.
    func text(_ conversion: UInt8, precision: Int?, keepsPoint: Bool) -> [UInt8] {
        switch kind {
        case .infinite: return Array("inf".utf8)
        case .notANumber: return Array("nan".utf8)
        case .finite: break
        }
        switch conversion {
        case UInt8(ascii: "f"):
            var (digits, point) = expansion()
            return fixed(&digits, &point, precision ?? 6, keepsPoint)
        case UInt8(ascii: "e"):
            var (digits, point) = expansion()
            return scientific(&digits, &point, precision ?? 6, keepsPoint)
        case UInt8(ascii: "g"): return general(precision ?? 6, keepsPoint)
        default: return hexadecimal(precision, keepsPoint)
        }
    }

    private func fixed(
        _ digits: inout [UInt8], _ point: inout Int, _ precision: Int, _ keepsPoint: Bool
    ) -> [UInt8] {
        WideFloat.round(&digits, &point, to: point &+ precision)
        var output: [UInt8] = []
        if point <= 0 { output.append(48) }
        var place = 0
        while place < point {
            output.append(48 &+ (place < digits.count ? digits[place] : 0))
            place &+= 1
        }
        if precision > 0 || keepsPoint { output.append(UInt8(ascii: ".")) }
        for offset in 0..<precision {
            let index = point &+ offset
            output.append(48 &+ (index >= 0 && index < digits.count ? digits[index] : 0))
        }
        return output
    }

    private func scientific(
        _ digits: inout [UInt8], _ point: inout Int, _ precision: Int, _ keepsPoint: Bool
    ) -> [UInt8] {
        WideFloat.round(&digits, &point, to: precision &+ 1)
        var output: [UInt8] = [48 &+ (digits.first ?? 0)]
        if precision > 0 || keepsPoint { output.append(UInt8(ascii: ".")) }
        if precision > 0 {
            for index in 1...precision {
                output.append(48 &+ (index < digits.count ? digits[index] : 0))
            }
        }
        let power = point &- 1
        output.append(UInt8(ascii: "e"))
        output.append(power < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        if power.magnitude < 10 { output.append(48) }
        output += Array(String(power.magnitude).utf8)
        return output
    }

    private func general(_ precision: Int, _ keepsPoint: Bool) -> [UInt8] {
        let count = max(precision, 1)
        var (digits, point) = expansion()
        WideFloat.round(&digits, &point, to: count)
        if !keepsPoint { while digits.last == 0 { digits.removeLast() } }
        let power = point &- 1
        let kept = keepsPoint ? count : digits.count
        if power < -4 || power >= count {
            return scientific(&digits, &point, max(kept &- 1, 0), keepsPoint)
        }
        return fixed(&digits, &point, max(kept &- point, 0), keepsPoint)
    }

    private func hexadecimal(_ precision: Int?, _ keepsPoint: Bool) -> [UInt8] {
        // The leading digit has one bit in a double and four in an extended number.
        let leadBits = format == .double ? 1 : 4
        var bits = significand
        var power = 0
        if bits != 0 {
            var shift = bits.leadingZeroBitCount
            let lowest = format.lowestExponent &+ format.precision &- 64
            shift = min(shift, max(exponent &- lowest, 0))
            bits <<= UInt64(shift)
            power = exponent &- shift &+ 64 &- leadBits
        }
        var lead = bits >> UInt64(64 &- leadBits)
        var rest = bits << UInt64(leadBits)
        var output: [UInt8] = [48, UInt8(ascii: "x")]
        if let precision, precision < 16 {
            let keep = precision &* 4
            let dropped = keep == 0 ? rest : rest << UInt64(keep)
            let isOdd = keep == 0 ? lead & 1 == 1 : rest >> UInt64(64 &- keep) & 1 == 1
            rest = keep == 0 ? 0 : (rest >> UInt64(64 &- keep)) << UInt64(64 &- keep)
            if dropped > 1 << 63 || dropped == 1 << 63 && isOdd {
                if keep == 0 {
                    lead &+= 1
                } else {
                    let (sum, overflow) = rest.addingReportingOverflow(1 << UInt64(64 &- keep))
                    rest = sum
                    if overflow { lead &+= 1 }
                }
            }
            if lead == 16 {
                lead = 1
                power &+= 4
            }
        }
        func digit(_ value: UInt64) -> UInt8 {
            let small = UInt8(value & 15)
            return small < 10 ? small &+ 48 : small &+ 87
        }
        output.append(digit(lead))
        let shown = precision ?? (rest == 0 ? 0 : (67 &- rest.trailingZeroBitCount) / 4)
        if shown > 0 || keepsPoint { output.append(UInt8(ascii: ".")) }
        for place in 0..<shown {
            output.append(place < 16 ? digit(rest >> UInt64(60 &- place &* 4)) : 48)
        }
        output.append(UInt8(ascii: "p"))
        output.append(power < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        output += Array(String(power.magnitude).utf8)
        return output
    }
}
