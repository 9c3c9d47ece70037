internal import LayFiles
import LayShell

/// As whom a program is run that another user starts.
struct UserSwitch {
    let user: AccountNames.User
    let credentials: Credentials

    /// The environment that goes with a user.
    func change(
        _ next: ProgramContext, shell: String, isLogin: Bool, keeps: [String] = [], path: String?
    ) {
        if isLogin {
            next.environment = next.environment.filter {
                $0.key == "TERM" || keeps.contains($0.key)
            }
        }
        func set(_ key: String, _ value: String) {
            next.environment.removeAll { $0.key == key }
            next.environment.append((key, value))
        }
        set("HOME", user.home)
        set("SHELL", shell)
        if isLogin || user.uid != 0 {
            set("USER", user.name)
            set("LOGNAME", user.name)
        }
        if let path { set("PATH", path) }
    }
}

extension Utilities {
    private static let suOptions: [UtilityOption] = [
        UtilityOption("-m, -p, --preserve-environment", "keep the environment"),
        UtilityOption("-w, --whitelist-environment LIST", "keep some of it, with -l", .works, .gnu),
        UtilityOption("-g, --group GROUP", "the group", .works, .gnu),
        UtilityOption("-G, --supp-group GROUP", "further groups", .works, .gnu),
        UtilityOption("-l, --login", "as at a login"),
        UtilityOption("-c, --command COMMAND", "run a command"),
        UtilityOption("--session-command COMMAND", "run a command", .works, .gnu),
        UtilityOption("-f, --fast", "for csh", .idle("no csh"), .gnu),
        UtilityOption("-s, --shell SHELL", "the shell"),
        UtilityOption("-P, --pty", "a terminal of its own", .missing, .gnu),
    ]

    static let suUtility = Utility(
        staying: "su", "run a shell or a command as another user",
        usage: "[options] [-] [<user> [<argument>...]]", suOptions
    ) { call in try SuRun(call).perform() }

    static let runuserUtility = Utility(
        staying: "runuser", "run a program as another user",
        usage: "[options] -u <user> [[--] <command>] | [options] [-] [<user> [<argument>...]]",
        suOptions + [UtilityOption("-u, --user USER", "run the program itself")]
    ) { call in
        if let user = call.options.text("u") {
            guard !call.operands.isEmpty else {
                throw UtilityFailure("no command was specified")
            }
            let change = try SuRun(call).change(user)
            let outcome = try call.launch(call.operands, as: change.credentials, .execute)
            if case .exited(126) = outcome { return .exited(1) }
            return outcome
        }
        return try SuRun(call).perform()
    }

    static let userRunners: [Utility] = ["su-exec", "gosu"].map { name in
        Utility(
            staying: name, "run a program as another user", usage: "USER-SPEC COMMAND [ARGS]",
            stopsAtOperand: true
        ) { call in
            guard call.operands.count > 1 else { throw call.misuse("missing operand") }
            let text = call.text(call.operands[0])
            let credentials: Credentials
            do {
                credentials = try Credentials(text, call.context.files)
            } catch {
                throw UtilityFailure(
                    name == "gosu"
                        ? "error: failed switching to \"\(text)\": unable to find user \(text.prefix { $0 != ":" }): no matching entries in passwd file"
                        : "\(text): \(error)")
            }
            try SuRun.allow(credentials, call)
            let words = Array(call.operands.dropFirst())
            let outcome = try call.launch(words, as: credentials, .execute) { next in
                next.environment.removeAll { $0.key == "HOME" }
                next.environment.append(("HOME", credentials.home))
            }
            return outcome
        }
    }
}

/// One call of su or runuser.
struct SuRun {
    private let call: UtilityCall
    private let names: AccountNames

    init(_ call: UtilityCall) {
        self.call = call
        names = AccountNames(call.context)
    }

    /// - Throws: what ends a program that would need the rights of root.
    static func allow(_ other: Credentials, _ call: UtilityCall) throws {
        let context = call.context
        if context.uid == 0 || other.uid == context.uid && other.gid == context.gid { return }
        throw UtilityFailure("setgroups: Operation not permitted")
    }

    func change(_ name: String) throws -> UserSwitch {
        guard let user = names.user(named: name) else {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "user \(name) does not exist or the user entry does not contain all the required fields"
                    : "unknown user \(name)")
        }
        if call.context.uid != 0, user.uid != call.context.uid {
            // Nobody is there to type a password.
            throw UtilityFailure(
                call.context.name == "runuser"
                    ? "may not be used by non-root users"
                    : call.manner == .gnu ? "Authentication failure" : "incorrect password")
        }
        var gid = user.gid
        var groups = names.groups(of: user)
        func number(_ word: [UInt8]) throws -> UInt32 {
            let text = call.text(word)
            guard let gid = names.group(named: text) ?? UInt32(text) else {
                throw UtilityFailure("group \(text) does not exist")
            }
            return gid
        }
        let more = try call.options.values("G").map(number)
        if let word = call.options.value("g") {
            gid = try number(word)
            groups = [gid] + more
        } else if let first = more.first {
            gid = first
            groups = more
        }
        return UserSwitch(
            user: user, credentials: Credentials(uid: user.uid, gid: gid, groups: groups))
    }

    func perform() throws -> ProgramOutcome {
        var operands = call.operands[...]
        var isLogin = call.has("l")
        if operands.first == [45] {
            isLogin = true
            operands.removeFirst()
        }
        let name = operands.popFirst().map(call.text) ?? "root"
        let change = try change(name)
        let keeps = call.has("m") && !isLogin
        let own = change.user.shell.isEmpty ? "/bin/sh" : change.user.shell
        var shell = call.options.text("s") ?? own
        if keeps, call.options.text("s") == nil { shell = call.context["SHELL"] ?? own }
        if call.options.text("s") == nil, shell.hasSuffix("/nologin") {
            try call.write("This account is currently not available.\n")
            return .exited(1)
        }
        if call.options.text("s") == nil, shell.hasSuffix("/false") { return .exited(1) }
        let base = shell.split(separator: "/").last.map(String.init) ?? shell
        var words = [Array(shell.utf8)]
        if isLogin { words.append(Array("-l".utf8)) }
        if let command = call.options.value("c") ?? call.options.value("session-command") {
            words += [Array("-c".utf8), command]
        }
        words += Array(operands)
        if isLogin, base == "dash" || base == "sh" { words.removeAll { $0 == Array("-l".utf8) } }
        let settings = AccountSettings("/etc/login.defs", call.context)
        var path: String?
        if isLogin {
            let key = change.user.uid == 0 ? "ENV_SUPATH" : "ENV_PATH"
            let standard =
                change.user.uid == 0
                ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
                : "/usr/local/bin:/usr/bin:/bin"
            path =
                settings[key].map { $0.hasPrefix("PATH=") ? String($0.dropFirst(5)) : $0 }
                ?? standard
        }
        var warning: String?
        let list = (call.options.text("w") ?? "").split(separator: ",").map(String.init)
        let outcome = try call.launch(words, as: change.credentials, .execute) { next in
            guard !keeps else { return }
            change.change(next, shell: shell, isLogin: isLogin, keeps: list, path: path)
            guard isLogin else { return }
            let home = TreePath(change.user.home)
            if let entry = try? call.context.files.entry(at: home, follow: true),
                entry.node.kind == .directory
            {
                next.workingDirectory = entry.path
            } else {
                warning =
                    "warning: cannot change directory to \(change.user.home): "
                    + "No such file or directory"
                if let warning { try call.complain(warning) }
            }
        }
        return outcome
    }
}
