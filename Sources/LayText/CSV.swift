/// Texts of comma-separated values by RFC 4180, with any separator of one byte.
package enum CSV {
    /// A row, and the line where it begins.
    package struct Row {
        package let line: Int
        package let fields: [String]
    }

    /// Gives the rows of a text to `body`; lines that hold nothing are passed over.
    ///
    /// A quote inside a field that does not begin with one is a character as any other. `step` is told
    /// of the bytes of the present row, also while it is read.
    ///
    /// - Throws: `DocumentError`, and what `step` and `body` throw.
    package static func forEachRow(
        of text: UnsafeRawBufferPointer, separator: UInt8, step: ReadingStep,
        _ body: (Row) throws -> Void
    ) throws {
        var (place, line) = (0, 1)
        if text.starts(with: "\u{feff}".utf8) { place = 3 }
        while place < text.count {
            let (start, first) = (place, line)
            var fields: [String] = []
            var isQuoted = false
            repeat {
                if !fields.isEmpty { place += 1 }
                if fields.count & 0xff == 0xff { try step(place - start) }
                if place < text.count, text[place] == Self.quote {
                    isQuoted = true
                    fields.append(try quoted(text, &place, &line, separator))
                } else {
                    let begin = place
                    while place < text.count, text[place] != separator, text[place] != 10,
                        !isReturn(text, place)
                    { place += 1 }
                    fields.append(try decoded(text[begin..<place], line))
                }
            } while place < text.count && text[place] == separator
            if isReturn(text, place) { place += 1 }
            place += 1
            line += 1
            try step(place - start)
            if fields.count == 1, fields[0].isEmpty, !isQuoted { continue }
            try body(Row(line: first, fields: fields))
        }
    }

    private static let quote = UInt8(ascii: "\"")

    /// True at a carriage return that ends a line.
    private static func isReturn(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        place < text.count && text[place] == 13
            && (place + 1 == text.count || text[place + 1] == 10)
    }

    private static func quoted(
        _ text: UnsafeRawBufferPointer, _ place: inout Int, _ line: inout Int, _ separator: UInt8
    ) throws -> String {
        let first = line
        place += 1
        var bytes: [UInt8] = []
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == quote {
                if place < text.count, text[place] == quote {
                    place += 1
                } else {
                    let isEnd =
                        place == text.count || text[place] == separator || text[place] == 10
                        || isReturn(text, place)
                    if isEnd { return try decoded(bytes, first) }
                    throw DocumentError(
                        line: line, "behind the closing quote of a field stands more text")
                }
            }
            if byte == 10 { line += 1 }
            bytes.append(byte)
        }
        throw DocumentError(line: first, "the field's quote is not closed")
    }

    private static func decoded(_ bytes: some Collection<UInt8>, _ line: Int) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DocumentError(line: line, "the text is no UTF-8")
        }
        return text
    }

    /// A field as it is written: in quotes when it holds what would end it.
    package static func written(_ field: String, separator: UInt8, isAlone: Bool) -> String {
        let needsQuotes = field.utf8.contains {
            $0 == separator || $0 == quote || $0 == 10 || $0 == 13
        }
        if !needsQuotes, !(field.isEmpty && isAlone), !field.utf8.starts(with: "\u{feff}".utf8) {
            return field
        }
        var result = "\""
        for character in field.unicodeScalars {
            if character == "\"" { result += "\"" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
