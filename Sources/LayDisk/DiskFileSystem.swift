internal import CSystem
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
///
/// `confined(to:)` gives the same files as far as they are granted, without a gap between the look at
/// a link and its use.
public final class DiskFileSystem: ConfinedFileSystem {
    /// Files are dated by the system when they are written.
    public let now: Nanoseconds
    /// What is granted.
    let confinement: Confinement
    /// What confined views of the same files share.
    let state: State

    /// What is known of files.
    final class State {
        /// Numbers of the inodes with several names that were seen: what tells them apart takes more
        /// than the 64 bits of a link's number.
        fileprivate var inodes: [Inode: Int] = [:]
        /// The locks that were taken, which may be taken again.
        var locks: [TreePath: WeakLock] = [:]
    }

    fileprivate struct Inode: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// The machine's files, all of them; `now` dates what a script makes in memory.
    public convenience init(now: Nanoseconds = 0) {
        self.init(now: now, .everything, State())
    }

    init(now: Nanoseconds, _ confinement: Confinement, _ state: State) {
        self.now = now
        self.confinement = confinement
        self.state = state
    }

    private func check(_ result: Int32, _ path: TreePath) throws(FileError) {
        if result != 0 { throw FileError(errno: errno, path: path) }
    }

    private func status(of place: DiskPlace, _ path: TreePath) throws(FileError) -> stat {
        if let known = place.status { return known }
        var status = stat()
        try check(fstatat(place.number, place.name.cString, &status, place.atFlags), path)
        return status
    }

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        for _ in 0..<Confinement.patience {
            let place = try confinement.place(of: path, .read, follow: follow)
            let status = try status(of: place, path)
            let body: FileNode.Body
            switch status.kind {
            case S_IFDIR: body = .directory
            case S_IFLNK:
                guard let target = place.target else { continue }
                body = .symlink(target: target)
            case S_IFIFO: body = .fifo
            case S_IFREG:
                let file = posixOpen(
                    place.number, place.name.cString,
                    O_RDONLY | O_NONBLOCK | place.openFlags)
                // Another process may have put a link there since.
                if file < 0, errno == ELOOP { continue }
                let opened: Result<Int32, FileError> =
                    file < 0 ? .failure(FileError(errno: errno, path: path)) : .success(file)
                body = .file(
                    try FileContents(opened, size: Int(status.st_size), path, confinement))
            default:
                throw FileError.unreadKind(path)
            }
            return FileEntry(
                path: path,
                node: FileNode(
                    body, attributes: FileAttributes(status), modified: status.modified),
                linkCount: Int(status.st_nlink), linkID: linkID(status))
        }
        throw FileError(.loop, path)
    }

    /// What is at a path and how large it is.
    public func status(
        at path: TreePath, follow: Bool
    ) throws(FileError) -> (kind: FileKind, size: Int) {
        // Whoever makes the directories above a file need not know more of those above what is granted.
        if !confinement.isFree(.look), confinement.root(of: path, .look) == nil,
            confinement.isAbove(path)
        {
            return (.directory, 0)
        }
        let status = try status(of: confinement.place(of: path, .look, follow: follow), path)
        let kind: FileKind =
            switch status.kind {
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
    func linkID(_ status: stat) -> Int {
        if status.st_nlink < 2 || status.kind == S_IFDIR { return 0 }
        let inode = Inode(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        if let known = state.inodes[inode] { return known }
        state.inodes[inode] = state.inodes.count + 1
        return state.inodes.count
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        let file = try confinement.open(path, O_RDONLY | O_DIRECTORY, 0, .read)
        guard let directory = fdopendir(file) else {
            let code = errno
            close(file)
            throw FileError(errno: code, path: path)
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
            if name == .dot || name == .dots { continue }
            var status = stat()
            if fstatat(file, name.cString, &status, AT_SYMLINK_NOFOLLOW) != 0 { continue }
            switch status.kind {
            case S_IFDIR: items.append(DirectoryItem(name: name, kind: .directory))
            case S_IFLNK: items.append(DirectoryItem(name: name, kind: .symlink))
            case S_IFREG: items.append(DirectoryItem(name: name, kind: .file))
            case S_IFIFO: items.append(DirectoryItem(name: name, kind: .fifo))
            default: continue
            }
        }
        return items.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    )
        throws(FileError)
    {
        let place = try placeToReplace(path)
        var status = stat()
        let isThere =
            fstatat(place.number, place.name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0
        let mode = isThere ? status.st_mode & 0o7777 : mode_t(attributes.mode)
        if isThere, status.kind == S_IFDIR { throw FileError(.isDirectory, path) }
        if isThere, ![S_IFREG, S_IFLNK].contains(status.kind) {
            throw FileError.notRegular(path)
        }
        let temporary = place.beside { Array(".lay-".utf8) + $0 + Array(".tmp".utf8) }
        let file = try Self.create(temporary, mode, path)
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
        if failure == 0, readFailure == nil, temporary.rename(to: place) != 0 { failure = errno }
        if failure != 0 || readFailure != nil {
            _ = temporary.unlink()
            throw readFailure ?? FileError(errno: failure, path: path)
        }
    }

    /// The place of a file that is to be replaced by another, without links.
    private func placeToReplace(_ path: TreePath) throws(FileError) -> DiskPlace {
        if !confinement.isFree(.write) {
            return try confinement.place(of: path, .write, follow: true)
        }
        return try confinement.place(
            naming: (try? resolve(path, lastMayBeMissing: true)) ?? path, .write)
    }

    /// Makes a file to be written, instead of whatever has its name: a fifo that somebody put there
    /// would be waited for.
    private static func create(
        _ place: DiskPlace, _ mode: mode_t, _ path: TreePath
    ) throws(FileError) -> Int32 {
        for isLast in [false, true] {
            let file = posixOpen(
                place.number, place.name.cString, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                mode)
            if file >= 0 { return file }
            if isLast || errno != EEXIST { break }
            _ = place.unlink()
        }
        throw FileError(errno: errno, path: path)
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
        let file = try confinement.open(
            path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK, mode_t(attributes.mode), .write)
        defer { close(file) }
        let failure = bytes.withUnsafeBytes { Self.writeAll(file, $0) }
        if failure != 0 { throw FileError(errno: failure, path: path) }
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        // A fifo without a reader is refused.
        let file = try confinement.open(path, O_WRONLY | O_NONBLOCK, 0, .write)
        defer { close(file) }
        try check(ftruncate(file, off_t(size)), path)
    }
}

// The methods above have the names of the calls they make.
private func posixWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(file, bytes, count)
}
