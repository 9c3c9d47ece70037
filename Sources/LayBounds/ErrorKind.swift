/// What kind of error happened: a closed set of the engine's own, and whatever a script throws.
///
/// A rule about errors is a rule about a kind, never about its spelling: a script that throws
/// `error("…", kind: "NotFound")` throws a kind of its own that reads the same.
public enum ErrorKind: Sendable, Hashable {
    /// A text that cannot be read.
    case syntaxError
    /// A name or member that is not there, or not yet.
    case nameError
    /// A change of what never changes.
    case immutableError
    /// A value of another type than the one needed.
    case typeError
    /// A value that has the right type and makes no sense (EINVAL).
    case valueError
    /// A place outside a list, a text or bytes.
    case indexError
    /// A key that a map does not have, or an attribute (ENODATA).
    case keyError
    /// A number that does not fit.
    case overflow
    /// An `assert` that did not hold.
    case assertionError
    /// A file, image, container, volume or module that is not there (ENOENT).
    case notFound
    /// A name that is taken (EEXIST).
    case exists
    /// A path through something that is no directory (ENOTDIR).
    case notDirectory
    /// A directory where a file is needed (EISDIR).
    case isDirectory
    /// A directory that has something in it (ENOTEMPTY).
    case notEmpty
    /// Links that lead to each other (ELOOP).
    case loop
    /// A name or path that Linux would not take (ENAMETOOLONG).
    case nameTooLong
    /// A link or a move from one mount to another (EXDEV).
    case crossDevice
    /// No room on the device (ENOSPC).
    case noSpace
    /// A file larger than the system takes (EFBIG).
    case fileTooLarge
    /// A write where nothing may be written (EROFS).
    case readOnly
    /// What the host did not grant, or a file's mode (EACCES, EPERM).
    case permissionDenied
    /// What something else needs (EBUSY).
    case inUse
    /// What a container, a volume or a value cannot do as it stands.
    case invalidState
    /// Two layers that change one path.
    case conflict
    /// Bytes that are not what they are said to be.
    case corruptData
    /// What the machine could not do (EIO).
    case ioError
    /// A program that ended with another status than 0, or could not be run.
    case exitStatus
    /// What a host's own function threw.
    case hostError
    /// A bound of the host; no script catches it.
    case limit
    /// The host asked for an end; no script catches it.
    case cancelled
    /// A kind that a script named.
    case script(String)

    /// True for what the host's own bounds throw: no script can catch it, by kind or without.
    public var isUncatchable: Bool { self == .limit || self == .cancelled }
}

extension ErrorKind: RawRepresentable {
    /// The kind of a word that a script wrote, which is never one of the engine's.
    public init(rawValue: String) { self = .script(rawValue) }

    /// The word that a script sees.
    public var rawValue: String {
        switch self {
        case .syntaxError: "SyntaxError"
        case .nameError: "NameError"
        case .immutableError: "ImmutableError"
        case .typeError: "TypeError"
        case .valueError: "ValueError"
        case .indexError: "IndexError"
        case .keyError: "KeyError"
        case .overflow: "Overflow"
        case .assertionError: "AssertionError"
        case .notFound: "NotFound"
        case .exists: "Exists"
        case .notDirectory: "NotDirectory"
        case .isDirectory: "IsDirectory"
        case .notEmpty: "NotEmpty"
        case .loop: "Loop"
        case .nameTooLong: "NameTooLong"
        case .crossDevice: "CrossDevice"
        case .noSpace: "NoSpace"
        case .fileTooLarge: "FileTooLarge"
        case .readOnly: "ReadOnly"
        case .permissionDenied: "PermissionDenied"
        case .inUse: "InUse"
        case .invalidState: "InvalidState"
        case .conflict: "Conflict"
        case .corruptData: "CorruptData"
        case .ioError: "IOError"
        case .exitStatus: "ExitStatus"
        case .hostError: "HostError"
        case .limit: "Limit"
        case .cancelled: "Cancelled"
        case .script(let word): word
        }
    }

    /// The engine's own kinds.
    public static let engine: [ErrorKind] = [
        .syntaxError, .nameError, .immutableError, .typeError, .valueError, .indexError, .keyError,
        .overflow, .assertionError, .notFound, .exists, .notDirectory, .isDirectory, .notEmpty,
        .loop, .nameTooLong, .crossDevice, .noSpace, .fileTooLarge, .readOnly, .permissionDenied,
        .inUse, .invalidState, .conflict, .corruptData, .ioError, .exitStatus, .hostError, .limit,
        .cancelled,
    ]
}

extension ErrorKind: CustomStringConvertible {
    /// The word that a script sees.
    public var description: String { rawValue }
}
