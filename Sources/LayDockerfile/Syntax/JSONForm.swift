internal import LayArchive

/// The JSON form of arguments: `["a", "b"]` and nothing else.
enum JSONForm {
    /// The strings of an array; `nil` where the text is no JSON array, so that it is the shell's.
    ///
    /// - Throws: `Fault` for an array that holds something else.
    static func elements(_ text: ArraySlice<UInt8>) throws(Fault) -> [String]? {
        let text = Blank.trimmed(text)
        guard text.first == UInt8(ascii: "["),
            let elements = (try? JSONValue(parsing: Array(text)))?.array
        else { return nil }
        let strings = elements.compactMap(\.string)
        guard strings.count == elements.count else { throw .notStrings }
        return strings
    }
}
