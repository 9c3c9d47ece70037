public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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

/// What is refused of the machine's own files.
extension FileError {
    static func notRegular(_ path: TreePath) -> FileError {
        FileError(.invalidArgument, path, detail: "not a regular file")
    }

    static func unreadKind(_ path: TreePath) -> FileError {
        FileError(
            .invalidArgument, path, detail: "devices and sockets of the host are not read")
    }

    static func unmadeKind(_ path: TreePath) -> FileError {
        FileError(.permissionDenied, path, detail: "devices are not made on the host")
    }

    static func moreThanAnnounced(_ path: TreePath) -> FileError {
        FileError(.invalidArgument, path, detail: "more bytes than were announced")
    }

    static func manyMappings(_ path: TreePath) -> FileError {
        FileError(.tooLarge, path, detail: "the system maps no more files")
    }

    /// The file is another one now.
    static func changed(_ path: TreePath) -> FileError {
        FileError(.io, path, detail: "the file was changed after it was first read")
    }
}
