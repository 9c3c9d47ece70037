/// An owner as `chown` takes it: `"user"`, `"user:group"`, `":group"`, `"user:"`, names or numbers.
public struct Ownership: Sendable {
    /// The user, when one is named.
    public var uid: UInt32?
    /// The group, when one is named; for `"user:"` the user's own.
    public var gid: UInt32?
    /// The group of the user in `/etc/passwd`.
    public var loginGroup: UInt32?

    /// What is wrong with an owner's text.
    public enum Fault: Error, Sendable {
        /// It names nobody, or too much.
        case unclear
        /// `/etc/passwd` has no such user.
        case unknownUser(String)
        /// `/etc/group` has no such group.
        case unknownGroup(String)
    }

    /// Looks names up in `/etc/passwd` and `/etc/group`.
    ///
    /// - Throws: `NotFound` for a name that they do not have, `ValueError` for no name at all.
    public init(_ text: String, _ files: any FileSystem) throws(OperationError) {
        do {
            self = try Ownership.found(text, files)
        } catch {
            switch error {
            case .unclear: throw .noOwner(text)
            case .unknownUser(let name): throw .unknownOwner("user", name, in: "/etc/passwd")
            case .unknownGroup(let name): throw .unknownOwner("group", name, in: "/etc/group")
            }
        }
    }

    /// Nobody: what is owned stays as it is.
    public init() {}

    /// The owner that a text names, for programs that word its faults themselves.
    ///
    /// - Throws: `Fault`.
    public static func found(
        _ text: String, _ files: any FileSystem
    ) throws(Fault) -> Ownership {
        var owner = Ownership()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let (user, group) = (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
        guard parts.count < 3, !user.isEmpty || group?.isEmpty == false else { throw .unclear }
        if !user.isEmpty {
            owner.uid = UInt32(user)
            if owner.uid == nil {
                let line = Accounts.line(in: "/etc/passwd", files) { $0.first == user } ?? []
                owner.uid = line.count > 3 ? UInt32(line[2]) : nil
                owner.loginGroup = line.count > 3 ? UInt32(line[3]) : nil
            }
            if owner.uid == nil { throw .unknownUser(user) }
        }
        if let group {
            owner.gid =
                group.isEmpty
                ? owner.loginGroup : UInt32(group) ?? Accounts.id(group, in: "/etc/group", files)
            if owner.gid == nil, !group.isEmpty { throw .unknownGroup(group) }
        }
        return owner
    }

    /// The owner of what a user makes: the group that comes with a name or a number, or root's.
    ///
    /// - Throws: `NotFound` for a name that `/etc/passwd` and `/etc/group` do not have, `ValueError`
    ///   for no name at all.
    public static func ofUser(_ text: String, _ files: any FileSystem) throws(OperationError) -> (
        uid: UInt32, gid: UInt32
    ) {
        let owner = try Ownership(text, files).whole
        guard UInt32(text) != nil else { return owner }
        let line = Accounts.line(in: "/etc/passwd", files) { $0.count > 3 && $0[2] == text }
        return (owner.uid, line.flatMap { UInt32($0[3]) } ?? 0)
    }

    /// The owner of something new: the user's own group, or root, where none is named.
    public var whole: (uid: UInt32, gid: UInt32) { (uid ?? 0, gid ?? loginGroup ?? 0) }
}
