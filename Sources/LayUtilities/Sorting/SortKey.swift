/// A part of lines by which `sort` compares them, with its own options.
struct SortKey {
    /// What the bytes of a key mean.
    enum Meaning {
        /// `float` is what busybox reads for `-n`, with 0 for what is no number.
        case text, number, float, generalNumber, humanNumber, month, version, random
    }

    /// Fields and bytes before the beginning; `nil` for the whole line.
    var start: (field: Int, byte: Int)?
    /// The last field, from 0, and how many of its bytes; `nil` for the rest of the line.
    var end: (field: Int, bytes: Int)?
    var meaning = Meaning.text
    /// The letters of meanings that were given, to be told where they contradict each other.
    var meanings: [UInt8] = []
    var isReversed = false
    var foldsCase = false
    /// `-d`: blanks, letters and digits alone.
    var isDictionary = false
    /// `-i`: printable bytes alone.
    var isPrintable = false
    var skipsStartBlanks = false
    var skipsEndBlanks = false

    /// True where no option was given, so that those of the whole program hold.
    var isPlain: Bool {
        meanings.isEmpty && !isReversed && !foldsCase && !isDictionary && !isPrintable
            && !skipsStartBlanks && !skipsEndBlanks
    }

    /// True where bytes are left out or changed before they are compared.
    var isFiltered: Bool { foldsCase || isDictionary || isPrintable }

    /// Which end of a key the option `b` is for.
    enum Side {
        case start, end, both
    }

    /// Takes an option's letter; false where it is none.
    mutating func take(_ letter: UInt8, _ side: Side) -> Bool {
        switch letter {
        case UInt8(ascii: "b"):
            if side != .end { skipsStartBlanks = true }
            if side != .start { skipsEndBlanks = true }
        case UInt8(ascii: "d"): isDictionary = true
        case UInt8(ascii: "f"): foldsCase = true
        case UInt8(ascii: "i"): isPrintable = true
        case UInt8(ascii: "r"): isReversed = true
        case UInt8(ascii: "n"): mean(.number, letter)
        case UInt8(ascii: "g"): mean(.generalNumber, letter)
        case UInt8(ascii: "h"): mean(.humanNumber, letter)
        case UInt8(ascii: "M"): mean(.month, letter)
        case UInt8(ascii: "R"): mean(.random, letter)
        case UInt8(ascii: "V"): mean(.version, letter)
        default: return false
        }
        return true
    }

    private mutating func mean(_ meaning: Meaning, _ letter: UInt8) {
        self.meaning = meaning
        if !meanings.contains(letter) { meanings.append(letter) }
    }

    /// The letters of options that exclude each other; `nil` where none do.
    var contradiction: String? {
        var letters = meanings
        let numbers = letters.filter { "nghM".utf8.contains($0) }.count
        let others =
            letters.contains { "VR".utf8.contains($0) } || isDictionary || isPrintable ? 1 : 0
        if numbers + others < 2 { return nil }
        if isDictionary { letters.append(UInt8(ascii: "d")) }
        if isPrintable, !isDictionary { letters.append(UInt8(ascii: "i")) }
        return String(decoding: "dfghiMnRV".utf8.filter { letters.contains($0) }, as: UTF8.self)
    }

    // MARK: Reading

    /// `+1 -2` as `-k 2,2`.
    static let modern: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        var result: [[UInt8]] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == [45, 45] { return result + [word] + rest }
            guard word.first == 43, let start = OldPosition(word) else {
                result.append(word)
                continue
            }
            var key = "\(start.field &+ 1).\(start.byte &+ 1)" + start.letters
            if let next = rest.first, next.first == 45, let end = OldPosition(next) {
                rest.removeFirst()
                if end.byte > 0 {
                    key += ",\(end.field &+ 1).\(end.byte)" + end.letters
                } else if end.field > 0 {
                    key += ",\(end.field)" + end.letters
                }
            }
            result.append(Array("-k\(key)".utf8))
        }
        return result
    }

    /// Reads `F[.C][OPTS][,F[.C][OPTS]]`.
    ///
    /// - Throws: `UtilityFailure` in GNU's words.
    init(_ text: [UInt8]) throws {
        var rest = text[...]
        func bad(_ message: String) -> UtilityFailure {
            UtilityFailure(
                "\(message): invalid field specification \(FileNameQuoting.always(text))",
                status: 2)
        }
        func count(_ what: String) throws -> Int {
            let digits = rest.prefix { $0 &- 48 < 10 }
            guard !digits.isEmpty else {
                throw UtilityFailure(
                    "\(what): invalid count at start of \(FileNameQuoting.always(Array(rest)))",
                    status: 2)
            }
            rest = rest.dropFirst(digits.count)
            return SizeText.number(Array(digits)) ?? .max
        }
        let field = try count("invalid number at field start")
        if field == 0 { throw bad("field number is zero") }
        var byte = 1
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            byte = try count("invalid number after '.'")
            if byte == 0 { throw bad("character offset is zero") }
        }
        start = (field - 1, byte - 1)
        while let letter = rest.first, take(letter, .start) { rest.removeFirst() }
        if rest.first == UInt8(ascii: ",") {
            rest.removeFirst()
            let last = try count("invalid number after ','")
            if last == 0 { throw bad("field number is zero") }
            var bytes = 0
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                bytes = try count("invalid number after '.'")
            }
            end = (last - 1, bytes)
            while let letter = rest.first, take(letter, .end) { rest.removeFirst() }
        }
        if !rest.isEmpty { throw bad("stray character in field spec") }
    }

    /// The whole line.
    init() {}

    // MARK: Finding

    /// Where the key lies in a line.
    func range(in line: UnsafeBufferPointer<UInt8>, separator: UInt8?) -> (from: Int, to: Int) {
        let to = end.map { Self.limit($0, skipsEndBlanks, line, separator) } ?? line.count
        var from = 0
        if let start {
            from = Self.begin(start, skipsStartBlanks, line, separator)
        } else {
            if skipsStartBlanks { from = Self.blanksEnd(line, 0) }
        }
        return (from, max(from, to))
    }

    private static func blanksEnd(_ line: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        var place = from
        while place < line.count, line[place] == 32 || line[place] == 9 || line[place] == 10 {
            place += 1
        }
        return place
    }

    private static func wordEnd(_ line: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        var place = from
        while place < line.count, line[place] != 32, line[place] != 9, line[place] != 10 {
            place += 1
        }
        return place
    }

    private static func begin(
        _ start: (field: Int, byte: Int), _ skips: Bool, _ line: UnsafeBufferPointer<UInt8>,
        _ separator: UInt8?
    ) -> Int {
        var place = 0
        var left = start.field
        while place < line.count, left > 0 {
            left -= 1
            if let separator {
                while place < line.count, line[place] != separator { place += 1 }
                if place < line.count { place += 1 }
            } else {
                place = wordEnd(line, blanksEnd(line, place))
            }
        }
        if skips { place = blanksEnd(line, place) }
        return min(line.count, place.addingReportingOverflow(start.byte).partialValue)
    }

    private static func limit(
        _ end: (field: Int, bytes: Int), _ skips: Bool, _ line: UnsafeBufferPointer<UInt8>,
        _ separator: UInt8?
    ) -> Int {
        var place = 0
        // Without a number of bytes the whole last field belongs to it.
        var left = end.bytes == 0 ? end.field.addingReportingOverflow(1).partialValue : end.field
        while place < line.count, left > 0 {
            left -= 1
            if let separator {
                while place < line.count, line[place] != separator { place += 1 }
                if place < line.count, left > 0 || end.bytes > 0 { place += 1 }
            } else {
                place = wordEnd(line, blanksEnd(line, place))
            }
        }
        if end.bytes == 0 { return place }
        if skips { place = blanksEnd(line, place) }
        let (limit, overflow) = place.addingReportingOverflow(end.bytes)
        return overflow ? line.count : min(line.count, limit)
    }
}

/// `+F.C` or `-F.C` with letters, as sort took keys once, counted from 0.
private struct OldPosition {
    var field = 0
    var byte = 0
    var letters = ""

    init?(_ word: [UInt8]) {
        var rest = word.dropFirst()
        func number() -> Int? {
            let digits = rest.prefix { $0 &- 48 < 10 }
            rest = rest.dropFirst(digits.count)
            return Int(String(decoding: digits, as: UTF8.self))
        }
        guard let field = number() else { return nil }
        self.field = field
        if rest.first == 46 {
            rest.removeFirst()
            byte = number() ?? 0
        }
        guard rest.allSatisfy({ "bdfgihMnRrV".utf8.contains($0) }) else { return nil }
        letters = String(decoding: rest, as: UTF8.self)
    }
}
