public import LayBounds

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
    /// Further instructions that have a part in it, such as those that lead in a circle.
    public let further: [Place]
    /// A next step, where one is known.
    public let help: String?
    /// True where BuildKit begins with `dockerfile parse error on line N:`.
    public let isParseError: Bool
    /// Why the run had to end, where that is what happened.
    public let bound: BoundReached?

    /// Some lines of the file.
    public struct Place: Sendable {
        /// The lines of an instruction.
        public let lines: ClosedRange<Int>
        /// The text of these lines and those around them, with their numbers.
        public let excerpt: [(line: Int, text: String)]
    }

    /// A fault at some lines of a file.
    public init(
        _ message: String, file: String, lines: ClosedRange<Int>?,
        excerpt: [(line: Int, text: String)] = [], further: [Place] = [], help: String? = nil,
        isParseError: Bool = false,
        bound: BoundReached? = nil
    ) {
        self.message = message
        self.file = file
        self.lines = lines
        self.excerpt = excerpt
        self.further = further
        self.help = help
        self.isParseError = isParseError
        self.bound = bound
    }

    /// A fault at some lines of a file, with these lines and those around them.
    init(_ fault: Fault, file: String, lines range: ClosedRange<Int>?, of lines: [String]) {
        self.init(
            fault.message, file: file, lines: range,
            excerpt: range.map { Self.excerpt($0, of: lines) } ?? [], help: fault.help,
            isParseError: fault.isParseError, bound: fault.bound)
    }

    /// Two lines around one, one around several.
    static func excerpt(
        _ range: ClosedRange<Int>, of lines: [String]
    ) -> [(line: Int, text: String)] {
        let pad = range.count > 1 ? 1 : 2
        let first = max(1, range.lowerBound - pad)
        let last = min(lines.count, range.upperBound + pad)
        guard first <= last else { return [] }
        return (first...last).map { ($0, lines[$0 - 1]) }
    }

    /// The message with its place, as BuildKit tells it.
    public var description: String {
        guard isParseError, let lines else { return message }
        return "dockerfile parse error on line \(lines.lowerBound): \(message)"
    }
}

extension Dockerfile {
    /// Lines of the file with their numbers, and those around them.
    public func excerpt(_ range: ClosedRange<Int>) -> [(line: Int, text: String)] {
        DockerfileError.excerpt(range, of: lines)
    }
}
