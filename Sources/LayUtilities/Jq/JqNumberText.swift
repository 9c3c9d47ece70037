/// Numbers as texts.
enum JqNumberText {
    /// Below this whole numbers are written digit by digit.
    private static let plain = 1e15

    /// Adds a number: the fewest digits that give it again.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func append(_ number: Double, _ bytes: JqBytes) throws {
        if number.isNaN { return try bytes.append("null") }
        if number.magnitude < plain, number == number.rounded(.towardZero) {
            if number == 0, number.sign == .minus { return try bytes.append("-0") }
            return try append(whole: Int(number), bytes)
        }
        let limit = Double.greatestFiniteMagnitude
        try append(fraction: min(max(number, -limit), limit), bytes)
    }

    private static func append(whole number: Int, _ bytes: JqBytes) throws {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            var place = 24
            var rest = number.magnitude
            repeat {
                place &-= 1
                digits[place] = UInt8(truncatingIfNeeded: rest % 10) &+ 48
                rest /= 10
            } while rest > 0
            if number < 0 {
                place &-= 1
                digits[place] = UInt8(ascii: "-")
            }
            try bytes.append(UnsafeBufferPointer(rebasing: digits[place..<24]))
        }
    }

    private static func append(fraction number: Double, _ bytes: JqBytes) throws {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array(number.magnitude.description.utf8)
        for (place, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(place + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        // The point before which as many digits stand.
        var before = (point ?? digits.count) + exponent
        let zeros = digits.prefix { $0 == 48 }.count
        digits.removeFirst(zeros)
        before -= zeros
        while digits.last == 48 { digits.removeLast() }
        if number < 0 { try bytes.append(UInt8(ascii: "-")) }
        if before <= -4 || before > digits.count + 15 {
            try append(digits, exponent: before - 1, bytes)
        } else if before <= 0 {
            try bytes.append("0.")
            try bytes.append(repeating: 48, -before)
            try bytes.append(digits)
        } else if before >= digits.count {
            try bytes.append(digits)
            try bytes.append(repeating: 48, before - digits.count)
        } else {
            try bytes.append(Array(digits[..<before]))
            try bytes.append(UInt8(ascii: "."))
            try bytes.append(Array(digits[before...]))
        }
    }

    private static func append(_ digits: [UInt8], exponent: Int, _ bytes: JqBytes) throws {
        try bytes.append(digits[0])
        if digits.count > 1 {
            try bytes.append(UInt8(ascii: "."))
            try bytes.append(Array(digits[1...]))
        }
        try bytes.append(exponent < 0 ? "e-" : "e+")
        if exponent.magnitude < 10 { try bytes.append(48) }
        try append(whole: Int(exponent.magnitude), bytes)
    }

    // MARK: Reading

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The number that a whole text is; nil where it is none.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var place = 0
        var isNegative = false
        if place < text.count, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
            isNegative = text[0] == UInt8(ascii: "-")
            place = 1
        }
        var value: UInt64 = 0
        var digits = 0
        var places = 0
        var isFraction = false
        // More digits than fit are left to the C library.
        var fits = true
        while place < text.count {
            let byte = text[place]
            if byte &- 48 < 10 {
                digits &+= 1
                if isFraction { places &+= 1 }
                if value < 100_000_000_000_000_000 {
                    value = value &* 10 &+ UInt64(byte &- 48)
                } else {
                    fits = false
                }
            } else if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                break
            }
            place &+= 1
        }
        guard digits > 0 else { return special(text, isNegative) }
        if place < text.count {
            guard isExponent(text, place) else { return nil }
            fits = false
        }
        if fits, value <= 1 << 53, places <= 22 {
            let number = Double(value) / powers[places]
            return isNegative ? -number : number
        }
        var copy = Array(text)
        copy.append(0)
        return copy.withUnsafeBufferPointer { $0.baseAddress.map(JqLibrary.number) }
    }

    private static func isExponent(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        guard text[start] | 32 == UInt8(ascii: "e") else { return false }
        var place = start + 1
        if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+")
        {
            place += 1
        }
        return place < text.count && text[place...].allSatisfy { $0 &- 48 < 10 }
    }

    /// Words for what is no finite number.
    private static func special(
        _ text: UnsafeBufferPointer<UInt8>, _ isNegative: Bool
    ) -> Double? {
        let start = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? 1 : 0
        switch String(decoding: text[start...].map { $0 | 32 }, as: UTF8.self) {
        case "nan": return Double.nan
        case "inf", "infinity": return isNegative ? -Double.infinity : Double.infinity
        default: return nil
        }
    }
}
