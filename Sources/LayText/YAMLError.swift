internal import CYAML

/// Why a text is no YAML, or a node cannot be written.
package struct YAMLError: Error {
    package let message: String
    /// The next step, where one is known.
    package private(set) var help: String?

    private init(_ message: String) {
        self.message = message
    }

    private init(_ message: String, at mark: yaml_mark_t) {
        self.message = "line \(mark.line + 1), column \(mark.column + 1): \(message)"
    }

    /// libyaml says why, where it knows.
    static func notReadable(_ problem: String?, at mark: yaml_mark_t) -> YAMLError {
        YAMLError(problem ?? "it cannot be read", at: mark)
    }

    static func severalDocuments(at mark: yaml_mark_t) -> YAMLError {
        var error = YAMLError("there is more than one document", at: mark)
        error.help = "yaml.parse_all(text) gives a list of them"
        return error
    }

    static func deepNesting(at mark: yaml_mark_t) -> YAMLError {
        YAMLError("the document is nested too deeply", at: mark)
    }

    static func noAnchor(_ name: String, at mark: yaml_mark_t) -> YAMLError {
        YAMLError("there is no anchor '\(name)'", at: mark)
    }

    static func largeAliases(at mark: yaml_mark_t) -> YAMLError {
        YAMLError("aliases make the document too large", at: mark)
    }

    static func missingValue(at mark: yaml_mark_t) -> YAMLError {
        YAMLError("a value is missing", at: mark)
    }

    /// libyaml says why, where it knows.
    static func notWritable(_ problem: String?) -> YAMLError {
        YAMLError(problem ?? "it cannot be written")
    }

    static var noScalar: YAMLError { YAMLError("a text is no UTF-8 or too long") }
}
