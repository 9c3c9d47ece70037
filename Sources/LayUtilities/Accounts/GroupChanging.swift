internal import LayFiles
import LayShell

extension Utilities {
    static let groupaddUtility = Utility(
        "groupadd", "make a group", usage: "[options] GROUP",
        [
            UtilityOption("-f, --force", "it is well where there is one"),
            UtilityOption("-g, --gid GID", "the number"),
            UtilityOption("-K, --key KEY=VALUE", "in place of a line of login.defs"),
            UtilityOption("-o, --non-unique", "a number that another one has"),
            UtilityOption("-p, --password PASSWORD", "the password, encrypted"),
            UtilityOption("-r, --system", "a system group"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
            UtilityOption("-U, --users USERS", "its members"),
        ], misuse: 2
    ) { call in
        try AccountRights.check(call, "/etc/group")
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        guard AccountRights.isName(name) else {
            throw UtilityFailure("'\(call.text(name))' is not a valid group name", status: 3)
        }
        let database = try AccountDatabase(call.context)
        var settings = AccountSettings("/etc/login.defs", call.context)
        for value in call.options.values("K") {
            let parts = call.text(value).split(separator: "=", maxSplits: 1)
            if parts.count == 2 { settings[String(parts[0])] = String(parts[1]) }
        }
        var wanted = try groupNumber(call)
        if database.groups.place(of: name) != nil {
            if call.has("f") { return 0 }
            throw UtilityFailure("group '\(call.text(name))' already exists", status: 9)
        }
        if let gid = wanted, !call.has("o"), database.groups.place(ofNumber: gid) != nil {
            guard call.has("f") else {
                throw UtilityFailure("GID '\(gid)' already exists", status: 4)
            }
            wanted = nil
        }
        let range = AccountRights.range("GID", call.has("r"), settings)
        guard
            let gid = wanted
                ?? AccountDatabase.free(
                    range, used: database.groups.numbers, fromTop: call.has("r"))
        else { throw UtilityFailure("no more available GIDs", status: 4) }
        let members = (call.options.value("U") ?? []).split(separator: 44).map(Array.init)
        for member in members where database.users.place(of: member) == nil {
            try call.complain("Invalid member username \(call.text(member))")
            return 6
        }
        database.addGroup(name, gid, password: call.options.value("p"), members: members)
        try database.save()
        return 0
    }

    /// The number that `-g` gives.
    private static func groupNumber(_ call: UtilityCall) throws -> Int? {
        guard let value = call.options.value("g") else { return nil }
        guard let gid = Int(call.text(value)), gid >= 0, gid < Int(UInt32.max) else {
            throw UtilityFailure("invalid group ID '\(call.text(value))'", status: 3)
        }
        return gid
    }

    static let groupmodUtility = Utility(
        "groupmod", "change a group", usage: "[options] GROUP",
        [
            UtilityOption("-a, --append", "keep the other members, with -U"),
            UtilityOption("-g, --gid GID", "the number"),
            UtilityOption("-n, --new-name NEW_GROUP", "the name"),
            UtilityOption("-o, --non-unique", "a number that another one has"),
            UtilityOption("-p, --password PASSWORD", "the password, encrypted"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
            UtilityOption("-U, --users USERS", "its members"),
        ], misuse: 2
    ) { call in
        try AccountRights.check(call, "/etc/group")
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        let database = try AccountDatabase(call.context)
        guard let place = database.groups.place(of: name) else {
            throw UtilityFailure("group '\(call.text(name))' does not exist", status: 6)
        }
        if let gid = try groupNumber(call), gid != database.groups.number(at: place) {
            if !call.has("o"), database.groups.place(ofNumber: gid) != nil {
                throw UtilityFailure("GID '\(gid)' already exists", status: 4)
            }
            let old = database.groups.field(2, at: place)
            let new = Array(String(gid).utf8)
            database.groups.set(new, 2, at: place)
            // Whose group it is goes along.
            for user in database.users.lines.indices
            where database.users.field(3, at: user) == old {
                database.users.set(new, 3, at: user)
            }
        }
        if let list = call.options.value("U") {
            let members = list.split(separator: 44).map(Array.init)
            for table in [database.groups, database.groupShadow] {
                guard let place = table.place(of: name) else { continue }
                let kept = call.has("a") ? table.members(at: place) : []
                table.setMembers(kept + members.filter { !kept.contains($0) }, at: place)
            }
        }
        if let password = call.options.value("p"),
            let place = database.groupShadow.place(of: name)
        {
            database.groupShadow.set(password, 1, at: place)
        }
        if let other = call.options.value("n"), other != name {
            if database.groups.place(of: other) != nil {
                throw UtilityFailure("group '\(call.text(other))' already exists", status: 9)
            }
            for table in [database.groups, database.groupShadow] { table.rename(name, to: other) }
        }
        try database.save()
        return 0
    }

    static let groupdelUtility = Utility(
        "groupdel", "remove a group", usage: "[options] GROUP",
        [
            UtilityOption("-f, --force", "also where it is a user's own"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
        ], misuse: 2
    ) { call in
        try AccountRights.check(call, "/etc/group")
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        let database = try AccountDatabase(call.context)
        guard let place = database.groups.place(of: name) else {
            throw UtilityFailure("group '\(call.text(name))' does not exist", status: 6)
        }
        let gid = database.groups.field(2, at: place)
        if !call.has("f"),
            let user = database.users.lines.first(where: { $0.count > 3 && $0[3] == gid })
        {
            throw UtilityFailure(
                "cannot remove the primary group of user '\(call.text(user[0]))'", status: 8)
        }
        database.removeGroup(name)
        try database.save()
        return 0
    }

    static let gpasswdUtility = Utility(
        "gpasswd", "change who is in a group", usage: "[option] GROUP",
        [
            UtilityOption("-a, --add USER", "add a member"),
            UtilityOption("-d, --delete USER", "remove a member"),
            UtilityOption("-Q, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-r, --remove-password", "no password"),
            UtilityOption("-R, --restrict", "members alone"),
            UtilityOption("-M, --members USER,...", "set the members"),
            UtilityOption("-A, --administrators ADMIN,...", "set who may change it"),
        ], misuse: 2
    ) { call in
        try AccountRights.check(call, "/etc/group")
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        let database = try AccountDatabase(call.context)
        guard database.groups.place(of: name) != nil else {
            throw UtilityFailure(
                "group '\(call.text(name))' does not exist in /etc/group", status: 3)
        }
        func need(_ user: [UInt8]) throws {
            if database.users.place(of: user) == nil {
                throw UtilityFailure("user '\(call.text(user))' does not exist", status: 3)
            }
        }
        if let user = call.options.value("a") {
            try need(user)
            try call.write("Adding user \(call.text(user)) to group \(call.text(name))\n")
            database.addMember(user, of: name)
        } else if let user = call.options.value("d") {
            try call.write("Removing user \(call.text(user)) from group \(call.text(name))\n")
            if !database.removeMember(user, of: name) {
                throw UtilityFailure(
                    "user '\(call.text(user))' is not a member of '\(call.text(name))'", status: 3)
            }
        } else if let list = call.options.value("M") ?? call.options.value("A") {
            let members = list.split(separator: 44).map(Array.init)
            for member in members { try need(member) }
            if let place = database.groupShadow.place(of: name), call.has("A") {
                database.groupShadow.set(list, 2, at: place)
            }
            if call.has("M") {
                for table in [database.groups, database.groupShadow] {
                    if let place = table.place(of: name) {
                        table.setMembers(members, at: place)
                    }
                }
            }
        } else if call.options.has(any: "r", "R") {
            if let place = database.groupShadow.place(of: name) {
                database.groupShadow.set(call.has("r") ? [] : [33], 1, at: place)
            }
        } else {
            throw UtilityFailure("Not a tty")
        }
        try database.save()
        return 0
    }
}
