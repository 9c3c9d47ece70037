internal import LayBounds
internal import LayFiles
internal import LayRuntime
internal import LayUtilities

/// An owner as `chown` takes it: `"user"`, `"user:group"`, `":group"`, `"user:"`, names or numbers.
struct Ownership {
    /// The user, when one is named.
    var uid: UInt32?
    /// The group, when one is named; for `"user:"` the user's own.
    var gid: UInt32?
    /// The group of the user in `/etc/passwd`.
    var loginGroup: UInt32?

    /// Looks names up in `/etc/passwd` and `/etc/group`.
    ///
    /// - Throws: `NotFound` for a name that they do not have, `ValueError` for no name at all.
    init(_ text: String, _ files: any FileSystem) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let (user, group) = (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
        guard parts.count < 3, !user.isEmpty || group?.isEmpty == false else {
            throw LayError(
                .valueError, "'\(text)' is no owner",
                help: "\"user\", \"user:group\" and \":group\" are, with names or numbers")
        }
        if !user.isEmpty {
            uid = UInt32(user)
            if uid == nil {
                let line = Accounts.line(in: "/etc/passwd", files) { $0.first == user } ?? []
                uid = line.count > 3 ? UInt32(line[2]) : nil
                loginGroup = line.count > 3 ? UInt32(line[3]) : nil
            }
            if uid == nil { throw Self.unknown("user", user, "/etc/passwd") }
        }
        if let group {
            gid =
                group.isEmpty
                ? loginGroup : UInt32(group) ?? Accounts.id(group, in: "/etc/group", files)
            if gid == nil, !group.isEmpty { throw Self.unknown("group", group, "/etc/group") }
        }
    }

    private static func unknown(_ what: String, _ name: String, _ file: String) -> LayError {
        LayError(
            .notFound, "there is no \(what) '\(name)' in \(file)",
            help: "give a number, such as \"1000:1000\", or write \(file) first")
    }
}
