/// How times are written: patterns as strftime(3) has them, always in English.
enum TimeFormat {
    /// Patterns that have names; `rfc3339` is written apart, since a fraction belongs to it.
    static let named: [(name: String, pattern: String)] = [
        ("rfc3339", ""), ("date", "%Y-%m-%d"), ("time", "%H:%M:%S"),
        ("http", "%a, %d %b %Y %H:%M:%S GMT"), ("rfc2822", "%a, %d %b %Y %H:%M:%S %z"),
        ("compact", "%Y%m%dT%H%M%SZ"), ("unix", "%s"),
    ]

    /// Why a pattern cannot be used: the sign behind `%` that is none.
    struct UnknownSign: Error { let sign: String }

    /// `2024-02-29T23:59:59.5+01:00`.
    static func rfc3339(_ time: CivilTime) -> String {
        let fraction = time.fraction.isEmpty ? "" : "." + time.fraction
        return "\(date(time))T\(clock(time))\(fraction)"
            + (time.offset == 0 ? "Z" : zone(time.offset, separator: ":"))
    }

    /// A time by a pattern.
    ///
    /// - Throws: `UnknownSign`.
    static func text(
        of time: CivilTime, _ pattern: String, seconds: Int
    ) throws(UnknownSign) -> String {
        var result = ""
        var rest = Substring(pattern).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            var flag: Unicode.Scalar?
            if let first = rest.first, "-_0:^".unicodeScalars.contains(first) {
                flag = rest.removeFirst()
            }
            let sign = rest.popFirst()
            guard let sign, var piece = piece(sign, flag, time, seconds) else {
                throw UnknownSign(
                    sign: "%" + (flag.map { String($0) } ?? "") + (sign.map { String($0) } ?? ""))
            }
            if flag == "^" { piece = piece.uppercased() }
            result += piece
        }
        return result
    }

    private static func piece(
        _ sign: Unicode.Scalar, _ flag: Unicode.Scalar?, _ time: CivilTime, _ seconds: Int
    ) -> String? {
        func number(_ value: Int, _ width: Int, _ fill: Character = "0") -> String {
            if flag == "-" { return "\(value)" }
            return padded(value, width, flag == "_" ? " " : flag == "0" ? "0" : fill)
        }
        if flag == ":", sign != "z" { return nil }
        let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch sign {
        case "Y": return number(time.year, 4)
        case "C": return number(time.year / 100, 2)
        case "y": return number(time.year % 100, 2)
        case "m": return number(time.month, 2)
        case "d": return number(time.day, 2)
        case "e": return number(time.day, 2, " ")
        case "H": return number(time.hour, 2)
        case "k": return number(time.hour, 2, " ")
        case "I": return number(hour, 2)
        case "l": return number(hour, 2, " ")
        case "M": return number(time.minute, 2)
        case "S": return number(time.second, 2)
        case "j": return number(time.dayOfYear, 3)
        case "u": return "\(time.weekday)"
        case "w": return "\(time.weekday % 7)"
        case "G": return number(time.week.year, 4)
        case "g": return number(time.week.year % 100, 2)
        case "V": return number(time.week.number, 2)
        case "U": return number((time.dayOfYear + 6 - time.weekday % 7) / 7, 2)
        case "W": return number((time.dayOfYear + 6 - (time.weekday - 1)) / 7, 2)
        case "a": return String(CivilTime.dayNames[time.weekday - 1].prefix(3))
        case "A": return CivilTime.dayNames[time.weekday - 1]
        case "b", "h": return String(CivilTime.monthNames[time.month - 1].prefix(3))
        case "B": return CivilTime.monthNames[time.month - 1]
        case "p": return time.hour < 12 ? "AM" : "PM"
        case "P": return time.hour < 12 ? "am" : "pm"
        case "F": return date(time)
        case "T", "X": return clock(time)
        case "R": return String(clock(time).prefix(5))
        case "D", "x": return "\(two(time.month))/\(two(time.day))/\(two(time.year % 100))"
        case "r":
            return
                "\(two(hour)):\(two(time.minute)):\(two(time.second)) \(time.hour < 12 ? "AM" : "PM")"
        case "c":
            return "\(CivilTime.dayNames[time.weekday - 1].prefix(3)) "
                + "\(CivilTime.monthNames[time.month - 1].prefix(3)) \(padded(time.day, 2, " ")) "
                + "\(clock(time)) \(padded(time.year, 4, "0"))"
        case "z": return zone(time.offset, separator: flag == ":" ? ":" : "")
        case "Z": return time.offset == 0 ? "UTC" : zone(time.offset, separator: ":")
        case "s": return "\(seconds)"
        case "f": return padded(time.fraction, 6)
        case "N": return padded(time.fraction, 9)
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        default: return nil
        }
    }

    /// `+01:00`, with seconds where it has some.
    static func zone(_ offset: Int, separator: String) -> String {
        let all = offset.magnitude
        return (offset < 0 ? "-" : "+") + two(Int(all / 3600)) + separator + two(Int(all / 60 % 60))
    }

    private static func date(_ time: CivilTime) -> String {
        "\(padded(time.year, 4, "0"))-\(two(time.month))-\(two(time.day))"
    }

    private static func clock(_ time: CivilTime) -> String {
        "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    }

    private static func two(_ number: Int) -> String { padded(number, 2, "0") }

    private static func padded(_ number: Int, _ width: Int, _ fill: Character) -> String {
        let digits = "\(number)"
        return String(repeating: fill, count: max(0, width - digits.count)) + digits
    }

    /// A fraction with so many digits, cut or filled up.
    private static func padded(_ fraction: String, _ width: Int) -> String {
        let digits = fraction.prefix(width)
        return digits + String(repeating: "0", count: width - digits.count)
    }
}
