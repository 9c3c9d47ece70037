extension TimeWriter {
    /// Appends one conversion; false where the letter means nothing.
    func convert(_ letter: UInt8, _ flags: Flags, to output: inout [UInt8]) -> Bool {
        guard flags.colons == 0 || letter == UInt8(ascii: "z") else { return false }
        switch letter {
        case UInt8(ascii: "%"): output += text([37], flags)
        case UInt8(ascii: "n"): output += text([10], flags)
        case UInt8(ascii: "t"): output += text([9], flags)
        case UInt8(ascii: "a"), UInt8(ascii: "A"), UInt8(ascii: "b"), UInt8(ascii: "B"),
            UInt8(ascii: "h"), UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "Z"):
            output += name(letter, flags)
        case UInt8(ascii: "c"):
            combine("%a %b %e %H:%M:%S %Y", flags, padsYear: true, &output)
        case UInt8(ascii: "D"): combine("%m/%d/%y", flags, padsYear: true, &output)
        case UInt8(ascii: "x"): combine("%m/%d/%y", flags, &output)
        case UInt8(ascii: "r"): combine("%I:%M:%S %p", flags, &output)
        case UInt8(ascii: "R"): combine("%H:%M", flags, &output)
        case UInt8(ascii: "T"), UInt8(ascii: "X"): combine("%H:%M:%S", flags, &output)
        case UInt8(ascii: "+") where style == .date: return false
        case UInt8(ascii: "F"): isoDate(flags, &output)
        case UInt8(ascii: "z"): return zoneOffset(flags, &output)
        case UInt8(ascii: "N"):
            guard style == .date else { return false }
            output += fraction(flags)
        default: return numeric(letter, flags, &output)
        }
        return true
    }

    private func numeric(_ letter: UInt8, _ flags: Flags, _ output: inout [UInt8]) -> Bool {
        let hour12 = (time.hour + 11) % 12 + 1
        switch letter {
        case UInt8(ascii: "C"):
            let century = CivilTime.floorDivide(time.year, 100).quotient
            output += year(century, 2, flags, plusFrom: 100)
        case UInt8(ascii: "d"): output += number(time.day, 2, flags)
        case UInt8(ascii: "e"): output += number(time.day, 2, flags, pad: 32)
        case UInt8(ascii: "g"):
            output += number(CivilTime.floorDivide(time.isoWeek.year, 100).remainder, 2, flags)
        case UInt8(ascii: "G"): output += year(time.isoWeek.year, 4, flags, plusFrom: 10_000)
        case UInt8(ascii: "H"): output += number(time.hour, 2, flags)
        case UInt8(ascii: "I"): output += number(hour12, 2, flags)
        case UInt8(ascii: "j"): output += number(time.yearday + 1, 3, flags)
        case UInt8(ascii: "k"): output += number(time.hour, 2, flags, pad: 32)
        case UInt8(ascii: "l"): output += number(hour12, 2, flags, pad: 32)
        case UInt8(ascii: "m"): output += number(time.month, 2, flags)
        case UInt8(ascii: "M"): output += number(time.minute, 2, flags)
        case UInt8(ascii: "q"):
            guard style == .date else { return false }
            output += number((time.month + 2) / 3, 1, flags)
        case UInt8(ascii: "s"):
            output += number(seconds, 1, flags, pad: style == .library ? 32 : 48)
        case UInt8(ascii: "S"): output += number(time.second, 2, flags)
        case UInt8(ascii: "u"): output += number((time.weekday + 6) % 7 + 1, 1, flags)
        case UInt8(ascii: "U"): output += number((time.yearday - time.weekday + 7) / 7, 2, flags)
        case UInt8(ascii: "V"): output += number(time.isoWeek.week, 2, flags)
        case UInt8(ascii: "w"): output += number(time.weekday, 1, flags)
        case UInt8(ascii: "W"):
            output += number((time.yearday - (time.weekday + 6) % 7 + 7) / 7, 2, flags)
        case UInt8(ascii: "y"):
            output += number(CivilTime.floorDivide(time.year, 100).remainder, 2, flags)
        case UInt8(ascii: "Y"):
            output += year(time.year, style == .date ? 4 : 1, flags, plusFrom: 10_000)
        default: return false
        }
        return true
    }

    /// A year, which `+` marks with a sign where it has more digits than usual.
    private func year(
        _ value: Int, _ digits: Int, _ flags: Flags, plusFrom bound: Int
    ) -> [UInt8] {
        let isWide = value >= bound || (flags.width ?? 0) > (bound == 100 ? 2 : 4)
        let isSigned = style == .date && flags.pad == UInt8(ascii: "+") && value >= 0 && isWide
        return number(value, digits, flags, isSigned: isSigned)
    }

    private func name(_ letter: UInt8, _ flags: Flags) -> [UInt8] {
        let month = TimeFormat.months[time.month - 1]
        let weekday = TimeFormat.weekdays[time.weekday]
        switch letter {
        case UInt8(ascii: "a"): return text(Array(weekday.utf8.prefix(3)), flags)
        case UInt8(ascii: "A"): return text(Array(weekday.utf8), flags)
        case UInt8(ascii: "B"): return text(Array(month.utf8), flags)
        case UInt8(ascii: "Z"): return text(zone, flags, swapsToLower: true)
        case UInt8(ascii: "p"):
            return text(Array((time.hour < 12 ? "AM" : "PM").utf8), flags, swapsToLower: true)
        case UInt8(ascii: "P"):
            var rest = flags
            rest.isUpper = false
            rest.isSwapped = false
            return text(Array((time.hour < 12 ? "am" : "pm").utf8), rest)
        default: return text(Array(month.utf8.prefix(3)), flags)
        }
    }

    /// A conversion that stands for others.
    private func combine(
        _ pattern: String, _ flags: Flags, padsYear: Bool = false, _ output: inout [UInt8]
    ) {
        var part: [UInt8] = []
        // In `date` what pads goes on to the year within, but to nothing else.
        var inner: [UInt8] = []
        for byte in pattern.utf8 {
            let isYear = byte | 32 == UInt8(ascii: "y") && inner.last == UInt8(ascii: "%")
            if isYear, padsYear, style == .date, flags.pad != 0 { inner.append(flags.pad) }
            inner.append(byte)
        }
        write(inner, to: &part)
        var rest = flags
        rest.isSwapped = false
        output += text(part, rest)
    }

    private func isoDate(_ flags: Flags, _ output: inout [UInt8]) {
        var part: [UInt8] = []
        if style == .date, flags.pad != 0 || flags.width != nil {
            var years = flags
            years.width = max(0, (flags.width ?? 0) &- 6)
            if flags.width == nil { years.width = nil }
            part += year(time.year, 4, years, plusFrom: 10_000)
            write(Array("-%m-%d".utf8), to: &part)
            output += part
            return
        }
        write(Array("%Y-%m-%d".utf8), to: &part)
        output += text(part, flags)
    }

    /// `%z` and its forms with colons: `+0530`, `+05:30`, `+05:30:00`, the shortest.
    private func zoneOffset(_ flags: Flags, _ output: inout [UInt8]) -> Bool {
        let magnitude = Int(offset.magnitude)
        let (hours, minutes, rest) = (magnitude / 3_600, magnitude / 60 % 60, magnitude % 60)
        func two(_ value: Int) -> [UInt8] { [UInt8(48 + value / 10 % 10), UInt8(48 + value % 10)] }
        var tail: [UInt8] = []
        switch flags.colons {
        case 0: tail = two(minutes)
        case 1: tail = [58] + two(minutes)
        case 2: tail = [58] + two(minutes) + [58] + two(rest)
        case 3:
            if minutes != 0 || rest != 0 { tail = [58] + two(minutes) }
            if rest != 0 { tail += [58] + two(rest) }
        default: return false
        }
        let sign: UInt8 = offset < 0 ? 45 : 43
        if style == .library {
            // glibc pads the sign by itself.
            output += text([sign], flags)
            output += number(hours &* 100 &+ minutes, 4, flags)
            return true
        }
        // Without padding the leading zeros go, but for the digits that colons need.
        var digits = two(hours) + tail
        let full = digits.count &+ 1
        let least = flags.colons == 0 ? 1 : tail.count &+ 1
        while digits.count > least, digits[0] == 48 { digits.removeFirst() }
        let isBare = flags.pad == UInt8(ascii: "-")
        let missing = isBare ? 0 : max(0, (flags.width ?? full) &- digits.count &- 1)
        if flags.pad == UInt8(ascii: "_") {
            output += [UInt8](repeating: 32, count: missing) + [sign] + digits
        } else {
            output += [sign] + [UInt8](repeating: 48, count: missing) + digits
        }
        return true
    }

    /// `%N`: nine digits, or as many as the width says.
    private func fraction(_ flags: Flags) -> [UInt8] {
        let all = Array(String(1_000_000_000 + min(max(nanoseconds, 0), 999_999_999)).utf8)
        var digits = Array(all.dropFirst())
        guard flags.width != nil || flags.pad == UInt8(ascii: "_") else { return digits }
        let width = flags.width ?? 9
        digits = Array(digits.prefix(max(width, 1)))
        var fill: UInt8 = 48
        if flags.pad == UInt8(ascii: "-") || flags.pad == UInt8(ascii: "_") {
            while digits.count > 1, digits.last == 48 { digits.removeLast() }
            if flags.pad == UInt8(ascii: "-") { return digits }
            fill = 32
        }
        digits += [UInt8](repeating: fill, count: max(0, width &- digits.count))
        return digits
    }
}
