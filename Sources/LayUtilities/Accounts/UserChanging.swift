internal import LayFiles
import LayShell

extension Utilities {
    static let usermodUtility = Utility(
        "usermod", "change an account", usage: "[options] LOGIN",
        [
            UtilityOption("-a, --append", "keep the other groups, with -G"),
            UtilityOption("-b, --badname", "take any name"),
            UtilityOption("-c, --comment COMMENT", "the comment"),
            UtilityOption("-d, --home HOME_DIR", "the home directory"),
            UtilityOption("-e, --expiredate EXPIRE_DATE", "the day it ends on"),
            UtilityOption("-f, --inactive INACTIVE", "days after the password's end"),
            UtilityOption("-g, --gid GROUP", "the group"),
            UtilityOption("-G, --groups GROUPS", "further groups"),
            UtilityOption("-l, --login NEW_LOGIN", "the name"),
            UtilityOption("-L, --lock", "lock the password"),
            UtilityOption("-m, --move-home", "move the home directory, with -d"),
            UtilityOption("-o, --non-unique", "a number that another one has"),
            UtilityOption("-p, --password PASSWORD", "the password, encrypted"),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
            UtilityOption("-r, --remove", "leave the groups, with -G"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-s, --shell SHELL", "the shell"),
            UtilityOption("-u, --uid UID", "the number"),
            UtilityOption("-U, --unlock", "unlock the password"),
            UtilityOption("-v, --add-subuids FIRST-LAST", "a range of numbers", .missing),
            UtilityOption("-V, --del-subuids FIRST-LAST", "no such range", .missing),
            UtilityOption("-w, --add-subgids FIRST-LAST", "a range of numbers", .missing),
            UtilityOption("-W, --del-subgids FIRST-LAST", "no such range", .missing),
            UtilityOption("-Z, --selinux-user SEUSER", "for SELinux", .idle("no SELinux")),
        ], misuse: 2
    ) { call in try UserChanging(call).perform() }

    static let userdelUtility = Utility(
        "userdel", "remove an account", usage: "[options] LOGIN",
        [
            UtilityOption("-f, --force", "also where it is in use"),
            UtilityOption("-r, --remove", "with its home directory"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
            UtilityOption("-Z, --selinux-user", "for SELinux", .idle("no SELinux")),
        ], misuse: 2
    ) { call in
        try AccountRights.check(call)
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        let database = try AccountDatabase(call.context)
        guard let place = database.users.place(of: name) else {
            throw UtilityFailure("user '\(call.text(name))' does not exist", status: 6)
        }
        let home = database.users.field(5, at: place)
        let gid = database.users.number(at: place, 3)
        database.removeUser(name)
        let settings = AccountSettings("/etc/login.defs", call.context)
        if settings["USERGROUPS_ENAB"] ?? "yes" == "yes",
            let group = database.groups.place(of: name)
        {
            if database.groups.number(at: group) != gid {
                try call.complain(
                    "group \(call.text(name)) not removed because it is not the primary group of "
                        + "user \(call.text(name)).")
            } else if !database.groups.members(at: group).isEmpty {
                try call.complain(
                    "group \(call.text(name)) not removed because it has other members.")
            } else if database.users.lines.contains(where: {
                $0.count > 3 && $0[3] == database.groups.field(2, at: group)
            }) {
                try call.complain(
                    "group \(call.text(name)) is the primary group of another user and is not "
                        + "removed.")
            } else {
                database.removeGroup(name)
            }
        }
        try database.save()
        guard call.has("r") else { return 0 }
        let spool = TreePath(bytes: Array("/var/mail/".utf8) + name)
        if (try? call.context.files.unlink(spool)) == nil {
            try call.complain(
                "\(call.text(name)) mail spool (/var/mail/\(call.text(name))) not found")
        }
        if try !database.removeHome(TreePath(bytes: home)) {
            try call.complain("\(call.text(name)) home directory (\(call.text(home))) not found")
        }
        return 0
    }
}

/// One call of usermod.
private final class UserChanging {
    private let call: UtilityCall
    private let database: AccountDatabase

    init(_ call: UtilityCall) throws {
        self.call = call
        try AccountRights.check(call)
        database = try AccountDatabase(call.context)
    }

    func perform() throws -> UInt8 {
        try checkOptions()
        var name = call.operands[0]
        guard let place = database.users.place(of: name) else {
            throw UtilityFailure("user '\(call.text(name))' does not exist", status: 6)
        }
        let users = database.users
        let home = users.field(5, at: place)
        if let uid = try newUID() {
            let old = users.number(at: place) ?? 0
            users.set(Array(String(uid).utf8), 2, at: place)
            if (try? call.context.files.entry(at: TreePath(bytes: home), follow: true)) != nil {
                try database.changeOwner(of: TreePath(bytes: home), from: old, to: uid, .user)
            }
        }
        if let word = call.options.value("g") {
            guard let gid = database.group(word) else {
                throw UtilityFailure("group '\(call.text(word))' does not exist", status: 6)
            }
            let old = users.number(at: place, 3) ?? 0
            users.set(Array(String(gid).utf8), 3, at: place)
            if (try? call.context.files.entry(at: TreePath(bytes: home), follow: true)) != nil {
                try database.changeOwner(of: TreePath(bytes: home), from: old, to: gid, .group)
            }
        }
        if let comment = call.options.value("c") { users.set(comment, 4, at: place) }
        if let shell = call.options.value("s") {
            if !shell.isEmpty, !isRunnable(shell) {
                try call.complain(
                    "Warning: missing or non-executable shell '\(call.text(shell))'")
            }
            users.set(shell, 6, at: place)
        }
        if let path = call.options.value("d") { users.set(path, 5, at: place) }
        try changeShadow(name)
        try changeGroups(name)
        if let other = call.options.value("l") {
            if users.place(of: other) != nil {
                throw UtilityFailure("user '\(call.text(other))' already exists", status: 9)
            }
            rename(name, other)
            name = other
        }
        try database.save()
        if call.has("m"), let path = call.options.value("d") { try move(home, to: path) }
        return call.status
    }

    private func checkOptions() throws {
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        if database.users.place(of: call.operands[0]) != nil, call.options.given.isEmpty {
            throw call.misuse("no options")
        }
        if call.has("a"), !call.has("G") {
            throw call.misuse("-a flag is only allowed with the -G flag")
        }
        if ["L", "p", "U"].filter({ call.has($0) }).count > 1 {
            throw call.misuse("the -L, -p, and -U flags are exclusive")
        }
        if call.has("m"), !call.has("d") {
            throw call.misuse("-m flag is only allowed with the -d flag")
        }
    }

    private func newUID() throws -> Int? {
        guard let value = call.options.value("u") else { return nil }
        guard let uid = Int(call.text(value)), uid >= 0, uid < Int(UInt32.max) else {
            throw UtilityFailure("invalid user ID '\(call.text(value))'", status: 3)
        }
        if !call.has("o"), let other = database.users.place(ofNumber: uid),
            database.users.field(0, at: other) != call.operands[0]
        {
            throw UtilityFailure("UID '\(uid)' already exists", status: 4)
        }
        return uid
    }

    private func isRunnable(_ path: [UInt8]) -> Bool {
        guard let entry = try? call.context.files.entry(at: TreePath(bytes: path), follow: true)
        else { return false }
        return entry.node.kind == .file && entry.node.attributes.mode & 0o111 != 0
    }

    private func changeShadow(_ name: [UInt8]) throws {
        let (table, place) =
            database.shadow.place(of: name).map { (database.shadow, $0) }
            ?? (database.users, database.users.place(of: name) ?? 0)
        let old = table.field(1, at: place)
        let bang = UInt8(ascii: "!")
        if let password = call.options.value("p") {
            table.set(password, 1, at: place)
            if table === database.shadow {
                table.set(Array(String(database.today).utf8), 2, at: place)
            }
        } else if call.has("L"), old.first != bang {
            table.set([bang] + old, 1, at: place)
        } else if call.has("U"), old.first == bang {
            if old.count == 1 {
                try call.complain(
                    "unlocking the user's password would result in a passwordless account.\n"
                        + "You should set a password with usermod -p to unlock this user's "
                        + "password.")
            } else {
                table.set(Array(old.dropFirst()), 1, at: place)
            }
        }
        guard table === database.shadow else { return }
        if let value = call.options.value("e") {
            table.set(Array(try AccountRights.day(value, call).utf8), 7, at: place)
        }
        if let value = call.options.value("f") {
            table.set(call.text(value) == "-1" ? [] : value, 6, at: place)
        }
    }

    private func changeGroups(_ name: [UInt8]) throws {
        guard call.has("G") else { return }
        var wanted: [[UInt8]] = []
        for list in call.options.values("G") {
            for word in list.split(separator: 44) {
                guard let gid = database.group(Array(word)),
                    let group = database.groupName(gid)
                else {
                    throw UtilityFailure("group '\(call.text(word))' does not exist", status: 6)
                }
                wanted.append(group)
            }
        }
        if call.has("r") {
            for group in wanted { database.removeMember(name, of: group) }
            return
        }
        if !call.has("a") {
            for group in database.memberships(of: name) where !wanted.contains(group) {
                database.removeMember(name, of: group)
            }
        }
        for group in wanted { database.addMember(name, of: group) }
    }

    private func rename(_ name: [UInt8], _ other: [UInt8]) {
        let groups = database.memberships(of: name)
        for table in [database.users, database.shadow] { table.rename(name, to: other) }
        for table in [database.groups, database.groupShadow] {
            for group in groups {
                guard let place = table.place(of: group) else { continue }
                table.setMembers(
                    table.members(at: place).map { $0 == name ? other : $0 }, at: place)
            }
        }
    }

    private func move(_ old: [UInt8], to new: [UInt8]) throws {
        let (source, target) = (TreePath(bytes: old), TreePath(bytes: new))
        let files = call.context.files
        guard (try? files.status(at: source, follow: false).kind) == .directory else { return }
        if (try? files.entry(at: target, follow: true)) != nil {
            throw UtilityFailure("directory \(call.text(new)) exists", status: 12)
        }
        do {
            try files.rename(source, to: target)
        } catch {
            if let bound = error.bound { throw bound }
            throw UtilityFailure(
                "cannot rename directory \(call.text(old)) to \(call.text(new))", status: 12)
        }
    }
}
