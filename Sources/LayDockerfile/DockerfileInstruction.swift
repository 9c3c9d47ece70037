/// An instruction of a Dockerfile as it is written: its word, the text behind it, its line.
public struct DockerfileInstruction: Sendable, Equatable {
    /// The word in upper case: `RUN`.
    public let word: String
    /// What follows, continuation lines joined.
    public let text: String
    /// The line it begins in, from 1.
    public let line: Int

    /// The instructions of a Dockerfile, in order (Dockerfile reference, Format).
    ///
    /// Comments and empty lines are left out, also between continued lines; the escape character is
    /// the backslash unless the directive `# escape=` says otherwise. Here-documents stay in the
    /// text of their instruction.
    public static func all(in source: String) -> [DockerfileInstruction] {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var escape: Character = "\\"
        var result: [DockerfileInstruction] = []
        var index = 0
        var mayBeDirective = true
        while index < lines.count {
            let start = index
            var text = trimmed(lines[index])
            index += 1
            if text.hasPrefix("#") {
                let directive = text.dropFirst().filter { $0 != " " }.lowercased()
                if mayBeDirective, directive.hasPrefix("escape="), let last = directive.last {
                    escape = last
                }
                if !directive.contains("=") { mayBeDirective = false }
                continue
            }
            if text.isEmpty { continue }
            mayBeDirective = false
            while text.hasSuffix(String(escape)), index < lines.count {
                text.removeLast()
                var next = trimmed(lines[index])
                index += 1
                while next.hasPrefix("#") || next.isEmpty, index < lines.count {
                    next = trimmed(lines[index])
                    index += 1
                }
                text += next
            }
            for delimiter in hereDocuments(in: text) {
                while index < lines.count {
                    let line = lines[index]
                    index += 1
                    text += "\n" + line
                    if trimmed(line) == delimiter { break }
                }
            }
            let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
            result.append(
                DockerfileInstruction(
                    word: (parts.first ?? "").uppercased(),
                    text: parts.count > 1 ? trimmed(String(parts[1])) : "", line: start + 1))
        }
        return result
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }

    /// The delimiters of `<<EOF`, `<<-EOF` and `<<"EOF"` in RUN, COPY and ADD.
    private static func hereDocuments(in text: String) -> [String] {
        let word = text.prefix { !$0.isWhitespace }.uppercased()
        guard ["RUN", "COPY", "ADD"].contains(word) else { return [] }
        var delimiters: [String] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            guard part.hasPrefix("<<") else { continue }
            let name = part.dropFirst(2).filter { !"-\"'".contains($0) }
            if !name.isEmpty { delimiters.append(name) }
        }
        return delimiters
    }
}
