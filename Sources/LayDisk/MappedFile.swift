internal import LayBounds
public import LayFiles
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of the machine, mapped for reading: its pages are loaded when they are touched.
///
/// One that was written to in its place is found out before it is read, by its size and time. One
/// that is cut short *while* it is read ends the process (SIGBUS), as with every mapping.
public final class MappedFile: ByteSource, @unchecked Sendable {
    private let base: UnsafeRawPointer?
    private let path: TreePath
    private let confinement: Confinement
    private let identity: FileIdentity
    /// The open file, which tells what becomes of it under any name; -1 for those that have to be
    /// looked for by their name, as a process may have few files open.
    private let file: Int32
    private static let opened = Atomic(0)
    private static let openLimit = min(64, sysconf(Int32(_SC_OPEN_MAX)) / 8)
    private static let held = Atomic(0)
    /// How many files of less than a megabyte are mapped at once: a process has 65,530 mappings
    /// (vm.max_map_count), and cannot even start another when they are used up.
    private static let limit = 16 << 10
    private static let large = 1 << 20

    /// Maps the file at `path`.
    ///
    /// - Throws: `FileError` when it cannot be opened or is no regular file.
    public convenience init(_ path: TreePath) throws(FileError) {
        let file = open(path.cString, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw FileError(errno: errno, path: path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notRegular(path)
        }
        self.init(file, status, path, .everything)
        if !isMapped {
            throw .manyMappings(path)
        }
    }

    /// Maps an open file; `isMapped` tells whether that was possible.
    init(_ file: Int32, _ status: stat, _ path: TreePath, _ confinement: Confinement) {
        self.path = path
        self.confinement = confinement
        identity = FileIdentity(status)
        let size = Int(status.st_size)
        var mapped: UnsafeRawPointer?
        let held = Self.held.add(1, ordering: .relaxed).newValue
        if held <= Self.limit || size >= Self.large, size > 0,
            let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED
        {
            mapped = UnsafeRawPointer(address)
        }
        base = mapped
        if mapped != nil, Self.opened.add(1, ordering: .relaxed).newValue <= Self.openLimit {
            self.file = fcntl(file, F_DUPFD_CLOEXEC, 0)
        } else {
            self.file = -1
        }
        if mapped != nil, self.file < 0 { Self.opened.subtract(1, ordering: .relaxed) }
        super.init(count: size)
    }

    /// False when too many files are mapped.
    var isMapped: Bool { base != nil || count == 0 }

    deinit {
        Self.held.subtract(1, ordering: .relaxed)
        if file >= 0 {
            close(file)
            Self.opened.subtract(1, ordering: .relaxed)
        }
        if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
    }

    /// True.
    public override var isContiguous: Bool { true }

    /// What is known of the file now; `nil` when it is not there.
    private var status: stat? {
        var status = stat()
        if file >= 0 { return fstat(file, &status) == 0 ? status : nil }
        guard let place = try? confinement.place(of: path, .read, follow: true) else { return nil }
        let isThere =
            fstatat(place.number, place.name.cString, &status, place.atFlags) == 0
        return isThere ? status : nil
    }

    /// Calls `body` with the bytes of `range`.
    ///
    /// - Throws: `FileError` when the file was written to since it was mapped.
    public override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        // A file that was removed or replaced is still there in the mapping.
        if let status {
            let now = FileIdentity(status)
            if now != identity, now.isSameInode(as: identity) { throw .changed(path) }
        }
        body(
            UnsafeRawBufferPointer(
                rebasing: UnsafeRawBufferPointer(start: base, count: count)[range]))
    }
}
