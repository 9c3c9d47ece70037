/// What is wrong with bytes that came from outside, and where.
public struct ArchiveError: Error, Sendable, CustomStringConvertible {
    /// What was wrong with which value.
    public let message: String
    /// The byte of the uncompressed stream at which it was found, if that is known.
    public let offset: Int?
    /// The name of the limit in `ArchiveLimits` that was passed, if that is the reason.
    public let limit: String?

    /// An error with a message.
    public init(_ message: String, offset: Int? = nil, limit: String? = nil) {
        self.message = message
        self.offset = offset
        self.limit = limit
    }

    /// The message and the offset.
    public var description: String { message + (offset.map { " (at byte \($0))" } ?? "") }

    /// A budget that was used up: what was too much, and the limit a host can raise.
    public static func limit(_ message: String, _ name: String, offset: Int? = nil) -> ArchiveError
    {
        ArchiveError(
            "\(message); a host that trusts the data raises ArchiveLimits.\(name)", offset: offset,
            limit: name)
    }
}
