/// How a file is opened, as `open(2)` has it.
public struct OpenFlags: OptionSet, Sendable, Hashable {
    /// The flags as bits.
    public let rawValue: Int

    /// Flags of these bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// It may be read (O_RDONLY, O_RDWR).
    public static let read = OpenFlags(rawValue: 1)
    /// It may be written (O_WRONLY, O_RDWR).
    public static let write = OpenFlags(rawValue: 2)
    /// Every write goes to the end (O_APPEND).
    public static let append = OpenFlags(rawValue: 4)
    /// It is made when it is missing (O_CREAT).
    public static let create = OpenFlags(rawValue: 8)
    /// It is refused when it is there (O_EXCL).
    public static let exclusive = OpenFlags(rawValue: 16)
    /// It is emptied (O_TRUNC).
    public static let truncate = OpenFlags(rawValue: 32)
}
