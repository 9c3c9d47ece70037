/// The words of dates as people write them.
enum DateWords {
    /// What a word means.
    enum Meaning: Equatable {
        case month(Int), day(Int), unit(DateUnit, Int), ordinal(Int), shift(Int)
        case afternoon(Bool), zone(Int), summerZone(Int), ago, summer, letterT
    }

    /// A unit of relative times; a week is seven days.
    enum DateUnit { case year, month, day, hour, minute, second }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let days = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
    private static let units: [String: Meaning] = [
        "year": .unit(.year, 1), "month": .unit(.month, 1), "fortnight": .unit(.day, 14),
        "week": .unit(.day, 7), "day": .unit(.day, 1), "hour": .unit(.hour, 1),
        "minute": .unit(.minute, 1), "min": .unit(.minute, 1), "second": .unit(.second, 1),
        "sec": .unit(.second, 1),
    ]
    private static let others: [String: Meaning] = [
        "tomorrow": .shift(1), "yesterday": .shift(-1), "today": .shift(0), "now": .shift(0),
        "last": .ordinal(-1), "this": .ordinal(0), "next": .ordinal(1), "first": .ordinal(1),
        "third": .ordinal(3), "fourth": .ordinal(4), "fifth": .ordinal(5), "sixth": .ordinal(6),
        "seventh": .ordinal(7), "eighth": .ordinal(8), "ninth": .ordinal(9),
        "tenth": .ordinal(10), "eleventh": .ordinal(11), "twelfth": .ordinal(12), "ago": .ago,
        "hence": .shift(0), "dst": .summer, "am": .afternoon(false), "pm": .afternoon(true),
        "sept": .month(9), "tues": .day(2), "wednes": .day(3), "thur": .day(4),
        "thurs": .day(4),
    ]
    /// Hours ahead of UTC, in quarters; a name in the second table is of summer.
    private static let zones: [String: Int] = [
        "gmt": 0, "ut": 0, "utc": 0, "wet": 0, "art": -12, "brt": -12, "nst": -14, "ast": -16,
        "clt": -16, "est": -20, "cst": -24, "mst": -28, "pst": -32, "akst": -36, "hst": -40,
        "hast": -40, "sst": -48, "wat": 4, "cet": 4, "met": 4, "mez": 4, "eet": 8, "cat": 8,
        "sast": 8, "eat": 12, "msk": 12, "ist": 22, "sgt": 32, "kst": 36, "jst": 36, "gst": 40,
        "nzst": 48,
    ]
    private static let summerZones: [String: Int] = [
        "west": 0, "bst": 0, "brst": -12, "ndt": -14, "adt": -16, "clst": -16, "edt": -20,
        "cdt": -24, "mdt": -28, "pdt": -32, "akdt": -36, "hadt": -40, "cest": 4, "mest": 4,
        "mesz": 4, "eest": 8, "msd": 12, "nzdt": 48,
    ]

    /// What a word in lower case means; `nil` for no word of dates.
    static func meaning(_ word: String) -> Meaning? {
        if let found = others[word] { return found }
        for (index, name) in months.enumerated() where named(word, name) {
            return .month(index + 1)
        }
        for (index, name) in days.enumerated() where named(word, name) { return .day(index) }
        if let quarters = zones[word] { return .zone(quarters * 900) }
        if let quarters = summerZones[word] { return .summerZone(quarters * 900 + 3_600) }
        if let unit = units[word] { return unit }
        if word.hasSuffix("s"), let unit = units[String(word.dropLast())] { return unit }
        if let letter = word.utf8.first, word.utf8.count == 1 { return military(letter) }
        if word.contains(".") { return meaning(word.filter { $0 != "." }) }
        return nil
    }

    private static func named(_ word: String, _ name: String) -> Bool {
        word == name || word.utf8.count == 3 && name.hasPrefix(word)
    }

    /// The zones that letters name: A to M ahead, N to Y behind.
    private static func military(_ letter: UInt8) -> Meaning? {
        switch letter {
        case UInt8(ascii: "t"): .letterT
        case UInt8(ascii: "z"): .zone(0)
        case UInt8(ascii: "a")...UInt8(ascii: "i"): .zone(Int(letter - 96) * 3_600)
        case UInt8(ascii: "k")...UInt8(ascii: "m"): .zone(Int(letter - 97) * 3_600)
        case UInt8(ascii: "n")...UInt8(ascii: "y"): .zone(-Int(letter - 109) * 3_600)
        default: nil
        }
    }
}
