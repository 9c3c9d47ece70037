/// Why a text is no JSON.
public struct JSONError: Error, Sendable, CustomStringConvertible {
    /// A line and the column in it, both counted from 1.
    typealias Place = (line: Int, column: Int)

    /// What was wrong.
    public let message: String
    /// The place, both counted from 1.
    public let line: Int
    /// The column in the line.
    public let column: Int

    init(_ message: String, at place: Place) {
        self.message = message
        line = place.line
        column = place.column
    }

    /// "line 2, column 5: …"
    public var description: String { "line \(line), column \(column): \(message)" }
}

extension JSONError {
    static func byteOrderMark(at place: Place) -> JSONError {
        JSONError("the text begins with a byte-order mark, which JSON does not allow", at: place)
    }

    static func utf16(at place: Place) -> JSONError {
        JSONError("the text is UTF-16; JSON is UTF-8", at: place)
    }

    static func emptyText(at place: Place) -> JSONError {
        JSONError("the text is empty", at: place)
    }

    static func deepNesting(over most: Int, at place: Place) -> JSONError {
        JSONError(
            "arrays and objects are nested more than \(most) deep; a host that trusts the text "
                + "raises ArchiveLimits.jsonDepth", at: place)
    }

    static func manyValues(over most: Int, at place: Place) -> JSONError {
        JSONError(
            "the text has more than \(most) values; a host that trusts it raises "
                + "ArchiveLimits.jsonValues", at: place)
    }

    static func longNumber(over most: Int, at place: Place) -> JSONError {
        JSONError("a number has more than \(most) characters", at: place)
    }
}
