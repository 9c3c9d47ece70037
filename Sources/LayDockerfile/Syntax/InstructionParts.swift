/// A logical line taken apart: `RUN --mount=… echo a`.
struct InstructionParts {
    /// The word as it is written.
    let word: String
    /// The word in upper case.
    let name: String
    /// The flags, quotes taken away.
    let flags: [String]
    /// What follows, without blanks around it.
    let arguments: ArraySlice<UInt8>
    /// The elements of the JSON form; for HEALTHCHECK of what follows its CMD.
    let json: [String]?
    /// True where `<<` begins a heredoc.
    let takesHeredocs: Bool

    /// Takes a logical line apart; of ONBUILD also what it holds, for its faults.
    ///
    /// - Throws: `Fault` for what BuildKit refuses before it looks at what an instruction says.
    init(_ text: ArraySlice<UInt8>, escape: UInt8) throws(Fault) {
        let outer = Self.split(text)
        word = outer.word
        name = outer.word.uppercasedASCII
        flags = outer.flags
        arguments = outer.arguments
        var inner = outer
        var innerName = name
        var depth = 0
        while innerName == "ONBUILD", !inner.arguments.isEmpty {
            inner = Self.split(inner.arguments)
            innerName = inner.word.uppercasedASCII
            depth += 1
        }
        let elements = try Self.elements(inner.arguments, of: innerName)
        json = depth == 0 ? elements : nil
        takesHeredocs =
            depth < 2 && elements == nil && ["RUN", "COPY", "ADD"].contains(innerName)
        if innerName == "ENV" || innerName == "LABEL" {
            _ = try KeyValues.pairs(inner.arguments, of: innerName, escape: escape)
        }
    }

    private typealias Split = (word: String, flags: [String], arguments: ArraySlice<UInt8>)

    private static func split(_ text: ArraySlice<UInt8>) -> Split {
        let (word, rest) = Blank.cut(Blank.trimmed(text))
        guard let rest else { return (String(bytes: word), [], rest ?? []) }
        let (flags, arguments) = FlagWords.split(rest)
        return (String(bytes: word), flags, Blank.trimmed(arguments))
    }

    private static func elements(
        _ arguments: ArraySlice<UInt8>, of name: String
    ) throws(Fault) -> [String]? {
        switch name {
        case "ADD", "COPY", "CMD", "ENTRYPOINT", "RUN", "SHELL", "VOLUME":
            return try JSONForm.elements(arguments)
        case "HEALTHCHECK":
            return try JSONForm.elements(HealthWords.split(arguments).command)
        default:
            return nil
        }
    }
}

/// The word behind HEALTHCHECK, and what follows.
enum HealthWords {
    static func split(
        _ arguments: ArraySlice<UInt8>
    ) -> (type: ArraySlice<UInt8>, command: ArraySlice<UInt8>) {
        let end =
            arguments.indices.first { Blank.length(arguments, at: $0) > 0 } ?? arguments.endIndex
        return (arguments[..<end], Blank.trimmedLeft(arguments[end...]))
    }
}

extension String {
    /// The text with `a` to `z` as capitals, whatever the locale.
    var uppercasedASCII: String {
        String(
            decoding: utf8.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }

    /// The text with `A` to `Z` as small letters, whatever the locale.
    var lowercasedASCII: String {
        String(
            decoding: utf8.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }
}
