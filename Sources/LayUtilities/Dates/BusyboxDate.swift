import LayShell

/// The times that busybox reads: a few forms of digits, or what a format of strptime(3) says.
enum BusyboxDate {
    /// A time of the clock, which is not yet looked at.
    private struct Fields {
        var year: Int, month: Int, day: Int
        var hour = 0, minute = 0, second = 0

        init(_ time: CivilTime) {
            (year, month, day) = (time.year, time.month, time.day)
        }

        func moment(_ zone: LocalZone) -> Moment? {
            guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
                second < 61, abs(year) < 1 << 31
            else { return nil }
            let clock =
                CivilTime.days(year: year, month: month, day: day) * 86_400 + hour * 3_600
                + minute * 60 + second
            return Moment(seconds: zone.nearestMoment(of: clock))
        }
    }

    /// The moment of one of the forms that need no format.
    static func parse(_ text: [UInt8], zone: LocalZone, now: Int) -> Moment? {
        let word = String(decoding: text, as: UTF8.self)
        if word.hasPrefix("@") { return Int(word.dropFirst()).map { Moment(seconds: $0) } }
        var fields = Fields(CivilTime(seconds: now, offset: zone.state(at: now).offset))
        func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                part.isEmpty || !part.allSatisfy(\.isNumber) ? nil : Int(part)
            }
            return numbers.count == parts.count ? numbers : nil
        }
        func setTime(_ text: Substring) -> Bool {
            guard let parts = numbers(text, ":"), (2...3).contains(parts.count) else {
                return false
            }
            fields.hour = parts[0]
            fields.minute = parts[1]
            fields.second = parts.count > 2 ? parts[2] : 0
            return true
        }
        if word.contains(":"), !word.contains("-") {
            return setTime(word[...]) ? fields.moment(zone) : nil
        }
        if word.contains("."), word.contains("-"),
            let dash = word.firstIndex(of: "-")
        {
            guard let parts = numbers(word[..<dash], "."), (2...3).contains(parts.count) else {
                return nil
            }
            if parts.count == 3 { fields.year = parts[0] }
            fields.month = parts[parts.count - 2]
            fields.day = parts[parts.count - 1]
            return setTime(word[word.index(after: dash)...]) ? fields.moment(zone) : nil
        }
        if word.contains("-") {
            let halves = word.split(separator: " ", maxSplits: 1)
            guard let date = halves.first.flatMap({ numbers($0, "-") }), date.count == 3 else {
                return nil
            }
            (fields.year, fields.month, fields.day) = (date[0], date[1], date[2])
            if halves.count > 1, !setTime(halves[1]) { return nil }
            return fields.moment(zone)
        }
        return digits(word, &fields) ? fields.moment(zone) : nil
    }

    /// `[[[[[YY]YY]MM]DD]hh]mm[.ss]`
    private static func digits(_ word: String, _ fields: inout Fields) -> Bool {
        let halves = word.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves[0].count % 2 == 0,
            (2...12).contains(halves[0].count), halves.allSatisfy({ $0.allSatisfy(\.isNumber) })
        else { return false }
        var pairs: [Int] = []
        var rest = halves[0]
        while !rest.isEmpty {
            pairs.append(Int(rest.prefix(2)) ?? 0)
            rest = rest.dropFirst(2)
        }
        fields.minute = pairs.removeLast()
        if let hour = pairs.popLast() { fields.hour = hour }
        if let day = pairs.popLast() { fields.day = day }
        if let month = pairs.popLast() { fields.month = month }
        if let low = pairs.popLast() {
            if let high = pairs.popLast() {
                fields.year = high * 100 + low
            } else {
                fields.year = low + (low < 69 ? 2000 : 1900)
            }
        }
        if halves.count == 2 {
            guard let second = Int(halves[1]) else { return false }
            fields.second = second
        }
        return true
    }

    /// The moment of a text as a format of strptime(3) writes it.
    static func parse(_ text: [UInt8], format: [UInt8], zone: LocalZone, now: Int) -> Moment? {
        var reader = FormatReader(text, Fields(CivilTime(seconds: now, offset: 0)))
        guard reader.read(format, depth: 0) else { return nil }
        if let seconds = reader.seconds { return Moment(seconds: seconds) }
        return reader.fields.moment(reader.offset == nil ? zone : .utc).map {
            Moment(seconds: $0.seconds - (reader.offset ?? 0))
        }
    }

    /// Reads a text by a format.
    private struct FormatReader {
        private let text: [UInt8]
        private var place = 0
        var fields: Fields
        var seconds: Int?
        var offset: Int?
        private var isAfternoon: Bool?

        init(_ text: [UInt8], _ fields: Fields) {
            self.text = text
            self.fields = fields
        }

        private mutating func skipBlanks() {
            while place < text.count, text[place] == 32 || text[place] &- 9 < 5 { place += 1 }
        }

        private mutating func number(_ most: Int) -> Int? {
            skipBlanks()
            var value = 0
            let start = place
            while place < text.count, place - start < most, text[place] &- 48 < 10 {
                value = value &* 10 &+ Int(text[place] &- 48)
                place += 1
            }
            return place > start ? value : nil
        }

        private mutating func name(_ names: [String]) -> Int? {
            let rest = String(decoding: text[place...], as: UTF8.self).lowercased()
            for (index, name) in names.enumerated() {
                for form in [name.lowercased(), String(name.lowercased().prefix(3))]
                where rest.hasPrefix(form) {
                    place += form.utf8.count
                    return index
                }
            }
            return nil
        }

        mutating func read(_ format: [UInt8], depth: Int) -> Bool {
            var index = 0
            while index < format.count {
                let byte = format[index]
                index += 1
                if byte == 32 || byte &- 9 < 5 {
                    skipBlanks()
                } else if byte != 37 || index == format.count {
                    guard place < text.count, text[place] == byte else { return false }
                    place += 1
                } else {
                    let letter = format[index]
                    index += 1
                    if !convert(letter, depth) { return false }
                }
            }
            return true
        }

        private mutating func convert(_ letter: UInt8, _ depth: Int) -> Bool {
            func whole(_ text: String) -> [UInt8] { Array(text.utf8) }
            switch letter {
            case UInt8(ascii: "Y"):
                guard let value = number(4) else { return false }
                fields.year = value
            case UInt8(ascii: "y"):
                guard let value = number(2) else { return false }
                fields.year = value + (value < 69 ? 2000 : 1900)
            case UInt8(ascii: "m"):
                guard let value = number(2) else { return false }
                fields.month = value
            case UInt8(ascii: "d"), UInt8(ascii: "e"):
                guard let value = number(2) else { return false }
                fields.day = value
            case UInt8(ascii: "H"), UInt8(ascii: "I"), UInt8(ascii: "k"):
                guard let value = number(2) else { return false }
                fields.hour = isAfternoon.map { value % 12 + ($0 ? 12 : 0) } ?? value
            case UInt8(ascii: "M"):
                guard let value = number(2) else { return false }
                fields.minute = value
            case UInt8(ascii: "S"):
                guard let value = number(2) else { return false }
                fields.second = value
            case UInt8(ascii: "p"):
                guard let value = name(["AM", "PM"]) else { return false }
                isAfternoon = value == 1
                fields.hour = fields.hour % 12 + (value == 1 ? 12 : 0)
            case UInt8(ascii: "s"):
                guard let value = number(18) else { return false }
                seconds = value
            case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "h"):
                guard let value = name(TimeFormat.months) else { return false }
                fields.month = value + 1
            case UInt8(ascii: "a"), UInt8(ascii: "A"):
                guard name(TimeFormat.weekdays) != nil else { return false }
            case UInt8(ascii: "j"):
                guard let value = number(3) else { return false }
                (fields.month, fields.day) = (1, 1)
                let days = CivilTime.days(year: fields.year, month: 1, day: 1) + value - 1
                let time = CivilTime(seconds: days * 86_400)
                (fields.month, fields.day) = (time.month, time.day)
            case UInt8(ascii: "z"):
                guard place < text.count else { return false }
                if text[place] == UInt8(ascii: "Z") {
                    place += 1
                    offset = 0
                    return true
                }
                let sign = text[place] == 45 ? -1 : 1
                place += 1
                guard let hours = number(2) else { return false }
                if place < text.count, text[place] == 58 { place += 1 }
                offset = sign * (hours * 3_600 + (number(2) ?? 0) * 60)
            case UInt8(ascii: "Z"):
                while place < text.count, (text[place] | 32) &- 97 < 26 { place += 1 }
            case UInt8(ascii: "T") where depth == 0: return read(whole("%H:%M:%S"), depth: 1)
            case UInt8(ascii: "R") where depth == 0: return read(whole("%H:%M"), depth: 1)
            case UInt8(ascii: "F") where depth == 0: return read(whole("%Y-%m-%d"), depth: 1)
            case UInt8(ascii: "D") where depth == 0: return read(whole("%m/%d/%y"), depth: 1)
            case UInt8(ascii: "c") where depth == 0:
                return read(whole("%a %b %e %H:%M:%S %Y"), depth: 1)
            case UInt8(ascii: "n"), UInt8(ascii: "t"): skipBlanks()
            case 37:
                guard place < text.count, text[place] == 37 else { return false }
                place += 1
            default: return false
            }
            return true
        }
    }
}
