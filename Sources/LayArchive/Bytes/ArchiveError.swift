/// What is wrong with bytes that came from outside, and where.
public struct ArchiveError: Error, Sendable, CustomStringConvertible {
    /// What was wrong with which value.
    public let message: String
    /// The byte of the uncompressed stream at which it was found, if that is known.
    public let offset: Int?

    /// An error with a message.
    public init(_ message: String, offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }

    /// The message and the offset.
    public var description: String { message + (offset.map { " (at byte \($0))" } ?? "") }
}

/// What reading an archive may use up; a bomb ends in an error instead of a full memory.
public struct ArchiveLimits: Sendable {
    /// Bytes after decompression.
    public var bytes: Int
    /// Entries of one archive.
    public var entries: Int

    /// The standard limits: 16 GiB and 4 million entries.
    public init(bytes: Int = 16 << 30, entries: Int = 4_000_000) {
        self.bytes = bytes
        self.entries = entries
    }
}
