internal import LayBounds
internal import LayFiles
internal import LayRuntime
internal import LayUtilities

/// As whom a program runs: `user[:group]`, looked up in the container's /etc/passwd and /etc/group
/// as runc and moby do it.
struct Credentials {
    /// The user's number.
    private(set) var uid: UInt32 = 0
    /// The number of the group.
    private(set) var gid: UInt32 = 0
    /// Every group of the process, its own too.
    private(set) var groups: [UInt32] = []
    /// Where the user is at home.
    private(set) var home = "/"

    private static let range = 0...Int(Int32.max)

    /// - Throws: `LayError` of kind `NotFound` or `ValueError`.
    init(_ text: String, _ files: any FileSystem) throws {
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

    private static func number(_ text: String, _ kind: String, in file: String) throws -> UInt32 {
        guard let number = Int(text) else {
            throw LayError(
                .notFound, "unable to find \(kind) \(text): no matching entries in \(file) file",
                help: "add it to the image's /etc/\(file), or give a number")
        }
        guard range.contains(number) else {
            throw LayError(
                .valueError, "uids and gids must be in range 0-2147483647, not \(text)")
        }
        return UInt32(number)
    }
}
