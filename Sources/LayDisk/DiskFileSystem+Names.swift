internal import CSystem
public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What changes names and attributes, and no contents.
extension DiskFileSystem {
    private func check(_ result: Int32, _ path: TreePath) throws(FileError) {
        if result != 0 { throw FileError(errno: errno, path: path) }
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        try node.check(at: path)
        let access: DiskAccess = node.kind == .directory ? .makeDirectory : .write
        let place = try confinement.place(naming: path, access)
        let name = place.name.cString
        let mode = mode_t(node.attributes.mode)
        switch node.body {
        case .directory:
            try check(mkdirat(place.number, name, mode), path)
            try check(place.setMode(mode), path)
        case .symlink(let target):
            if confinement.isRoot(path) { throw .notGranted(path, writes: true) }
            try check(symlinkat(target.cString, place.number, name), path)
        case .fifo: try check(mkfifoat(place.number, name, mode), path)
        case .file(let contents):
            var status = stat()
            if fstatat(place.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
                throw FileError(.exists, path)
            }
            try write(contents, to: path, creating: node.attributes)
        default:
            throw FileError.unmadeKind(path)
        }
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        // Whoever has a name may write what it names.
        let source = try confinement.place(naming: source, .write)
        let place = try confinement.place(naming: path, .write)
        try refuseLink(source, as: path)
        try check(
            linkat(source.number, source.name.cString, place.number, place.name.cString, 0), path)
    }

    /// Refuses to give what is granted the name of a link.
    private func refuseLink(_ place: DiskPlace, as path: TreePath) throws(FileError) {
        var status = stat()
        if confinement.isRoot(path),
            fstatat(place.number, place.name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.kind == S_IFLNK
        {
            throw .notGranted(path, writes: true)
        }
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        let place = try confinement.place(naming: path, .write)
        if place.unlink() == 0 { return }
        // What systems say of a directory differs.
        let code = errno
        var status = stat()
        if fstatat(place.number, place.name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.kind == S_IFDIR
        {
            throw FileError(.isDirectory, path)
        }
        throw FileError(errno: code, path: path)
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        let place = try confinement.place(naming: path, .write)
        try check(unlinkat(place.number, place.name.cString, AT_REMOVEDIR), path)
        confinement.forget(path)
    }

    /// Moves, replacing what POSIX lets `rename(2)` replace.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        let from = try confinement.place(naming: source, .write)
        let place = try confinement.place(naming: target, .write)
        try refuseLink(from, as: target)
        try check(from.rename(to: place), source)
        confinement.forget(source)
        confinement.forget(target)
    }

    /// Changes mode, owner or extended attributes.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) {
        let place = try confinement.place(of: path, .write, follow: follow)
        var status = place.status ?? stat()
        if place.status == nil {
            try check(
                fstatat(place.number, place.name.cString, &status, place.atFlags), path)
        }
        let old = FileAttributes(status)
        var attributes = old
        change(&attributes)
        if attributes.uid != old.uid || attributes.gid != old.gid {
            try check(
                fchownat(
                    place.number, place.name.cString, attributes.uid, attributes.gid,
                    place.atFlags), path)
        }
        if attributes.mode != old.mode { try check(place.setMode(mode_t(attributes.mode)), path) }
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        let stamp = timespec(
            tv_sec: rest < 0 ? Int(seconds) - 1 : Int(seconds),
            tv_nsec: Int(rest < 0 ? rest + 1_000_000_000 : rest))
        let place = try confinement.place(of: path, .write, follow: follow)
        try check(
            utimensat(place.number, place.name.cString, [stamp, stamp], place.atFlags), path)
    }
}

extension DiskPlace {
    /// Where a link leads; `nil` for what is none.
    var target: [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.baseAddress.map {
                readlinkat(
                    number, name.cString, $0.assumingMemoryBound(to: CChar.self), raw.count)
            } ?? -1
        }
        return count < 0 ? nil : Array(buffer[..<count])
    }

    func unlink() -> Int32 { unlinkat(number, name.cString, 0) }

    func rename(to place: DiskPlace) -> Int32 {
        renameat(number, name.cString, place.number, place.name.cString)
    }

    /// Gives what is there a mode, and not what a link leads to that was put there meanwhile.
    func setMode(_ mode: mode_t) -> Int32 {
        if directory == nil { return fchmodat(number, name.cString, mode, 0) }
        let result = fchmodat(number, name.cString, mode, AT_SYMLINK_NOFOLLOW)
        // C libraries before 2020 cannot.
        guard result != 0, errno == ENOTSUP || errno == EOPNOTSUPP else { return result }
        let file = posixOpen(number, name.cString, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        if file < 0 { return -1 }
        defer { close(file) }
        return fchmod(file, mode)
    }
}

extension FileAttributes {
    init(_ status: stat) {
        self.init(mode: UInt16(status.st_mode & 0o7777), uid: status.st_uid, gid: status.st_gid)
    }
}

extension stat {
    /// When the contents were changed.
    var modified: Nanoseconds {
        #if canImport(Darwin)
            let time = st_mtimespec
        #else
            let time = st_mtim
        #endif
        return Self.nanoseconds(time)
    }

    /// When anything was changed, attributes and names included.
    var changed: Nanoseconds {
        #if canImport(Darwin)
            let time = st_ctimespec
        #else
            let time = st_ctim
        #endif
        return Self.nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Nanoseconds {
        // Some file systems keep times that 64 bits of nanoseconds do not.
        Nanoseconds(Timestamp.clamped(Int(time.tv_sec))) * 1_000_000_000
            + (Timestamp.range.contains(Int(time.tv_sec)) ? Nanoseconds(time.tv_nsec) : 0)
    }
}
