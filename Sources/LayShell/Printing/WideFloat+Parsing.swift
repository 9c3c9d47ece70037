extension WideFloat {
    /// What C's `strtod` reads at the beginning of a text.
    package struct Reading {
        /// The number; 0 where there is none.
        package var value: WideFloat
        /// How many bytes belong to it.
        package var length: Int
        /// Whether it is too large or too small for the format.
        package var isOutOfRange: Bool
    }

    /// Digits beyond these cannot change how a number of 64 bits is rounded.
    private static let digitLimit = 12_000

    /// Reads a number in C's forms: decimal, hexadecimal, `inf`, `nan`.
    /// - Complexity: O(*n*), and a bounded effort for the conversion.
    package static func reading(_ text: [UInt8], format: Format) -> Reading {
        var index = 0
        while index < text.count, ShellBytes.isSpace(text[index]) { index &+= 1 }
        var isNegative = false
        if index < text.count, text[index] == 43 || text[index] == 45 {
            isNegative = text[index] == 45
            index &+= 1
        }
        var result: Reading
        if let named = name(text, index, format) {
            result = named
        } else if index &+ 1 < text.count, text[index] == 48, text[index &+ 1] | 32 == 120,
            let hex = hexadecimal(text, index &+ 2, format)
        {
            result = hex
        } else {
            result = decimal(text, index, format)
        }
        result.value.isNegative = isNegative && result.length > 0
        return result
    }

    private static func name(_ text: [UInt8], _ start: Int, _ format: Format) -> Reading? {
        func follows(_ name: StaticString, _ at: Int) -> Bool {
            guard at &+ name.utf8CodeUnitCount <= text.count else { return false }
            for place in 0..<name.utf8CodeUnitCount
            where text[at &+ place] | 32 != name.utf8Start[place] { return false }
            return true
        }
        var value = WideFloat(0, format: format)
        if follows("inf", start) {
            value.kind = .infinite
            let length = follows("inity", start &+ 3) ? 8 : 3
            return Reading(value: value, length: start &+ length, isOutOfRange: false)
        }
        guard follows("nan", start) else { return nil }
        value.kind = .notANumber
        var end = start &+ 3
        if end < text.count, text[end] == UInt8(ascii: "(") {
            var close = end &+ 1
            while close < text.count, ShellBytes.isAlphanumeric(text[close]) || text[close] == 95 {
                close &+= 1
            }
            if close < text.count, text[close] == UInt8(ascii: ")") { end = close &+ 1 }
        }
        return Reading(value: value, length: end, isOutOfRange: false)
    }

    /// An exponent after `e` or `p`, held within ±1,000,000; nil where no digit follows.
    private static func power(_ text: [UInt8], _ index: inout Int, _ letter: UInt8) -> Int? {
        guard index < text.count, text[index] | 32 == letter else { return nil }
        var next = index &+ 1
        var isNegative = false
        if next < text.count, text[next] == 43 || text[next] == 45 {
            isNegative = text[next] == 45
            next &+= 1
        }
        guard next < text.count, ShellBytes.isDigit(text[next]) else { return nil }
        var value = 0
        while next < text.count, ShellBytes.isDigit(text[next]) {
            value = min(value &* 10 &+ Int(text[next] &- 48), 1_000_000_000)
            next &+= 1
        }
        index = next
        return isNegative ? -value : value
    }

    private static func hexadecimal(
        _ text: [UInt8], _ start: Int, _ format: Format
    ) -> Reading? {
        var number = BigNatural(0)
        var index = start
        var kept = 0
        var scale = 0
        var hasDigits = false
        var isInexact = false
        var hasPoint = false
        while index < text.count {
            if text[index] == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if let digit = ShellBytes.hexValue(text[index]) {
                hasDigits = true
                if kept < 64 {
                    number.multiply(by: 16, adding: UInt32(digit))
                    if !number.isZero { kept &+= 1 }
                    if hasPoint { scale &-= 4 }
                } else {
                    if digit != 0 { isInexact = true }
                    if !hasPoint { scale &+= 4 }
                }
            } else {
                break
            }
            index &+= 1
        }
        guard hasDigits else { return nil }
        scale &+= power(text, &index, UInt8(ascii: "p")) ?? 0
        let (value, isOutOfRange) = rounding(
            number, scale: scale, isInexact: isInexact, format: format)
        return Reading(value: value, length: index, isOutOfRange: isOutOfRange)
    }

    private static func decimal(_ text: [UInt8], _ start: Int, _ format: Format) -> Reading {
        var digits: [UInt8] = []
        var index = start
        var scale = 0
        var hasDigits = false
        var isInexact = false
        var hasPoint = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if ShellBytes.isDigit(byte) {
                hasDigits = true
                if digits.isEmpty, byte == 48 {
                    if hasPoint { scale &-= 1 }
                } else if digits.count < digitLimit {
                    digits.append(byte &- 48)
                    if hasPoint { scale &-= 1 }
                } else {
                    if byte != 48 { isInexact = true }
                    if !hasPoint { scale &+= 1 }
                }
            } else {
                break
            }
            index &+= 1
        }
        guard hasDigits else {
            return Reading(
                value: WideFloat(0, format: format), length: 0, isOutOfRange: false)
        }
        scale &+= power(text, &index, UInt8(ascii: "e")) ?? 0
        if digits.isEmpty {
            return Reading(
                value: WideFloat(0, format: format), length: index, isOutOfRange: false)
        }
        while digits.last == 0 {
            digits.removeLast()
            scale &+= 1
        }
        let (value, isOutOfRange) = decimal(digits, scale, isInexact, format)
        return Reading(value: value, length: index, isOutOfRange: isOutOfRange)
    }

    /// The number that `digits` · 10^`scale` is nearest to.
    private static func decimal(
        _ digits: [UInt8], _ scale: Int, _ isInexact: Bool, _ format: Format
    ) -> (WideFloat, Bool) {
        let top = digits.count &+ scale
        if top > 5_000 {
            var value = WideFloat(0, format: format)
            value.kind = .infinite
            return (value, true)
        }
        if top < -5_000 { return (WideFloat(0, format: format), true) }
        var number = BigNatural(0)
        for digit in digits { number.multiply(by: 10, adding: UInt32(digit)) }
        if scale >= 0 {
            number.multiplyByPowerOfFive(scale)
            return rounding(number, scale: scale, isInexact: isInexact, format: format)
        }
        // Dividing by 5 in steps keeps the whole part exact; what is lost only says "more".
        var left = -scale
        let room = max(0, left &* 7 / 3 &+ 80 &- number.bitCount)
        number.shiftLeft(room)
        var isLost = isInexact
        while left > 0 {
            let step = min(left, 13)
            var divisor: UInt32 = 1
            for _ in 0..<step { divisor &*= 5 }
            if number.divide(by: divisor) != 0 { isLost = true }
            left &-= step
        }
        return rounding(number, scale: scale &- room, isInexact: isLost, format: format)
    }
}
