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
        let none = format == "toml" ? "" : "nil, "
        return LayError(
            .typeError, "\(format).write: \(value) has no form in \(name)",
            help: "\(name) holds \(none)bools, numbers, strings, lists, maps and records")
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
        LayError(.valueError, "no YAML: \(error.message)", help: error.help)
    }

    static func writesNoYAML(_ error: YAMLError) -> LayError {
        LayError(.valueError, "yaml.write: \(error.message)")
    }

    /// The form is named as people name it: `TOML`.
    static func noDocument(_ form: String, _ error: DocumentError) -> LayError {
        LayError(.valueError, "no \(form): \(error.text)")
    }

    static var noTOMLNil: LayError {
        LayError(
            .typeError, "toml.write: TOML has no nil", help: "leave the key out, or write \"\"")
    }

    static func noDocuments(_ value: String) -> LayError {
        LayError(.typeError, "yaml.write_all writes a list of documents, not \(value)")
    }

    static func mixedRows(_ value: String) -> LayError {
        LayError(
            .typeError, "csv.write: \(value) is no row as the first one is",
            help: "rows are all lists, or all maps")
    }

    static func noField(_ value: String) -> LayError {
        LayError(
            .typeError, "csv.write: \(value) is no field",
            help: "a field is nil, a string, a number or a bool")
    }

    static func noLevel(_ level: Int) -> LayError {
        LayError(.valueError, "gzip.compress: there is no level \(level)", help: "1 to 9")
    }

    static var noGzip: LayError {
        LayError(.valueError, "gzip.decompress: the bytes do not begin as gzip's do (1f 8b)")
    }

    static func brokenGzip(_ reason: String) -> LayError {
        LayError(.corruptData, "gzip.decompress: \(reason)")
    }

    static func noDigest(_ name: String) -> LayError {
        LayError(.invalidState, "this machine's libcrypto does not offer \(name)")
    }

    static var noBase64: LayError {
        LayError(
            .valueError, "from_base64: the text is no base64",
            help: "url: true reads the alphabet of URLs, with - and _")
    }

    static func noHexadecimal(at place: Int) -> LayError {
        LayError(.valueError, "from_hex: the text is no hexadecimal at character \(place)")
    }
}
