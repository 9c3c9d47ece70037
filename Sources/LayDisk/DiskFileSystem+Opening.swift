public import LayFiles

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension DiskFileSystem {
    /// Opens a file with a descriptor of the system: others on the machine rename and remove files
    /// too, which no account of paths would know.
    public func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        var mode =
            flags.isSuperset(of: [.read, .write])
            ? O_RDWR : flags.contains(.write) ? O_WRONLY : O_RDONLY
        for (flag, bit) in [
            (OpenFlags.append, O_APPEND), (.create, O_CREAT), (.exclusive, O_EXCL),
            (.truncate, O_TRUNC),
        ] where flags.contains(flag) {
            mode |= bit
        }
        // A fifo without a partner and a terminal must not stop the script.
        let writes = !flags.isDisjoint(with: [.write, .create, .truncate])
        let file = try confinement.open(
            path, mode | O_NONBLOCK | O_NOCTTY, mode_t(attributes.mode), writes ? .write : .read)
        let body = DiskFile(file, path)
        guard try body.kind == S_IFREG || flags.isDisjoint(with: .write) else {
            throw .notRegular(path)
        }
        return OpenFile(body, flags)
    }
}

/// A file of the machine by its descriptor.
private final class DiskFile: OpenFileBody {
    private let file: Int32
    private let path: TreePath

    /// Takes over the descriptor.
    init(_ file: Int32, _ path: TreePath) {
        self.file = file
        self.path = path
    }

    deinit { _ = close(file) }

    private var status: stat {
        get throws(FileError) {
            var status = stat()
            if fstat(file, &status) != 0 { throw FileError(errno: errno, path: path) }
            return status
        }
    }

    var kind: mode_t { get throws(FileError) { try status.st_mode & S_IFMT } }

    var size: Int {
        get throws(FileError) {
            let status = try status
            if status.st_mode & S_IFMT == S_IFDIR { throw FileError(.isDirectory, path) }
            return Int(status.st_size)
        }
    }

    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(
                    file, $0.baseAddress.map { $0 + done }, range.count - done,
                    off_t(range.lowerBound + done))
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw FileError(errno: errno, path: path) }
            if count == 0 { break }
            done += count
        }
        return done == bytes.count ? bytes : Array(bytes[..<done])
    }

    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        var done = 0
        while done < bytes.count {
            // A descriptor that appends goes to the end by itself.
            let count = bytes.withUnsafeBytes { raw in
                let place = raw.baseAddress.map { $0 + done }
                return offset.map {
                    pwrite(file, place, raw.count - done, off_t($0 + done))
                } ?? writeFile(file, place, raw.count - done)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw FileError(errno: errno, path: path) }
            done += count
        }
        if let offset { return offset + done }
        return try size
    }

    func truncate(to size: Int) throws(FileError) {
        if ftruncate(file, off_t(size)) != 0 { throw FileError(errno: errno, path: path) }
    }
}

// A name inside the type above is a method of its own.
private func writeFile(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(file, bytes, count)
}
