extension ArithmeticTree {
    /// The integer that a variable's text is, where it is plainly a number; nil where the text
    /// must be parsed (bash, ash) or is "Illegal number" (dash). Blank text is 0.
    ///
    /// - Complexity: O(length of the text).
    static func number(_ text: [UInt8], dialect: ShellDialect) -> Int? {
        text.withUnsafeBufferPointer { text in
            var first = 0
            var end = text.count
            while first < end, ArithmeticByte.isSpace(text[first], dialect) { first &+= 1 }
            while end > first, ArithmeticByte.isSpace(text[end &- 1], dialect) { end &-= 1 }
            guard first < end else { return 0 }
            var isNegative = false
            if text[first] == UInt8(ascii: "-") || text[first] == UInt8(ascii: "+") {
                isNegative = text[first] == UInt8(ascii: "-")
                first &+= 1
            }
            guard first < end else { return nil }
            // Eighteen decimal digits cannot overflow.
            if text[first] != UInt8(ascii: "0"), end &- first <= 18 {
                var value = 0
                for index in first..<end {
                    let digit = text[index] &- UInt8(ascii: "0")
                    if digit > 9 { return nil }
                    value = value &* 10 &+ Int(digit)
                }
                return isNegative ? 0 &- value : value
            }
            guard let scan = ArithmeticDigits(text, from: first), scan.end == end else {
                return nil
            }
            switch dialect {
            case .bash:
                return isNegative ? 0 &- scan.wrapped : scan.wrapped
            case .ash:
                if scan.exceedsWord { return 0 }
                return isNegative ? 0 &- scan.wrapped : scan.wrapped
            case .dash:
                if scan.exceedsWord { return nil }
                let magnitude = UInt(bitPattern: scan.wrapped)
                if isNegative, magnitude == Int.min.magnitude { return Int.min }
                guard let value = Int(exactly: magnitude) else { return nil }
                return isNegative ? 0 &- value : value
            }
        }
    }
}

/// The digits of a number as C's strtol reads them: decimal, `0x` or a leading 0 for octal.
struct ArithmeticDigits {
    /// The value, wrapped around in 64 bits.
    var wrapped = 0
    /// Whether the value does not fit into 64 bits without a sign.
    var exceedsWord = false
    /// Where the digits end.
    var end: Int

    /// Reads digits from a place in a text; nil where no digit stands there.
    ///
    /// - Complexity: O(number of digits).
    init?(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        guard start < text.count, ArithmeticByte.isDigit(text[start]) else { return nil }
        var base: UInt = 10
        end = start
        if text[start] == UInt8(ascii: "0") {
            base = 8
            let isMarked = start &+ 1 < text.count && text[start &+ 1] | 0x20 == UInt8(ascii: "x")
            if isMarked, start &+ 2 < text.count,
                ArithmeticByte.hexadecimal(text[start &+ 2]) != nil
            {
                base = 16
                end = start &+ 2
            }
        }
        var value: UInt = 0
        while end < text.count, let digit = ArithmeticByte.hexadecimal(text[end]), digit < base {
            let (product, isTooLong) = value.multipliedReportingOverflow(by: base)
            let (sum, isTooGreat) = product.addingReportingOverflow(digit)
            exceedsWord = exceedsWord || isTooLong || isTooGreat
            value = sum
            end &+= 1
        }
        wrapped = Int(bitPattern: value)
    }
}

/// The kinds of bytes in an expression.
enum ArithmeticByte {
    /// A decimal digit.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

    /// An ASCII letter or `_`.
    @inline(__always)
    static func startsName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    /// An ASCII letter, a digit or `_`.
    @inline(__always)
    static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

    /// What may stand around a variable's number: dash asks C's isspace there.
    @inline(__always)
    static func isSpace(_ byte: UInt8, _ dialect: ShellDialect) -> Bool {
        isBlank(byte, dialect) || dialect == .dash && byte &- 9 < 5
    }

    /// What separates tokens: a space, tab or newline, in ash C's other space bytes too.
    @inline(__always)
    static func isBlank(_ byte: UInt8, _ dialect: ShellDialect) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): true
        case 11, 12, 13: dialect == .ash
        default: false
        }
    }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> UInt? {
        if isDigit(byte) { return UInt(byte &- UInt8(ascii: "0")) }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? UInt(letter) &+ 10 : nil
    }

    /// The value of a digit of `base#…`: up to base 36 the letters' case is all one, above it
    /// `a-z` come before `A-Z`, `@` and `_`.
    static func digit(_ byte: UInt8, base: Int) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) &- 48
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) &- 97 &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) &- 65 &+ (base <= 36 ? 10 : 36)
        case UInt8(ascii: "@"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
