/// Reads times: RFC 3339, and patterns as strptime(3) has them, in English.
struct TimeReader {
    /// Why a text is no time.
    struct Problem: Error {
        let message: String
        var help: String?
    }

    private var text: ArraySlice<UInt8>

    private init(_ text: String) { self.text = Array(text.utf8)[...] }

    /// A time as RFC 3339 writes it, or a date alone; `offset` is taken where the text has none.
    ///
    /// - Throws: `Problem`.
    static func rfc3339(_ text: String, offset: Int?) throws(Problem) -> CivilTime {
        var reader = TimeReader(text)
        var time = CivilTime(year: try reader.number(4, "year"))
        try reader.expect("-")
        time.month = try reader.number(2, "month")
        try reader.expect("-")
        time.day = try reader.number(2, "day")
        if reader.text.isEmpty {
            time.offset = offset ?? 0
            return try checked(time)
        }
        guard let mark = reader.text.popFirst(), "Tt ".utf8.contains(mark) else {
            throw Problem(message: "expected 'T' behind the date")
        }
        time.hour = try reader.number(2, "hour")
        try reader.expect(":")
        time.minute = try reader.number(2, "minute")
        try reader.expect(":")
        time.second = try reader.number(2, "second")
        if reader.text.first == UInt8(ascii: ".") || reader.text.first == UInt8(ascii: ",") {
            reader.text.removeFirst()
            time.fraction = try reader.fraction()
        }
        if reader.text.isEmpty, let offset {
            time.offset = offset
        } else {
            time.offset = try reader.zone()
        }
        if !reader.text.isEmpty { throw reader.surplus }
        return try checked(time)
    }

    /// A time as a pattern says it.
    ///
    /// - Throws: `Problem`.
    static func pattern(_ pattern: String, _ text: String, offset: Int?) throws(Problem)
        -> CivilTime
    {
        var reader = TimeReader(text)
        var fields = Fields()
        fields.offset = offset
        try reader.read(pattern, &fields)
        if !reader.text.isEmpty { throw reader.surplus }
        return try checked(try fields.found())
    }

    /// Seconds that a zone is ahead of UTC: `Z`, `+01:00`, `-0530`.
    ///
    /// - Throws: `Problem`.
    static func offset(_ text: String) throws(Problem) -> Int {
        var reader = TimeReader(text)
        let offset = try reader.zone()
        if !reader.text.isEmpty { throw reader.surplus }
        return offset
    }

    private static func checked(_ time: CivilTime) throws(Problem) -> CivilTime {
        if let problem = time.problem { throw Problem(message: problem) }
        return time
    }

    // MARK: Pieces

    private var surplus: Problem {
        Problem(message: "behind the time stands '\(String(decoding: text, as: UTF8.self))'")
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(Problem) {
        guard let first = text.first, first == UInt8(ascii: sign) else {
            throw Problem(
                message: text.isEmpty
                    ? "expected '\(sign)', found the end"
                    : "expected '\(sign)' before '\(String(decoding: text, as: UTF8.self))'")
        }
        text.removeFirst()
    }

    private mutating func number(_ digits: Int, _ what: String, atMost: Bool = false)
        throws(Problem) -> Int
    {
        let found = text.prefix(digits).prefix { (0x30...0x39).contains($0) }
        guard found.count == digits || atMost && !found.isEmpty else {
            throw Problem(
                message: "the \(what) has \(atMost ? "1 to \(digits)" : "\(digits)") digits")
        }
        text = text.dropFirst(found.count)
        return found.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private mutating func fraction() throws(Problem) -> String {
        let digits = text.prefix { (0x30...0x39).contains($0) }
        if digits.isEmpty { throw Problem(message: "the fraction of a second has no digits") }
        text = text.dropFirst(digits.count)
        return String(decoding: digits, as: UTF8.self)
    }

    private mutating func zone() throws(Problem) -> Int {
        guard let sign = text.popFirst() else {
            throw Problem(
                message: "the time has no zone",
                help: "end it with Z or +01:00, or give one: time.parse(text, offset: \"Z\")")
        }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            throw Problem(message: "a zone is Z, +HH:MM or -HH:MM")
        }
        let hours = try number(2, "zone's hour")
        if text.first == UInt8(ascii: ":") { text.removeFirst() }
        let minutes = text.isEmpty ? 0 : try number(2, "zone's minute")
        guard hours < 24, minutes < 60 else {
            throw Problem(message: "there is no zone \(hours) hours and \(minutes) minutes away")
        }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// What a pattern has found.
    private struct Fields {
        var year: Int?
        var time = CivilTime(year: 1970)
        var dayOfYear: Int?
        var isAfternoon: Bool?
        var offset: Int?
        var epoch: Int?

        func found() throws(Problem) -> CivilTime {
            if let epoch {
                guard CivilTime.range.contains(epoch) else {
                    throw Problem(message: "\(epoch) is beyond the years 0 to 9999")
                }
                return CivilTime(seconds: epoch)
            }
            var result = time
            result.year = year ?? 1970
            if let isAfternoon {
                guard (1...12).contains(result.hour) else {
                    throw Problem(message: "there is no hour \(result.hour) of 12")
                }
                result.hour = result.hour % 12 + (isAfternoon ? 12 : 0)
            }
            if let dayOfYear {
                guard dayOfYear >= 1, dayOfYear <= (CivilTime.isLeap(result.year) ? 366 : 365)
                else {
                    throw Problem(message: "\(result.year) has no day \(dayOfYear)")
                }
                let first = CivilTime(year: result.year).seconds
                let date = CivilTime(seconds: first + (dayOfYear - 1) * 86_400)
                (result.month, result.day) = (date.month, date.day)
            }
            result.offset = offset ?? 0
            return result
        }
    }

    private mutating func read(_ pattern: String, _ fields: inout Fields) throws(Problem) {
        var rest = Substring(pattern).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                if let flag = rest.first, "-_0:".unicodeScalars.contains(flag) {
                    rest.removeFirst()
                }
                guard let sign = rest.popFirst() else {
                    throw Problem(
                        message: "the pattern ends in %", help: "%% stands for a percent sign")
                }
                try read(sign, &fields)
            } else if scalar.properties.isWhitespace {
                while let byte = text.first, [9, 10, 13, 32].contains(byte) { text.removeFirst() }
            } else {
                for byte in String(scalar).utf8 {
                    guard text.first == byte else {
                        let found = String(decoding: text.prefix(12), as: UTF8.self)
                        throw Problem(message: "expected '\(scalar)' before '\(found)'")
                    }
                    text.removeFirst()
                }
            }
        }
    }

    private mutating func read(_ sign: Unicode.Scalar, _ fields: inout Fields) throws(Problem) {
        switch sign {
        case "Y": fields.year = try number(4, "year")
        case "y":
            let short = try number(2, "year")
            fields.year = short + (short < 69 ? 2000 : 1900)
        case "m": fields.time.month = try number(2, "month", atMost: true)
        case "d", "e":
            if text.first == 32 { text.removeFirst() }
            fields.time.day = try number(2, "day", atMost: true)
        case "H", "k", "I", "l":
            if text.first == 32 { text.removeFirst() }
            fields.time.hour = try number(2, "hour", atMost: true)
        case "M": fields.time.minute = try number(2, "minute", atMost: true)
        case "S": fields.time.second = try number(2, "second", atMost: true)
        case "f", "N": fields.time.fraction = try fraction()
        case "j": fields.dayOfYear = try number(3, "day of the year", atMost: true)
        case "z", "Z":
            if text.starts(with: "UTC".utf8) || text.starts(with: "GMT".utf8) {
                text = text.dropFirst(3)
                fields.offset = 0
            } else {
                fields.offset = try zone()
            }
        case "b", "B", "h": fields.time.month = try name(CivilTime.monthNames, "month") + 1
        case "a", "A": _ = try name(CivilTime.dayNames, "weekday")
        case "p", "P": fields.isAfternoon = try name(["AM", "PM"], "half of the day") == 1
        case "s":
            let isNegative = text.first == UInt8(ascii: "-")
            if isNegative { text.removeFirst() }
            let seconds = try number(18, "number of seconds", atMost: true)
            fields.epoch = isNegative ? -seconds : seconds
        case "F": try read("%Y-%m-%d", &fields)
        case "T": try read("%H:%M:%S", &fields)
        case "R": try read("%H:%M", &fields)
        case "D": try read("%m/%d/%y", &fields)
        case "n", "t": try read(" ", &fields)
        case "%": try expect("%")
        default:
            throw Problem(
                message: "there is no %\(sign) to read",
                help: "%Y %m %d %H %M %S %f %z %b %B %a %A %j %y %p %I %s %F %T %R %D %%")
        }
    }

    /// A name, whole or its first three letters, in any case.
    private mutating func name(_ names: [String], _ what: String) throws(Problem) -> Int {
        for (index, name) in names.enumerated() {
            for form in [name, String(name.prefix(3))] {
                let found = text.prefix(form.utf8.count)
                if String(decoding: found, as: UTF8.self).lowercased() == form.lowercased() {
                    text = text.dropFirst(found.count)
                    return index
                }
            }
        }
        throw Problem(
            message: "'\(String(decoding: text.prefix(9), as: UTF8.self))' begins with no \(what)")
    }
}
