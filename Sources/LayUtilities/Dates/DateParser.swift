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
    private let zone: LocalZone
    private let now: Moment

    // What was seen.
    private var year: (value: Int, digits: Int)?
    private var month = 0, day = 0
    private var hour = 0, minute = 0, second = 0, nanoseconds = 0
    private var isAfternoon: Bool?
    private var weekday = 0, weekdayStep = 0
    private var offset = 0
    private var steps: [DateWords.DateUnit: Int] = [:]
    private var stepNanoseconds = 0
    private var dates = 0, times = 0, days = 0, zones = 0, hasSteps = false

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

    // MARK: The moment

    private func moment() -> Moment? {
        guard dates <= 1, times <= 1, days <= 1, zones <= 1 else { return nil }
        let local = CivilTime(seconds: now.seconds, offset: zone.state(at: now.seconds).offset)
        var clock = (year: local.year, month: local.month, day: local.day)
        if dates > 0 {
            if let year {
                clock.year =
                    year.digits == 2 ? year.value + (year.value < 69 ? 2000 : 1900) : year.value
            }
            clock.month = month
            clock.day = day
        }
        var (hour, minute, second, nanoseconds) = (0, 0, 0, 0)
        if times > 0 {
            guard let right = rightHour else { return nil }
            (hour, minute, second, nanoseconds) = (
                right, self.minute, self.second, self.nanoseconds
            )
        } else if hasSteps, dates == 0, days == 0 {
            (hour, minute, second) = (local.hour, local.minute, local.second)
            nanoseconds = now.nanoseconds
        }
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (1...12).contains(clock.month), clock.day >= 1,
            clock.day <= Self.length(clock.year, clock.month), abs(clock.year) < 1 << 31
        else { return nil }
        let inDay = hour * 3_600 + minute * 60 + second
        var date = CivilTime.days(year: clock.year, month: clock.month, day: clock.day)
        if zones == 0, zone.moment(of: date * 86_400 + inDay) == nil { return nil }
        if days > 0, dates == 0 {
            let today = CivilTime.floorDivide(date &+ 4, 7).remainder
            date += (weekday - today + 7) % 7
            let skips = weekdayStep > 0 && today != weekday
            date += 7 * (max(-1 << 31, min(weekdayStep, 1 << 31)) - (skips ? 1 : 0))
        }
        guard let moved = stepped(date) else { return nil }
        let total = moved * 86_400 + inDay
        let moment = zones > 0 ? total - offset : zone.nearestMoment(of: total)
        return added(moment, nanoseconds)
    }

    /// The date after steps of years, months and days.
    private func stepped(_ date: Int) -> Int? {
        let (years, months) = (steps[.year] ?? 0, steps[.month] ?? 0)
        let dayCount = steps[.day] ?? 0
        guard abs(years) < 1 << 31, abs(months) < 1 << 31, abs(dayCount) < 1 << 38 else {
            return nil
        }
        if years == 0, months == 0 { return date + dayCount }
        let civil = CivilTime(seconds: date * 86_400)
        let (more, month) = CivilTime.floorDivide(civil.month - 1 + months, 12)
        let year = civil.year + years + more
        guard abs(year) < 1 << 31 else { return nil }
        return CivilTime.days(year: year, month: month + 1, day: 1) + civil.day - 1 + dayCount
    }

    private func added(_ moment: Int, _ nanoseconds: Int) -> Moment? {
        var seconds = moment
        for (unit, factor) in [(DateWords.DateUnit.hour, 3_600), (.minute, 60), (.second, 1)] {
            let (product, high) = (steps[unit] ?? 0).multipliedReportingOverflow(by: factor)
            let (sum, carry) = seconds.addingReportingOverflow(product)
            if high || carry { return nil }
            seconds = sum
        }
        let (carry, rest) = CivilTime.floorDivide(nanoseconds + stepNanoseconds, 1_000_000_000)
        return Moment(seconds: seconds &+ carry, nanoseconds: rest)
    }

    private var rightHour: Int? {
        guard let isAfternoon else { return hour }
        guard (1...12).contains(hour) else { return nil }
        return hour % 12 + (isAfternoon ? 12 : 0)
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: CivilTime.isLeap(year) ? 29 : 28
        default: 31
        }
    }
}
