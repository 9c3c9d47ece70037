/// A file that is open: what is read and written stays this file, whatever becomes of its names.
///
/// A description as POSIX has it: whoever shares the object shares the position. It is closed when
/// nobody holds it.
public final class OpenFile {
    /// How it was opened.
    public let flags: OpenFlags
    /// Where the next read or write begins, from 0.
    public private(set) var position = 0
    private let body: any OpenFileBody

    /// A description of a file; `body` is shared by all descriptions of the same one.
    public init(_ body: any OpenFileBody, _ flags: OpenFlags) {
        self.body = body
        self.flags = flags
    }

    /// How many bytes the file has now.
    ///
    /// - Throws: `FileError` when the file cannot be looked at.
    public var size: Int { get throws(FileError) { try body.size } }

    /// True for a file that has contents of its own, unlike a pipe, a device or a directory.
    public var isRegular: Bool {
        !body.isStream && !(body is OpenDevice) && !(body is OpenDirectory)
    }

    /// True for a device that never comes to an end, as `/dev/zero`.
    public var isEndless: Bool { !body.isStream && (try? body.size) == .max }

    /// True for a named pipe, which a program opens together with another.
    public var isNamedPipe: Bool { (body as? OpenDevice)?.isNamedPipe ?? false }

    /// The next bytes, at most `count`; none at the end.
    ///
    /// - Throws: `badDescriptor` for a file that is not open for reading; `isDirectory`.
    public func read(_ count: Int) throws(FileError) -> [UInt8] {
        if !flags.contains(.read) { throw FileError(.badDescriptor, .root) }
        let end = min(try body.size, position.addingReportingOverflow(count).partialValue)
        guard position < end else { return [] }
        let bytes = try body.read(position..<end)
        position += bytes.count
        return bytes
    }

    /// All bytes from the position on.
    ///
    /// - Throws: as `read`.
    public func readToEnd() throws(FileError) -> [UInt8] {
        var all = try read(max(0, try size - position))
        // The size of a stream is what came so far.
        while body.isStream {
            let more = try read(max(0, try size - position))
            if more.isEmpty { break }
            all += more
        }
        return all
    }

    /// Writes at the position, or at the end of a file opened to append.
    ///
    /// - Throws: `badDescriptor` for a file that is not open for writing; what a write throws.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        if !flags.contains(.write) { throw FileError(.badDescriptor, .root) }
        if bytes.isEmpty { return }
        position = try body.write(bytes, at: flags.contains(.append) ? nil : position)
    }

    /// Moves the position, which may lie behind the end.
    ///
    /// - Throws: `invalidArgument` for a place before the beginning.
    public func seek(to place: Int) throws(FileError) {
        if place < 0 { throw FileError(.invalidArgument, .root) }
        position = place
    }

    /// Cuts the file or fills it with zeros; the position stays.
    ///
    /// - Throws: as `write`.
    public func truncate(to size: Int) throws(FileError) {
        if !flags.contains(.write) { throw FileError(.badDescriptor, .root) }
        try body.truncate(to: size)
    }
}

/// What stands behind the open descriptions of one file.
public protocol OpenFileBody: AnyObject {
    /// How many bytes there are.
    var size: Int { get throws(FileError) }
    /// The bytes of a range that lies inside the size.
    func read(_ range: Range<Int>) throws(FileError) -> [UInt8]
    /// Writes at an offset, or at the end for `nil`; gives where the written bytes end.
    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int
    /// True for what may go on behind its size, as a pipe does.
    var isStream: Bool { get }
    /// Cuts or fills with zeros.
    func truncate(to size: Int) throws(FileError)
}

extension OpenFileBody {
    /// True for what may go on behind its size, as a pipe does.
    public var isStream: Bool { false }
}

/// A directory, which may be opened for reading and not be read so.
final class OpenDirectory: OpenFileBody {
    private let path: TreePath

    init(_ path: TreePath) {
        self.path = path
    }

    var size: Int { get throws(FileError) { throw FileError(.isDirectory, path) } }
    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        throw FileError(.isDirectory, path)
    }
    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        throw FileError(.isDirectory, path)
    }
    func truncate(to size: Int) throws(FileError) { throw FileError(.isDirectory, path) }
}

/// What is neither a file nor a directory: nothing is read from it, and what is written is gone.
final class OpenDevice: OpenFileBody {
    /// True for a named pipe.
    let isNamedPipe: Bool

    init(isNamedPipe: Bool = false) { self.isNamedPipe = isNamedPipe }

    var size: Int { 0 }
    func read(_ range: Range<Int>) -> [UInt8] { [] }
    func write(_ bytes: [UInt8], at offset: Int?) -> Int { 0 }
    func truncate(to size: Int) {}
}

/// A file of a file system that tells nobody what becomes of names: found by its path each time.
final class PathFile: OpenFileBody {
    private let files: any FileSystem
    private let path: TreePath

    init(_ files: any FileSystem, _ path: TreePath) {
        self.files = files
        self.path = path
    }

    private var contents: FileContents {
        get throws(FileError) {
            guard case .file(let contents) = try files.entry(at: path, follow: false).node.body
            else { throw FileError(.io, path) }
            return contents
        }
    }

    var size: Int { get throws(FileError) { try contents.count } }

    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] { try contents.bytes(in: range) }

    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        let size = try size
        let attributes = FileAttributes(mode: 0o600)
        guard let offset, offset != size else {
            try files.append(bytes, to: path, creating: attributes)
            return size + bytes.count
        }
        var changed = try contents
        try changed.write(bytes, at: offset)
        try files.write(changed, to: path, creating: attributes)
        return offset + bytes.count
    }

    func truncate(to size: Int) throws(FileError) { try files.truncate(path, to: size) }
}
