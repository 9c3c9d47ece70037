internal import LayBounds
internal import LayFiles
import LayShell

extension Utilities {
    static let chpasswdUtility = Utility(
        "chpasswd", "change the passwords of users, read as lines of USER:PASSWORD",
        usage: "[options]",
        [
            UtilityOption("-c, --crypt-method=METHOD", "how to encrypt", .idle("SHA-512 always")),
            UtilityOption("-e, --encrypted", "they are encrypted"),
            UtilityOption("-m, --md5", "with MD5", .missing),
            UtilityOption("-s, --sha-rounds=NUMBER", "how often", .idle("5000 always"), .gnu),
            UtilityOption("-R, --root=DIR", "in another tree", .missing),
        ]
    ) { call in
        try AccountRights.check(call)
        let database = try AccountDatabase(call.context)
        let reader = try call.reader([45])
        defer { reader.close() }
        var number = 0
        while let line = try reader.line() {
            try call.context.step()
            number += 1
            let bytes = Array(reader.bytes[line.range])
            guard let colon = bytes.firstIndex(of: 58) else {
                if call.manner == .busybox { throw UtilityFailure("missing new password") }
                try call.complain("line \(number): missing new password")
                call.status = 1
                continue
            }
            let name = Array(bytes[..<colon])
            var password = Array(bytes[(colon + 1)...])
            guard database.users.place(of: name) != nil else {
                if call.manner == .busybox {
                    throw UtilityFailure("unknown user \(call.text(name))")
                }
                if call.has("e") {
                    try call.complain(
                        "line \(number): user '\(call.text(name))' does not exist")
                    call.status = 1
                    continue
                }
                try call.complain(
                    "(user \(call.text(name))) pam_chauthtok() failed, error:\n"
                        + "Authentication token manipulation error")
                try call.complain(
                    "(line \(number), user \(call.text(name))) password not changed")
                call.status = 1
                continue
            }
            if !call.has("e") {
                try call.context.account.work(password.count * 5_000)
                password = PasswordHash.make(password, for: name)
            }
            database.setPassword(password, of: name)
            if call.manner == .busybox {
                try call.complain("password for '\(call.text(name))' changed")
            }
        }
        if call.status != 0, call.has("e"), call.manner == .gnu {
            try call.complain("error detected, changes ignored")
            return call.status
        }
        try database.save()
        return call.status
    }

    static let passwdUtility = Utility(
        "passwd", "change a user's password", usage: "[options] [LOGIN]",
        [
            UtilityOption("-a, --all", "all accounts, with -S", .works, .gnu),
            UtilityOption("-a ALG", "how to encrypt", .idle("SHA-512 always"), .busybox),
            UtilityOption("-d, --delete", "no password"),
            UtilityOption("-e, --expire", "it has to be changed", .works, .gnu),
            UtilityOption("-i, --inactive=DAYS", "days after its end", .works, .gnu),
            UtilityOption("-k, --keep-tokens", "only where it ended", .idle("none did"), .gnu),
            UtilityOption("-l, --lock", "lock it"),
            UtilityOption("-n, --mindays=DAYS", "days to be kept at least", .works, .gnu),
            UtilityOption("-q, --quiet", "say nothing", .works, .gnu),
            UtilityOption("-S, --status", "tell of it", .works, .gnu),
            UtilityOption("-u, --unlock", "unlock it"),
            UtilityOption("-w, --warndays=DAYS", "days of warning", .works, .gnu),
            UtilityOption("-x, --maxdays=DAYS", "days to be kept at most", .works, .gnu),
            UtilityOption("-r, --repository=REPOSITORY", "where", .missing, .gnu),
            UtilityOption("-R, --root=DIR", "in another tree", .missing, .gnu),
        ], misuse: 2
    ) { call in try PasswordChange(call).perform() }

    static let chshUtility = Utility(
        "chsh", "change a user's shell", usage: "[options] [LOGIN]",
        [
            UtilityOption("-s, --shell SHELL", "the shell"),
            UtilityOption("-R, --root DIR", "in another tree", .missing),
        ]
    ) { call in
        let database = try AccountDatabase(call.context)
        let name =
            call.operands.first
            ?? Array((AccountNames(call.context).user(call.context.uid)?.name ?? "root").utf8)
        guard let place = database.users.place(of: name) else {
            throw UtilityFailure("user '\(call.text(name))' does not exist")
        }
        guard let shell = call.options.value("s") else {
            throw UtilityFailure("no shell is given, and nobody can be asked")
        }
        if call.context.uid != 0 { throw UtilityFailure("PAM: Authentication failure") }
        let path = TreePath(bytes: shell)
        if (try? call.context.files.entry(at: path, follow: true)) == nil {
            try call.complain("Warning: \(call.text(shell)) does not exist")
        }
        database.users.set(shell, 6, at: place)
        try database.save()
        return 0
    }

    static let chfnUtility = Utility(
        "chfn", "change what is told of a user", usage: "[options] [LOGIN]",
        [
            UtilityOption("-f, --full-name NAME", "the name"),
            UtilityOption("-r, --room ROOM", "the room"),
            UtilityOption("-w, --work-phone NUMBER", "the telephone"),
            UtilityOption("-h, --home-phone NUMBER", "the one at home"),
            UtilityOption("-o, --other OTHER", "more"),
            UtilityOption("-u, --help", "this page"),
        ]
    ) { call in
        try AccountRights.check(call)
        let database = try AccountDatabase(call.context)
        let name = call.operands.first ?? Array("root".utf8)
        guard let place = database.users.place(of: name) else {
            throw UtilityFailure("user '\(call.text(name))' does not exist")
        }
        var parts = database.users.field(4, at: place).split(
            separator: 44, omittingEmptySubsequences: false
        ).map(Array.init)
        while parts.count < 4 { parts.append([]) }
        for (index, key) in ["f", "r", "w", "h"].enumerated() {
            if let value = call.options.value(key) { parts[index] = value }
        }
        if let other = call.options.value("o") { parts = Array(parts.prefix(4)) + [other] }
        database.users.set(Array(parts.joined(separator: [44])), 4, at: place)
        try database.save()
        return 0
    }
}

extension AccountDatabase {
    /// Gives a user an encrypted password, in /etc/shadow where it has a line there.
    func setPassword(_ password: [UInt8], of name: [UInt8]) {
        if let place = shadow.place(of: name) {
            shadow.set(password, 1, at: place)
            shadow.set(Array(String(today).utf8), 2, at: place)
        } else if let place = users.place(of: name) {
            users.set(password, 1, at: place)
        }
    }
}

/// One call of passwd.
private struct PasswordChange {
    private let call: UtilityCall
    private let database: AccountDatabase

    init(_ call: UtilityCall) throws {
        self.call = call
        database = try AccountDatabase(call.context)
    }

    func perform() throws -> UInt8 {
        if call.has("S"), call.has("a"), call.manner == .gnu {
            for line in database.users.lines { try show(line[0]) }
            return 0
        }
        let own = AccountNames(call.context).user(call.context.uid)?.name ?? "root"
        let name = call.operands.first ?? Array(own.utf8)
        guard database.users.place(of: name) != nil else {
            throw UtilityFailure(
                call.manner == .busybox
                    ? "unknown user \(call.text(name))"
                    : "user '\(call.text(name))' does not exist")
        }
        if call.context.uid != 0, call.text(name) != own {
            throw UtilityFailure(
                call.manner == .busybox
                    ? "\(own) can't change password for \(call.text(name))"
                    : "You may not view or modify password information for \(call.text(name)).")
        }
        if call.has("S") {
            try show(name)
            return 0
        }
        let keys = ["d", "e", "l", "u", "i", "n", "w", "x"]
        guard keys.contains(where: { call.has($0) }) else { return try ask(name) }
        try change(name)
        return call.status
    }

    private func change(_ name: [UInt8]) throws {
        guard let place = database.shadow.place(of: name) else { return }
        let shadow = database.shadow
        let old = shadow.field(1, at: place)
        let bang = UInt8(ascii: "!")
        let text = call.text(name)
        func set(_ password: [UInt8]) {
            shadow.set(password, 1, at: place)
            shadow.set(Array(String(database.today).utf8), 2, at: place)
        }
        if call.has("d") { set([]) }
        if call.has("l") {
            if old.first == bang, call.manner == .busybox {
                throw UtilityFailure("password for \(text) is already locked")
            }
            if old.first != bang { set([bang] + old) }
        }
        if call.has("u") {
            if old.first != bang, call.manner == .busybox {
                throw UtilityFailure("password for \(text) is already unlocked")
            }
            if old == [bang], call.manner == .gnu {
                throw UtilityFailure(
                    "unlocking the password would result in a passwordless account.\n"
                        + "You should set a password with usermod -p to unlock the password of "
                        + "this account.", status: 3)
            }
            if old.first == bang { set(Array(old.dropFirst())) }
        }
        if call.has("e"), call.manner == .gnu { shadow.set([48], 2, at: place) }
        for (key, field) in [("n", 3), ("x", 4), ("w", 5), ("i", 6)] {
            guard let value = call.options.value(key) else { continue }
            shadow.set(call.text(value) == "-1" ? [] : value, field, at: place)
        }
        try database.save()
        if call.manner == .busybox {
            try call.complain("password for \(text) changed by root")
        } else if !call.has("q") {
            try call.write("passwd: password changed.\n")
        }
    }

    private func show(_ name: [UInt8]) throws {
        guard let place = database.shadow.place(of: name) else { return }
        let shadow = database.shadow
        let password = shadow.field(1, at: place)
        let state = password.isEmpty ? "NP" : password[0] == 33 || password[0] == 42 ? "L" : "P"
        let day = (shadow.number(at: place) ?? 0) * 86_400
        let date = call.text(
            TimeFormat.format(
                Array("%Y-%m-%d".utf8), seconds: day, zone: Array("UTC".utf8), offset: 0))
        let fields = (3...6).map { call.text(shadow.field($0, at: place)) }
        let shown = fields.map { $0.isEmpty ? "-1" : $0 }
        try call.write("\(call.text(name)) \(state) \(date) \(shown.joined(separator: " "))\n")
    }

    /// Reads the new password, twice.
    private func ask(_ name: [UInt8]) throws -> UInt8 {
        let isGNU = call.manner == .gnu
        if !isGNU { try call.write("Changing password for \(call.text(name))\n") }
        try call.flush()
        let reader = try call.reader([45])
        defer { reader.close() }
        func next(_ prompt: String) throws -> [UInt8]? {
            try call.context.errors.write(prompt)
            guard let line = try reader.line() else { return nil }
            return Array(reader.bytes[line.range])
        }
        let first = try next(isGNU ? "New password: " : "New password: ")
        let second =
            first == nil ? nil : try next(isGNU ? "Retype new password: " : "Retype password: ")
        guard let first, let second, !first.isEmpty else {
            if isGNU {
                if first != nil, first?.isEmpty == false {
                    try call.context.errors.write("Sorry, passwords do not match.\n")
                }
                try call.context.errors.write(
                    "passwd: Authentication token manipulation error\npasswd: password unchanged\n")
                return 10
            }
            throw UtilityFailure("password for \(call.text(name)) is unchanged")
        }
        guard first == second else {
            if isGNU {
                try call.context.errors.write(
                    "Sorry, passwords do not match.\n"
                        + "passwd: Authentication token manipulation error\n"
                        + "passwd: password unchanged\n")
                return 10
            }
            try call.context.errors.write("Passwords don't match\n")
            throw UtilityFailure("password for \(call.text(name)) is unchanged")
        }
        try call.context.account.work(first.count * 5_000)
        database.setPassword(PasswordHash.make(first, for: name), of: name)
        try database.save()
        if isGNU {
            try call.complain("password updated successfully")
        } else {
            try call.complain("password for \(call.text(name)) changed by root")
        }
        return 0
    }
}
