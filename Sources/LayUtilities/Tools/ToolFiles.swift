/// A file that a tool reads from its start to its end.
protocol ToolInput: AnyObject {
    /// Reads at most `count` bytes; none at the end.
    ///
    /// - Throws: `ToolFileError` where the file cannot be read, and what ends the tool.
    func read(_ count: Int) throws -> [UInt8]

    /// Gives back the last `count` bytes to whoever reads the same file next, where it can.
    ///
    /// - Throws: what ends the tool.
    func giveBack(_ count: Int) throws

    /// How many bytes the file has, where that is known.
    var size: Int? { get }

    /// Ends the reading.
    func close()
}

extension ToolInput {
    /// Gives nothing back: what most files can do.
    func giveBack(_ count: Int) throws {}

    /// Nothing is known of pipes.
    var size: Int? { nil }
}

/// A file that a tool writes.
protocol ToolOutput: AnyObject {
    /// Writes bytes behind those written before.
    ///
    /// - Throws: `ToolFileError` where the file cannot be written, and what ends the tool.
    func write(_ bytes: [UInt8]) throws

    /// Ends the writing.
    ///
    /// - Throws: `ToolFileError` where the file cannot be written, and what ends the tool.
    func close() throws
}

/// Why a file cannot be used, in the system's words (`No such file or directory`).
struct ToolFileError: Error {
    /// The system's words.
    let reason: [UInt8]

    /// An error with the system's words for it.
    init(_ reason: [UInt8]) { self.reason = reason }
}

/// What a path leads to.
enum ToolFileKind: Sendable {
    /// A file with contents.
    case regular
    /// A directory.
    case directory
    /// A link; only where links are not followed.
    case link
    /// A device, a pipe or a socket.
    case other
}

/// Whose manners a tool has where the known ones differ.
enum ToolManners: Sendable {
    /// GNU's.
    case gnu
    /// BusyBox's.
    case busybox
}

/// What ends a tool with a message.
struct ToolFailure: Error {
    let message: [UInt8]
    let status: UInt8
}
