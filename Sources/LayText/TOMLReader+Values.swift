/// The values of TOML.
extension TOMLReader {
    mutating func value(_ depth: Int) throws -> DocumentNode {
        if depth > Self.deepest || !hasRoom() { throw fault("the values are nested too deeply") }
        switch next {
        case UInt8(ascii: "\""):
            return .string(try isNext("\"\"\"") ? longBasicString() : basicString())
        case UInt8(ascii: "'"):
            return .string(try isNext("'''") ? longLiteralString() : literalString())
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "{"): return try inlineTable(depth)
        default: return try word()
        }
    }

    private mutating func array(_ depth: Int) throws -> DocumentNode {
        let start = place
        place += 1
        var elements: [DocumentNode] = []
        while true {
            try skipLines()
            if next == UInt8(ascii: "]") { break }
            if next == nil { throw fault("the array has no ']'", at: start) }
            elements.append(try value(depth + 1))
            try skipLines()
            if next == UInt8(ascii: "]") { break }
            guard next == UInt8(ascii: ",") else {
                throw fault(
                    next == nil
                        ? "the array has no ']'" : "expected ',' or ']', found \(found)",
                    at: next == nil ? start : place)
            }
            place += 1
        }
        place += 1
        return .sequence(elements)
    }

    private mutating func inlineTable(_ depth: Int) throws -> DocumentNode {
        place += 1
        let (table, rules) = (TOMLTable(), TOMLRules())
        skipSpace()
        if next == UInt8(ascii: "}") {
            place += 1
            return .mapping([])
        }
        while true {
            let start = place
            let (keys, value) = try pair(depth + 1)
            if rules.isFrozen(keys) { throw fault("\(shown(keys)) is closed", at: start) }
            guard let last = keys.last, let above = table.table(at: keys.dropLast()) else {
                throw fault("\(shown(keys)) is below a value", at: start)
            }
            if above[last] != nil { throw fault("\(shown(keys)) is there twice", at: start) }
            switch value {
            case .sequence, .mapping: rules.freeze(keys)
            default: break
            }
            above[last] = .value(value)
            skipSpace()
            if next == UInt8(ascii: "}") { break }
            guard next == UInt8(ascii: ",") else {
                throw fault("expected ',' or '}' on the same line, found \(found)")
            }
            place += 1
            skipSpace()
        }
        place += 1
        return table.node
    }

    // MARK: Numbers, words and dates

    private mutating func word() throws -> DocumentNode {
        let start = place
        func isPart(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: "_+-.:".utf8.contains(byte)
            }
        }
        while let byte = next, isPart(byte) { place += 1 }
        var word = String(decoding: text[start..<place], as: UTF8.self)
        if word.isEmpty { throw fault("expected a value, found \(found)") }
        // A space may stand between a date and its time.
        if TOMLDate.isDate(word), next == 32, place + 1 < text.count,
            (0x30...0x39).contains(text[place + 1])
        {
            place += 1
            let time = place
            while let byte = next, isPart(byte) { place += 1 }
            word += " " + String(decoding: text[time..<place], as: UTF8.self)
        }
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if let number = try number(word, start) { return number }
        if let date = TOMLDate.checked(word) { return .string(date) }
        throw fault("'\(word)' is no value; a text stands in quotes", at: start)
    }

    private func number(_ word: String, _ start: Int) throws -> DocumentNode? {
        for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            guard let digits = Self.plain(word.dropFirst(2), base) else { return nil }
            return try int(digits, base, word, start)
        }
        let sign = word.first == "+" || word.first == "-" ? String(word.prefix(1)) : ""
        let rest = word.dropFirst(sign.count)
        let mark = rest.firstIndex { $0 == "e" || $0 == "E" }
        let mantissa = mark.map { rest[..<$0] } ?? rest
        let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Self.plain(parts[0], 10),
            whole == "0" || whole.first != "0"
        else { return nil }
        if parts.count == 1, mark == nil {
            return try int((sign == "-" ? "-" : "") + whole, 10, word, start)
        }
        var digits = sign + whole
        if parts.count == 2 {
            guard let fraction = Self.plain(parts[1], 10) else { return nil }
            digits += "." + fraction
        }
        if let mark {
            var exponent = rest[rest.index(after: mark)...]
            digits += "e"
            if let first = exponent.first, first == "+" || first == "-" {
                digits.append(first)
                exponent = exponent.dropFirst()
            }
            guard let plain = Self.plain(exponent, 10) else { return nil }
            digits += plain
        }
        return Double(digits).map { .float($0) }
    }

    private func int(_ digits: String, _ base: Int, _ word: String, _ start: Int) throws
        -> DocumentNode
    {
        guard let number = Int(digits, radix: base) else {
            throw fault("'\(word)' does not fit 64 bits", at: start)
        }
        return .int(number)
    }

    /// Digits without the underscores that stand between two; `nil` for anything else.
    private static func plain(_ text: Substring, _ base: Int) -> String? {
        var result = ""
        var wasDigit = false
        for character in text {
            if character == "_" {
                if !wasDigit { return nil }
                wasDigit = false
                continue
            }
            guard character.isASCII, let digit = character.hexDigitValue, digit < base else {
                return nil
            }
            result.append(character)
            wasDigit = true
        }
        return wasDigit ? result : nil
    }
}

/// Dates and times as TOML writes them.
enum TOMLDate {
    static func isDate(_ text: String) -> Bool { date(Array(text.utf8)[...]) }

    /// The text when it is a date, a time or both, with a `T` between; `nil` otherwise.
    static func checked(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count == 10 { return date(bytes[...]) ? text : nil }
        if bytes.count > 10, date(bytes[..<10]) {
            guard [UInt8(ascii: "T"), UInt8(ascii: "t"), 32].contains(bytes[10]) else { return nil }
            let rest = bytes[11...]
            let zone = rest.firstIndex { "Zz+-".utf8.contains($0) } ?? rest.endIndex
            guard time(rest[..<zone]), zone == rest.endIndex || offset(rest[zone...]) else {
                return nil
            }
            return String(decoding: bytes[..<10], as: UTF8.self) + "T"
                + String(decoding: rest, as: UTF8.self).replacingZ
        }
        return time(bytes[...]) ? text : nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func date(_ bytes: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(bytes)
        guard bytes.count == 10, bytes[4] == 0x2d, bytes[7] == 0x2d,
            let year = number(bytes[..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8...]), (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    private static func time(_ bytes: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(bytes)
        guard bytes.count >= 8, bytes[2] == 0x3a, bytes[5] == 0x3a, let hour = number(bytes[..<2]),
            let minute = number(bytes[3..<5]), let second = number(bytes[6..<8]), hour < 24,
            minute < 60, second < 60
        else { return false }
        return bytes.count == 8 || bytes[8] == 0x2e && number(bytes[9...]) != nil
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(bytes)
        if bytes.count == 1 { return bytes[0] | 0x20 == UInt8(ascii: "z") }
        guard bytes.count == 6, bytes[3] == 0x3a, let hours = number(bytes[1..<3]),
            let minutes = number(bytes[4...])
        else { return false }
        return hours < 24 && minutes < 60
    }
}

extension String {
    /// With a large `Z`.
    fileprivate var replacingZ: String { last == "z" ? dropLast() + "Z" : self }
}
