internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is opened each time it is read: too many are copied or mapped, or nobody may read it.
final class ReopenedFile: ByteSource, @unchecked Sendable {
    private let path: TreePath
    private let confinement: Confinement
    private let identity: FileIdentity
    private let device: UInt64
    private let inode: UInt64
    private let times: (modified: Nanoseconds, changed: Nanoseconds)
    private static let window = 256 << 10

    init(_ status: stat, _ path: TreePath, _ confinement: Confinement) {
        self.path = path
        self.confinement = confinement
        identity = FileIdentity(status)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(status.st_ino)
        times = (status.modified, status.changed)
        super.init(count: Int(status.st_size))
    }

    override var stamp: FileStamp? {
        FileStamp(
            path: path, device: device, inode: inode, size: count, modified: times.modified,
            changed: times.changed)
    }

    override func held() throws(FileError) -> FileContents? {
        let file = try open()
        let opened: Result<Int32, FileError> = .success(file)
        return try FileContents(opened, size: count, path, confinement)
    }

    /// Opens the file, if it is the one that was found.
    private func open() throws(FileError) -> Int32 {
        let file = try confinement.open(path, O_RDONLY | O_NONBLOCK, 0, .read)
        if isSame(file) { return file }
        close(file)
        throw FileError.changed(path)
    }

    private func isSame(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && FileIdentity(status) == identity
    }

    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        let file = try open()
        defer { close(file) }
        let window = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(Self.window, max(1, range.count)), alignment: 64)
        defer { window.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let count = pread(
                file, window.baseAddress, min(window.count, range.upperBound - position),
                off_t(position))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(errno: errno, path: path)
            }
            if count == 0 { throw FileError.changed(path) }
            body(UnsafeRawBufferPointer(rebasing: window[..<count]))
            position += count
        }
        // What was written to meanwhile is neither the old file nor the new one.
        if !isSame(file) { throw FileError.changed(path) }
    }
}
