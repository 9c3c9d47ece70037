import LayFiles

/// A time as `2026-11-28 20:30:17.745263022 +0000`.
enum StampText {
    static func full(_ time: Nanoseconds) -> String {
        let (seconds, rest) = floor(time, 1_000_000_000)
        let (days, second) = floor(seconds, 86_400)
        let date = CivilDate(days: Int(days))
        func pad(_ value: Int, _ count: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        let clock = [second / 3600, second / 60 % 60, second % 60].map { pad(Int($0), 2) }
        return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2)) "
            + clock.joined(separator: ":") + ".\(pad(Int(rest), 9)) +0000"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}

/// Names with `*` and `?`, for `-x`.
enum NamePattern {
    static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var (p, n) = (pattern.startIndex, name.startIndex)
        var star: (pattern: Int, name: Int)?
        while n < name.endIndex {
            if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
                star = (p, n)
                p += 1
            } else if p < pattern.endIndex,
                pattern[p] == UInt8(ascii: "?") || pattern[p] == name[n]
            {
                p += 1
                n += 1
            } else if let known = star {
                p = known.pattern + 1
                n = known.name + 1
                star = (known.pattern, n)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
