internal import LayFiles
import LayShell

extension Utilities {
    static let useraddUtility = Utility(
        "useradd", "make an account", usage: "[options] LOGIN",
        [
            UtilityOption("--badname", "take any name"),
            UtilityOption("-b, --base-dir BASE_DIR", "where home directories are"),
            UtilityOption("--btrfs-subvolume-home", "a volume of its own", .idle("no btrfs")),
            UtilityOption("-c, --comment COMMENT", "the comment"),
            UtilityOption("-d, --home-dir HOME_DIR", "the home directory"),
            UtilityOption("-D, --defaults", "print what holds without options"),
            UtilityOption("-e, --expiredate EXPIRE_DATE", "the day it ends on"),
            UtilityOption("-f, --inactive INACTIVE", "days after the password's end"),
            UtilityOption("-F, --add-subids-for-system", "ranges for a system account too"),
            UtilityOption("-g, --gid GROUP", "the group"),
            UtilityOption("-G, --groups GROUPS", "further groups"),
            UtilityOption("-h", "this page"),
            UtilityOption("-k, --skel SKEL_DIR", "what a home directory gets"),
            UtilityOption("-K, --key KEY=VALUE", "in place of a line of login.defs"),
            UtilityOption("-l, --no-log-init", "no line in the logs", .idle("no logs")),
            UtilityOption("-m, --create-home", "make the home directory"),
            UtilityOption("-M, --no-create-home", "do not make it"),
            UtilityOption("-N, --no-user-group", "no group of its name"),
            UtilityOption("-o, --non-unique", "a number that another one has"),
            UtilityOption("-p, --password PASSWORD", "the password, encrypted"),
            UtilityOption("-r, --system", "a system account"),
            UtilityOption("-R, --root CHROOT_DIR", "in another tree", .missing),
            UtilityOption("-P, --prefix PREFIX_DIR", "files below a directory", .missing),
            UtilityOption("-s, --shell SHELL", "the shell"),
            UtilityOption("-u, --uid UID", "the number"),
            UtilityOption("-U, --user-group", "a group of its name"),
            UtilityOption("-Z, --selinux-user SEUSER", "for SELinux", .idle("no SELinux")),
        ], misuse: 2
    ) { call in try UserAdding(call).perform() }
}

/// One call of useradd.
final class UserAdding {
    private let call: UtilityCall
    private let database: AccountDatabase
    private var settings: AccountSettings
    private let defaults: AccountSettings

    init(_ call: UtilityCall) throws {
        self.call = call
        try AccountRights.check(call)
        database = try AccountDatabase(call.context)
        settings = AccountSettings("/etc/login.defs", call.context)
        defaults = AccountSettings("/etc/default/useradd", call.context)
        for value in call.options.values("K") {
            let parts = call.text(value).split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw UtilityFailure("-K requires KEY=VALUE", status: 3)
            }
            settings[String(parts[0])] = String(parts[1])
        }
    }

    private var baseDirectory: String {
        call.options.text("b") ?? defaults["HOME"] ?? "/home"
    }

    func perform() throws -> UInt8 {
        if call.has("h") {
            try call.write(call.utility.help(call.manner))
            return 0
        }
        if call.has("D") { return try showDefaults() }
        guard call.operands.count == 1 else { throw try AccountRights.usage(call) }
        let name = call.operands[0]
        let isSystem = call.has("r")
        try AccountRights.checkName(name, call)
        for key in ["d", "s"] {
            guard let path = call.options.value(key), !path.isEmpty, path.first != 47 else {
                continue
            }
            throw UtilityFailure(
                "invalid \(key == "s" ? "shell" : "home directory") '\(call.text(path))'",
                status: 3)
        }
        if database.users.place(of: name) != nil {
            throw UtilityFailure("user '\(call.text(name))' already exists", status: 9)
        }
        let groups = try supplementary()
        let makesGroup = try self.makesGroup(name)
        let uid = try self.uid(isSystem)
        let gid = try group(name, uid, isSystem, makesGroup)
        let home =
            call.options.value("d") ?? Array("\(baseDirectory)/".utf8) + name
        var user = AccountDatabase.NewUser(
            name: name, uid: uid, gid: gid, comment: call.options.value("c") ?? [], home: home,
            shell: call.options.value("s") ?? Array((defaults["SHELL"] ?? "/bin/bash").utf8))
        user.password = call.options.value("p") ?? user.password
        user.aging = try aging(isSystem)
        database.add(user)
        for group in groups { database.addMember(name, of: group) }
        if !isSystem || call.has("F") { database.addRanges(name, settings) }
        try warn(name, uid, isSystem)
        try database.save()
        try makeHome(home, uid, gid)
        return call.status
    }

    private func showDefaults() throws -> UInt8 {
        try call.write(
            """
            GROUP=\(defaults["GROUP"] ?? "100")
            HOME=\(defaults["HOME"] ?? "/home")
            INACTIVE=\(defaults["INACTIVE"] ?? "-1")
            EXPIRE=\(defaults["EXPIRE"] ?? "")
            SHELL=\(defaults["SHELL"] ?? "/bin/bash")
            SKEL=\(defaults["SKEL"] ?? "/etc/skel")
            CREATE_MAIL_SPOOL=\(defaults["CREATE_MAIL_SPOOL"] ?? "no")
            LOG_INIT=\(defaults["LOG_INIT"] ?? "yes")

            """)
        return 0
    }

    private func supplementary() throws -> [[UInt8]] {
        var names: [[UInt8]] = []
        for list in call.options.values("G") {
            for word in list.split(separator: 44) {
                guard let gid = database.group(Array(word)),
                    let name = database.groupName(gid)
                else {
                    throw UtilityFailure("group '\(call.text(word))' does not exist", status: 6)
                }
                names.append(name)
            }
        }
        return names
    }

    private func makesGroup(_ name: [UInt8]) throws -> Bool {
        if call.has("g") || call.has("N") { return false }
        let isUsual = settings["USERGROUPS_ENAB"].map { $0 == "yes" } ?? true
        guard call.has("U") || isUsual else { return false }
        if database.groups.place(of: name) != nil {
            throw UtilityFailure(
                "group \(call.text(name)) exists - if you want to add this user to that group, "
                    + "use -g.", status: 9)
        }
        return true
    }

    private func uid(_ isSystem: Bool) throws -> Int {
        if let value = call.options.value("u") {
            guard let uid = Int(call.text(value)), uid >= 0, uid < Int(UInt32.max) else {
                throw UtilityFailure("invalid user ID '\(call.text(value))'", status: 3)
            }
            if !call.has("o"), database.users.place(ofNumber: uid) != nil {
                throw UtilityFailure("UID \(uid) is not unique", status: 4)
            }
            return uid
        }
        let range = AccountRights.range("UID", isSystem, settings)
        guard
            let uid = AccountDatabase.free(
                range, used: database.users.numbers, fromTop: isSystem)
        else { throw UtilityFailure("no more available UIDs", status: 4) }
        return uid
    }

    private func group(_ name: [UInt8], _ uid: Int, _ isSystem: Bool, _ makesGroup: Bool) throws
        -> Int
    {
        if let word = call.options.value("g") {
            guard let gid = database.group(word) else {
                throw UtilityFailure("group '\(call.text(word))' does not exist", status: 6)
            }
            return gid
        }
        guard makesGroup else { return Int(defaults["GROUP"] ?? "") ?? 100 }
        let range = AccountRights.range("GID", isSystem, settings)
        var gid = uid
        // The user's own number where it is free and of the right kind.
        if !range.contains(uid) && !call.has("u") || database.groups.place(ofNumber: uid) != nil
            || uid == 0
        {
            guard
                let free = AccountDatabase.free(
                    range, used: database.groups.numbers, fromTop: isSystem)
            else { throw UtilityFailure("can't create group", status: 4) }
            gid = free
        }
        database.addGroup(name, gid)
        return gid
    }

    private func aging(_ isSystem: Bool) throws -> String {
        var fields =
            isSystem
            ? ["", "", ""]
            : [
                "\(settings.number("PASS_MIN_DAYS", 0))",
                "\(settings.number("PASS_MAX_DAYS", 99_999))",
                "\(settings.number("PASS_WARN_AGE", 7))",
            ]
        let inactive = call.options.text("f") ?? defaults["INACTIVE"] ?? ""
        fields.append(inactive == "-1" ? "" : inactive)
        fields.append(
            try AccountRights.day(
                call.options.value("e") ?? Array((defaults["EXPIRE"] ?? "").utf8), call))
        return fields.joined(separator: ":") + ":"
    }

    private func warn(_ name: [UInt8], _ uid: Int, _ isSystem: Bool) throws {
        guard call.has("u") else { return }
        let range = AccountRights.range("UID", isSystem, settings)
        if isSystem {
            if uid > range.upperBound {
                try call.context.errors.write(
                    "useradd warning: \(call.text(name))'s uid \(uid) is greater than SYS_UID_MAX "
                        + "\(range.upperBound)\n")
            }
        } else if !range.contains(uid) {
            try call.context.errors.write(
                "useradd warning: \(call.text(name))'s uid \(uid) outside of the UID_MIN "
                    + "\(range.lowerBound) and UID_MAX \(range.upperBound) range.\n")
        }
    }

    private func makeHome(_ home: [UInt8], _ uid: Int, _ gid: Int) throws {
        let isUsual = settings["CREATE_HOME"] == "yes" && !call.has("r")
        guard call.has("m") || isUsual && !call.has("M") else { return }
        let path = TreePath(bytes: home)
        if (try? call.context.files.entry(at: path, follow: true)) != nil {
            try call.complain(
                "warning: the home directory \(call.text(home)) already exists.\n"
                    + "useradd: Not copying any file from skel directory into it.")
            return
        }
        let mode = UInt16(
            settings["HOME_MODE"].flatMap { Int($0, radix: 8) }
                ?? 0o777 & ~settings.number("UMASK", 0o22))
        let skeleton =
            call.options.value("k").map { TreePath(bytes: $0) }
            ?? TreePath(defaults["SKEL"] ?? "/etc/skel")
        do {
            try database.makeHome(path, skeleton: skeleton, uid: uid, gid: gid, mode: mode)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("cannot create directory \(call.text(home))", status: 12)
        }
    }
}

/// What several programs about accounts share.
enum AccountRights {
    /// - Throws: what ends a program that somebody else than root runs.
    static func check(_ call: UtilityCall, _ file: String = "/etc/passwd") throws {
        guard call.context.uid != 0 else { return }
        if call.manner == .busybox {
            throw UtilityFailure("permission denied (are you root?)")
        }
        try call.complain("Permission denied.")
        throw UtilityFailure("cannot lock \(file); try again later.")
    }

    /// Shows the page to whoever called without what is needed; gives what ends the program.
    static func usage(_ call: UtilityCall) throws -> UtilityFailure {
        try call.flush()
        try call.context.errors.write(call.utility.help(call.manner))
        return UtilityFailure(nil, status: call.utility.misuse)
    }

    /// - Throws: what ends a program that is given a name that no account has.
    static func checkName(_ name: [UInt8], _ call: UtilityCall) throws {
        if call.has("badname") || isName(name) { return }
        throw UtilityFailure(
            "invalid user name '\(call.text(name))': use --badname to ignore", status: 3)
    }

    static func isName(_ name: [UInt8]) -> Bool {
        !name.isEmpty && name.count <= 32 && name[0] != 45 && name[0] != 43 && name[0] != 126
            && !name.contains { $0 <= 32 || $0 == 58 || $0 == 44 || $0 == 47 || $0 == 127 }
    }

    /// The numbers that people or the system get.
    static func range(
        _ kind: String, _ isSystem: Bool, _ settings: AccountSettings
    ) -> ClosedRange<Int> {
        let least = settings.number("\(kind)_MIN", 1000)
        let (low, high) =
            isSystem
            ? (
                settings.number("SYS_\(kind)_MIN", 101),
                settings.number("SYS_\(kind)_MAX", least - 1)
            )
            : (least, settings.number("\(kind)_MAX", 60_000))
        return low...max(low, high)
    }

    /// The day of a date, counted from 1970; nothing for none.
    static func day(_ text: [UInt8], _ call: UtilityCall) throws -> String {
        if text.isEmpty || text == Array("-1".utf8) { return "" }
        if let number = Int(call.text(text)) { return "\(number)" }
        guard
            let moment = DateParser.parse(
                text, zone: .utc, now: Moment(seconds: call.context.now), call.context)
        else { throw UtilityFailure("invalid date '\(call.text(text))'", status: 3) }
        return "\(CivilTime.floorDivide(moment.seconds, 86_400).quotient)"
    }
}
