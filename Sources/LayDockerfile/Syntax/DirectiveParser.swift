/// Reads `# name=value` at the very top of a file.
struct DirectiveParser {
    private(set) var directives: [Dockerfile.Directive] = []
    private(set) var escape = UInt8(ascii: "\\")
    private var isDone = false

    /// True when a line is a directive; the first that is none ends them.
    ///
    /// - Throws: `Fault` for one that stands twice, and for an escape that is none.
    mutating func read(_ line: ArraySlice<UInt8>, line number: Int) throws(Fault) -> Bool {
        guard !isDone else { return false }
        guard let (name, value) = Self.parts(line) else {
            isDone = true
            return false
        }
        if directives.contains(where: { $0.name == name }) { throw .repeatedDirective(name) }
        if name == "escape" {
            guard value == "\\" || value == "`" else { throw .invalidEscape(value) }
            escape = value == "`" ? UInt8(ascii: "`") : UInt8(ascii: "\\")
        }
        directives.append(Dockerfile.Directive(name: name, value: value, line: number))
        return true
    }

    private static func parts(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        guard line.first == UInt8(ascii: "#") else { return nil }
        let text = Blank.trimmedLeft(line.dropFirst())
        let word = text.prefix { isLetter($0) || (0x30...0x39).contains($0) }
        guard let first = word.first, isLetter(first) else { return nil }
        let name = String(bytes: word).lowercased()
        guard ["syntax", "escape", "check"].contains(name) else { return nil }
        let rest = text[word.endIndex...].drop(while: isBlank)
        guard rest.first == UInt8(ascii: "="), let last = rest.dropFirst().last else { return nil }
        var value = rest.dropFirst().drop(while: isBlank)
        while let end = value.last, isBlank(end) { value = value.dropLast() }
        // A value of blanks alone is its last blank.
        return (name, value.isEmpty ? String(bytes: [last]) : String(bytes: value))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0c || byte == 0x0d
    }
}
