/// What is wrong with bytes that came from outside, and where.
public struct ArchiveError: Error, Sendable, CustomStringConvertible {
    /// What was wrong with which value.
    public let message: String
    /// The byte of the uncompressed stream at which it was found, if that is known.
    public let offset: Int?
    /// The limit that was passed, if that is the reason.
    public let limit: ArchiveLimits.Limit?

    /// An error with a message.
    package init(_ message: String, offset: Int? = nil, limit: ArchiveLimits.Limit? = nil) {
        self.message = message
        self.offset = offset
        self.limit = limit
    }

    /// The message and the offset.
    public var description: String { message + (offset.map { " (at byte \($0))" } ?? "") }

    /// A limit that was passed: what was too much, and what a host can raise.
    package static func beyond(
        _ limit: ArchiveLimits.Limit, _ message: String, offset: Int? = nil
    ) -> ArchiveError {
        ArchiveError(
            "\(message); a host that trusts the data raises ArchiveLimits.\(limit.rawValue)",
            offset: offset, limit: limit)
    }
}
