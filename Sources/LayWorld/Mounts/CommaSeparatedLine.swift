/// One line of comma-separated values with quotes, as Go's `encoding/csv` reads it.
enum CommaSeparatedLine {
    /// Why a line cannot be read.
    struct Problem: Error {
        let message: String

        init(_ message: String) { self.message = message }

        private static func parse(_ column: Int, _ reason: String) -> Problem {
            Problem("parse error on line 1, column \(column): \(reason)")
        }

        static var end: Problem { Problem("EOF") }

        static func unevenQuotes(column: Int) -> Problem {
            .parse(column, "extraneous or missing \" in quoted-field")
        }

        static func bareQuote(column: Int) -> Problem {
            .parse(column, "bare \" in non-quoted-field")
        }
    }

    /// The fields of a line.
    static func fields(_ text: String) throws(Problem) -> [String] {
        if text.isEmpty { throw .end }
        let bytes = Array(text.utf8)
        let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
        var fields: [String] = []
        var start = 0
        while true {
            var field: [UInt8] = []
            var index = start
            if index < bytes.count, bytes[index] == quote {
                index += 1
                while true {
                    guard index < bytes.count else {
                        throw .unevenQuotes(column: index + 1)
                    }
                    if bytes[index] != quote {
                        field.append(bytes[index])
                        index += 1
                    } else if index + 1 < bytes.count, bytes[index + 1] == quote {
                        field.append(quote)
                        index += 2
                    } else {
                        index += 1
                        break
                    }
                }
                if index < bytes.count, bytes[index] != comma {
                    throw .unevenQuotes(column: index)
                }
            } else {
                while index < bytes.count, bytes[index] != comma {
                    if bytes[index] == quote {
                        throw .bareQuote(column: index + 1)
                    }
                    field.append(bytes[index])
                    index += 1
                }
            }
            fields.append(String(decoding: field, as: UTF8.self))
            if index >= bytes.count { return fields }
            start = index + 1
        }
    }

    /// The fields as one line that reads as them again.
    static func text(_ fields: [String]) -> String {
        fields.map { field in
            guard field.contains(where: { $0 == "," || $0 == "\"" }) else { return field }
            return "\""
                + field.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\""
        }.joined(separator: ",")
    }
}
