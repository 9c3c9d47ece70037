internal import LayFiles
import LayShell

extension Utilities {
    static let setprivUtility = Utility(
        staying: "setpriv", "run a program with other rights",
        usage: "[options] <program> [<argument>...]",
        [
            UtilityOption("-d, --dump", "tell of the rights"),
            UtilityOption("--nnp, --no-new-privs", "get no more", .idle("none are got")),
            UtilityOption("--ambient-caps=CAPS", "capabilities", .idle("not modelled")),
            UtilityOption("--inh-caps=CAPS", "capabilities", .idle("not modelled")),
            UtilityOption("--bounding-set=CAPS", "capabilities", .idle("not modelled"), .gnu),
            UtilityOption("--list-caps", "name the capabilities", .missing, .gnu),
            UtilityOption("--ruid=UID", "the real user", .works, .gnu),
            UtilityOption("--euid=UID", "the effective user", .works, .gnu),
            UtilityOption("--rgid=GID", "the real group", .works, .gnu),
            UtilityOption("--egid=GID", "the effective group", .works, .gnu),
            UtilityOption("--reuid=UID", "the user", .works, .gnu),
            UtilityOption("--regid=GID", "the group", .works, .gnu),
            UtilityOption("--clear-groups", "no further groups", .works, .gnu),
            UtilityOption("--keep-groups", "the same groups", .works, .gnu),
            UtilityOption("--init-groups", "the user's groups", .works, .gnu),
            UtilityOption("--groups=LIST", "further groups", .works, .gnu),
            UtilityOption("--securebits=BITS", "bits", .idle("not modelled"), .gnu),
            UtilityOption("--pdeathsig=SIG", "a signal", .idle("none comes"), .gnu),
            UtilityOption("--selinux-label=LABEL", "for SELinux", .missing, .gnu),
            UtilityOption("--apparmor-profile=PR", "for AppArmor", .missing, .gnu),
            UtilityOption("--reset-env", "a new environment", .works, .gnu),
        ], stopsAtOperand: true
    ) { call in
        let names = AccountNames(call.context)
        let context = call.context
        if call.has("d") {
            let groups = context.groups.map(String.init).joined(separator: ",")
            try call.write(
                """
                uid: \(context.uid)
                euid: \(context.uid)
                gid: \(context.gid)
                egid: \(context.gid)
                Supplementary groups: \(groups.isEmpty ? "[none]" : groups)
                no_new_privs: 0

                """)
            return .exited(0)
        }
        guard !call.operands.isEmpty else { throw UtilityFailure("No program specified") }
        var uid = context.uid
        var gid = context.gid
        var groups = context.groups
        for key in ["reuid", "ruid", "euid"] {
            guard let value = call.options.value(key) else { continue }
            let text = call.text(value)
            guard let number = UInt32(text) ?? names.user(named: text)?.uid else {
                throw UtilityFailure("failed to parse \(key): \(call.quoted(value))")
            }
            uid = number
        }
        var changesGroup = false
        for key in ["regid", "rgid", "egid"] {
            guard let value = call.options.value(key) else { continue }
            let text = call.text(value)
            guard let number = UInt32(text) ?? names.group(named: text) else {
                throw UtilityFailure("failed to parse \(key): \(call.quoted(value))")
            }
            gid = number
            changesGroup = true
        }
        let choices = ["clear-groups", "keep-groups", "init-groups", "groups"]
        if changesGroup, !choices.contains(where: { call.has($0) }) {
            throw UtilityFailure(
                "--[re]gid requires --keep-groups, --clear-groups, --init-groups, or --groups")
        }
        if call.has("clear-groups") { groups = [] }
        if call.has("init-groups"), let user = names.user(uid) { groups = names.groups(of: user) }
        if let list = call.options.text("groups") {
            groups = try list.split(separator: ",").map { word in
                guard let number = UInt32(word) ?? names.group(named: String(word)) else {
                    throw UtilityFailure("Invalid supplementary group id")
                }
                return number
            }
        }
        let credentials = Credentials(uid: uid, gid: gid, groups: groups)
        if context.uid != 0, uid != context.uid || gid != context.gid {
            throw UtilityFailure("setresuid failed: Operation not permitted")
        }
        return try call.launch(call.operands, as: credentials, .execute) { next in
            guard call.has("reset-env"), let user = names.user(uid) else { return }
            UserSwitch(user: user, credentials: credentials).change(
                next, shell: user.shell, isLogin: true,
                path: "/usr/local/bin:/usr/bin:/bin")
        }
    }

    static let chrootUtility = Utility(
        staying: "chroot", "run a program with another root directory",
        usage: "[OPTION] NEWROOT [COMMAND [ARG]...]",
        [
            UtilityOption("--groups=G_LIST", "further groups", .works, .gnu),
            UtilityOption("--userspec=USER:GROUP", "the user and group", .works, .gnu),
            UtilityOption("--skip-chdir", "stay in the directory", .works, .gnu),
        ], misuse: 125, stopsAtOperand: true
    ) { call in
        try call.needOperands()
        let root = call.operands[0]
        let place: FileEntry
        let failure: UInt8 = call.manner == .gnu ? 125 : 1
        func refusal(_ reason: String) -> UtilityFailure {
            UtilityFailure(
                call.manner == .gnu
                    ? "cannot change root directory to \(call.quoted(root)): \(reason)"
                    : "can't change root directory to '\(call.text(root))': \(reason)",
                status: failure)
        }
        do throws(FileError) {
            place = try call.context.files.entry(at: call.path(root), follow: true)
        } catch {
            if let bound = error.bound { throw bound }
            throw refusal(error.reason)
        }
        if call.has("skip-chdir"), !place.path.isRoot {
            throw call.misuse("option --skip-chdir only permitted if NEWROOT is old '/'")
        }
        if place.node.kind != .directory { throw refusal("Not a directory") }
        if call.context.uid != 0 { throw refusal("Operation not permitted") }
        if !place.path.isRoot { throw refusal("not supported by Lay, which has one root") }
        var credentials = call.context.credentials
        if let text = call.options.text("userspec") {
            do {
                credentials = try Credentials(text, call.context.files)
            } catch {
                throw UtilityFailure("invalid user", status: 125)
            }
        }
        if let list = call.options.text("groups") {
            let names = AccountNames(call.context)
            let groups = try list.split(separator: ",").map { word -> UInt32 in
                guard let number = names.group(named: String(word)) ?? UInt32(word) else {
                    throw UtilityFailure(
                        "invalid group \(call.quoted(Array(word.utf8)))", status: 125)
                }
                return number
            }
            credentials = Credentials(uid: credentials.uid, gid: credentials.gid, groups: groups)
        }
        var words = Array(call.operands.dropFirst())
        if words.isEmpty {
            words = [Array((call.context["SHELL"] ?? "/bin/sh").utf8), Array("-i".utf8)]
        }
        return try call.launch(words, as: credentials) { next in
            if !call.has("skip-chdir") { next.workingDirectory = .root }
        }
    }
}
