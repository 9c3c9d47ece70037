extension EscapeText {
    /// `\cX`, `\c?` and `\c\\`: the control character of X.
    static func control(_ text: [UInt8], _ index: inout Int, _ output: inout [UInt8]) {
        let byte = text[index]
        index &+= 1
        if byte == UInt8(ascii: "\\"), index < text.count, text[index] == byte { index &+= 1 }
        let upper = byte &- 97 < 26 ? byte &- 32 : byte
        output.append(byte == UInt8(ascii: "?") ? 127 : upper & 0x1F)
    }

    /// Up to three octal digits, counted as the rules say.
    static func octal(
        _ text: [UInt8], _ index: inout Int, first: UInt8, _ output: inout [UInt8],
        _ rules: EscapeRules
    ) {
        var value = Int(first &- 48)
        var digits = 1
        if first == UInt8(ascii: "0"), rules.skipsFirstZero { digits = 0 }
        var isFull = false
        while digits < 3, index < text.count, text[index] &- 48 < 8 {
            let next = value << 3 | Int(text[index] &- 48)
            if rules.stopsAbove255, next > 255 {
                guard rules.eatsDigitsWhole else { break }
                isFull = true
            }
            if !isFull { value = next }
            index &+= 1
            digits &+= 1
        }
        output.append(UInt8(truncatingIfNeeded: value))
    }

    /// `\xH`, `\xHH` and bash's `\x{H…}`.
    static func hex(
        _ text: [UInt8], _ index: inout Int, _ output: inout [UInt8], _ rules: EscapeRules,
        _ complaints: inout [String]
    ) {
        var value = 0
        var digits = 0
        if rules.takesControl, index < text.count, text[index] == UInt8(ascii: "{") {
            var next = index &+ 1
            while next < text.count, let digit = ShellBytes.hexValue(text[next]) {
                value = (value << 4 | digit) & 0xFF
                next &+= 1
            }
            if next < text.count, text[next] == UInt8(ascii: "}") { next &+= 1 }
            index = next
            output.append(UInt8(truncatingIfNeeded: value))
            return
        }
        while digits < 2, index < text.count, let digit = ShellBytes.hexValue(text[index]) {
            value = value << 4 | digit
            index &+= 1
            digits &+= 1
        }
        guard digits > 0 else {
            if rules.reportsMissing { complaints.append("printf: missing hex digit for \\x") }
            output += [UInt8(ascii: "\\"), UInt8(ascii: "x")]
            return
        }
        output.append(UInt8(truncatingIfNeeded: value))
    }

    /// `\uHHHH` and `\UHHHHHHHH`: in the C locale a character above ASCII stays an escape.
    static func unicode(
        _ text: [UInt8], _ index: inout Int, _ limit: Int, _ output: inout [UInt8],
        _ rules: EscapeRules, _ utf8: Bool, _ complaints: inout [String]
    ) {
        let letter = text[index &- 1]
        var value: UInt32 = 0
        var digits = 0
        while digits < limit, index < text.count, let digit = ShellBytes.hexValue(text[index]) {
            value = value << 4 | UInt32(digit)
            index &+= 1
            digits &+= 1
        }
        guard digits > 0, !rules.needsAllDigits || digits == limit else {
            if rules.reportsMissing {
                let name = letter == UInt8(ascii: "u") ? "u" : "U"
                complaints.append("printf: missing unicode digit for \\\(name)")
            }
            output += [UInt8(ascii: "\\"), letter]
            return
        }
        if utf8 || value < 0x80 || value >= 0x8000_0000 {
            ShellBytes.append(scalar: value, to: &output)
            return
        }
        let width = value > 0xFFFF ? 8 : 4
        output += [UInt8(ascii: "\\"), width == 8 ? UInt8(ascii: "U") : UInt8(ascii: "u")]
        for place in stride(from: width &- 1, through: 0, by: -1) {
            let digit = UInt8(value >> UInt32(place &* 4) & 15)
            output.append(digit < 10 ? digit &+ 48 : digit &+ 55)
        }
    }
}
