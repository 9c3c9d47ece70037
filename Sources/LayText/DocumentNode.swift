/// What a text in YAML, TOML or a kindred form says, for those who build values of it: a scalar, a
/// sequence, a mapping.
package indirect enum DocumentNode {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case sequence([DocumentNode])
    /// In the order of the text.
    case mapping([(key: DocumentNode, value: DocumentNode)])
}

/// Why a text is none of its form, and where.
package struct DocumentError: Error {
    package let line: Int
    package let column: Int?
    package let message: String

    package init(line: Int, column: Int? = nil, _ message: String) {
        (self.line, self.column, self.message) = (line, column, message)
    }

    /// With its place in front.
    package var text: String {
        "line \(line)\(column.map { ", column \($0)" } ?? ""): \(message)"
    }
}

/// Asks whoever reads a text whether it may go on, after so many bytes.
package typealias ReadingStep = (_ bytes: Int) throws -> Void
