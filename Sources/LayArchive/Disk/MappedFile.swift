public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of the machine, mapped for reading: its pages are loaded when they are touched.
public final class MappedFile: ByteSource, @unchecked Sendable {
    private let base: UnsafeRawPointer?

    /// Maps the file at `path`.
    ///
    /// - Throws: `FileError` when it cannot be opened or is no regular file.
    public init(_ path: TreePath) throws(FileError) {
        let file = open(path.cString, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileError(errno: errno, path: path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileError(.invalidArgument, path, detail: "not a regular file")
        }
        let size = Int(status.st_size)
        var mapped: UnsafeRawPointer?
        if size > 0 {
            guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0),
                address != MAP_FAILED
            else {
                throw FileError(errno: errno, path: path)
            }
            mapped = UnsafeRawPointer(address)
        }
        base = mapped
        super.init(count: size)
    }

    deinit {
        if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
    }

    /// All bytes, valid while this object lives.
    public var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// True.
    public override var isContiguous: Bool { true }

    /// Calls `body` with the bytes of `range`.
    public override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        body(UnsafeRawBufferPointer(rebasing: buffer[range]))
    }
}

extension FileError {
    /// The refusal that an error number of the system means.
    public init(errno code: Int32, path: TreePath) {
        let kind: Code =
            switch code {
            case ENOENT: .notFound
            case EEXIST: .exists
            case ENOTDIR: .notDirectory
            case EISDIR: .isDirectory
            case ENOTEMPTY: .notEmpty
            case ELOOP: .loop
            case ENAMETOOLONG: .nameTooLong
            case EXDEV: .crossDevice
            case ENOSPC: .noSpace
            case EROFS: .readOnly
            case EACCES, EPERM: .permissionDenied
            case EINVAL: .invalidArgument
            case EBUSY: .inUse
            default: .io
            }
        self.init(kind, path, detail: kind == .io ? String(cString: strerror(code)) : nil)
    }
}
