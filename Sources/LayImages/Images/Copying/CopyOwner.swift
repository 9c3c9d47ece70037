public import LayFiles

/// Whose what COPY puts somewhere becomes, found by what `--chown` says.
public struct CopyOwner: Sendable, Equatable {
    /// The user.
    public var uid: UInt32 = 0
    /// The group.
    public var gid: UInt32 = 0
    /// Names that the target does not have, for which root was taken.
    public private(set) var unknown: [String] = []

    /// The owner that a text names in a tree: a number alone is the group's too, a name brings its
    /// login group, and one that is not there is root.
    ///
    /// - Throws: `ImageError` of kind `NotFound` for a name where there is nothing at all to look it
    ///   up in.
    public init(_ text: String, in tree: FileTree) throws(ImageError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let files = TreeFileSystem(tree)
        let user = String(parts.first ?? "")
        if let number = Self.number(user) {
            (uid, gid) = (number, number)
        } else {
            if tree.isEmpty { throw .nowhereToFind(user) }
            let line = Accounts.line(in: "/etc/passwd", files) { $0.first == user }
            if line == nil { unknown.append(user) }
            uid = line.flatMap { $0.count > 2 ? UInt32($0[2]) : nil } ?? 0
            gid = line.flatMap { $0.count > 3 ? UInt32($0[3]) : nil } ?? 0
        }
        guard parts.count > 1 else { return }
        let group = String(parts[1])
        if let number = Self.number(group) {
            gid = number
        } else {
            if tree.isEmpty { throw .nowhereToFind(group) }
            if let number = Accounts.id(group, in: "/etc/group", files) {
                gid = number
            } else {
                unknown.append(group)
            }
        }
    }

    /// The number that a name is, if it needs no look at the target.
    private static func number(_ text: String) -> UInt32? {
        if text.isEmpty || text == "root" { return 0 }
        return Int32(text).flatMap { UInt32(exactly: $0) }
    }

    /// True for an owner whose names are looked up in the target, which is then an input of the step.
    public static func hasNames(_ text: String) -> Bool {
        text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .contains { number(String($0)) == nil }
    }
}

extension FileTree {
    /// True for a root that holds nothing.
    var isEmpty: Bool { ((try? list(.root)) ?? []).isEmpty }
}
