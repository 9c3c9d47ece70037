/// A zone as POSIX writes it in TZ: `UTC0`, `CET-1CEST,M3.5.0,M10.5.0/3`, `<+03>-3`.
public struct TimeZoneRule: Equatable, Sendable {
    /// A day of the year on which clocks change.
    enum Day: Equatable, Sendable {
        /// `Jn`: 1 to 365, the leap day never counted.
        case julian(Int)
        /// `n`: 0 to 365.
        case zeroBased(Int)
        /// `Mm.w.d`: weekday d of week w of month m.
        case month(Int, week: Int, weekday: Int)
    }

    /// The name and the seconds ahead of UTC of standard time.
    var name: [UInt8], offset: Int
    /// The same of summer time, where there is one.
    var summerName: [UInt8]?, summerOffset = 0
    /// When summer time begins and ends, in seconds of the local clock on that day.
    var begins = Day.month(3, week: 2, weekday: 0), beginsAt = 7_200
    var ends = Day.month(11, week: 1, weekday: 0), endsAt = 7_200

    /// Coordinated universal time.
    public static let utc = TimeZoneRule(name: Array("UTC".utf8), offset: 0)

    private init(name: [UInt8], offset: Int) {
        self.name = name
        self.offset = offset
    }

    /// The rule that `text` says; without a rule UTC under the text's first letters, as glibc
    /// has it for a zone it does not find.
    public init(_ text: [UInt8]) {
        var index = 0
        self = .utc
        guard let name = Self.name(text, &index) else { return }
        guard let offset = Self.time(text, &index) else {
            self.name = text.allSatisfy { ShellBytes.isAlphanumeric($0) } ? name : self.name
            return
        }
        self.name = name
        self.offset = -offset
        guard let summer = Self.name(text, &index) else { return }
        summerName = summer
        summerOffset = Self.time(text, &index).map { -$0 } ?? self.offset &+ 3_600
        guard index < text.count, text[index] == 44 else { return }
        index &+= 1
        guard let first = Self.day(text, &index) else { return }
        (begins, beginsAt) = first
        guard index < text.count, text[index] == 44 else { return }
        index &+= 1
        guard let second = Self.day(text, &index) else { return }
        (ends, endsAt) = second
    }

    private static func name(_ text: [UInt8], _ index: inout Int) -> [UInt8]? {
        guard index < text.count else { return nil }
        var end = index
        if text[index] == UInt8(ascii: "<") {
            while end < text.count, text[end] != UInt8(ascii: ">") { end &+= 1 }
            guard end < text.count, end &- index > 3 else { return nil }
            defer { index = end &+ 1 }
            return Array(text[(index &+ 1)..<end])
        }
        while end < text.count, (text[end] | 32) &- 97 < 26 { end &+= 1 }
        guard end &- index >= 3 else { return nil }
        defer { index = end }
        return Array(text[index..<end])
    }

    private static func number(_ text: [UInt8], _ index: inout Int) -> Int? {
        guard index < text.count, ShellBytes.isDigit(text[index]) else { return nil }
        var value = 0
        while index < text.count, ShellBytes.isDigit(text[index]) {
            value = min(value &* 10 &+ Int(text[index] &- 48), 100_000)
            index &+= 1
        }
        return value
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func time(_ text: [UInt8], _ index: inout Int) -> Int? {
        var start = index
        var isNegative = false
        if start < text.count, text[start] == 43 || text[start] == 45 {
            isNegative = text[start] == 45
            start &+= 1
        }
        guard let hours = number(text, &start) else { return nil }
        var total = min(hours, 167) &* 3_600
        for unit in [60, 1] {
            guard start < text.count, text[start] == UInt8(ascii: ":") else { break }
            start &+= 1
            total &+= min(number(text, &start) ?? 0, 59) &* unit
        }
        index = start
        return isNegative ? -total : total
    }

    private static func day(_ text: [UInt8], _ index: inout Int) -> (Day, Int)? {
        guard index < text.count else { return nil }
        let day: Day
        if text[index] == UInt8(ascii: "M") {
            var parts: [Int] = []
            repeat {
                index &+= 1
                guard let part = number(text, &index) else { return nil }
                parts.append(part)
            } while parts.count < 3 && index < text.count && text[index] == UInt8(ascii: ".")
            guard parts.count == 3, 1...12 ~= parts[0], 1...5 ~= parts[1], parts[2] < 7 else {
                return nil
            }
            day = .month(parts[0], week: parts[1], weekday: parts[2])
        } else if text[index] == UInt8(ascii: "J") {
            index &+= 1
            guard let value = number(text, &index), 1...365 ~= value else { return nil }
            day = .julian(value)
        } else {
            guard let value = number(text, &index), value <= 365 else { return nil }
            day = .zeroBased(value)
        }
        guard index < text.count, text[index] == UInt8(ascii: "/") else { return (day, 7_200) }
        index &+= 1
        return time(text, &index).map { (day, $0) }
    }

    /// The zone's name, seconds ahead of UTC and whether it is summer, at a moment.
    public func state(at seconds: Int) -> (name: [UInt8], offset: Int, isSummer: Bool) {
        guard let summerName else { return (name, offset, false) }
        // glibc applies the rules of 1970 to all years before it, and so do the shells.
        let year = max(CivilTime(seconds: seconds, offset: offset).year, 1970)
        let start = Self.moment(begins, year) &+ beginsAt &- offset
        let end = Self.moment(ends, year) &+ endsAt &- summerOffset
        let isSummer =
            start < end
            ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isSummer ? (summerName, summerOffset, true) : (name, offset, false)
    }

    /// Seconds from 1970 to the beginning of a day of `year`.
    private static func moment(_ day: Day, _ year: Int) -> Int {
        let first = CivilTime.days(year: year, month: 1, day: 1)
        let days: Int
        switch day {
        case .julian(let number):
            days = first &+ number &- 1 &+ (number >= 60 && CivilTime.isLeap(year) ? 1 : 0)
        case .zeroBased(let number): days = first &+ number
        case .month(let month, let week, let weekday):
            let start = CivilTime.days(year: year, month: month, day: 1)
            let next =
                month == 12
                ? CivilTime.days(year: year &+ 1, month: 1, day: 1)
                : CivilTime.days(year: year, month: month &+ 1, day: 1)
            let shift = CivilTime.floorDivide(weekday - (start &+ 4), 7).remainder
            var found = start &+ shift &+ 7 &* (week &- 1)
            while found >= next { found &-= 7 }
            days = found
        }
        return days.multipliedReportingOverflow(by: 86_400).partialValue
    }
}
