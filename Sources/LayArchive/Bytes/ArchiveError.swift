/// What is wrong with bytes that came from outside, and where.
public struct ArchiveError: Error, Sendable, CustomStringConvertible {
    /// What was wrong with which value.
    public let message: String
    /// The byte of the uncompressed stream at which it was found, if that is known.
    public let offset: Int?
    /// The limit that was passed, if that is the reason.
    public let limit: ArchiveLimits.Limit?

    /// What programs that go on behind a damaged place have to know of it.
    package let fault: Fault?

    /// What is wrong with the blocks of a tar.
    package enum Fault: Sendable {
        /// The first block is no header.
        case noTar
        /// Another block is no header.
        case damagedHeader
        /// The bytes end inside a header, or inside a file.
        case cutHeader, cutData
    }

    /// An error with a message.
    package init(
        _ message: String, offset: Int? = nil, limit: ArchiveLimits.Limit? = nil,
        fault: Fault? = nil
    ) {
        self.fault = fault
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
