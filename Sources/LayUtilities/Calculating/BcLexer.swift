/// A word of bc.
enum BcToken: Equatable {
    case number([UInt8])
    case name([UInt8])
    case text([UInt8])
    /// `+`, `<=`, `+=`, `&&`.
    case sign(String)
    case newline
    case end
}

/// Takes bc's programs apart.
struct BcLexer {
    private let text: [UInt8]
    private var place = 0
    private(set) var line = 1

    init(_ text: [UInt8]) { self.text = text }

    private static let signs = [
        "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "==", "<=", ">=", "!=", "&&", "||",
    ]

    mutating func next() -> BcToken {
        while place < text.count {
            let byte = text[place]
            if byte == 10 {
                place += 1
                line += 1
                return .newline
            }
            if byte == 92, place + 1 < text.count, text[place + 1] == 10 {
                place += 2
                line += 1
                continue
            }
            if byte == 32 || byte == 9 || byte == 13 {
                place += 1
                continue
            }
            if byte == UInt8(ascii: "#") {
                while place < text.count, text[place] != 10 { place += 1 }
                continue
            }
            if byte == UInt8(ascii: "/"), place + 1 < text.count, text[place + 1] == 42 {
                skipComment()
                continue
            }
            return token(byte)
        }
        return .end
    }

    private mutating func skipComment() {
        place += 2
        while place < text.count {
            if text[place] == 10 { line += 1 }
            if text[place] == 42, place + 1 < text.count, text[place + 1] == 47 {
                place += 2
                return
            }
            place += 1
        }
    }

    private mutating func token(_ byte: UInt8) -> BcToken {
        let start = place
        if byte &- 48 < 10 || byte &- 65 < 26 || byte == 46 {
            var digits: [UInt8] = []
            var hasPoint = false
            while place < text.count {
                let next = text[place]
                if next == 92, place + 1 < text.count, text[place + 1] == 10 {
                    place += 2
                    line += 1
                    continue
                }
                if next == 46 {
                    if hasPoint { break }
                    hasPoint = true
                } else if !(next &- 48 < 10 || next &- 65 < 26) {
                    break
                }
                digits.append(next)
                place += 1
            }
            return digits == [46] ? .name(Array("last".utf8)) : .number(digits)
        }
        if byte &- 97 < 26 {
            while place < text.count,
                text[place] &- 97 < 26 || text[place] &- 48 < 10 || text[place] == 95
            {
                place += 1
            }
            return .name(Array(text[start..<place]))
        }
        if byte == 34 {
            place += 1
            let begin = place
            while place < text.count, text[place] != 34 {
                if text[place] == 10 { line += 1 }
                place += 1
            }
            defer { place = min(place + 1, text.count) }
            return .text(Array(text[begin..<place]))
        }
        for sign in Self.signs where text[place...].starts(with: sign.utf8) {
            place += 2
            return .sign(sign)
        }
        place += 1
        return .sign(String(UnicodeScalar(byte)))
    }
}
