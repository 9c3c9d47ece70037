internal import LayBounds
internal import LayRuntime
internal import LayText

/// What is no JSON, YAML, base64 or hexadecimal, and what cannot be written as one.
extension LayError {
    /// A value for `json.write` or `yaml.write`; the format is named in lower case.
    static func deepValue(in format: String) -> LayError {
        LayError(.valueError, "\(format).write: the value is nested too deeply")
    }

    static var nestedJSON: LayError {
        LayError(.valueError, "json.parse: the text is nested too deeply")
    }

    static func noForm(of value: String, in format: String) -> LayError {
        let name = format.uppercased()
        return LayError(
            .typeError, "\(format).write: \(value) has no form in \(name)",
            help: "\(name) holds nil, bools, numbers, strings, lists, maps and records")
    }

    static func noJSON(_ line: Int32, _ column: Int32, _ reason: String) -> LayError {
        LayError(.valueError, "no JSON: line \(line), column \(column): \(reason)")
    }

    static func wideIndent(_ indent: Int) -> LayError {
        LayError(.valueError, "json.write: an indent of \(indent) is too much")
    }

    static func noNumberInJSON(_ number: Double) -> LayError {
        LayError(
            .valueError, "json.write: JSON has no \(VM.text(of: number))",
            help: "write nil or a string in its place")
    }

    static func noKeyInJSON(_ value: String) -> LayError {
        LayError(.typeError, "json.write: a key of JSON is a string, not \(value)")
    }

    static func noYAML(_ error: YAMLError) -> LayError {
        LayError(.valueError, "no YAML: \(error.message)")
    }

    static func writesNoYAML(_ error: YAMLError) -> LayError {
        LayError(.valueError, "yaml.write: \(error.message)")
    }

    static var noBase64: LayError {
        LayError(.valueError, "from_base64: the text is no base64")
    }

    static func noHexadecimal(at place: Int) -> LayError {
        LayError(.valueError, "from_hex: the text is no hexadecimal at character \(place)")
    }
}
