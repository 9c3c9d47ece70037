public import LayBounds

/// What the model refuses, with the kind that scripts see.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    /// `NotFound`, `InUse`, `InvalidState`, `CorruptData`, `ValueError` …
    public let kind: ErrorKind
    /// What was wrong with which value.
    public let message: String
    /// The next step, where one is known.
    public let help: String?

    /// An error of a kind.
    package init(_ kind: ErrorKind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    /// The message.
    public var description: String { message }
}
