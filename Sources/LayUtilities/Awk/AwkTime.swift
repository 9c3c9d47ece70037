/// A moment as `strftime` writes it, in UTC and the C locale.
struct AwkTime {
    private let seconds: Int
    private let year: Int
    private let month: Int
    private let day: Int
    private let yearDay: Int
    private let weekday: Int

    static let standardFormat = Array("%a %b %e %H:%M:%S %Z %Y".utf8)

    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    /// Beyond this no calendar is computed.
    private static let limit = 1 << 55

    /// The moment so many seconds after 1970 began.
    init(_ seconds: Int) {
        self.seconds = min(max(seconds, -Self.limit), Self.limit)
        let days = Self.quotient(self.seconds, 86_400)
        weekday = Self.remainder(days + 4, 7)
        // Years begin in March here, so that the leap day comes last: 400 years are 146097 days.
        let era = Self.quotient(days + 719_468, 146_097)
        let dayOfEra = Self.remainder(days + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        yearDay = days - Self.days(year, 1, 1)
    }

    private static func quotient(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value + 1) / divisor - 1
    }

    private static func remainder(_ value: Int, _ divisor: Int) -> Int {
        value - quotient(value, divisor) * divisor
    }

    /// Days from 1970 to a day.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = quotient(shiftedYear, 400)
        let yearOfEra = remainder(shiftedYear, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The seconds of `YYYY MM DD HH MM SS [DST]`; nil where the text is none.
    static func seconds(_ text: [UInt8]) -> Int? {
        let words = text.split { AwkNumber.isBlank($0) }
        guard words.count == 6 || words.count == 7 else { return nil }
        var parts: [Int] = []
        for word in words {
            guard let value = Int(String(decoding: word, as: UTF8.self)),
                value.magnitude < 1 << 31
            else { return nil }
            parts.append(value)
        }
        // Months beyond the year count on.
        let year = parts[0] + quotient(parts[1] - 1, 12)
        let days = days(year, remainder(parts[1] - 1, 12) + 1, 1) + parts[2] - 1
        return days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5]
    }

    /// The text of a format.
    func format(_ format: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < format.count {
            let byte = format[index]
            index += 1
            guard byte == 37, index < format.count else {
                result.append(byte)
                continue
            }
            let start = index - 1
            var pad: UInt8?
            if "-_0^#".utf8.contains(format[index]) {
                pad = format[index]
                index += 1
            }
            if index < format.count, format[index] == 69 || format[index] == 79 { index += 1 }
            guard index < format.count else {
                result += format[start...]
                break
            }
            if let text = convert(format[index], pad) {
                result += pad == 94 ? text.map { $0 &- 97 < 26 ? $0 - 32 : $0 } : text
            } else {
                result += format[start...index]
            }
            index += 1
        }
        return result
    }

    private func convert(_ letter: UInt8, _ pad: UInt8?) -> [UInt8]? {
        let time = Self.remainder(seconds, 86_400)
        let hour = time / 3_600
        func two(_ value: Int, _ fill: UInt8 = 48, _ width: Int = 2) -> [UInt8] {
            let digits = Array(String(value).utf8)
            let byte = pad == 95 ? 32 : pad == 48 ? 48 : fill
            let missing = pad == 45 ? 0 : max(0, width - digits.count)
            return [UInt8](repeating: byte, count: missing) + digits
        }
        switch letter {
        case UInt8(ascii: "a"): return Array(Self.weekdays[weekday].utf8.prefix(3))
        case UInt8(ascii: "A"): return Array(Self.weekdays[weekday].utf8)
        case UInt8(ascii: "b"), UInt8(ascii: "h"):
            return Array(Self.months[month - 1].utf8.prefix(3))
        case UInt8(ascii: "B"): return Array(Self.months[month - 1].utf8)
        case UInt8(ascii: "c"): return format(Array("%a %b %e %H:%M:%S %Y".utf8))
        case UInt8(ascii: "C"): return two(Self.quotient(year, 100))
        case UInt8(ascii: "d"): return two(day)
        case UInt8(ascii: "D"), UInt8(ascii: "x"): return format(Array("%m/%d/%y".utf8))
        case UInt8(ascii: "e"): return two(day, 32)
        case UInt8(ascii: "F"): return format(Array("%Y-%m-%d".utf8))
        case UInt8(ascii: "g"): return two(Self.remainder(isoWeek.year, 100))
        case UInt8(ascii: "G"): return two(isoWeek.year, 48, 4)
        case UInt8(ascii: "H"): return two(hour)
        case UInt8(ascii: "I"): return two((hour + 11) % 12 + 1)
        case UInt8(ascii: "j"): return two(yearDay + 1, 48, 3)
        case UInt8(ascii: "k"): return two(hour, 32)
        case UInt8(ascii: "l"): return two((hour + 11) % 12 + 1, 32)
        case UInt8(ascii: "m"): return two(month)
        case UInt8(ascii: "M"): return two(time / 60 % 60)
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "p"): return Array((hour < 12 ? "AM" : "PM").utf8)
        case UInt8(ascii: "P"): return Array((hour < 12 ? "am" : "pm").utf8)
        case UInt8(ascii: "r"): return format(Array("%I:%M:%S %p".utf8))
        case UInt8(ascii: "R"): return format(Array("%H:%M".utf8))
        case UInt8(ascii: "s"): return Array(String(seconds).utf8)
        case UInt8(ascii: "S"): return two(time % 60)
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "T"), UInt8(ascii: "X"): return format(Array("%H:%M:%S".utf8))
        case UInt8(ascii: "u"): return two((weekday + 6) % 7 + 1, 48, 1)
        case UInt8(ascii: "U"): return two((yearDay - weekday + 7) / 7)
        case UInt8(ascii: "V"): return two(isoWeek.week)
        case UInt8(ascii: "w"): return two(weekday, 48, 1)
        case UInt8(ascii: "W"): return two((yearDay - (weekday + 6) % 7 + 7) / 7)
        case UInt8(ascii: "y"): return two(Self.remainder(year, 100))
        case UInt8(ascii: "Y"): return two(year, 48, 1)
        case UInt8(ascii: "z"): return Array("+0000".utf8)
        case UInt8(ascii: "Z"): return Array("UTC".utf8)
        case UInt8(ascii: "%"): return [37]
        default: return nil
        }
    }

    /// The year and number of the week by ISO 8601.
    private var isoWeek: (year: Int, week: Int) {
        let week = Self.quotient(yearDay - (weekday + 6) % 7 + 10, 7)
        if week < 1 { return (year - 1, Self.weeks(year - 1)) }
        return week > Self.weeks(year) ? (year + 1, 1) : (year, week)
    }

    private static func weeks(_ year: Int) -> Int {
        let first = remainder(days(year, 1, 1) + 4, 7)
        let isLeap = days(year + 1, 1, 1) - days(year, 1, 1) == 366
        return first == 4 || first == 3 && isLeap ? 53 : 52
    }
}
