/// A Dockerfile that cannot be built, and where in it the fault is.
public struct DockerfileError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in BuildKit's words where it has some.
    public let message: String
    /// The file's name.
    public let file: String
    /// The lines of the instruction; `nil` for the whole file.
    public let lines: ClosedRange<Int>?
    /// The text of these lines and those around them, with their numbers.
    public let excerpt: [(line: Int, text: String)]
    /// A next step, where one is known.
    public let help: String?
    /// True where BuildKit begins with `dockerfile parse error on line N:`.
    public let isParseError: Bool

    /// A fault at some lines of a file.
    public init(
        _ message: String, file: String, lines: ClosedRange<Int>?,
        excerpt: [(line: Int, text: String)] = [], help: String? = nil, isParseError: Bool = false
    ) {
        self.message = message
        self.file = file
        self.lines = lines
        self.excerpt = excerpt
        self.help = help
        self.isParseError = isParseError
    }

    /// The message with its place, as BuildKit tells it.
    public var description: String {
        guard isParseError, let lines else { return message }
        return "dockerfile parse error on line \(lines.lowerBound): \(message)"
    }
}
