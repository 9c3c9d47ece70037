/// The texts of TOML.
extension TOMLReader {
    mutating func literalString() throws -> String {
        let start = place
        place += 1
        while let byte = next, byte != UInt8(ascii: "'") {
            try refuseControl(byte, start, isLong: false)
            place += 1
        }
        if next == nil { throw fault("the text has no closing quote", at: start) }
        place += 1
        return try decoded(text[(start + 1)..<(place - 1)], start)
    }

    mutating func longLiteralString() throws -> String {
        let start = place
        place += 3
        skipFirstNewline()
        let first = place
        while !isNext("'''") {
            guard let byte = next else { throw fault("the text has no closing '''", at: start) }
            try refuseControl(byte, start, isLong: true)
            place += 1
        }
        skipQuotes(UInt8(ascii: "'"))
        return try decoded(text[first..<place], start, closing: 3)
    }

    mutating func basicString() throws -> String {
        let start = place
        place += 1
        var bytes: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            try refuseControl(byte, start, isLong: false)
            if byte == UInt8(ascii: "\\") {
                try escape(&bytes)
            } else {
                bytes.append(byte)
                place += 1
            }
        }
        if next == nil { throw fault("the text has no closing quote", at: start) }
        place += 1
        return try decoded(bytes, start)
    }

    mutating func longBasicString() throws -> String {
        let start = place
        place += 3
        skipFirstNewline()
        var bytes: [UInt8] = []
        while !isNext("\"\"\"") {
            guard let byte = next else { throw fault("the text has no closing \"\"\"", at: start) }
            try refuseControl(byte, start, isLong: true)
            if byte != UInt8(ascii: "\\") {
                bytes.append(byte)
                place += 1
            } else if !skipEscapedNewline() {
                try escape(&bytes)
            }
        }
        let quotes = place
        skipQuotes(UInt8(ascii: "\""))
        bytes += text[quotes..<(place - 3)]
        return try decoded(bytes, start)
    }

    // MARK: Pieces

    /// A newline right behind the opening quotes does not belong to the text.
    private mutating func skipFirstNewline() {
        if isNext("\r\n") { place += 2 } else if next == 10 { place += 1 }
    }

    /// Three quotes close, and up to two in front of them belong to the text.
    private mutating func skipQuotes(_ quote: UInt8) {
        let end = min(place + 5, text.count)
        var position = place
        while position < end, text[position] == quote { position += 1 }
        place = position
    }

    /// A backslash at the end of a line takes the white space with it that follows.
    private mutating func skipEscapedNewline() -> Bool {
        let start = place
        place += 1
        skipSpace()
        guard next == 10 || isNext("\r\n") else {
            place = start
            return false
        }
        while let byte = next, byte == 32 || byte == 9 || byte == 10 || isNext("\r\n") {
            place += 1
        }
        return true
    }

    private mutating func escape(_ bytes: inout [UInt8]) throws {
        let start = place
        place += 1
        guard let sign = next else { throw fault("the text has no closing quote") }
        place += 1
        let plain: [UInt8: UInt8] = [
            UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
            UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "\""): 34,
            UInt8(ascii: "\\"): 92,
        ]
        if let byte = plain[sign] {
            bytes.append(byte)
            return
        }
        let count = sign == UInt8(ascii: "u") ? 4 : sign == UInt8(ascii: "U") ? 8 : 0
        let digits = text[place..<min(text.count, place + count)]
        guard count > 0, digits.count == count,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(number)
        else {
            let shown = String(decoding: text[start..<place], as: UTF8.self)
            throw fault("\(shown) is no escape of a text in double quotes", at: start)
        }
        place += count
        bytes += String(scalar).utf8
    }

    private func refuseControl(_ byte: UInt8, _ start: Int, isLong: Bool) throws {
        if byte >= 32, byte != 127 { return }
        if byte == 9 || isLong && (byte == 10 || isNext("\r\n")) { return }
        if byte == 10 || byte == 13 { throw fault("the text has no closing quote", at: start) }
        throw fault("a text holds no control characters; write an escape")
    }

    private func decoded(
        _ bytes: some Collection<UInt8>, _ start: Int, closing: Int = 0
    ) throws -> String {
        guard let result = String(validating: bytes.dropLast(closing), as: UTF8.self) else {
            throw fault("the text is no UTF-8", at: start)
        }
        return result
    }
}
