public import LayBounds

/// Why an operation on files was refused, as POSIX would say it.
public struct FileError: Error, Sendable, Equatable {
    /// The kinds of refusal; `errno` is in the comment.
    public enum Code: Sendable {
        case notFound  // ENOENT
        case exists  // EEXIST
        case notDirectory  // ENOTDIR
        case isDirectory  // EISDIR
        case notEmpty  // ENOTEMPTY
        case loop  // ELOOP
        case nameTooLong  // ENAMETOOLONG
        case crossDevice  // EXDEV
        case noSpace  // ENOSPC
        case readOnly  // EROFS
        case permissionDenied  // EACCES, EPERM
        case notGranted  // EACCES of the host that grants files
        case invalidArgument  // EINVAL
        case inUse  // EBUSY
        case noData  // ENODATA
        case corruptData  // EIO on a damaged blob
        case tooLarge  // EFBIG
        case badDescriptor  // EBADF
        case io  // EIO
        case noDevice  // ENXIO
        case limit  // a bound of the host, which ends the run
        case cancelled  // the host asked for an end

        /// The kind of error that scripts see.
        public var kind: ErrorKind {
            switch self {
            case .notFound: .notFound
            case .exists: .exists
            case .notDirectory: .notDirectory
            case .isDirectory: .isDirectory
            case .notEmpty: .notEmpty
            case .loop: .loop
            case .nameTooLong: .nameTooLong
            case .crossDevice: .crossDevice
            case .noSpace: .noSpace
            case .readOnly: .readOnly
            case .permissionDenied, .notGranted: .permissionDenied
            case .invalidArgument: .valueError
            case .inUse: .inUse
            case .noData: .keyError
            case .corruptData: .corruptData
            case .tooLarge: .fileTooLarge
            case .badDescriptor: .ioError
            case .io, .noDevice: .ioError
            case .limit: .limit
            case .cancelled: .cancelled
            }
        }
    }

    /// What kind of refusal.
    public let code: Code
    /// The path at fault, as the caller named it.
    public let path: TreePath
    /// More than the code says, or `nil`.
    public let detail: String?
    /// What stands at the path in the place of what was needed, where that is what is wrong.
    public let standing: FileKind?
    /// The bound that was reached, if that is what is wrong.
    private let reached: BoundReached?

    /// A refusal of `code` at `path`.
    public init(_ code: Code, _ path: TreePath, detail: String? = nil) {
        self.init(code, path, detail, nil)
    }

    /// A refusal of `code` for the kind of file that stands at `path`.
    public init(_ code: Code, _ path: TreePath, standing kind: FileKind) {
        self.init(code, path, "it is a \(kind.word)", kind)
    }

    private init(
        _ code: Code, _ path: TreePath, _ detail: String?, _ standing: FileKind?,
        reached: BoundReached? = nil
    ) {
        self.reached = reached
        self.code = code
        self.path = path
        self.detail = detail
        self.standing = standing
    }

    /// The same refusal of the path by another name.
    public func at(_ path: TreePath) -> FileError { FileError(code, path, detail, standing) }
}

extension FileError {
    /// A bound that was reached, where files alone are refused.
    public init(_ reached: BoundReached) {
        self.init(
            reached.kind == .cancelled ? .cancelled : .limit, .root, reached.message, nil,
            reached: reached)
    }

    /// True for a bound of the host: whoever reports errors and goes on does not go on after it.
    public var isBound: Bool { code == .limit || code == .cancelled }

    /// The bound of the host that was reached, if it was one.
    public var bound: BoundReached? {
        reached ?? (isBound ? BoundReached(code.kind, detail ?? reason) : nil)
    }

    /// Asks whether long work may go on.
    ///
    /// - Throws: `limit` or `cancelled` when it may not.
    package static func look() throws(FileError) {
        do throws(BoundReached) {
            try RunBounds.look()
        } catch {
            throw FileError(error)
        }
    }

    /// Asks for room before something large is made.
    ///
    /// - Throws: `limit` when the account that pays has no room for so many bytes.
    package static func admit(_ count: Int) throws(FileError) {
        do throws(BoundReached) {
            try MemoryAccount.admit(count)
        } catch {
            throw FileError(error)
        }
    }
}

extension RunBounds.Pace {
    /// Counts a unit of work where files alone are refused.
    ///
    /// - Throws: as `FileError.look`.
    package mutating func fileStep(_ units: Int = 1) throws(FileError) {
        do throws(BoundReached) {
            try step(units)
        } catch {
            throw FileError(error)
        }
    }
}

extension FileError: CustomStringConvertible {
    /// The C library's sentence for the code: "No such file or directory".
    public var reason: String {
        switch code {
        case .notFound: "No such file or directory"
        case .exists: "File exists"
        case .notDirectory: "Not a directory"
        case .isDirectory: "Is a directory"
        case .notEmpty: "Directory not empty"
        case .loop: "Too many levels of symbolic links"
        case .nameTooLong: "File name too long"
        case .crossDevice: "Invalid cross-device link"
        case .noSpace: "No space left on device"
        case .readOnly: "Read-only file system"
        case .permissionDenied, .notGranted: "Permission denied"
        case .invalidArgument: "Invalid argument"
        case .inUse: "Device or resource busy"
        case .noData: "No data available"
        case .corruptData: "Damaged data"
        case .tooLarge: "File too large"
        case .badDescriptor: "Bad file descriptor"
        case .io: "Input/output error"
        case .noDevice: "No such device or address"
        case .limit: "Cannot allocate memory"
        case .cancelled: "Interrupted system call"
        }
    }

    /// "/etc/x: No such file or directory", with the detail in parentheses; of damaged contents, which
    /// know no path, and of a bound, the detail alone.
    public var description: String {
        if code == .corruptData && path.isRoot || isBound, let detail { return detail }
        return "\(path): \(reason)" + (detail.map { " (\($0))" } ?? "")
    }
}
