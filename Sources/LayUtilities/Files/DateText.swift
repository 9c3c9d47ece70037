import LayFiles
import LayShell

/// Dates as people write them for touch, find and their like.
enum DateText {
    /// A time in a text such as `2001-02-03 04:05:06.5 +0100`, `@981173106`, `yesterday` or
    /// `2 days ago`; `nil` for a text that is none.
    static func time(_ text: [UInt8], now: Nanoseconds, zone: [UInt8]) -> Nanoseconds? {
        var reader = DateReader(text, now: now, zone: zone)
        return reader.read()
    }

    /// The time of `[[CC]YY]MMDDhhmm[.ss]`; `nil` for what is none.
    static func stamp(_ text: [UInt8], now: Nanoseconds, zone: [UInt8]) -> Nanoseconds? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy { $0 &- 48 < 10 } }),
            let first = parts.first, [8, 10, 12].contains(first.count),
            parts.count == 1 || parts[1].count == 2
        else { return nil }
        var digits = first.map { Int($0 &- 48) }[...]
        func two() -> Int { (digits.popFirst() ?? 0) * 10 + (digits.popFirst() ?? 0) }
        var year = CivilDate(days: Int((Double(now) / 86_400e9).rounded(.down))).year
        if first.count == 12 {
            year = two() * 100 + two()
        } else if first.count == 10 {
            let short = two()
            year = short + (short < 69 ? 2000 : 1900)
        }
        let (month, day, hour, minute) = (two(), two(), two(), two())
        let second =
            parts.count == 1
            ? 0
            : Int(parts[1][parts[1].startIndex] &- 48) * 10
                + Int(parts[1][parts[1].startIndex + 1] &- 48)
        guard 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60 else {
            return nil
        }
        let local =
            CivilDate(year, month, day).days * 86_400 + hour * 3600 + minute * 60 + second
        return nanoseconds(local - offset(local, zone), 0)
    }

    /// Seconds that clocks are ahead where they show a time.
    static func offset(_ local: Int, _ zone: [UInt8]) -> Int {
        let guess = TimeText.offset(at: local, zone: zone)
        return TimeText.offset(at: local - guess, zone: zone)
    }

    /// A time of whole seconds and a part; `nil` where there is no room for it.
    static func nanoseconds(_ seconds: Int, _ part: Int) -> Nanoseconds? {
        let (time, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = time.addingReportingOverflow(Int64(part))
        return overflow || carry ? nil : sum
    }
}

/// Reads a date word by word.
private struct DateReader {
    private var rest: ArraySlice<UInt8>
    private let now: Nanoseconds
    private let zone: [UInt8]
    private var date: CivilDate?
    private var clock: Int?
    private var part = 0
    private var offset: Int?
    /// Shifts in months and in seconds.
    private var months = 0
    private var shift = 0
    private var isBehindClock = false

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    init(_ text: [UInt8], now: Nanoseconds, zone: [UInt8]) {
        rest = text[...]
        self.now = now
        self.zone = zone
    }

    mutating func read() -> Nanoseconds? {
        skipBlanks()
        if rest.first == UInt8(ascii: "@") { return readSeconds() }
        while !rest.isEmpty {
            guard readWord() else { return nil }
            skipBlanks()
        }
        return result()
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == 32 || $0 == 9 || $0 == 44 } }

    private mutating func digits() -> (value: Int, count: Int)? {
        let digits = rest.prefix { $0 &- 48 < 10 }
        guard !digits.isEmpty, digits.count <= 12 else { return nil }
        rest = rest.dropFirst(digits.count)
        return (digits.reduce(0) { $0 * 10 + Int($1 &- 48) }, digits.count)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// What stands behind a decimal point, in nanoseconds.
    private mutating func fraction() -> Int {
        let digits = rest.prefix { $0 &- 48 < 10 }
        rest = rest.dropFirst(digits.count)
        var value = 0
        for place in 0..<9 {
            value =
                value * 10
                + (place < digits.count ? Int(digits[digits.startIndex + place] &- 48) : 0)
        }
        return value
    }

    private mutating func readSeconds() -> Nanoseconds? {
        rest.removeFirst()
        let isNegative = take(45)
        guard let (value, _) = digits() else { return nil }
        let part = take(UInt8(ascii: ".")) ? fraction() : 0
        skipBlanks()
        guard rest.isEmpty, let time = DateText.nanoseconds(value, part) else { return nil }
        return isNegative ? -time : time
    }

    private mutating func readWord() -> Bool {
        guard let first = rest.first else { return false }
        defer { isBehindClock = false }
        if first &- 48 < 10 {
            let hadClock = clock != nil
            guard readNumber(sign: 1) else { return false }
            if !hadClock, clock != nil { return readZone() }
            return true
        }
        if first == 43 || first == 45 {
            rest.removeFirst()
            // Right behind a time it is a zone.
            if isBehindClock, offset == nil { return readOffset(first == 45 ? -1 : 1) }
            skipBlanks()
            return readNumber(sign: first == 45 ? -1 : 1)
        }
        let letters = rest.prefix { ($0 | 32) &- 97 < 26 }
        guard !letters.isEmpty else { return false }
        rest = rest.dropFirst(letters.count)
        _ = take(UInt8(ascii: "."))
        return readName(String(decoding: letters.map { $0 | 32 }, as: UTF8.self))
    }

    /// What stands behind a time: a zone, or anything else.
    private mutating func readZone() -> Bool {
        skipBlanks()
        guard let first = rest.first, first == 43 || first == 45 else { return true }
        isBehindClock = true
        return readWord()
    }

    private mutating func readOffset(_ sign: Int) -> Bool {
        guard let (value, count) = digits() else { return false }
        var (hours, minutes) = count > 2 ? (value / 100, value % 100) : (value, 0)
        if count <= 2, take(58) {
            guard let (more, _) = digits() else { return false }
            minutes = more
        }
        guard hours <= 24, minutes < 60 else { return false }
        hours *= 3600
        offset = sign * (hours + minutes * 60)
        return true
    }

    private mutating func readName(_ name: String) -> Bool {
        switch name {
        case "now": return true
        case "today": return true
        case "yesterday": shift -= 86_400
        case "tomorrow": shift += 86_400
        case "ago":
            (months, shift) = (-months, -shift)
        case "utc", "gmt", "z", "ut": offset = 0
        case "t": return clock == nil
        case "next", "last":
            skipBlanks()
            let letters = rest.prefix { ($0 | 32) &- 97 < 26 }
            rest = rest.dropFirst(letters.count)
            let unit = String(decoding: letters.map { $0 | 32 }, as: UTF8.self)
            return add(name == "next" ? 1 : -1, unit)
        case "am", "pm":
            guard let hour = clock.map({ $0 / 3600 }), 1...12 ~= hour, let clock else {
                return false
            }
            self.clock = clock % 43_200 + (name == "pm" ? 43_200 : 0)
        default:
            if let month = Self.months.firstIndex(where: { name.hasPrefix($0) }) {
                return readMonth(month + 1)
            }
            return Self.days.contains { name.hasPrefix($0) } || add(1, name)
        }
        return true
    }

    private mutating func readMonth(_ month: Int) -> Bool {
        skipBlanks()
        guard let (day, _) = digits() else { return false }
        var year = CivilDate(days: today).year
        let saved = rest
        skipBlanks()
        if let (number, count) = digits(), count == 4, rest.first != 58 {
            year = number
        } else {
            rest = saved
        }
        return set(year, month, day)
    }

    private var today: Int {
        let seconds = Int((Double(now) / 1e9).rounded(.down))
        let local = seconds + TimeText.offset(at: seconds, zone: zone)
        return Int((Double(local) / 86_400).rounded(.down))
    }

    private mutating func set(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard 1...12 ~= month, 1...31 ~= day, year < 10_000, date == nil else { return false }
        let read = CivilDate(year, month, day)
        guard CivilDate(days: read.days).month == month else { return false }
        date = read
        return true
    }

    private mutating func readNumber(sign: Int) -> Bool {
        let start = rest
        guard let (value, count) = digits() else { return false }
        if sign == 1, take(45) {
            // 2001-02-03, or 3-Feb-2001.
            if let (month, _) = digits(), take(45), let (day, _) = digits() {
                guard set(value, month, day) else { return false }
                if rest.first == UInt8(ascii: "T") || rest.first == UInt8(ascii: "t") {
                    rest.removeFirst()
                }
                return true
            }
            rest = start.dropFirst(count + 1)
            let letters = rest.prefix { ($0 | 32) &- 97 < 26 }
            rest = rest.dropFirst(letters.count)
            let name = String(decoding: letters.map { $0 | 32 }, as: UTF8.self)
            guard let month = Self.months.firstIndex(where: { name.hasPrefix($0) }), take(45),
                let (year, count) = digits()
            else { return false }
            let long = count <= 2 ? year + (year < 69 ? 2000 : 1900) : year
            return set(long, month + 1, value)
        }
        if sign == 1, take(UInt8(ascii: "/")) {
            guard let (second, _) = digits() else { return false }
            if take(UInt8(ascii: "/")) {
                guard let (third, thirdCount) = digits() else { return false }
                if count == 4 { return set(value, second, third) }
                let year = thirdCount <= 2 ? third + (third < 69 ? 2000 : 1900) : third
                return set(year, value, second)
            }
            return set(CivilDate(days: today).year, value, second)
        }
        if sign == 1, take(58) { return readClock(value) }
        if sign == 1, count == 8, date == nil {
            return set(value / 10_000, value / 100 % 100, value % 100)
        }
        skipBlanks()
        let letters = rest.prefix { ($0 | 32) &- 97 < 26 }
        if letters.isEmpty {
            guard sign == 1, count == 4 || count <= 2, date != nil, clock == nil else {
                return false
            }
            let (hour, minute) = count == 4 ? (value / 100, value % 100) : (value, 0)
            guard hour < 24, minute < 60 else { return false }
            clock = hour * 3600 + minute * 60
            return true
        }
        rest = rest.dropFirst(letters.count)
        let name = String(decoding: letters.map { $0 | 32 }, as: UTF8.self)
        if name == "am" || name == "pm" {
            guard 1...12 ~= value else { return false }
            clock = value % 12 * 3600 + (name == "pm" ? 43_200 : 0)
            return true
        }
        if let month = Self.months.firstIndex(where: { name.hasPrefix($0) }), sign == 1 {
            skipBlanks()
            let saved = rest
            if let (year, count) = digits(), count == 4, rest.first != 58 {
                return set(year, month + 1, value)
            }
            rest = saved
            return set(CivilDate(days: today).year, month + 1, value)
        }
        return add(sign * value, name)
    }

    private mutating func readClock(_ hour: Int) -> Bool {
        guard let (minute, _) = digits(), hour < 25, minute < 60 else { return false }
        var second = 0
        if take(58) {
            guard let (number, _) = digits(), number <= 60 else { return false }
            second = number
            if take(UInt8(ascii: ".")) || take(44) { part = fraction() }
        }
        guard clock == nil else { return false }
        clock = hour * 3600 + minute * 60 + second
        if rest.first == UInt8(ascii: "Z") {
            rest.removeFirst()
            offset = 0
        }
        return true
    }

    private mutating func add(_ count: Int, _ name: String) -> Bool {
        let unit = name.hasSuffix("s") && name != "s" ? String(name.dropLast()) : name
        let factor: Int
        switch unit {
        case "sec", "second": factor = 1
        case "min", "minute": factor = 60
        case "hour": factor = 3600
        case "day": factor = 86_400
        case "week": factor = 7 * 86_400
        case "fortnight": factor = 14 * 86_400
        case "month":
            months += min(max(count, -100_000), 100_000)
            return true
        case "year":
            months += min(max(count, -8_000), 8_000) * 12
            return true
        default: return false
        }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        let (sum, carry) = shift.addingReportingOverflow(product)
        if overflow || carry { return false }
        shift = sum
        return true
    }

    private func result() -> Nanoseconds? {
        let seconds = Int((Double(now) / 1e9).rounded(.down))
        let here = offset ?? TimeText.offset(at: seconds, zone: zone)
        let local = seconds + here
        var day = date ?? CivilDate(days: Int((Double(local) / 86_400).rounded(.down)))
        var time = clock
        if time == nil, date == nil { time = local - day.days * 86_400 }
        if months != 0 {
            let total = day.year * 12 + day.month - 1 + months
            let year = Int((Double(total) / 12).rounded(.down))
            day = CivilDate(year, total - year * 12 + 1, day.day)
        }
        let (whole, overflow) = (day.days * 86_400 + (time ?? 0)).addingReportingOverflow(shift)
        if overflow { return nil }
        let ahead = offset ?? DateText.offset(whole, zone)
        // Relative to now, what it has of a second stays.
        let rest = date == nil && clock == nil ? Int(now - Int64(seconds) * 1_000_000_000) : part
        return DateText.nanoseconds(whole - ahead, rest)
    }
}
