/// A date of the proleptic Gregorian calendar, counted in days from 1970-01-01.
///
/// Eras of 400 years have the same number of days; years begin in March, so that the leap day is
/// their last.
package struct CivilDate {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    private static let daysPerEra = 146_097
    /// From the first of March of the year 0 to 1970-01-01.
    private static let epoch = 719_468

    /// A date; a day behind the month's end goes on into the next.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The date so many days after 1970-01-01.
    package init(days: Int) {
        let shifted = days + Self.epoch
        let era = (shifted >= 0 ? shifted : shifted - Self.daysPerEra + 1) / Self.daysPerEra
        let day = shifted - era * Self.daysPerEra
        let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        self.init(
            year + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// Days from 1970-01-01.
    package var days: Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * Self.daysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100
            + dayOfYear - Self.epoch
    }
}
