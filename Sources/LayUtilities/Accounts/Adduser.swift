internal import LayFiles
import LayShell

extension Utilities {
    private static let adduserOptions: [UtilityOption] = [
        UtilityOption("--system", "a system account", .works, .gnu),
        UtilityOption("--group", "a group, or one of the account's name", .works, .gnu),
        UtilityOption("--uid=ID", "the number", .works, .gnu),
        UtilityOption("--firstuid=ID", "the first number for people", .works, .gnu),
        UtilityOption("--lastuid=ID", "the last one", .works, .gnu),
        UtilityOption("--gid=ID", "the group's number", .works, .gnu),
        UtilityOption("--firstgid=ID", "the first number for groups", .works, .gnu),
        UtilityOption("--lastgid=ID", "the last one", .works, .gnu),
        UtilityOption("--ingroup=GROUP", "the group", .works, .gnu),
        UtilityOption("--add-extra-groups, --add_extra_groups", "further groups", .works, .gnu),
        UtilityOption("--shell=SHELL", "the shell", .works, .gnu),
        UtilityOption("--comment=TEXT, --gecos=TEXT", "the comment", .works, .gnu),
        UtilityOption("--home=DIR", "the home directory", .works, .gnu),
        UtilityOption("--no-create-home", "do not make it", .works, .gnu),
        UtilityOption("--allow-all-names", "take any name", .works, .gnu),
        UtilityOption(
            "--allow-bad-names, --allow-badname, --force-badname", "take more names", .works, .gnu),
        UtilityOption("--disabled-password", "no password", .works, .gnu),
        UtilityOption("--disabled-login", "no password", .works, .gnu),
        UtilityOption("--encrypt-home", "an encrypted home directory", .missing, .gnu),
        UtilityOption("--conf=FILE", "other settings", .works, .gnu),
        UtilityOption("-q, --quiet", "say nothing", .works, .gnu),
        UtilityOption("--verbose", "say more", .idle("as without it"), .gnu),
        UtilityOption("--debug", "say more", .idle("as without it"), .gnu),
        UtilityOption("-h, --home=DIR", "the home directory", .works, .busybox),
        UtilityOption("-g, --gecos=TEXT", "the comment", .works, .busybox),
        UtilityOption("-s, --shell=SHELL", "the shell", .works, .busybox),
        UtilityOption("-G, --ingroup=GROUP", "the group", .works, .busybox),
        UtilityOption("-S, --system", "a system account", .works, .busybox),
        UtilityOption("-D, --disabled-password, --empty-password", "no password", .works, .busybox),
        UtilityOption("-H, --no-create-home", "do not make it", .works, .busybox),
        UtilityOption("-u, --uid=UID", "the number", .works, .busybox),
        UtilityOption("-k, --skel=DIR", "what a home directory gets", .works, .busybox),
    ]

    static let adduserUtility = Utility(
        "adduser", "make an account, or a member of a group",
        usage: "[OPTIONS] USER [GROUP]", adduserOptions
    ) { call in
        if call.manner == .busybox { return try BusyboxAccounts(call).addUser() }
        return try DebianAccounts(call, makesGroups: false).perform()
    }

    static let addgroupUtility = Utility(
        "addgroup", "make a group, or a member of one", usage: "[OPTIONS] [USER] GROUP",
        adduserOptions.filter { $0.family == .gnu } + [
            UtilityOption("-g, --gid=GID", "the number", .works, .busybox),
            UtilityOption("-S, --system", "a system group", .works, .busybox),
        ]
    ) { call in
        if call.manner == .busybox { return try BusyboxAccounts(call).addGroup() }
        return try DebianAccounts(call, makesGroups: true).perform()
    }
}

/// One call of Debian's adduser or addgroup.
private final class DebianAccounts {
    private let call: UtilityCall
    private let database: AccountDatabase
    private let settings: AccountSettings
    private let makesGroups: Bool
    private let isQuiet: Bool

    init(_ call: UtilityCall, makesGroups: Bool) throws {
        self.call = call
        self.makesGroups = makesGroups
        if call.context.uid != 0 {
            throw UtilityFailure("Only root may add a user or group to the system.")
        }
        database = try AccountDatabase(call.context)
        settings = AccountSettings(
            call.options.value("conf").map { TreePath(bytes: $0) } ?? "/etc/adduser.conf",
            call.context)
        isQuiet = call.has("q")
    }

    private func say(_ text: String) throws {
        if !isQuiet { try call.write(text + "\n") }
    }

    func perform() throws -> UInt8 {
        let names = call.operands
        guard (1...2).contains(names.count) else {
            throw UtilityFailure("Only one or two names allowed.")
        }
        if names.count == 2 { return try join(names[0], names[1]) }
        let isSystem = call.has("system")
        if makesGroups || call.has("group") && !isSystem { return try addGroup(names[0], isSystem) }
        return isSystem ? try addSystemUser(names[0]) : try addUser(names[0])
    }

    private func join(_ user: [UInt8], _ group: [UInt8]) throws -> UInt8 {
        let (name, target) = (call.text(user), call.text(group))
        guard database.users.place(of: user) != nil else {
            throw UtilityFailure("The user `\(name)' does not exist.")
        }
        guard let place = database.groups.place(of: group) else {
            throw UtilityFailure("The group `\(target)' does not exist.")
        }
        if database.groups.members(at: place).contains(user) {
            try call.complain("The user `\(name)' is already a member of `\(target)'.")
            return 0
        }
        try say("Adding user `\(name)' to group `\(target)' ...")
        database.addMember(user, of: group)
        try database.save()
        try say("Done.")
        return 0
    }

    private func checkName(_ name: [UInt8], isSystem: Bool) throws {
        if call.has("allow-all-names") { return }
        guard AccountRights.isName(name) else {
            throw UtilityFailure(
                """
                To avoid problems, the username must not start with a
                            dash, plus sign, or tilde, and it must not contain any of the
                            following: colon, comma, slash, or any whitespace characters
                            including spaces, tabs, and newlines.
                """)
        }
        let isPlain =
            (name[0] &- 97 < 26 || isSystem && name[0] == 95)
            && name.allSatisfy {
                $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 || $0 == 45
            }
        if !isPlain, !call.has("allow-bad-names") {
            throw UtilityFailure(
                """
                Please enter a username matching the regular expression
                            configured via the \(isSystem ? "SYS_" : "")NAME_REGEX configuration variable.  Use the
                            `--allow-bad-names' option to relax this check or reconfigure
                            \(isSystem ? "SYS_" : "")NAME_REGEX in configuration.
                """)
        }
    }

    // MARK: Numbers

    private func number(_ key: String) throws -> Int? {
        guard let text = call.options.text(key) else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw UtilityFailure("Option \(key) must be a number.")
        }
        return number
    }

    private func range(_ kind: String, isSystem: Bool) throws -> ClosedRange<Int> {
        let (first, last) =
            isSystem
            ? (
                settings.number("FIRST_SYSTEM_\(kind)", 100),
                settings.number("LAST_SYSTEM_\(kind)", 999)
            )
            : (settings.number("FIRST_\(kind)", 1000), settings.number("LAST_\(kind)", 59_999))
        let low = try number("first\(kind.lowercased())") ?? first
        return low...max(low, try number("last\(kind.lowercased())") ?? last)
    }

    private func freeGID(isSystem: Bool) throws -> Int {
        let used = Set(database.groups.numbers)
        guard let gid = try range("GID", isSystem: isSystem).first(where: { !used.contains($0) })
        else {
            throw UtilityFailure("No GID is available in the range.")
        }
        return gid
    }

    private func freeUID(isSystem: Bool, alsoGroup: Bool) throws -> Int {
        let used = Set(database.users.numbers)
        let groups = alsoGroup ? Set(database.groups.numbers) : []
        guard
            let uid = try range("UID", isSystem: isSystem).first(where: {
                !used.contains($0) && !groups.contains($0)
            })
        else { throw UtilityFailure("No UID is available in the range.") }
        return uid
    }

    // MARK: Groups

    private func addGroup(_ name: [UInt8], _ isSystem: Bool) throws -> UInt8 {
        try checkName(name, isSystem: isSystem)
        let text = call.text(name)
        let wanted = try number("gid")
        if let place = database.groups.place(of: name) {
            guard isSystem else {
                throw UtilityFailure("The group `\(text)' already exists.")
            }
            let gid = database.groups.number(at: place) ?? 0
            if try !range("GID", isSystem: true).contains(gid) {
                throw UtilityFailure(
                    "The group `\(text)' already exists and is not a system group. Exiting.")
            }
            if !isQuiet {
                try call.complain(
                    "The group `\(text)' already exists as a system group. Exiting.")
            }
            return 0
        }
        if let wanted, database.groups.place(ofNumber: wanted) != nil {
            throw UtilityFailure("The GID `\(wanted)' is already in use.")
        }
        let gid = try wanted ?? freeGID(isSystem: isSystem)
        try say("Adding group `\(text)' (GID \(gid)) ...")
        database.addGroup(name, gid)
        try database.save()
        try say("Done.")
        return 0
    }

    // MARK: Users

    private func addSystemUser(_ name: [UInt8]) throws -> UInt8 {
        try checkName(name, isSystem: true)
        let text = call.text(name)
        if let place = database.users.place(of: name) {
            let uid = database.users.number(at: place) ?? 0
            if uid >= 1000 {
                throw UtilityFailure(
                    "The user `\(text)' already exists, but is not a system user. Exiting.")
            }
            try say("The system user `\(text)' already exists. Exiting.")
            return 0
        }
        let wanted = try number("uid")
        if let wanted, database.users.place(ofNumber: wanted) != nil {
            throw UtilityFailure("The UID \(wanted) is already in use.")
        }
        let uid = try wanted ?? freeUID(isSystem: true, alsoGroup: false)
        try say("Adding system user `\(text)' (UID \(uid)) ...")
        var gid = database.group(Array("nogroup".utf8)) ?? 65_534
        if let word = call.options.value("ingroup") ?? call.options.value("gid") {
            guard let found = database.group(word) else {
                throw UtilityFailure("The group `\(call.text(word))' does not exist.")
            }
            gid = found
        } else if call.has("group") {
            if let known = database.group(name) {
                gid = known
            } else {
                gid =
                    database.groups.place(ofNumber: uid) == nil
                    ? uid : try freeGID(isSystem: true)
                if gid != uid, database.groups.place(ofNumber: gid) != nil {
                    gid = try freeGID(isSystem: true)
                }
                try say("Adding new group `\(text)' (GID \(gid)) ...")
                database.addGroup(name, gid)
            }
        }
        let group = database.groupName(gid).map(call.text) ?? "\(gid)"
        try say("Adding new user `\(text)' (UID \(uid)) with group `\(group)' ...")
        var user = AccountDatabase.NewUser(
            name: name, uid: uid, gid: gid, comment: call.options.value("comment") ?? [],
            home: call.options.value("home") ?? Array("/nonexistent".utf8),
            shell: call.options.value("shell") ?? Array("/usr/sbin/nologin".utf8))
        user.aging = ":::::"
        database.add(user)
        try database.save()
        try makeHome(user, isSystem: true)
        return 0
    }

    private func addUser(_ name: [UInt8]) throws -> UInt8 {
        try checkName(name, isSystem: false)
        let text = call.text(name)
        if database.users.place(of: name) != nil {
            throw UtilityFailure("The user `\(text)' already exists.")
        }
        let wanted = try number("uid")
        if let wanted, database.users.place(ofNumber: wanted) != nil {
            throw UtilityFailure("The UID \(wanted) is already in use.")
        }
        try say("Adding user `\(text)' ...")
        let given = call.options.value("ingroup") ?? call.options.value("gid")
        let makesGroup = given == nil && settings["USERGROUPS"] ?? "yes" == "yes"
        let uid = try wanted ?? freeUID(isSystem: false, alsoGroup: makesGroup)
        var gid = database.group(Array((settings["USERS_GROUP"] ?? "users").utf8)) ?? 100
        if let given {
            guard let found = database.group(given) else {
                throw UtilityFailure("The group `\(call.text(given))' does not exist.")
            }
            gid = found
        } else if makesGroup {
            if database.groups.place(of: name) != nil {
                throw UtilityFailure("The group `\(text)' already exists.")
            }
            gid =
                database.groups.place(ofNumber: uid) == nil ? uid : try freeGID(isSystem: false)
            try say("Adding new group `\(text)' (\(gid)) ...")
            database.addGroup(name, gid)
        }
        let group = database.groupName(gid).map(call.text) ?? "\(gid)"
        try say("Adding new user `\(text)' (\(uid)) with group `\(group) (\(gid))' ...")
        let base = settings["DHOME"] ?? "/home"
        var comment = call.options.value("comment") ?? []
        let commas = comment.filter { $0 == 44 }.count
        comment += [UInt8](repeating: 44, count: max(0, 3 - commas))
        // The comment comes by chfn afterwards, which /etc/passwd- tells.
        let user = AccountDatabase.NewUser(
            name: name, uid: uid, gid: gid,
            home: call.options.value("home") ?? Array("\(base)/".utf8) + name,
            shell: call.options.value("shell") ?? Array((settings["DSHELL"] ?? "/bin/bash").utf8))
        database.add(user)
        database.addRanges(name, AccountSettings("/etc/login.defs", call.context))
        try database.save()
        if let place = database.users.place(of: name) {
            database.users.set(comment, 4, at: place)
        }
        try database.save()
        try makeHome(user, isSystem: false)
        if !call.options.has(any: "disabled-password", "disabled-login") {
            try call.flush()
            try askPassword(name)
        }
        try addExtraGroups(name)
        return 0
    }

    /// A password needs somebody who types it; input that has none is told as passwd does.
    private func askPassword(_ name: [UInt8]) throws {
        let next = call.context.child(words: [Array("passwd".utf8), name])
        _ = try? ProgramRunner.run(next)
        let fresh = try AccountDatabase(call.context)
        if let place = fresh.shadow.place(of: name) {
            database.shadow.set(
                fresh.shadow.field(1, at: place), 1,
                at: database.shadow.place(of: name) ?? place)
        }
    }

    private func addExtraGroups(_ name: [UInt8]) throws {
        guard call.has("add-extra-groups") || settings["ADD_EXTRA_GROUPS"] ?? "1" == "1" else {
            return
        }
        let groups = (settings["EXTRA_GROUPS"] ?? "users").split(separator: " ")
        let known = groups.filter { database.groups.place(of: Array($0.utf8)) != nil }
        guard !known.isEmpty else { return }
        let text = call.text(name)
        try say(
            "Adding new user `\(text)' to supplemental / extra groups `"
                + known.joined(separator: ", ") + "' ...")
        for group in known {
            try say("Adding user `\(text)' to group `\(group)' ...")
            database.addMember(name, of: Array(group.utf8))
        }
        try database.save()
    }

    private func makeHome(_ user: AccountDatabase.NewUser, isSystem: Bool) throws {
        let home = call.text(user.home)
        let path = TreePath(bytes: user.home)
        if call.has("home"), (try? call.context.files.entry(at: path, follow: true)) == nil {
            try call.complain(
                "Warning: The home dir \(home) you specified can't be accessed: No such file or "
                    + "directory")
        }
        if call.has("no-create-home") || home == "/nonexistent" {
            return try say(
                "Not creating \(home == "/nonexistent" ? "" : "home directory ")`\(home)'.")
        }
        if (try? call.context.files.entry(at: path, follow: true)) != nil {
            if !isQuiet || !isSystem {
                try call.complain(
                    "The home directory `\(home)' already exists.  Not touching this directory.")
            }
            return
        }
        try say("Creating home directory `\(home)' ...")
        let mode =
            UInt16(settings[isSystem ? "SYS_DIR_MODE" : "DIR_MODE"] ?? "", radix: 8)
            ?? (isSystem ? 0o755 : 0o700)
        let skeleton: TreePath? = isSystem ? nil : TreePath(settings["SKEL"] ?? "/etc/skel")
        if let skeleton, (try? call.context.files.entry(at: skeleton, follow: true)) != nil {
            try say("Copying files from `\(skeleton)' ...")
        }
        do {
            try database.makeHome(
                path, skeleton: skeleton, uid: user.uid, gid: user.gid, mode: mode)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("Couldn't create home directory `\(home)': \(error.reason).")
        }
    }
}
