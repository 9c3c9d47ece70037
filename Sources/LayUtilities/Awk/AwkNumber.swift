/// Reads numbers out of texts, and writes whole ones.
enum AwkNumber {
    /// A number that a text begins with.
    struct Parsed {
        var value = 0.0
        /// Whether the whole text is the number, with blanks around it at most.
        var isWhole = false
        /// Where the number ends.
        var end = 0
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// Whether a byte is white to a number.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }

    /// The number that a text begins with.
    ///
    /// - Complexity: O(*n*) in the length of the number.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Parsed {
        var position = 0
        let count = text.count
        while position < count, isBlank(text[position]) { position &+= 1 }
        let start = position
        var isNegative = false
        if position < count, text[position] == 43 || text[position] == 45 {
            isNegative = text[position] == 45
            position &+= 1
        }
        var mantissa: UInt64 = 0
        var (digits, significant, exponent) = (0, 0, 0)
        while position < count, text[position] &- 48 < 10 {
            add(text[position] &- 48, &mantissa, &significant, &exponent, isFraction: false)
            digits &+= 1
            position &+= 1
        }
        if position < count, text[position] == 46 {
            position &+= 1
            while position < count, text[position] &- 48 < 10 {
                add(text[position] &- 48, &mantissa, &significant, &exponent, isFraction: true)
                digits &+= 1
                position &+= 1
            }
        }
        guard digits > 0 else { return special(text, start) }
        if position < count, text[position] | 32 == 101 {
            exponent &+= readExponent(text, &position)
        }
        var result = Parsed(end: position)
        if significant <= 15, exponent.magnitude <= 22 {
            let value = Double(mantissa)
            let scaled =
                exponent < 0 ? value / powers[0 &- exponent] : value * powers[exponent]
            result.value = isNegative ? -scaled : scaled
        } else {
            result.value = AwkLibrary.number(UnsafeBufferPointer(rebasing: text[start..<position]))
        }
        result.isWhole = endsHere(text, position)
        return result
    }

    @inline(__always)
    private static func add(
        _ digit: UInt8, _ mantissa: inout UInt64, _ significant: inout Int,
        _ exponent: inout Int, isFraction: Bool
    ) {
        if significant < 18 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            if mantissa > 0 { significant &+= 1 }
            if isFraction { exponent &-= 1 }
        } else {
            significant &+= 1
            if !isFraction { exponent &+= 1 }
        }
    }

    private static func readExponent(
        _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> Int {
        var next = position &+ 1
        var isNegative = false
        if next < text.count, text[next] == 43 || text[next] == 45 {
            isNegative = text[next] == 45
            next &+= 1
        }
        guard next < text.count, text[next] &- 48 < 10 else { return 0 }
        var value = 0
        while next < text.count, text[next] &- 48 < 10 {
            if value < 100_000 { value = value &* 10 &+ Int(text[next] &- 48) }
            next &+= 1
        }
        position = next
        return isNegative ? 0 &- value : value
    }

    private static func endsHere(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        var position = position
        while position < text.count, isBlank(text[position]) { position &+= 1 }
        return position == text.count
    }

    /// `+inf`, `-inf`, `+nan` and `-nan`, which need their sign.
    private static func special(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Parsed {
        guard start &+ 4 <= text.count, text[start] == 43 || text[start] == 45 else {
            return Parsed()
        }
        let letters = (text[start &+ 1] | 32, text[start &+ 2] | 32, text[start &+ 3] | 32)
        let magnitude: Double
        if letters == (105, 110, 102) {
            magnitude = .infinity
        } else if letters == (110, 97, 110) {
            magnitude = .nan
        } else {
            return Parsed()
        }
        let end = start &+ 4
        let isWhole = endsHere(text, end)
        guard isWhole || !isLetter(text[end]) else { return Parsed() }
        return Parsed(
            value: text[start] == 45 ? -magnitude : magnitude, isWhole: isWhole, end: end)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || byte == 95
    }

    /// The number of `0x1A`, `017` or a decimal text.
    static func parseAnyBase(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        var start = 0
        while start < text.count, isBlank(text[start]) { start &+= 1 }
        var position = start
        let isNegative = position < text.count && text[position] == 45
        if position < text.count, text[position] == 43 || isNegative { position &+= 1 }
        guard position &+ 1 < text.count, text[position] == 48 else { return parse(text).value }
        let isHexadecimal = text[position &+ 1] | 32 == 120
        let base: UInt8 = isHexadecimal ? 16 : 8
        var next = isHexadecimal ? position &+ 2 : position
        var value = 0.0
        while next < text.count {
            let byte = text[next]
            if base == 8, byte == 46 || byte == 56 || byte == 57 || byte | 32 == 101 {
                return parse(text).value
            }
            let digit =
                byte &- 48 < 10 ? byte &- 48 : (byte | 32) &- 97 < 26 ? (byte | 32) &- 87 : 99
            guard digit < base else { break }
            value = value * Double(base) + Double(digit)
            next &+= 1
        }
        return isNegative ? -value : value
    }

    /// The most bytes that a whole number of 64 bits takes.
    static let wholeLimit = 20

    /// Writes a whole number behind `end`, going back: how many bytes it takes.
    @inline(__always)
    static func write(_ value: Int, before end: UnsafeMutablePointer<UInt8>) -> Int {
        var left = value.magnitude
        var place = end
        repeat {
            let (rest, digit) = left.quotientAndRemainder(dividingBy: 10)
            place -= 1
            place.pointee = UInt8(truncatingIfNeeded: digit) &+ 48
            left = rest
        } while left > 0
        if value < 0 {
            place -= 1
            place.pointee = 45
        }
        return end - place
    }

    /// The whole number that a number is, where it fits 53 bits.
    @inline(__always)
    static func whole(_ value: Double) -> Int? {
        guard value.magnitude < 9_007_199_254_740_992 else { return nil }
        let whole = Int(value)
        return Double(whole) == value ? whole : nil
    }
}

extension Int {
    /// The whole part of a number, cut to what there is room for; 0 for what is no number.
    init(bounded value: Double) {
        if value.isNaN {
            self = 0
        } else {
            self = Int(exactly: value.rounded(.towardZero)) ?? (value < 0 ? Int.min : Int.max)
        }
    }
}
