/// Times as RFC 3339 writes them.
public enum Timestamp {
    /// The seconds around 1970 that file times have room for, which count nanoseconds in 64 bits: to
    /// the year 2262. A world's clock stands still at the ends.
    public static let range = -9_223_372_036...9_223_372_036

    /// A time of a world's clock, moved into its range.
    public static func clamped(_ seconds: Int) -> Int {
        min(max(seconds, range.lowerBound), range.upperBound)
    }

    /// The time so many seconds after another, as a world's clock shows it.
    public static func after(_ time: Int, _ seconds: Int) -> Int {
        let (sum, overflow) = time.addingReportingOverflow(seconds)
        return clamped(overflow ? (seconds > 0 ? .max : .min) : sum)
    }

    /// `1970-01-01T00:00:00Z` for 0; of the years 1 to 9999, the only ones that RFC 3339 can write.
    public static func text(_ seconds: Int) -> String {
        let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let rest = seconds - days * 86400
        let date = CivilDate(days: days)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let yearText = String(date.year)
        return String(repeating: "0", count: max(0, 4 - yearText.count)) + yearText
            + "-\(two(date.month))-\(two(date.day))"
            + "T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
