/// One line of comma-separated values with quotes, as Go's `encoding/csv` reads it.
package enum CommaSeparatedLine {
    /// Why a line cannot be read.
    package struct Problem: Error {
        package let message: String
        /// The same as tonistiigi/go-csvvalue has it, which BuildKit reads mounts with: of a quote that
        /// does not end it names the column behind the last one.
        package let valueMessage: String

        init(_ message: String, valueMessage: String? = nil) {
            self.message = message
            self.valueMessage = valueMessage ?? message
        }

        private static func parse(
            _ column: Int, _ reason: String, valueColumn: Int? = nil
        ) -> Problem {
            func text(_ column: Int) -> String {
                "parse error on line 1, column \(column): \(reason)"
            }
            return Problem(text(column), valueMessage: text(valueColumn ?? column))
        }

        static var end: Problem { Problem("EOF") }

        static func unevenQuotes(column: Int, valueColumn: Int? = nil) -> Problem {
            .parse(
                column, "extraneous or missing \" in quoted-field", valueColumn: valueColumn)
        }

        static func bareQuote(column: Int) -> Problem {
            .parse(column, "bare \" in non-quoted-field")
        }
    }

    /// The fields of a line.
    package static func fields(_ text: String) throws(Problem) -> [String] {
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
                var last = index
                while true {
                    guard index < bytes.count else {
                        throw .unevenQuotes(column: index + 1, valueColumn: last + 1)
                    }
                    if bytes[index] != quote {
                        field.append(bytes[index])
                        index += 1
                    } else if index + 1 < bytes.count, bytes[index + 1] == quote {
                        field.append(quote)
                        index += 2
                        last = index
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
