internal import LayBounds
internal import LayFiles
import LayShell

/// The files that hold a container's accounts, changed together.
final class AccountDatabase {
    let users: AccountTable
    let groups: AccountTable
    let shadow: AccountTable
    let groupShadow: AccountTable
    private let userRanges: AccountTable
    private let groupRanges: AccountTable
    private let context: ProgramContext

    init(_ context: ProgramContext) throws {
        self.context = context
        users = try AccountTable("/etc/passwd", context)
        groups = try AccountTable("/etc/group", context)
        shadow = try AccountTable("/etc/shadow", context)
        groupShadow = try AccountTable("/etc/gshadow", context)
        userRanges = try AccountTable("/etc/subuid", context)
        groupRanges = try AccountTable("/etc/subgid", context)
    }

    /// Writes all that was changed.
    func save() throws {
        for table in [groups, groupShadow, users, shadow, userRanges, groupRanges] {
            try table.save()
        }
    }

    /// The day that passwords changed on, counted from 1970.
    var today: Int { context.now / 86_400 }

    // MARK: Numbers

    /// The number of a group by name or number.
    func group(_ word: [UInt8]) -> Int? {
        if let place = groups.place(of: word) { return groups.number(at: place) }
        let text = String(decoding: word, as: UTF8.self)
        guard let number = Int(text), groups.place(ofNumber: number) != nil else { return nil }
        return number
    }

    func groupName(_ gid: Int) -> [UInt8]? {
        groups.place(ofNumber: gid).map { groups.field(0, at: $0) }
    }

    /// The number for something new: for people above the highest one, for the system below the
    /// lowest one; in a gap where there is no more room there.
    static func free(_ range: ClosedRange<Int>, used: [Int], fromTop: Bool) -> Int? {
        let inside = Set(used.filter { range.contains($0) })
        if fromTop {
            let next = (inside.min() ?? range.upperBound + 1) - 1
            if range.contains(next) { return next }
            return range.reversed().first { !inside.contains($0) }
        }
        let next = (inside.max() ?? range.lowerBound - 1) + 1
        if range.contains(next) { return next }
        return range.first { !inside.contains($0) }
    }

    // MARK: Groups

    /// Adds a group to the files that there are.
    func addGroup(_ name: [UInt8], _ gid: Int, password: [UInt8]? = nil, members: [[UInt8]] = []) {
        let hidden = password ?? [UInt8(ascii: "!")]
        let list = Array(members.joined(separator: [44]))
        let shown = groupShadow.exists ? [UInt8(ascii: "x")] : hidden
        groups.append([name, shown, Array(String(gid).utf8), list])
        groupShadow.append([name, hidden, [], []])
    }

    func removeGroup(_ name: [UInt8]) {
        groups.remove { $0.first == name }
        groupShadow.remove { $0.first == name }
    }

    /// Makes a user a member; false where it is one or there is no such group.
    @discardableResult
    func addMember(_ user: [UInt8], of group: [UInt8]) -> Bool {
        if let place = groupShadow.place(of: group) { _ = groupShadow.add(user, at: place) }
        guard let place = groups.place(of: group) else { return false }
        return groups.add(user, at: place)
    }

    @discardableResult
    func removeMember(_ user: [UInt8], of group: [UInt8]) -> Bool {
        var found = false
        for table in [groups, groupShadow] {
            guard let place = table.place(of: group) else { continue }
            let members = table.members(at: place)
            if members.contains(user) {
                found = true
                table.setMembers(members.filter { $0 != user }, at: place)
            }
        }
        return found
    }

    /// The groups that list a user.
    func memberships(of user: [UInt8]) -> [[UInt8]] {
        groups.lines.indices.filter { groups.members(at: $0).contains(user) }.map {
            groups.field(0, at: $0)
        }
    }

    // MARK: Users

    /// A user to be added.
    struct NewUser {
        var name: [UInt8]
        var uid: Int
        var gid: Int
        var comment: [UInt8] = []
        var home: [UInt8]
        var shell: [UInt8]
        var password: [UInt8] = [UInt8(ascii: "!")]
        /// The fields of /etc/shadow from the fourth on.
        var aging = "0:99999:7:::"
    }

    func add(_ user: NewUser) {
        let shown = shadow.exists ? [UInt8(ascii: "x")] : user.password
        users.append([
            user.name, shown, Array(String(user.uid).utf8), Array(String(user.gid).utf8),
            user.comment, user.home, user.shell,
        ])
        let aging = user.aging.utf8.split(separator: 58, omittingEmptySubsequences: false)
        shadow.append(
            [user.name, user.password, Array(String(today).utf8)] + aging.map(Array.init))
    }

    /// Gives a user numbers below its own, for containers of its own.
    func addRanges(_ name: [UInt8], _ settings: AccountSettings) {
        for (table, kind) in [(userRanges, "UID"), (groupRanges, "GID")] where table.exists {
            let least = settings.number("SUB_\(kind)_MIN", 100_000)
            let count = settings.number("SUB_\(kind)_COUNT", 65_536)
            guard count > 0, table.place(of: name) == nil else { continue }
            var start = least
            for place in table.lines.indices {
                guard let first = table.number(at: place, 1), let size = table.number(at: place)
                else { continue }
                start = max(start, first + size)
            }
            table.append([name, Array(String(start).utf8), Array(String(count).utf8)])
        }
    }

    /// Takes a user out of all files.
    func removeUser(_ name: [UInt8]) {
        for table in [users, shadow, userRanges, groupRanges] { table.remove { $0.first == name } }
        for group in memberships(of: name) { removeMember(name, of: group) }
        for place in groupShadow.lines.indices {
            let members = groupShadow.members(at: place)
            if members.contains(name) {
                groupShadow.setMembers(members.filter { $0 != name }, at: place)
            }
        }
    }

    // MARK: Home directories

    /// Makes a directory with what the skeleton has in it, all of it the user's.
    ///
    /// - Throws: `FileError`.
    func makeHome(_ home: TreePath, skeleton: TreePath?, uid: Int, gid: Int, mode: UInt16) throws {
        let files = context.files
        let owner = FileAttributes(
            mode: mode, uid: UInt32(truncatingIfNeeded: uid), gid: UInt32(truncatingIfNeeded: gid))
        try files.makeParents(of: home)
        try files.make(FileNode(.directory, attributes: owner, modified: files.now), at: home)
        if let skeleton, (try? files.entry(at: skeleton, follow: true)) != nil {
            try copy(skeleton, to: home, owner)
        }
    }

    private func copy(_ source: TreePath, to target: TreePath, _ owner: FileAttributes) throws {
        for item in try context.files.list(source) {
            try context.step()
            let from = source.appending(name: item.name)
            let place = target.appending(name: item.name)
            var node = try context.files.entry(at: from, follow: false).node
            node.attributes.uid = owner.uid
            node.attributes.gid = owner.gid
            node.modified = context.files.now
            if case .file(let contents) = node.body {
                try context.files.write(contents, to: place, creating: node.attributes)
            } else {
                try context.files.make(node, at: place)
            }
            if node.kind == .directory {
                try context.account.nested { try copy(from, to: place, owner) }
            }
        }
    }

    /// Gives all below a directory that belongs to one number to another.
    func changeOwner(of path: TreePath, from old: Int, to new: Int, _ kind: OwnerKind) throws {
        try context.step()
        let attributes = try context.files.entry(at: path, follow: false).node.attributes
        let owner = kind == .user ? attributes.uid : attributes.gid
        if Int(owner) == old {
            try context.files.setAttributes(of: path, follow: false) { attributes in
                if kind == .user {
                    attributes.uid = UInt32(truncatingIfNeeded: new)
                } else {
                    attributes.gid = UInt32(truncatingIfNeeded: new)
                }
            }
        }
        guard (try? context.files.status(at: path, follow: false).kind) == .directory else {
            return
        }
        for item in try context.files.list(path) {
            try context.account.nested {
                try changeOwner(of: path.appending(name: item.name), from: old, to: new, kind)
            }
        }
    }

    /// Whose number changes.
    enum OwnerKind { case user, group }

    /// Removes a directory with all below it; false where there is none.
    func removeHome(_ home: TreePath) throws -> Bool {
        guard (try? context.files.status(at: home, follow: false).kind) == .directory,
            !home.isRoot
        else { return false }
        var removal = try Removal(of: home, in: context.files)
        repeat { try context.step() } while try removal.step()
        return true
    }
}
