internal import LayFiles
import LayShell

extension Utilities {
    private static let deluserOptions: [UtilityOption] = [
        UtilityOption("--system", "only a system account", .works, .gnu),
        UtilityOption("--group", "a group", .works, .gnu),
        UtilityOption("--only-if-empty", "only a group without members", .works, .gnu),
        UtilityOption("--remove-home", "with the home directory"),
        UtilityOption("--remove-all-files", "with all its files", .missing, .gnu),
        UtilityOption("--backup", "keep the files in an archive", .missing, .gnu),
        UtilityOption("--backup-to=DIR", "where the archive is put", .missing, .gnu),
        UtilityOption("--conf=FILE", "other settings", .idle("none are read"), .gnu),
        UtilityOption("--no-preserve-root", "root too", .works, .gnu),
        UtilityOption("-q, --quiet", "say nothing", .works, .gnu),
        UtilityOption("--verbose", "say more", .idle("as without it"), .gnu),
        UtilityOption("--debug", "say more", .idle("as without it"), .gnu),
    ]

    static let deluserUtility = Utility(
        "deluser", "remove an account, or a member of a group", usage: "[OPTIONS] USER [GROUP]",
        deluserOptions
    ) { call in
        if call.manner == .busybox { return try BusyboxAccounts(call).removeUser() }
        return try DebianRemoval(call, removesGroups: call.has("group")).perform()
    }

    static let delgroupUtility = Utility(
        "delgroup", "remove a group, or a member of one", usage: "[OPTIONS] [USER] GROUP",
        deluserOptions.filter { $0.family == .gnu }
    ) { call in
        if call.manner == .busybox { return try BusyboxAccounts(call).removeGroup() }
        return try DebianRemoval(call, removesGroups: true).perform()
    }
}

/// One call of Debian's deluser or delgroup.
private final class DebianRemoval {
    private let call: UtilityCall
    private let database: AccountDatabase
    private let removesGroups: Bool
    private let isQuiet: Bool

    init(_ call: UtilityCall, removesGroups: Bool) throws {
        self.call = call
        self.removesGroups = removesGroups
        isQuiet = call.has("q")
        if call.context.uid != 0 {
            throw UtilityFailure("Only root may remove a user or group from the system.")
        }
        database = try AccountDatabase(call.context)
    }

    private func say(_ text: String) throws {
        if !isQuiet { try call.write(text + "\n") }
    }

    func perform() throws -> UInt8 {
        switch call.operands.count {
        case 1: return removesGroups ? try removeGroup() : try removeUser()
        case 2: return try removeMember()
        default: throw UtilityFailure("Only one or two names allowed.")
        }
    }

    private func removeMember() throws -> UInt8 {
        let (user, group) = (call.operands[0], call.operands[1])
        guard let place = database.users.place(of: user) else {
            throw UtilityFailure("The user `\(call.text(user))' does not exist.", status: 2)
        }
        guard let groupPlace = database.groups.place(of: group) else {
            throw UtilityFailure("The group `\(call.text(group))' does not exist.", status: 3)
        }
        if database.users.field(3, at: place) == database.groups.field(2, at: groupPlace) {
            throw UtilityFailure(
                "You may not remove the user from their primary group.", status: 7)
        }
        guard database.groups.members(at: groupPlace).contains(user) else {
            throw UtilityFailure(
                "The user `\(call.text(user))' is not a member of group `\(call.text(group))'.",
                status: 6)
        }
        try say("Removing user `\(call.text(user))' from group `\(call.text(group))' ...")
        database.removeMember(user, of: group)
        try database.save()
        try say("Done.")
        return 0
    }

    private func removeUser() throws -> UInt8 {
        let name = call.operands[0]
        let text = call.text(name)
        guard let place = database.users.place(of: name) else {
            if call.has("system") {
                try call.complain(
                    "The user `\(text)' does not exist, but --system was given. Exiting.")
                return 0
            }
            throw UtilityFailure("The user `\(text)' does not exist.", status: 2)
        }
        let uid = database.users.number(at: place) ?? 0
        if call.has("system"), !(100...999).contains(uid) {
            throw UtilityFailure("The user `\(text)' is not a system user. Exiting.")
        }
        if uid == 0, !call.has("no-preserve-root") {
            try call.write(
                """
                WARNING: You are just about to delete the root account (uid 0)
                Usually this is never required as it may render the whole system unusable
                If you really want this, call deluser with parameter --no-preserve-root
                Stopping now without having performed any action

                """)
            return 9
        }
        let home = database.users.field(5, at: place)
        let gid = database.users.field(3, at: place)
        if call.has("remove-home") {
            try say("Looking for files to backup/remove ...")
            try say("Removing files ...")
            _ = try database.removeHome(TreePath(bytes: home))
        }
        if (try? call.context.files.entry(at: "/usr/bin/crontab", follow: true)) == nil {
            try call.complain(
                "`/usr/bin/crontab' not executed. Skipping crontab removal. Package `cron' "
                    + "required.")
        }
        try say("Removing user `\(text)' ...")
        database.removeUser(name)
        if let own = database.groups.place(of: name), database.groups.field(2, at: own) == gid,
            database.groups.members(at: own).isEmpty,
            !database.users.lines.contains(where: { $0.count > 3 && $0[3] == gid })
        {
            database.removeGroup(name)
        }
        try database.save()
        try say("Done.")
        return 0
    }

    private func removeGroup() throws -> UInt8 {
        let name = call.operands[0]
        let text = call.text(name)
        guard let place = database.groups.place(of: name) else {
            try call.complain("The group `\(text)' does not exist.")
            return call.has("system") ? 0 : 3
        }
        let gid = database.groups.field(2, at: place)
        if call.has("system"), !(100...999).contains(database.groups.number(at: place) ?? 0) {
            throw UtilityFailure("The group `\(text)' is not a system group. Exiting.")
        }
        if call.has("only-if-empty"), !database.groups.members(at: place).isEmpty {
            throw UtilityFailure("The group `\(text)' is not empty!", status: 5)
        }
        try say("Removing group `\(text)' ...")
        if let user = database.users.lines.first(where: { $0.count > 3 && $0[3] == gid }) {
            try call.flush()
            try call.context.errors.write(
                "groupdel: cannot remove the primary group of user '\(call.text(user[0]))'\n")
            throw UtilityFailure(
                "`/sbin/groupdel \(text)' returned error code 8. Exiting.")
        }
        database.removeGroup(name)
        try database.save()
        try say("Done.")
        return 0
    }
}
