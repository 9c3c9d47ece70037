/// Why an operation on files was refused, as POSIX would say it.
public struct FileError: Error, Sendable, Equatable {
    /// The kinds of refusal, named as Lay's error kinds are; `errno` is in the comment.
    public enum Code: String, Sendable {
        case notFound = "NotFound"  // ENOENT
        case exists = "Exists"  // EEXIST
        case notDirectory = "NotDirectory"  // ENOTDIR
        case isDirectory = "IsDirectory"  // EISDIR
        case notEmpty = "NotEmpty"  // ENOTEMPTY
        case loop = "Loop"  // ELOOP
        case nameTooLong = "NameTooLong"  // ENAMETOOLONG
        case crossDevice = "CrossDevice"  // EXDEV
        case noSpace = "NoSpace"  // ENOSPC
        case readOnly = "ReadOnly"  // EROFS
        case permissionDenied = "PermissionDenied"  // EACCES, EPERM
        case invalidArgument = "ValueError"  // EINVAL
        case inUse = "InUse"  // EBUSY
        case noData = "KeyError"  // ENODATA
        case corruptData = "CorruptData"  // EIO on a damaged blob
        case limit = "Limit"  // EFBIG, a budget of the host
        case io = "IOError"  // EIO
    }

    /// What kind of refusal.
    public let code: Code
    /// The path at fault, as the caller named it.
    public let path: TreePath
    /// More than the code says, or `nil`.
    public let detail: String?

    /// A refusal of `code` at `path`.
    public init(_ code: Code, _ path: TreePath, detail: String? = nil) {
        self.code = code
        self.path = path
        self.detail = detail
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
        case .permissionDenied: "Permission denied"
        case .invalidArgument: "Invalid argument"
        case .inUse: "Device or resource busy"
        case .noData: "No data available"
        case .corruptData: "Damaged data"
        case .limit: "File too large"
        case .io: "Input/output error"
        }
    }

    /// "/etc/x: No such file or directory", with the detail in parentheses; of damaged contents, which
    /// know no path, the detail alone.
    public var description: String {
        if code == .corruptData, path.isRoot, let detail { return detail }
        return "\(path): \(reason)" + (detail.map { " (\($0))" } ?? "")
    }
}
