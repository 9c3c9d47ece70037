/// Writes moments as `strftime` does in the C locale.
struct JqMomentWriter {
    private let moment: JqMoment
    private let zone: [UInt8]
    private let offset: Int
    /// What lies between the parts and Greenwich's, for `%s`.
    private let localOffset: Int

    static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    /// Formats in one another.
    private static let deepest = 3

    init(_ moment: JqMoment, zone: [UInt8], offset: Int, localOffset: Int) {
        self.moment = moment
        self.zone = zone
        self.offset = offset
        self.localOffset = localOffset
    }

    /// The text of a format.
    func text(_ format: [UInt8], depth: Int = 0) -> [UInt8] {
        guard depth < Self.deepest else { return [] }
        var result: [UInt8] = []
        var index = 0
        while index < format.count {
            let byte = format[index]
            index += 1
            guard byte == UInt8(ascii: "%"), index < format.count else {
                result.append(byte)
                continue
            }
            let start = index - 1
            var pad: UInt8?
            while index < format.count, "-_0^#".utf8.contains(format[index]) {
                pad = format[index]
                index += 1
            }
            if index < format.count, format[index] == 69 || format[index] == 79 { index += 1 }
            guard index < format.count else {
                result += format[start...]
                break
            }
            if let text = convert(format[index], pad, depth) {
                result += pad == 94 ? text.map { $0 &- 97 < 26 ? $0 - 32 : $0 } : text
            } else {
                result += format[start...index]
            }
            index += 1
        }
        return result
    }

    private func number(
        _ value: Int, _ pad: UInt8?, _ fill: UInt8 = 48, _ width: Int = 2
    ) -> [UInt8] {
        let digits = Array(String(value.magnitude).utf8)
        let sign: [UInt8] = value < 0 ? [45] : []
        let byte = pad == 95 ? 32 : pad == 48 ? 48 : fill
        let missing = pad == 45 ? 0 : max(0, width - digits.count - sign.count)
        return sign + [UInt8](repeating: byte, count: missing) + digits
    }

    private func name(_ names: [String], _ index: Int, short: Bool = false) -> [UInt8] {
        guard names.indices.contains(index) else { return [UInt8(ascii: "?")] }
        let name = Array(names[index].utf8)
        return short ? Array(name.prefix(3)) : name
    }

    private func convert(_ letter: UInt8, _ pad: UInt8?, _ depth: Int) -> [UInt8]? {
        switch letter {
        case UInt8(ascii: "a"): return name(Self.weekdays, moment.weekday, short: true)
        case UInt8(ascii: "A"): return name(Self.weekdays, moment.weekday)
        case UInt8(ascii: "b"), UInt8(ascii: "h"):
            return name(Self.months, moment.month, short: true)
        case UInt8(ascii: "B"): return name(Self.months, moment.month)
        case UInt8(ascii: "c"): return text(Array("%a %b %e %H:%M:%S %Y".utf8), depth: depth + 1)
        case UInt8(ascii: "D"), UInt8(ascii: "x"):
            return text(Array("%m/%d/%y".utf8), depth: depth + 1)
        case UInt8(ascii: "F"): return text(Array("%Y-%m-%d".utf8), depth: depth + 1)
        case UInt8(ascii: "r"): return text(Array("%I:%M:%S %p".utf8), depth: depth + 1)
        case UInt8(ascii: "R"): return text(Array("%H:%M".utf8), depth: depth + 1)
        case UInt8(ascii: "T"), UInt8(ascii: "X"):
            return text(Array("%H:%M:%S".utf8), depth: depth + 1)
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "%"): return [37]
        case UInt8(ascii: "p"): return Array((moment.hour < 12 ? "AM" : "PM").utf8)
        case UInt8(ascii: "P"): return Array((moment.hour < 12 ? "am" : "pm").utf8)
        case UInt8(ascii: "Z"): return zone
        case UInt8(ascii: "z"):
            let minutes = Int(offset.magnitude) / 60
            let value = minutes / 60 * 100 + minutes % 60
            return [UInt8(ascii: offset < 0 ? "-" : "+")] + number(value, nil, 48, 4)
        default: return convertNumber(letter, pad)
        }
    }

    private func convertNumber(_ letter: UInt8, _ pad: UInt8?) -> [UInt8]? {
        switch letter {
        case UInt8(ascii: "C"): return number(JqMoment.quotient(moment.year, 100), pad)
        case UInt8(ascii: "d"): return number(moment.day, pad)
        case UInt8(ascii: "e"): return number(moment.day, pad, 32)
        case UInt8(ascii: "g"): return number(JqMoment.remainder(isoWeek.year, 100), pad)
        case UInt8(ascii: "G"): return number(isoWeek.year, pad, 48, 4)
        case UInt8(ascii: "H"): return number(moment.hour, pad)
        case UInt8(ascii: "I"): return number((moment.hour + 11) % 12 + 1, pad)
        case UInt8(ascii: "j"): return number(moment.yearDay + 1, pad, 48, 3)
        case UInt8(ascii: "k"): return number(moment.hour, pad, 32)
        case UInt8(ascii: "l"): return number((moment.hour + 11) % 12 + 1, pad, 32)
        case UInt8(ascii: "m"): return number(moment.month + 1, pad)
        case UInt8(ascii: "M"): return number(moment.minute, pad)
        case UInt8(ascii: "s"):
            return Array(String(moment.seconds - localOffset).utf8)
        case UInt8(ascii: "S"): return number(moment.second, pad)
        case UInt8(ascii: "u"): return number((moment.weekday + 6) % 7 + 1, pad, 48, 1)
        case UInt8(ascii: "U"):
            return number((moment.yearDay - moment.weekday + 7) / 7, pad)
        case UInt8(ascii: "V"): return number(isoWeek.week, pad)
        case UInt8(ascii: "w"): return number(moment.weekday, pad, 48, 1)
        case UInt8(ascii: "W"):
            return number((moment.yearDay - (moment.weekday + 6) % 7 + 7) / 7, pad)
        case UInt8(ascii: "y"): return number(JqMoment.remainder(moment.year, 100), pad)
        case UInt8(ascii: "Y"): return number(moment.year, pad, 48, 1)
        default: return nil
        }
    }

    /// The year and number of the week by ISO 8601.
    private var isoWeek: (year: Int, week: Int) {
        let week = JqMoment.quotient(moment.yearDay - (moment.weekday + 6) % 7 + 10, 7)
        if week < 1 { return (moment.year - 1, Self.weeks(moment.year - 1)) }
        return week > Self.weeks(moment.year) ? (moment.year + 1, 1) : (moment.year, week)
    }

    private static func weeks(_ year: Int) -> Int {
        let first = JqMoment.remainder(JqMoment.days(year, 0, 1) + 4, 7)
        let isLeap = JqMoment.days(year + 1, 0, 1) - JqMoment.days(year, 0, 1) == 366
        return first == 4 || first == 3 && isLeap ? 53 : 52
    }
}
