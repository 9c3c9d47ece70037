/// A day and time of the Gregorian calendar, computed from seconds since 1970.
public struct CivilTime: Equatable, Sendable {
    /// The date, months and days from 1.
    public var year = 1970, month = 1, day = 1
    /// The time of the day.
    public var hour = 0, minute = 0, second = 0
    /// 0 for Sunday.
    public var weekday = 4
    /// 0 for the first of January.
    public var yearday = 0

    /// The time `seconds` after 1970 began, in the zone whose clocks are `offset` ahead.
    public init(seconds: Int, offset: Int = 0) {
        let (sum, overflow) = seconds.addingReportingOverflow(offset)
        let total = overflow ? seconds : sum
        let (days, rest) = Self.floorDivide(total, 86_400)
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
        weekday = Self.floorDivide(days &+ 4, 7).remainder
        // Years begin in March here, so that the leap day comes last: 400 years are 146097 days.
        let (era, dayOfEra) = Self.floorDivide(days &+ 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
        yearday = days &- Self.days(year: year, month: 1, day: 1)
    }

    /// Days from 1970 to the day given.
    public static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year &- 1 : year
        let (era, yearOfEra) = floorDivide(shiftedYear, 400)
        let shifted = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * shifted + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era &* 146_097 &+ dayOfEra &- 719_468
    }

    /// Whether `year` has a 29th of February.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The quotient rounded down and the remainder, which is not negative.
    public static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int)
    {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// The year and number of the week by ISO 8601.
    public var isoWeek: (year: Int, week: Int) {
        let fromMonday = (weekday + 6) % 7
        let (quotient, _) = Self.floorDivide(yearday - fromMonday + 10, 7)
        if quotient < 1 {
            return (year &- 1, Self.weeks(in: year &- 1))
        }
        if quotient > Self.weeks(in: year) { return (year &+ 1, 1) }
        return (year, quotient)
    }

    private static func weeks(in year: Int) -> Int {
        let first = floorDivide(days(year: year, month: 1, day: 1) &+ 4, 7).remainder
        return first == 4 || first == 3 && isLeap(year) ? 53 : 52
    }
}
