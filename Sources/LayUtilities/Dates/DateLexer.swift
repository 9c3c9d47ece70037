/// What a date's text consists of.
enum DateToken: Equatable {
    /// A number: its value, how many digits it has, its sign if one is written, and what stands behind
    /// its point in nanoseconds.
    case number(Int, digits: Int, sign: Int, fraction: Int?)
    case word(String)
    case mark(UInt8)
}

/// Takes a date's text apart.
enum DateLexer {
    /// The tokens; `nil` for what no date has.
    static func tokens(_ text: [UInt8]) -> [DateToken]? {
        var tokens: [DateToken] = []
        var place = 0
        func isDigit(_ index: Int) -> Bool { index < text.count && text[index] &- 48 < 10 }
        func isSpace(_ index: Int) -> Bool {
            index < text.count && (text[index] == 32 || text[index] &- 9 < 5)
        }
        while place < text.count {
            let byte = text[place]
            if isSpace(place) {
                place += 1
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                var next = place + 1
                while isSpace(next) { next += 1 }
                guard isDigit(next) else {
                    place += 1
                    continue
                }
                place = next
                guard let token = number(text, &place, sign: byte == 45 ? -1 : 1) else {
                    return nil
                }
                tokens.append(token)
            } else if isDigit(place) {
                guard let token = number(text, &place, sign: 0) else { return nil }
                tokens.append(token)
            } else if (byte | 32) &- 97 < 26 {
                let start = place
                while place < text.count, (text[place] | 32) &- 97 < 26 || text[place] == 46 {
                    place += 1
                }
                tokens.append(
                    .word(String(decoding: text[start..<place], as: UTF8.self).lowercased()))
            } else if byte == UInt8(ascii: "(") {
                var depth = 0
                repeat {
                    guard place < text.count else { return tokens }
                    if text[place] == UInt8(ascii: "(") { depth += 1 }
                    if text[place] == UInt8(ascii: ")") { depth -= 1 }
                    place += 1
                } while depth > 0
            } else {
                tokens.append(.mark(byte))
                place += 1
            }
        }
        return tokens
    }

    private static func number(_ text: [UInt8], _ place: inout Int, sign: Int) -> DateToken? {
        let start = place
        var value = 0
        while place < text.count, text[place] &- 48 < 10 {
            let (product, high) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(text[place] &- 48))
            if high || carry { return nil }
            value = sum
            place += 1
        }
        let digits = place - start
        var fraction: Int?
        if place + 1 < text.count, text[place] == 46 || text[place] == 44,
            text[place + 1] &- 48 < 10
        {
            place += 1
            var nanoseconds = 0
            var unit = 100_000_000
            while place < text.count, text[place] &- 48 < 10 {
                nanoseconds += Int(text[place] &- 48) * unit
                unit /= 10
                place += 1
            }
            fraction = nanoseconds
        }
        return .number(sign < 0 ? -value : value, digits: digits, sign: sign, fraction: fraction)
    }
}
