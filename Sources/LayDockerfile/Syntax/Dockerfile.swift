/// A Dockerfile as it is written: its lines in order, nothing expanded and nothing evaluated.
///
/// `Dockerfile.Stages` is what its instructions mean.
public struct Dockerfile: Sendable {
    /// What messages call it: `Dockerfile`, or a path.
    public let name: String
    /// The lines without their ends, for excerpts; the first is line 1.
    public let lines: [String]
    /// The parser directives at the top, in order.
    public let directives: [Directive]
    /// The byte that continues a line and quotes: `\`, or a backtick where a directive says so.
    public let escape: UInt8
    /// The instructions, in order.
    public let instructions: [Instruction]
    /// What the parser found odd.
    public let warnings: [Warning]

    /// Reads a file.
    ///
    /// What is no UTF-8 becomes U+FFFD.
    ///
    /// - Throws: `DockerfileError` for what is no Dockerfile, and when the run may not go on. What
    ///   its instructions say is looked at by `stages()`.
    /// - Complexity: O(*n*) in the bytes.
    public init(parsing bytes: [UInt8], name: String = "Dockerfile") throws(DockerfileError) {
        let lines = LineSource.texts(bytes)
        guard !bytes.isEmpty else {
            throw DockerfileError(.emptyFile, file: name, lines: nil, of: lines)
        }
        var parser = Parser(bytes, name: name, lines: lines)
        try parser.run()
        self.name = name
        self.lines = lines
        directives = parser.directives
        escape = parser.escape
        instructions = parser.instructions
        warnings = parser.warnings
    }

    /// `# name=value` at the very top.
    public struct Directive: Sendable, Equatable {
        /// The name in lower case: `syntax`, `escape` or `check`.
        public let name: String
        /// The value, without the blanks around it.
        public let value: String
        /// Its line.
        public let line: Int
    }

    /// One instruction with its arguments as text.
    public struct Instruction: Sendable {
        /// The word as it is written: `FROM`, `run`.
        public let word: String
        /// The word in upper case.
        public var name: String { word.uppercasedASCII }
        /// The first and the last line, heredocs included.
        public let lines: ClosedRange<Int>
        /// The logical line: continuations joined, comments inside it left out.
        public let text: String
        /// The flags before the arguments, as written: `--from=build`.
        public let flags: [String]
        /// The logical line behind the word and the flags.
        public let arguments: String
        /// The elements of the JSON form; `nil` where there is none. Of HEALTHCHECK what follows CMD.
        public let json: [String]?
        /// The heredocs, in the order of their marks.
        public let heredocs: [Heredoc]
        /// The comment lines right above it, without `#`.
        public let comments: [String]
        /// The comment that BuildKit takes for a description: the last above it, blank lines between
        /// them or not, without its first byte.
        var description: String?
    }

    /// A text that follows an instruction: `<<EOF` to `EOF`.
    public struct Heredoc: Sendable, Equatable {
        /// The word that ends it.
        public let name: String
        /// The text, tabs taken away for `<<-`.
        public let content: String
        /// The text as it is written.
        public let written: String
        /// False when the word was quoted, so that nothing in the text is expanded.
        public let expands: Bool
        /// True for `<<-`.
        public let stripsTabs: Bool
        /// The descriptor before the mark: 0 in `<<EOF`, 3 in `3<<EOF`.
        public let descriptor: Int
        /// The lines of the text and of its end.
        public let lines: ClosedRange<Int>
    }

    /// Something odd that does not matter for the outcome.
    public struct Warning: Sendable, Equatable {
        /// The rule's name, as in `docker build --check`.
        public let rule: String
        /// What is odd, in BuildKit's words.
        public let message: String
        /// Its lines.
        public let lines: ClosedRange<Int>
    }
}
