internal import CSystem
public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The machine's files survive a crash when `fsync(2)` has returned.
extension DiskFileSystem: DurableFileSystem {
    /// Writes a file without waiting for the disk.
    public func write(_ contents: FileContents, unsynchronizedTo path: TreePath) throws(FileError) {
        let file = try open(toReplace: path)
        defer { close(file) }
        let failure = try Self.write(contents, file)
        if failure != 0 { throw FileError(errno: failure, path: path) }
    }

    /// Opens a file to be written from its beginning; a fifo in its place is not waited for.
    func open(toReplace path: TreePath) throws(FileError) -> Int32 {
        try confinement.open(
            path, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK, 0o644, .write, follow: false)
    }

    /// Waits until the files' bytes are on the disk.
    public func synchronize(files: [TreePath]) throws(FileError) {
        var rest = files[...]
        while !rest.isEmpty { rest = rest.dropFirst(try synchronize(together: rest.prefix(64))) }
    }

    /// Waits for files of which the first at least can be opened; gives how many there were.
    ///
    /// With all of them on their way, the first wait is nearly the wait for all.
    @discardableResult
    private func synchronize(together files: ArraySlice<TreePath>) throws(FileError) -> Int {
        var opened: [(file: Int32, path: TreePath)] = []
        defer { for (file, _) in opened { close(file) } }
        for path in files {
            let file: Int32
            do throws(FileError) {
                file = try confinement.open(path, O_RDONLY | O_NONBLOCK, 0, .look)
            } catch {
                // A process may have few files open.
                if !opened.isEmpty, errno == EMFILE || errno == ENFILE { break }
                throw error
            }
            opened.append((file, path))
            lay_begin_writing(file)
        }
        for (file, path) in opened where fsync(file) != 0 {
            throw FileError(errno: errno, path: path)
        }
        return opened.count
    }

    /// Waits until the directory's names are on the disk.
    public func synchronize(directory: TreePath) throws(FileError) {
        // The name of what is granted stands in a directory that is not.
        if let above = confinement.directory(holdingRoot: directory) {
            let file = posixOpen(above.number, [UInt8].dot.cString, O_RDONLY | O_DIRECTORY)
            if file < 0 { throw FileError(errno: errno, path: directory) }
            defer { close(file) }
            if fsync(file) != 0 { throw FileError(errno: errno, path: directory) }
            return
        }
        try synchronize(together: [directory])
    }

    /// Takes a lock with `flock(2)`, which ends with the process that holds it.
    public func lock(_ path: TreePath) throws(FileError) -> any FileLock {
        if let known = state.locks[path]?.lock, known.users > 0 {
            known.users += 1
            return known
        }
        let lock = try DiskLock(path, confinement)
        state.locks[path] = WeakLock(lock)
        return lock
    }
}

/// A lock file that is open and locked.
final class DiskLock: FileLock {
    private let place: DiskPlace
    private var file: Int32
    var users = 1

    init(_ path: TreePath, _ confinement: Confinement) throws(FileError) {
        place = try confinement.place(naming: path, .write)
        while true {
            let opened = posixOpen(
                place.number, place.name.cString, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
                0o644)
            if opened < 0 { throw FileError(errno: errno, path: path) }
            if flock(opened, LOCK_EX | LOCK_NB) != 0 {
                let code = errno
                let holder = Self.holder(opened)
                _ = closeFile(opened)
                if code == EINTR { continue }
                if code != EWOULDBLOCK { throw FileError(errno: code, path: path) }
                throw FileError(.inUse, path, detail: holder)
            }
            // The holder before may have removed the file between opening and locking it.
            var (mine, named) = (stat(), stat())
            if fstat(opened, &mine) == 0,
                fstatat(place.number, place.name.cString, &named, AT_SYMLINK_NOFOLLOW) == 0,
                mine.st_ino == named.st_ino, mine.st_dev == named.st_dev
            {
                file = opened
                break
            }
            _ = closeFile(opened)
        }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let text = "process \(getpid()) since \(Timestamp.text(Int(time.tv_sec)))"
        _ = ftruncate(file, 0)
        var line = text + "\n"
        line.withUTF8 { bytes in _ = pwrite(file, bytes.baseAddress, bytes.count, 0) }
    }

    /// What the holder wrote into the file; `nil` while it has not.
    private static func holder(_ file: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init)
    }

    func release() {
        guard users > 0 else { return }
        users -= 1
        if users == 0 { close() }
    }

    private func close() {
        guard file >= 0 else { return }
        _ = place.unlink()
        _ = closeFile(file)
        file = -1
    }

    deinit { close() }
}

/// A lock that the file system knows without holding it.
struct WeakLock {
    weak var lock: DiskLock?

    init(_ lock: DiskLock) { self.lock = lock }
}

private func closeFile(_ file: Int32) -> Int32 { close(file) }
