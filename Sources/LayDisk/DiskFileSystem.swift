public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The machine's own files, for hosts that grant them.
///
/// Large files that are read are mapped, not copied; a file that is written is complete or not there: it
/// is written under another name, synchronised and renamed.
public final class DiskFileSystem: FileSystem {
    /// Files are dated by the system when they are written.
    public let now: Nanoseconds
    /// Numbers of the inodes with several names that were seen: what tells them apart takes more
    /// than the 64 bits of a link's number.
    private var inodes: [Inode: Int] = [:]

    private struct Inode: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// The locks taken through this object, which may take them again.
    var locks: [TreePath: WeakLock] = [:]

    /// The machine's files; `now` dates what a script makes in memory.
    public init(now: Nanoseconds = 0) {
        self.now = now
    }

    private func check(_ result: Int32, _ path: TreePath) throws(FileError) {
        if result != 0 { throw FileError(errno: errno, path: path) }
    }

    private func status(of path: TreePath, follow: Bool) throws(FileError) -> stat {
        var status = stat()
        let name = path.cString
        try check(follow ? stat(name, &status) : lstat(name, &status), path)
        return status
    }

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        let status = try status(of: path, follow: follow)
        let body: FileNode.Body
        switch status.st_mode & S_IFMT {
        case S_IFDIR: body = .directory
        case S_IFLNK: body = .symlink(target: try target(path))
        case S_IFIFO: body = .fifo
        case S_IFREG:
            body = .file(try FileContents(file: path))
        default:
            throw .unreadKind(path)
        }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        // Some file systems keep times that 64 bits of nanoseconds do not.
        let modified =
            Nanoseconds(Timestamp.clamped(Int(time.tv_sec))) * 1_000_000_000
            + (Timestamp.range.contains(Int(time.tv_sec)) ? Nanoseconds(time.tv_nsec) : 0)
        return FileEntry(
            path: path,
            node: FileNode(body, attributes: FileAttributes(status), modified: modified),
            linkCount: Int(status.st_nlink), linkID: linkID(status))
    }

    /// What is at a path and how large it is.
    public func status(
        at path: TreePath, follow: Bool
    ) throws(FileError) -> (kind: FileKind, size: Int) {
        let status = try status(of: path, follow: follow)
        let kind: FileKind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .directory
            case S_IFLNK: .symlink
            case S_IFIFO: .fifo
            case S_IFCHR: .characterDevice
            case S_IFBLK: .blockDevice
            default: .file
            }
        return (kind, Int(status.st_size))
    }

    /// The number of an inode with several names; 0 for one with a single name.
    private func linkID(_ status: stat) -> Int {
        if status.st_nlink < 2 || status.st_mode & S_IFMT == S_IFDIR { return 0 }
        let inode = Inode(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        if let known = inodes[inode] { return known }
        inodes[inode] = inodes.count + 1
        return inodes.count
    }

    private func target(_ path: TreePath) throws(FileError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.baseAddress.map {
                readlink(path.cString, $0.assumingMemoryBound(to: CChar.self), raw.count)
            } ?? -1
        }
        if count < 0 { throw FileError(errno: errno, path: path) }
        return Array(buffer[..<count])
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        guard let directory = opendir(path.cString) else {
            throw FileError(errno: errno, path: path)
        }
        defer { closedir(directory) }
        var items: [DirectoryItem] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    Array(
                        UnsafeBufferPointer(
                            start: bytes,
                            count: strlen(
                                UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self))))
                }
            }
            if name == [0x2e] || name == [0x2e, 0x2e] { continue }
            let inner = path.appending(name: name)
            var status = stat()
            if lstat(inner.cString, &status) != 0 { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: items.append(DirectoryItem(name: name, kind: .directory))
            case S_IFLNK: items.append(DirectoryItem(name: name, kind: .symlink))
            case S_IFREG: items.append(DirectoryItem(name: name, kind: .file))
            case S_IFIFO: items.append(DirectoryItem(name: name, kind: .fifo))
            default: continue
            }
        }
        return items.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        if let resolved = realpath(path.cString, nil) {
            defer { free(resolved) }
            return TreePath(
                bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
        }
        let code = errno
        if code == ENOENT, lastMayBeMissing, !path.isRoot {
            return try resolve(path.parent, lastMayBeMissing: false).appending(name: path.name)
        }
        throw FileError(errno: code, path: path)
    }

    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    )
        throws(FileError)
    {
        let place = (try? resolve(path, lastMayBeMissing: true)) ?? path
        var status = stat()
        let mode =
            lstat(place.cString, &status) == 0
            ? status.st_mode & 0o7777 : mode_t(attributes.mode)
        if status.st_mode & S_IFMT == S_IFDIR { throw FileError(.isDirectory, path) }
        if ![0, S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) {
            throw .notRegular(path)
        }
        let temporary = place.parent.appending(
            name: Array(".lay-".utf8) + place.name + Array(".tmp".utf8))
        let file = posixOpen(
            temporary.cString, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
        if file < 0 { throw FileError(errno: errno, path: path) }
        var failure: Int32 = 0
        var readFailure: FileError?
        do throws(FileError) {
            failure = try Self.write(contents, file)
        } catch {
            readFailure = error
        }
        if failure == 0, fchmod(file, mode) != 0 { failure = errno }
        if failure == 0, fsync(file) != 0 { failure = errno }
        close(file)
        if failure == 0, readFailure == nil,
            posixRename(temporary.cString, place.cString) != 0
        {
            failure = errno
        }
        if failure != 0 || readFailure != nil {
            _ = posixUnlink(temporary.cString)
            throw readFailure ?? FileError(errno: failure, path: path)
        }
    }

    /// Writes contents into an open file; gives the error number.
    static func write(_ contents: FileContents, _ file: Int32) throws(FileError) -> Int32 {
        var failure: Int32 = 0
        try contents.forEachStretch { bytes in
            if failure == 0 { failure = writeAll(file, bytes) }
        }
        return failure
    }

    private static func writeAll(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        var done = 0
        while done < bytes.count {
            let count = posixWrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            done += count
        }
        return 0
    }

    /// Adds bytes to the end of a file.
    public func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        let file = posixOpen(
            path.cString, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode_t(attributes.mode))
        if file < 0 { throw FileError(errno: errno, path: path) }
        defer { close(file) }
        let failure = bytes.withUnsafeBytes { Self.writeAll(file, $0) }
        if failure != 0 { throw FileError(errno: failure, path: path) }
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        let name = path.cString
        let mode = mode_t(node.attributes.mode)
        switch node.body {
        case .directory:
            try check(mkdir(name, mode), path)
            try check(chmod(name, mode), path)
        case .symlink(let target):
            try check(symlink(target.map { CChar(bitPattern: $0) } + [0], name), path)
        case .fifo: try check(mkfifo(name, mode), path)
        case .file(let contents):
            if (try? status(of: path, follow: false)) != nil { throw FileError(.exists, path) }
            try write(contents, to: path, creating: node.attributes)
        default:
            throw .unmadeKind(path)
        }
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        try check(posixLink(source.cString, path.cString), path)
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        if try status(of: path, follow: false).st_mode & S_IFMT == S_IFDIR {
            throw FileError(.isDirectory, path)
        }
        try check(posixUnlink(path.cString), path)
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        try check(rmdir(path.cString), path)
    }

    /// Moves, replacing what POSIX lets `rename(2)` replace.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        try check(posixRename(source.cString, target.cString), source)
    }

    /// Changes mode, owner or extended attributes.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let old = FileAttributes(try status(of: path, follow: follow))
        var attributes = old
        change(&attributes)
        let name = path.cString
        if attributes.uid != old.uid || attributes.gid != old.gid {
            try check(
                follow
                    ? chown(name, attributes.uid, attributes.gid)
                    : lchown(name, attributes.uid, attributes.gid), path)
        }
        if attributes.mode != old.mode { try check(chmod(name, mode_t(attributes.mode)), path) }
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        let stamp = timespec(
            tv_sec: rest < 0 ? Int(seconds) - 1 : Int(seconds),
            tv_nsec: Int(rest < 0 ? rest + 1_000_000_000 : rest))
        try check(
            utimensat(
                AT_FDCWD, path.cString, [stamp, stamp], follow ? 0 : AT_SYMLINK_NOFOLLOW), path)
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        try check(posixTruncate(path.cString, off_t(size)), path)
    }
}

extension FileAttributes {
    fileprivate init(_ status: stat) {
        self.init(mode: UInt16(status.st_mode & 0o7777), uid: status.st_uid, gid: status.st_gid)
    }
}

// The methods above have the names of the calls they make.
private func posixRename(_ a: [CChar], _ b: [CChar]) -> Int32 { rename(a, b) }
private func posixLink(_ a: [CChar], _ b: [CChar]) -> Int32 { link(a, b) }
private func posixUnlink(_ a: [CChar]) -> Int32 { unlink(a) }
private func posixTruncate(_ a: [CChar], _ size: off_t) -> Int32 { truncate(a, size) }
private func posixWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(file, bytes, count)
}
