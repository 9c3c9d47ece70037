internal import LayFiles
import LayShell

/// Names and numbers of users and groups, as the container's files have them.
struct AccountNames {
    private let users: [[String]]
    private let groups: [[String]]

    init(_ context: ProgramContext) {
        users = Accounts.lines(in: "/etc/passwd", context.files).filter { $0.count > 3 }
        groups = Accounts.lines(in: "/etc/group", context.files).filter { $0.count > 2 }
    }

    /// What `/etc/passwd` says of a user.
    struct User {
        let name: String
        let uid: UInt32
        let gid: UInt32
        let home: String
        let shell: String

        fileprivate init?(_ line: [String]) {
            guard let uid = UInt32(line[2]), let gid = UInt32(line[3]) else { return nil }
            name = line[0]
            self.uid = uid
            self.gid = gid
            home = line.count > 5 ? line[5] : ""
            shell = line.count > 6 ? line[6] : ""
        }
    }

    func user(named name: String) -> User? {
        users.first { $0[0] == name }.flatMap { User($0) }
    }

    func user(_ uid: UInt32) -> User? {
        users.first { $0[2] == String(uid) }.flatMap { User($0) }
    }

    func group(_ gid: UInt32) -> String? { groups.first { $0[2] == String(gid) }?[0] }

    func group(named name: String) -> UInt32? {
        groups.first { $0[0] == name }.flatMap { UInt32($0[2]) }
    }

    /// The groups of a user, the own one first.
    func groups(of user: User) -> [UInt32] {
        var all = [user.gid]
        for line in groups where line.count > 3 {
            guard line[3].split(separator: ",").contains(Substring(user.name)),
                let gid = UInt32(line[2]), !all.contains(gid)
            else { continue }
            all.append(gid)
        }
        return all
    }

    /// A user by name or, behind a `+` or where no name is so, by number.
    func user(_ text: String, numbers: Bool) -> User? {
        if let user = user(named: text) { return user }
        guard numbers else { return nil }
        return UInt32(text.hasPrefix("+") ? String(text.dropFirst()) : text).flatMap { user($0) }
    }
}

extension Utilities {
    static let idUtility = Utility(
        "id", "print the numbers and names of a user and its groups",
        usage: "[OPTION]... [USER]...",
        [
            UtilityOption("-a", "nothing, for old scripts", .idle("as without it"), .gnu),
            UtilityOption("-Z, --context", "the security context", .missing, .gnu),
            UtilityOption("-g, --group", "only the group"),
            UtilityOption("-G, --groups", "all groups"),
            UtilityOption("-n, --name", "the name in place of the number"),
            UtilityOption("-r, --real", "the real one in place of the effective"),
            UtilityOption("-u, --user", "only the user"),
            UtilityOption("-z, --zero", "end with NUL, not newline", .works, .gnu),
        ]
    ) { call in
        let kinds = ["u", "g", "G"].filter { call.has($0) }
        if kinds.count > 1 {
            if call.manner == .busybox { throw call.misuse("one of -u, -g and -G is enough") }
            throw UtilityFailure("cannot print \"only\" of more than one choice")
        }
        if kinds.isEmpty, call.options.has(any: "n", "r") {
            if call.manner == .busybox { throw call.misuse("-n and -r need -u, -g or -G") }
            throw UtilityFailure("cannot print only names or real IDs in default format")
        }
        if kinds.isEmpty, call.has("z") {
            throw UtilityFailure("option --zero not permitted in default format")
        }
        if call.manner == .busybox { try call.allowOperands(1) }
        let identity = IdentityRun(call, kinds.first)
        if call.operands.isEmpty { return try identity.ownStatus() }
        for operand in call.operands {
            let text = call.text(operand)
            guard let user = identity.names.user(text, numbers: call.manner == .gnu) else {
                if call.manner == .busybox { throw UtilityFailure("unknown user \(text)") }
                let end = text.isEmpty ? ": No such file or directory" : ""
                try call.complain("\(call.quoted(operand)): no such user\(end)")
                call.status = 1
                continue
            }
            try identity.show(
                uid: user.uid, gid: user.gid, groups: identity.names.groups(of: user),
                several: call.operands.count > 1)
        }
        return call.status
    }

    static let whoamiUtility = Utility("whoami", "print the user's name", usage: "") { call in
        try call.allowOperands(0)
        let uid = call.context.uid
        guard let user = AccountNames(call.context).user(uid) else {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "cannot find name for user ID \(uid)" : "unknown uid \(uid)")
        }
        try call.write(user.name + "\n")
        return 0
    }

    static let groupsUtility = Utility(
        "groups", "print the groups of users", usage: "[USERNAME]..."
    ) { call in
        let names = AccountNames(call.context)
        func shown(_ groups: [UInt32]) throws -> String {
            var words: [String] = []
            for gid in groups {
                if let name = names.group(gid) {
                    words.append(name)
                } else if call.manner == .gnu {
                    try call.complain("cannot find name for group ID \(gid)")
                    call.status = 1
                    words.append(String(gid))
                } else {
                    try call.complain("unknown ID \(gid)")
                    call.status = 1
                    words.append(String(gid))
                }
            }
            return words.joined(separator: " ")
        }
        if call.operands.isEmpty {
            let context = call.context
            let all = [context.gid] + context.groups.filter { $0 != context.gid }
            try call.write(try shown(all) + "\n")
            return call.status
        }
        for operand in call.operands {
            let text = call.text(operand)
            guard let user = names.user(text, numbers: call.manner == .gnu) else {
                if call.manner == .busybox { throw UtilityFailure("unknown user \(text)") }
                try call.complain("\(call.quoted(operand)): no such user")
                call.status = 1
                continue
            }
            let line = try shown(names.groups(of: user))
            try call.write(call.manner == .gnu ? "\(text) : \(line)\n" : "\(line)\n")
        }
        return call.status
    }

    static let lognameUtility = Utility(
        "logname", "print the name that was logged in with", usage: ""
    ) { call in
        try call.allowOperands(0)
        // Nobody logs in to a container.
        throw UtilityFailure(
            call.manner == .gnu
                ? "no login name" : "getlogin: No such device or address")
    }

    static let usersUtility = Utility(
        "users", "print who is logged in", usage: "[FILE]"
    ) { _ in 0 }

    static let whoUtility = Utility(
        "who", "tell who is logged in", usage: "[OPTION]... [FILE | ARG1 ARG2]",
        [
            UtilityOption("-a, --all", "all of it", .idle("nobody is logged in")),
            UtilityOption("-b, --boot", "the last start", .idle("unknown"), .gnu),
            UtilityOption("-H, --heading", "a line of headings", .works),
            UtilityOption("-m", "only the own terminal", .idle("there is none"), .gnu),
            UtilityOption("-q, --count", "names and how many", .works, .gnu),
            UtilityOption("-r, --runlevel", "the run level", .idle("unknown"), .gnu),
            UtilityOption("-s, --short", "as without it", .idle("as without it"), .gnu),
            UtilityOption("-u, --users", "with idle times", .idle("nobody is logged in"), .gnu),
        ]
    ) { call in
        if call.has("q") { try call.write("# users=0\n") }
        if call.has("H") {
            try call.write(
                call.manner == .gnu
                    ? "NAME     LINE         TIME             COMMENT\n"
                    : "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n")
        }
        return 0
    }
}

/// One call of id.
private struct IdentityRun {
    let call: UtilityCall
    let kind: String?
    let names: AccountNames

    init(_ call: UtilityCall, _ kind: String?) {
        self.call = call
        self.kind = kind
        names = AccountNames(call.context)
    }

    func ownStatus() throws -> UInt8 {
        let context = call.context
        try show(
            uid: context.uid, gid: context.gid,
            // The kernel keeps them sorted.
            groups: [context.gid] + context.groups.filter { $0 != context.gid }.sorted(),
            several: false,
            isOwn: true)
        return call.status
    }

    func show(
        uid: UInt32, gid: UInt32, groups: [UInt32], several: Bool, isOwn: Bool = false
    ) throws {
        let end: UInt8 = call.has("z") ? 0 : 10
        switch kind {
        case "u"?: try call.write(try name(uid, isUser: true) + [end])
        case "g"?: try call.write(try name(gid, isUser: false) + [end])
        case "G"?:
            let words = try groups.map { try name($0, isUser: false) }
            try call.write(Array(words.joined(separator: [call.has("z") ? 0 : 32])) + [end])
            if several, end == 0 { try call.write(byte: 0) }
        default:
            func named(_ id: UInt32, _ name: String?) -> String {
                "\(id)" + (name.map { "(\($0))" } ?? "")
            }
            var text = "uid=" + named(uid, names.user(uid)?.name)
            text += " gid=" + named(gid, names.group(gid))
            // Busybox tells of the kernel's list alone, which may be empty.
            if !isOwn || call.manner == .gnu || !call.context.groups.isEmpty {
                text += " groups="
                text += groups.map { named($0, names.group($0)) }.joined(separator: ",")
            }
            try call.write(text + "\n")
        }
    }

    private func name(_ id: UInt32, isUser: Bool) throws -> [UInt8] {
        guard call.has("n") else { return Array(String(id).utf8) }
        if let found = isUser ? names.user(id)?.name : names.group(id) { return Array(found.utf8) }
        try call.complain(
            call.manner == .gnu
                ? "cannot find name for \(isUser ? "user" : "group") ID \(id)"
                : "unknown ID \(id)")
        call.status = 1
        return Array(String(id).utf8)
    }
}
