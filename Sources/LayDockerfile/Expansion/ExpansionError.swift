public import LayBounds
internal import LayImages

/// A text whose variables cannot be put in.
public struct ExpansionError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in BuildKit's words.
    public let message: String
    /// A next step, where one is known.
    public let help: String?
    /// Why the run had to end, where that is what happened.
    public let bound: BoundReached?
    /// The names of variables that were found unset before it.
    var unset: [String] = []

    /// The message.
    public var description: String { message }

    init(_ message: String, help: String? = nil, bound: BoundReached? = nil) {
        self.message = message
        self.help = help
        self.bound = bound
    }
}

extension ExpansionError {
    static func stopped(_ bound: BoundReached) -> Self { Self(bound.description, bound: bound) }

    /// The error with the text that was expanded.
    func processing(_ text: String) -> Self {
        bound == nil
            ? Self("failed to process \(text.goQuoted): \(message)", help: help) : self
    }

    static func noMatching(_ mark: String) -> Self {
        Self(
            "unexpected end of statement while looking for matching \(mark)",
            help: "close it, or put a backslash in front of the one that begins it")
    }

    static let missingBrace = Self("syntax error: missing '}'", help: "close ${ with }")

    static let missingSlash = Self("syntax error: missing '/' in ${}")

    static let badSubstitution = Self("syntax error: bad substitution")

    static func unsupportedModifier(_ modifier: String) -> Self {
        Self(
            "unsupported modifier (\(modifier)) in substitution",
            help: modifier == "\u{fffd}"
                ? "close ${ with }"
                : "Dockerfiles know ${a:-b} ${a:+b} ${a:?b} ${a#b} ${a%b} and ${a/b/c}")
    }

    static func notAllowed(_ name: String, _ message: String) -> Self {
        Self("\(name): \(message)")
    }

    static func invalidPattern(_ pattern: String, _ reason: String) -> Self {
        Self("invalid pattern (\(pattern)) in substitution: \(reason)")
    }

    static let deepNesting = Self(
        "substitutions are nested more than \(WordExpansion.deepest) deep")

    static let longText = Self(
        "the text has more than \(WordExpansion.longestText >> 20) MiB")

    static let longPattern = Self(
        "a pattern has more than \(ShellPattern.longest) characters")
}
