internal import LayFiles

/// A date and a time of day in the proleptic Gregorian calendar, of the years 0 to 9999.
struct CivilTime {
    var year: Int
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// The part of a second behind the whole ones, as decimal digits without zeros at the end.
    var fraction = ""
    /// Seconds that the zone is ahead of UTC.
    var offset = 0

    /// Seconds since 1970 of the first and the last second there is, in UTC.
    static let range = -62_167_219_200...253_402_300_799

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        CivilDate(year, month, day).days
    }

    /// Whole seconds since 1970.
    var seconds: Int {
        Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    }

    /// 1 for Monday to 7 for Sunday.
    var weekday: Int { Self.weekday(ofDay: Self.days(year, month, day)) }

    private static func weekday(ofDay days: Int) -> Int { ((days + 3) % 7 + 7) % 7 + 1 }

    /// 1 for the first of January.
    var dayOfYear: Int { Self.days(year, month, day) - Self.days(year, 1, 1) + 1 }

    /// The week by ISO 8601, of which the first has the year's first Thursday, and its year.
    var week: (year: Int, number: Int) {
        let thursday = Self.days(year, month, day) - weekday + 4
        let ofThursday = CivilTime(days: thursday)
        return (ofThursday.year, (ofThursday.dayOfYear - 1) / 7 + 1)
    }

    init(
        year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0,
        offset: Int = 0
    ) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
        self.offset = offset
    }

    private init(days: Int) {
        let date = CivilDate(days: days)
        self.init(year: date.year, month: date.month, day: date.day)
    }

    /// What a clock shows so many seconds since 1970 in a zone.
    init(seconds: Int, offset: Int = 0) {
        let local = seconds + offset
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = local - days * 86_400
        self.init(days: days)
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        self.offset = offset
    }

    /// What is wrong with the numbers; `nil` for a time that there is.
    var problem: String? {
        if !(0...9999).contains(year) { return "the year \(year) is not from 0 to 9999" }
        if !(1...12).contains(month) { return "there is no month \(month)" }
        let most = Self.days(inMonth: month, of: year)
        if !(1...most).contains(day) {
            return (1...31).contains(day)
                ? "\(Self.monthNames[month - 1]) \(year) has \(most) days, not \(day)"
                : "there is no day \(day)"
        }
        // The end of a day is the start of the next, also as 24:00.
        let isEnd = hour == 24 && minute == 0 && second == 0 && fraction.isEmpty
        if !(0...23).contains(hour), !isEnd { return "there is no hour \(hour)" }
        if !(0...59).contains(minute) { return "there is no minute \(minute)" }
        if second == 60 {
            let utc = CivilTime(seconds: seconds - 1)
            let isLeapSecond = utc.hour == 23 && utc.minute == 59 && utc.second == 59
            return isLeapSecond ? nil : "second 60 is one only at the end of a day in UTC"
        }
        return (0...59).contains(second) ? nil : "there is no second \(second)"
    }

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    static let dayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
