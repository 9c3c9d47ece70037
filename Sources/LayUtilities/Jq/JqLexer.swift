/// Cuts a program into words.
struct JqLexer {
    private enum State {
        case normal, paren, bracket, brace, interpolation, quote
    }

    private let text: [UInt8]
    private var place = 0
    private var states: [State] = []
    /// The bytes that were passed last, blanks and comments too.
    private var last = JqSpan(start: 0, end: 0)

    /// The words of a text.
    init(_ text: [UInt8]) { self.text = text }

    private var state: State { states.last ?? .normal }

    /// The next word; the end again and again.
    mutating func next() -> JqToken {
        if state == .quote { return quoted() }
        skipBlanks()
        guard place < text.count else { return JqToken(terminal: .end, span: last) }
        let start = place
        let byte = text[start]
        switch byte {
        case UInt8(ascii: "["): return enter(.bracket, .openBracket)
        case UInt8(ascii: "{"): return enter(.brace, .openBrace)
        case UInt8(ascii: "("): return enter(.paren, .open)
        case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"): return leave(byte)
        case UInt8(ascii: "\""):
            states.append(.quote)
            return take(1, .quoteStart)
        case UInt8(ascii: "@"):
            let length = text[(start + 1)...].prefix(while: Self.isName).count
            if length == 0 { return take(1, .invalid) }
            return take(length + 1, .format, text: Array(text[(start + 1)..<(start + 1 + length)]))
        default: break
        }
        if Self.isLetter(byte) { return name() }
        if let number = number() { return number }
        if byte == UInt8(ascii: "."), start + 1 < text.count, Self.isLetter(text[start + 1]) {
            let name = text[(start + 1)...].prefix(while: Self.isName)
            return take(name.count + 1, .field, text: Array(name))
        }
        for (sign, terminal) in JqTerminal.signs where text[start...].starts(with: sign) {
            return take(sign.count, terminal)
        }
        return take(1, .invalid)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
    }

    private static func isName(_ byte: UInt8) -> Bool { isLetter(byte) || byte &- 48 < 10 }

    private mutating func take(
        _ length: Int, _ terminal: JqTerminal, text: [UInt8] = []
    ) -> JqToken {
        last = JqSpan(start: place, end: place + length)
        place += length
        return JqToken(terminal: terminal, text: text, span: last)
    }

    private mutating func skipBlanks() {
        while place < text.count {
            let start = place
            if text[place] == UInt8(ascii: "#") {
                while place < text.count, text[place] != 10, text[place] != 13 { place += 1 }
            } else {
                while place < text.count,
                    text[place] == 32 || text[place] == 9 || text[place] == 10
                {
                    place += 1
                }
            }
            if place == start { return }
            last = JqSpan(start: start, end: place)
        }
    }

    private mutating func enter(_ next: State, _ terminal: JqTerminal) -> JqToken {
        states.append(next)
        return take(1, terminal)
    }

    private mutating func leave(_ byte: UInt8) -> JqToken {
        let terminal: JqTerminal
        switch (state, byte) {
        case (.paren, UInt8(ascii: ")")): terminal = .close
        case (.bracket, UInt8(ascii: "]")): terminal = .closeBracket
        case (.brace, UInt8(ascii: "}")): terminal = .closeBrace
        case (.interpolation, UInt8(ascii: ")")): terminal = .interpolationEnd
        default: return take(1, .invalid)
        }
        states.removeLast()
        return take(1, terminal)
    }

    private mutating func name() -> JqToken {
        var end = place
        while true {
            while end < text.count, Self.isName(text[end]) { end += 1 }
            // Names of modules' functions have their modules' before them.
            guard end + 2 < text.count, text[end] == UInt8(ascii: ":"),
                text[end + 1] == UInt8(ascii: ":"), Self.isLetter(text[end + 2])
            else { break }
            end += 2
        }
        let name = Array(text[place..<end])
        let keyword = JqTerminal.keywords[String(decoding: name, as: UTF8.self)]
        return take(name.count, keyword ?? .ident, text: name)
    }

    /// Digits and points, whatever they mean; `..` and a single `.` are shorter than what they are.
    private mutating func number() -> JqToken? {
        var end = place
        while end < text.count, text[end] &- 48 < 10 || text[end] == UInt8(ascii: ".") { end += 1 }
        let digits = text[place..<end]
        guard !digits.isEmpty,
            digits.contains(where: { $0 != UInt8(ascii: ".") }) || end - place > 2
        else { return nil }
        var exponent = end
        if exponent < text.count, text[exponent] | 32 == UInt8(ascii: "e") {
            exponent += 1
            if exponent < text.count,
                text[exponent] == UInt8(ascii: "+") || text[exponent] == UInt8(ascii: "-")
            {
                exponent += 1
            }
            let start = exponent
            while exponent < text.count, text[exponent] &- 48 < 10 { exponent += 1 }
            if exponent > start { end = exponent }
        }
        let word = Array(text[place..<end])
        var token = take(end - place, .literal, text: word)
        if word.withUnsafeBufferPointer({ JqNumberText.parse($0) }) == nil {
            token.mistake =
                "Invalid numeric literal at EOF at line 1, column \(word.count) (while parsing "
                + "'\(String(decoding: word, as: UTF8.self))')"
        }
        return token
    }

    // MARK: Within quotes

    private mutating func quoted() -> JqToken {
        guard place < text.count else { return JqToken(terminal: .end, span: last) }
        let byte = text[place]
        if byte == UInt8(ascii: "\"") {
            states.removeLast()
            return take(1, .quoteEnd)
        }
        if byte != UInt8(ascii: "\\") {
            let rest = text[place...].prefix {
                $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            return take(rest.count, .quoteText, text: Array(rest))
        }
        if place + 1 < text.count, text[place + 1] == UInt8(ascii: "(") {
            states.append(.interpolation)
            return take(2, .interpolationStart)
        }
        return escapes()
    }

    /// Escapes in a row, which are one word.
    private mutating func escapes() -> JqToken {
        var end = place
        while end + 1 < text.count, text[end] == UInt8(ascii: "\\") {
            let letter = text[end + 1]
            if letter == UInt8(ascii: "(") || letter == 10 { break }
            end += 2
            if letter == UInt8(ascii: "u") {
                let digits = text[end...].prefix(4).prefix {
                    ($0 | 32) &- 97 < 26 || $0 &- 48 < 10
                }
                end += digits.count
            }
        }
        if end == place { return take(1, .invalid) }
        let quote = [UInt8(ascii: "\"")] + text[place..<end] + [UInt8(ascii: "\"")]
        var decoded: [UInt8] = []
        let body = Array(text[place..<end])
        let mistake = JqEscapes.decode(body, &decoded)
        var token = take(end - place, .quoteText, text: decoded)
        if let mistake {
            token.mistake =
                "\(mistake) at line 1, column \(quote.count) (while parsing "
                + "'\(String(decoding: quote, as: UTF8.self))')"
        }
        return token
    }
}

/// Escapes within strings of JSON.
enum JqEscapes {
    /// Adds the bytes that a string means: what is wrong with it, else nil.
    static func decode(_ text: [UInt8], _ target: inout [UInt8]) -> String? {
        text.withUnsafeBufferPointer { span in
            target.reserveCapacity(span.count)
            return decode(span) { target.append(contentsOf: $0) }
        }
    }

    /// Hands on the bytes that a string means, piece by piece: what is wrong with it, else nil.
    static func decode(
        _ span: UnsafeBufferPointer<UInt8>,
        _ add: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) rethrows -> String? {
        var place = 0
        var start = 0
        while place < span.count {
            let byte = span[place]
            if byte != UInt8(ascii: "\\") {
                if byte > 0, byte < 0x1F {
                    return "Invalid string: control characters from U+0000 through U+001F must be "
                        + "escaped"
                }
                place &+= 1
                continue
            }
            try add(UnsafeBufferPointer(rebasing: span[start..<place]))
            guard place &+ 1 < span.count else {
                return "Expected escape character at end of string"
            }
            let letter = span[place &+ 1]
            place &+= 2
            start = place
            var character: UInt32
            switch letter {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "/"):
                character = UInt32(letter)
            case UInt8(ascii: "b"): character = 8
            case UInt8(ascii: "f"): character = 12
            case UInt8(ascii: "t"): character = 9
            case UInt8(ascii: "n"): character = 10
            case UInt8(ascii: "r"): character = 13
            case UInt8(ascii: "u"):
                guard place &+ 4 <= span.count else { return "Invalid \\uXXXX escape" }
                guard let unit = unit(span, place) else {
                    return "Invalid characters in \\uXXXX escape"
                }
                place &+= 4
                character = unit
                if 0xD800...0xDBFF ~= unit {
                    guard place &+ 6 <= span.count, span[place] == UInt8(ascii: "\\"),
                        span[place &+ 1] == UInt8(ascii: "u"),
                        let low = self.unit(span, place &+ 2), 0xDC00...0xDFFF ~= low
                    else { return "Invalid \\uXXXX\\uXXXX surrogate pair escape" }
                    place &+= 6
                    character = 0x10000 &+ ((unit &- 0xD800) << 10 | (low &- 0xDC00))
                }
                start = place
            default: return "Invalid escape"
            }
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { bytes in
                guard let base = bytes.baseAddress else { return }
                let length = JqUnicode.encode(character, base)
                try add(UnsafeBufferPointer(start: base, count: length))
            }
        }
        try add(UnsafeBufferPointer(rebasing: span[start..<place]))
        return nil
    }

    private static func unit(_ span: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32? {
        var value: UInt32 = 0
        for byte in span[start..<(start &+ 4)] {
            let digit: UInt8
            if byte &- 48 < 10 {
                digit = byte &- 48
            } else if (byte | 32) &- 97 < 6 {
                digit = (byte | 32) &- 87
            } else {
                return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
