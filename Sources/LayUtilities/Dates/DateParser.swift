import LayShell

/// A moment: seconds since 1970, and nanoseconds.
struct Moment: Equatable {
    var seconds: Int
    var nanoseconds = 0
}

/// Reads dates as GNU's `date -d` does: calendar dates, times, zones and steps in any order.
struct DateParser {
    private var tokens: [DateToken]
    private var place = 0
    /// Where a date of the form `2020-02-29` ended.
    private var isoEnd = -1
    let zone: LocalZone
    let now: Moment

    // What was seen.
    var year: (value: Int, digits: Int)?
    var month = 0, day = 0
    var hour = 0, minute = 0, second = 0, nanoseconds = 0
    var isAfternoon: Bool?
    var weekday = 0, weekdayStep = 0
    var offset = 0
    var steps: [DateWords.DateUnit: Int] = [:]
    var stepNanoseconds = 0
    var dates = 0, times = 0, days = 0, zones = 0, hasSteps = false

    private init(_ tokens: [DateToken], _ zone: LocalZone, _ now: Moment) {
        self.tokens = tokens
        self.zone = zone
        self.now = now
    }

    /// The moment that a text means; `nil` for none.
    static func parse(
        _ text: [UInt8], zone: LocalZone, now: Moment, _ context: ProgramContext
    ) -> Moment? {
        var zone = zone
        var text = Array(text.drop { $0 == 32 || $0 == 9 })
        if text.starts(with: Array("TZ=\"".utf8)) {
            guard let end = text[4...].firstIndex(of: 34) else { return nil }
            zone = LocalZone(String(decoding: text[4..<end], as: UTF8.self), context)
            text = Array(text[(end + 1)...])
        }
        guard text.count < 4096, let tokens = DateLexer.tokens(text) else { return nil }
        var parser = DateParser(tokens, zone, now)
        if tokens.first == .mark(UInt8(ascii: "@")) { return parser.seconds() }
        while parser.place < tokens.count {
            if !parser.item() { return nil }
        }
        return parser.moment()
    }

    private func seconds() -> Moment? {
        guard tokens.count == 2, case .number(let value, _, let sign, let fraction) = tokens[1]
        else { return nil }
        guard let fraction, fraction > 0, sign < 0 else {
            return Moment(seconds: value, nanoseconds: fraction ?? 0)
        }
        return Moment(seconds: value - 1, nanoseconds: 1_000_000_000 - fraction)
    }

    // MARK: Tokens

    private func token(_ ahead: Int = 0) -> DateToken? {
        place + ahead < tokens.count ? tokens[place + ahead] : nil
    }

    /// A whole number without a sign.
    private func plain(_ ahead: Int) -> (value: Int, digits: Int)? {
        guard case .number(let value, let digits, 0, nil)? = token(ahead) else { return nil }
        return (value, digits)
    }

    /// A whole number with a sign.
    private func signed(_ ahead: Int) -> (value: Int, digits: Int)? {
        guard case .number(let value, let digits, let sign, nil)? = token(ahead), sign != 0 else {
            return nil
        }
        return (value, digits)
    }

    private func meaning(_ ahead: Int) -> DateWords.Meaning? {
        guard case .word(let word)? = token(ahead) else { return nil }
        if let offset = zone.knows(word, near: now.seconds) { return .zone(offset) }
        return DateWords.meaning(word)
    }

    private func isMark(_ ahead: Int, _ mark: String) -> Bool {
        token(ahead) == mark.utf8.first.map { .mark($0) }
    }

    // MARK: Items

    /// Reads the next item; false where there is none.
    private mutating func item() -> Bool {
        switch token() {
        case .word?: return word()
        case .number(_, _, let sign, let fraction)?:
            if fraction != nil { return fractionStep() }
            return sign == 0 ? number() : signedStep()
        default: return false
        }
    }

    private mutating func word() -> Bool {
        guard let meaning = meaning(0) else { return false }
        place += 1
        switch meaning {
        case .month(let number): return monthDate(number)
        case .day(let number):
            if isMark(0, ",") { place += 1 }
            return dayItem(number, step: 0)
        case .unit(let unit, let factor): return step(unit, factor)
        case .ordinal(let count):
            switch self.meaning(0) {
            case .unit(let unit, let factor)?:
                place += 1
                return step(unit, count * factor)
            case .day(let number)?:
                place += 1
                return dayItem(number, step: count)
            default: return false
            }
        case .shift(let count):
            hasSteps = true
            steps[.day, default: 0] += count
            return true
        case .zone(let seconds): return zoneItem(seconds)
        case .summerZone(let seconds):
            zones += 1
            offset = seconds
            return true
        case .letterT:
            // Between a date and a time it says nothing; alone it is a zone.
            if place - 1 == isoEnd {
                if isMark(1, ":") { return time() }
                guard let hours = plain(0), signed(1) != nil else { return false }
                times += 1
                hour = hours.value
                place += 1
                guard let number = signed(0) else { return false }
                return zoneItem(after: number)
            }
            if dates == 1, times == 0, plain(0) != nil, isMark(1, ":") { return time() }
            return zoneItem(-7 * 3_600)
        case .afternoon, .ago, .summer: return false
        }
    }

    private mutating func dayItem(_ number: Int, step: Int) -> Bool {
        days += 1
        weekday = number
        weekdayStep = step
        return true
    }

    private mutating func zoneItem(_ seconds: Int) -> Bool {
        zones += 1
        offset = seconds
        if meaning(0) == .summer {
            place += 1
            offset += 3_600
            return true
        }
        guard let number = signed(0) else { return true }
        if case .unit? = meaning(1) { return true }
        place += 1
        guard let rest = zoneOffset(number.value, number.digits) else { return false }
        offset += rest
        return true
    }

    /// The zone of an offset that stands behind a time.
    private mutating func zoneItem(after number: (value: Int, digits: Int)) -> Bool {
        place += 1
        zones += 1
        guard let seconds = zoneOffset(number.value, number.digits) else { return false }
        offset = seconds
        return true
    }

    /// The seconds of `+5`, `+0530` and `+05:30`, whose first number was taken.
    private mutating func zoneOffset(_ value: Int, _ digits: Int) -> Int? {
        var minutes: Int
        if isMark(0, ":"), let rest = plain(1), rest.digits <= 2 {
            place += 2
            minutes = value * 60 + (value < 0 ? -rest.value : rest.value)
        } else if digits <= 2 {
            minutes = value * 60
        } else {
            minutes = value / 100 * 60 + value % 100
        }
        guard abs(minutes) <= 24 * 60 else { return nil }
        minutes *= 60
        return minutes
    }

    private mutating func step(_ unit: DateWords.DateUnit, _ count: Int) -> Bool {
        hasSteps = true
        var count = count
        if meaning(0) == .ago {
            place += 1
            count = -count
        }
        let (sum, overflow) = steps[unit, default: 0].addingReportingOverflow(count)
        steps[unit] = sum
        return !overflow
    }

    private mutating func signedStep() -> Bool {
        guard let number = signed(0), case .unit(let unit, let factor)? = meaning(1) else {
            return false
        }
        place += 2
        let (count, overflow) = number.value.multipliedReportingOverflow(by: factor)
        return !overflow && step(unit, count)
    }

    private mutating func fractionStep() -> Bool {
        guard case .number(let value, _, let sign, let fraction?)? = token(),
            meaning(1) == .unit(.second, 1)
        else { return false }
        place += 2
        let isPast = meaning(0) == .ago
        stepNanoseconds += (sign < 0) != isPast ? -fraction : fraction
        return step(.second, value)
    }

    private mutating func number() -> Bool {
        guard let first = plain(0) else { return false }
        if isMark(1, "/"), let second = plain(2) {
            return slashDate(first, second)
        }
        if isMark(1, ":") { return time() }
        if let second = signed(1), let third = signed(2), second.value <= 0, third.value <= 0 {
            place += 3
            isoEnd = place
            dates += 1
            year = first
            month = -second.value
            day = -third.value
            return true
        }
        switch meaning(1) {
        case .month(let number)?:
            place += 2
            dates += 1
            day = first.value
            month = number
            if let last = signed(0), last.value <= 0 {
                if case .unit? = meaning(1) { return true }
                place += 1
                year = (-last.value, last.digits)
            } else if let last = plain(0), !isMark(1, ":"), !isMark(1, "/") {
                switch meaning(1) {
                case .unit?, .afternoon?, .day?: return true
                default: break
                }
                place += 1
                year = last
            }
            return true
        case .afternoon(let isLate)?:
            place += 2
            times += 1
            (hour, minute, second, nanoseconds) = (first.value, 0, 0, 0)
            isAfternoon = isLate
            return true
        case .unit(let unit, let factor)?:
            place += 2
            let (count, overflow) = first.value.multipliedReportingOverflow(by: factor)
            return !overflow && step(unit, count)
        case .day(let number)?:
            place += 2
            return dayItem(number, step: first.value)
        default: break
        }
        place += 1
        return bareNumber(first)
    }

    /// A number alone: a year behind a date, a date, or a time.
    private mutating func bareNumber(_ number: (value: Int, digits: Int)) -> Bool {
        if dates > 0, year == nil, !hasSteps, times > 0 || number.digits > 2 {
            year = number
            return true
        }
        if number.digits > 4 {
            dates += 1
            day = number.value % 100
            month = number.value / 100 % 100
            year = (number.value / 10_000, number.digits - 4)
            return true
        }
        times += 1
        (hour, minute) =
            number.digits <= 2 ? (number.value, 0) : (number.value / 100, number.value % 100)
        (second, nanoseconds, isAfternoon) = (0, 0, nil)
        return true
    }

    private mutating func slashDate(
        _ first: (value: Int, digits: Int), _ second: (value: Int, digits: Int)
    ) -> Bool {
        place += 3
        dates += 1
        guard isMark(0, "/"), let third = plain(1) else {
            month = first.value
            day = second.value
            return true
        }
        place += 2
        if first.digits >= 4 {
            (year, month, day) = (first, second.value, third.value)
        } else {
            (month, day, year) = (first.value, second.value, third)
        }
        return true
    }

    private mutating func monthDate(_ number: Int) -> Bool {
        dates += 1
        month = number
        if let first = signed(0), let second = signed(1), first.value <= 0, second.value <= 0 {
            place += 2
            day = -first.value
            year = (-second.value, second.digits)
            return true
        }
        guard let first = plain(0) else { return false }
        place += 1
        day = first.value
        if isMark(0, ","), let second = plain(1) {
            place += 2
            year = second
        }
        return true
    }

    /// `12:34[:56[.789]]`, with `pm` or an offset behind it.
    private mutating func time() -> Bool {
        guard let first = plain(0), isMark(1, ":"), let second = plain(2) else {
            return false
        }
        place += 3
        times += 1
        hour = first.value
        minute = second.value
        self.second = 0
        nanoseconds = 0
        isAfternoon = nil
        if isMark(0, ":"), case .number(let value, _, 0, let fraction)? = token(1) {
            place += 2
            self.second = value
            nanoseconds = fraction ?? 0
        }
        if case .afternoon(let isLate)? = meaning(0) {
            place += 1
            isAfternoon = isLate
        } else if let number = signed(0) {
            return zoneItem(after: number)
        }
        return true
    }
}
