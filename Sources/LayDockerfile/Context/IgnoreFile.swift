public import LayFiles
internal import LayImages

/// A `.dockerignore`: what of a directory is not sent to a build.
///
/// The last line that fits a path decides, and what fits a directory fits everything below it. A line
/// that begins with `!` takes back what those before it took.
public struct IgnoreFile: Sendable {
    /// A line that is a pattern.
    public struct Line: Sendable, Equatable {
        /// Its number; the first is 1.
        public let number: Int
        /// The line as it was written.
        public let text: String
        /// What it says as a pattern for paths below the root.
        public let pattern: String
    }

    /// What is decided of a path.
    public struct Decision: Sendable, Equatable {
        /// True for what is not sent.
        public let isIgnored: Bool
        /// The line that decided; `nil` when none fits.
        public let line: Line?
    }

    /// What messages call it.
    public let name: String
    /// The lines that are patterns, in order.
    public let lines: [Line]
    let patterns: PathPatterns

    /// The bytes that a line has at most, with its end, as Go's scanner reads them.
    private static let longestLine = 64 << 10

    /// The names that a Dockerfile's ignore file may have, the first that is there counts: its own
    /// beside it, then the one at the root of what is sent.
    public static func names(for dockerfile: TreePath) -> (own: TreePath, general: TreePath) {
        let own = Array(dockerfile.name) + Array(".dockerignore".utf8)
        return (dockerfile.parent.appending(name: own), ".dockerignore")
    }

    /// The file of these bytes.
    ///
    /// - Throws: `DockerfileError` with the line, for a lone `!`, and for a bracket or a backslash that
    ///   is not ended.
    /// - Complexity: O(*n*).
    public init(_ bytes: [UInt8], name: String = ".dockerignore") throws(DockerfileError) {
        self.name = name
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let start = bytes.starts(with: mark) ? mark.count : 0
        var lines: [Line] = []
        let texts = bytes[start...].split(separator: 10, omittingEmptySubsequences: false)
        for (index, line) in texts.enumerated() {
            if line.count >= Self.longestLine {
                throw .longIgnoreLine(index + 1, in: name)
            }
            let text = String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            if line.first == UInt8(ascii: "#") { continue }
            guard let pattern = Self.pattern(text) else { continue }
            lines.append(Line(number: index + 1, text: text, pattern: pattern))
        }
        self.lines = lines
        do throws(PathPatterns.Broken) {
            patterns = try PathPatterns(lines.map(\.pattern))
        } catch {
            throw .brokenIgnoreLine(lines[error.index], error.reason, in: name)
        }
    }

    /// A line without the blanks around it, cleaned as a path, and without a slash in front; `nil` for
    /// a blank one.
    private static func pattern(_ text: String) -> String? {
        var rest = GoPath.trimmed(text)
        if rest.isEmpty { return nil }
        let isNegated = rest.utf8.first == UInt8(ascii: "!")
        if isNegated { rest = GoPath.trimmed(String(rest.dropFirst())) }
        var path = GoPath.cleaned(rest)
        if path.count > 1, path.first == UInt8(ascii: "/") { path.removeFirst() }
        return (isNegated ? "!" : "") + String(decoding: path, as: UTF8.self)
    }

    /// The file without what is no pattern; the lines keep their numbers.
    var text: String {
        var text = ""
        var number = 1
        for line in lines {
            text += String(repeating: "\n", count: line.number - number) + line.text + "\n"
            number = line.number + 1
        }
        return text
    }

    /// What is decided of a path below the root.
    ///
    /// - Complexity: O(*d* · *l* · *n*) in its depth, the lines and their length.
    public func decision(for path: TreePath) -> Decision { decision(patterns.state(of: path)) }

    /// True for a source of COPY that the file leaves out, taken as it is written: BuildKit does not clean
    /// it first, so `./a` is left out by no line that says `a`.
    ///
    /// - Complexity: as `decision`.
    func leavesOut(source: String) -> Bool { patterns.state(ofText: Array(source.utf8)).isMatched }

    func decision(_ state: PathPatterns.State) -> Decision {
        Decision(isIgnored: state.isMatched, line: state.decisive.map { lines[$0] })
    }
}

extension DockerfileError {
    static func brokenIgnoreLine(
        _ line: IgnoreFile.Line, _ reason: String, in file: String
    ) -> DockerfileError {
        DockerfileError(
            reason, file: file, lines: line.number...line.number,
            excerpt: [(line.number, line.text)],
            help: line.pattern == "!"
                ? "! wants the pattern that it takes back" : "a [ wants its ], and \\ a character")
    }

    static func longIgnoreLine(_ number: Int, in file: String) -> DockerfileError {
        DockerfileError(
            "error reading \(file): bufio.Scanner: token too long", file: file,
            lines: number...number, help: "a line has at most 65535 bytes")
    }
}
