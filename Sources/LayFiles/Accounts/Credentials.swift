internal import LayBounds

/// As whom a program runs: `user[:group]`, looked up in the container's /etc/passwd and /etc/group
/// as runc and moby do it.
public struct Credentials: Sendable {
    /// The user's number.
    public private(set) var uid: UInt32 = 0
    /// The number of the group.
    public private(set) var gid: UInt32 = 0
    /// Every group of the process, its own too.
    public private(set) var groups: [UInt32] = []
    /// Where the user is at home.
    public private(set) var home = "/"

    private static let range = 0...Int(Int32.max)

    /// Root, at home in `/root`.
    public static let root = Credentials(uid: 0, gid: 0)

    /// The credentials of numbers that are known.
    public init(uid: UInt32, gid: UInt32, groups: [UInt32] = []) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        home = uid == 0 ? "/root" : "/"
    }

    /// The credentials of `user[:group]`, names or numbers; of root for an empty text.
    ///
    /// - Throws: `OperationError` of kind `NotFound` or `ValueError`.
    public init(_ text: String, _ files: any FileSystem) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let user = parts.first.map(String.init) ?? ""
        let group = parts.count > 1 ? String(parts[1]) : ""
        let line = Accounts.line(in: "/etc/passwd", files) { fields in
            guard fields.count > 3, let number = Int(fields[2]) else { return false }
            if user.isEmpty { return number == 0 }
            return fields[0] == user || number == Int(user)
        }
        if let line {
            uid = UInt32(line[2]) ?? 0
            gid = UInt32(line[3]) ?? 0
            home = line.count > 5 && !line[5].isEmpty ? line[5] : "/"
        } else if !user.isEmpty {
            uid = try Self.number(user, "user", in: "passwd")
        } else {
            home = "/root"
        }
        if !group.isEmpty {
            let found = Accounts.line(in: "/etc/group", files) { fields in
                fields.count > 2 && (fields[0] == group || Int(fields[2]) == Int(group) ?? -1)
            }
            gid = try found.flatMap { UInt32($0[2]) } ?? Self.number(group, "group", in: "group")
        } else if parts.count == 1, let name = line?[0] {
            groups = Accounts.lines(in: "/etc/group", files)
                .filter { $0.count > 3 && $0[3].split(separator: ",").contains { $0 == name } }
                .compactMap { UInt32($0[2]) }
        }
        if !groups.contains(gid) { groups.append(gid) }
    }

    private static func number(_ text: String, _ kind: String, in file: String)
        throws(OperationError) -> UInt32
    {
        guard let number = Int(text) else {
            throw OperationError.unknownAccount(kind, text, in: file)
        }
        guard range.contains(number) else {
            throw OperationError(
                .valueError, "uids and gids must be in range 0-2147483647, not \(text)")
        }
        return UInt32(number)
    }

    /// What a process wants of a file: the bits of the mode that allow it.
    public enum Access: UInt16, Sendable {
        /// Its contents, or a directory's names.
        case read = 4
        /// To change its contents, or a directory's names.
        case write = 2
        /// To run it, or to walk through a directory.
        case execute = 1
    }

    /// True when a mode gives the user this access. Root may do all, but execute only what somebody
    /// may (Linux, generic_permission).
    public func may(_ access: Access, _ attributes: FileAttributes) -> Bool {
        if uid == 0 { return access != .execute || attributes.mode & 0o111 != 0 }
        let shift: UInt16 =
            attributes.uid == uid
            ? 6 : attributes.gid == gid || groups.contains(attributes.gid) ? 3 : 0
        return attributes.mode >> shift & access.rawValue != 0
    }
}
