public import LayBounds

/// What the model refuses, with the kind that scripts see.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    /// `NotFound`, `InUse`, `InvalidState`, `CorruptData`, `ValueError` …
    public let kind: ErrorKind
    /// What was wrong with which value.
    public let message: String
    /// The next step, where one is known.
    public let help: String?
    /// The status with which a server refused what was asked; `nil` for any other error.
    public let responseStatus: Int?

    /// An error of a kind.
    package init(
        _ kind: ErrorKind, _ message: String, help: String? = nil, responseStatus: Int? = nil
    ) {
        self.kind = kind
        self.message = message
        self.help = help
        self.responseStatus = responseStatus
    }

    /// The message.
    public var description: String { message }
}
