/// Reads moments as `strptime` does in the C locale.
struct JqMomentParser {
    private let text: [UInt8]
    private var place = 0
    private var moment = JqMoment()
    private var hasWeekday = false
    private var hasYearDay = false
    private var hasDate = false
    private var isAfternoon: Bool?
    private var century: Int?

    /// Formats in one another.
    private static let deepest = 3

    init(_ text: [UInt8]) { self.text = text }

    /// What stands behind the moment.
    var rest: [UInt8] { Array(text[place...].prefix { $0 != 0 }) }

    /// Whether nothing stands behind the moment, or a blank comes first.
    var isAtEndOrBlank: Bool {
        guard let next = rest.first else { return true }
        return Self.isBlank(next)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }

    /// The moment with the days that follow from its date.
    var finished: JqMoment {
        var made = moment
        if let isAfternoon { made.hour = made.hour % 12 + (isAfternoon ? 12 : 0) }
        let isDate = made.day != 0 && (0...11).contains(made.month)
        let days = JqMoment.days(made.year, made.month, made.day)
        if !hasWeekday { made.weekday = isDate ? JqMoment.remainder(days + 4, 7) : 8 }
        if !hasYearDay {
            made.yearDay = isDate ? days - JqMoment.days(made.year, 0, 1) : 367
        }
        return made
    }

    /// Reads what a format says; false where the text is none of it.
    mutating func parse(_ format: [UInt8], depth: Int = 0) -> Bool {
        guard depth < Self.deepest else { return false }
        var index = 0
        while index < format.count {
            let byte = format[index]
            index += 1
            if Self.isBlank(byte) {
                skipBlanks()
                continue
            }
            guard byte == UInt8(ascii: "%"), index < format.count else {
                guard place < text.count, text[place] == byte else { return false }
                place += 1
                continue
            }
            while index < format.count, "-_0^#EO".utf8.contains(format[index]) { index += 1 }
            guard index < format.count, convert(format[index], depth) else { return false }
            index += 1
        }
        return true
    }

    private mutating func skipBlanks() {
        while place < text.count, Self.isBlank(text[place]) { place += 1 }
    }

    private mutating func number(_ range: ClosedRange<Int>, _ digits: Int) -> Int? {
        while place < text.count, text[place] == 32 { place += 1 }
        var value = 0
        var count = 0
        while count < digits, place < text.count, text[place] &- 48 < 10 {
            value = value * 10 + Int(text[place] &- 48)
            count += 1
            place += 1
        }
        return count > 0 && range.contains(value) ? value : nil
    }

    private mutating func name(_ names: [String]) -> Int? {
        for (index, name) in names.enumerated() {
            for candidate in [Array(name.utf8), Array(name.utf8.prefix(3))] {
                let part = text[place...].prefix(candidate.count)
                if part.elementsEqual(candidate, by: { $0 | 32 == $1 | 32 }) {
                    place += candidate.count
                    return index
                }
            }
        }
        return nil
    }

    private mutating func set(
        _ field: WritableKeyPath<JqMoment, Int>, _ value: Int?, plus more: Int = 0
    ) -> Bool {
        guard let value else { return false }
        moment[keyPath: field] = value + more
        return true
    }

    private mutating func convert(_ letter: UInt8, _ depth: Int) -> Bool {
        switch letter {
        case UInt8(ascii: "%"):
            guard place < text.count, text[place] == letter else { return false }
            place += 1
            return true
        case UInt8(ascii: "n"), UInt8(ascii: "t"):
            skipBlanks()
            return true
        case UInt8(ascii: "a"), UInt8(ascii: "A"):
            hasWeekday = true
            return set(\.weekday, name(JqMomentWriter.weekdays))
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "h"):
            return set(\.month, name(JqMomentWriter.months))
        case UInt8(ascii: "c"): return parse(Array("%a %b %e %H:%M:%S %Y".utf8), depth: depth + 1)
        case UInt8(ascii: "D"), UInt8(ascii: "x"):
            return parse(Array("%m/%d/%y".utf8), depth: depth + 1)
        case UInt8(ascii: "F"): return parse(Array("%Y-%m-%d".utf8), depth: depth + 1)
        case UInt8(ascii: "r"): return parse(Array("%I:%M:%S %p".utf8), depth: depth + 1)
        case UInt8(ascii: "R"): return parse(Array("%H:%M".utf8), depth: depth + 1)
        case UInt8(ascii: "T"), UInt8(ascii: "X"):
            return parse(Array("%H:%M:%S".utf8), depth: depth + 1)
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            guard let half = name(["AM", "PM"]) else { return false }
            isAfternoon = half == 1
            return true
        case UInt8(ascii: "Z"):
            // glibc reads no name of a zone.
            return true
        case UInt8(ascii: "z"): return zone()
        default: return convertNumber(letter)
        }
    }

    private mutating func convertNumber(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "d"), UInt8(ascii: "e"): return set(\.day, number(1...31, 2))
        case UInt8(ascii: "m"): return set(\.month, number(1...12, 2), plus: -1)
        case UInt8(ascii: "Y"): return set(\.year, number(0...9999, 4))
        case UInt8(ascii: "y"):
            guard let year = number(0...99, 2) else { return false }
            moment.year = century.map { $0 * 100 + year } ?? (year < 69 ? 2000 : 1900) + year
            return true
        case UInt8(ascii: "C"):
            century = number(0...99, 2)
            return set(\.year, century.map { $0 * 100 })
        case UInt8(ascii: "H"), UInt8(ascii: "k"): return set(\.hour, number(0...23, 2))
        case UInt8(ascii: "I"), UInt8(ascii: "l"):
            guard let hour = number(1...12, 2) else { return false }
            moment.hour = hour % 12
            return true
        case UInt8(ascii: "M"): return set(\.minute, number(0...59, 2))
        case UInt8(ascii: "S"): return set(\.second, number(0...61, 2))
        case UInt8(ascii: "j"):
            hasYearDay = true
            return set(\.yearDay, number(1...366, 3), plus: -1)
        case UInt8(ascii: "u"):
            hasWeekday = true
            guard let day = number(1...7, 1) else { return false }
            moment.weekday = day % 7
            return true
        case UInt8(ascii: "w"):
            hasWeekday = true
            return set(\.weekday, number(0...6, 1))
        case UInt8(ascii: "U"), UInt8(ascii: "W"), UInt8(ascii: "V"):
            return number(0...53, 2) != nil
        case UInt8(ascii: "s"):
            guard let seconds = number(0...Int.max, 15) else { return false }
            moment = JqMoment(seconds)
            (hasWeekday, hasYearDay) = (true, true)
            return true
        default: return false
        }
    }

    /// `+hh`, `+hhmm`, `+hh:mm` or `Z`, which changes nothing.
    private mutating func zone() -> Bool {
        skipBlanks()
        guard place < text.count else { return false }
        if text[place] == UInt8(ascii: "Z") {
            place += 1
            return true
        }
        guard text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") else {
            return false
        }
        place += 1
        var digits = 0
        while place < text.count, digits < 4 {
            if text[place] &- 48 < 10 {
                digits += 1
            } else if text[place] != UInt8(ascii: ":") || digits != 2 {
                break
            }
            place += 1
        }
        return digits == 2 || digits == 4
    }
}
