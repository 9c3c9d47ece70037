internal import LayFiles
import LayShell

/// One call of busybox's adduser, addgroup, deluser or delgroup.
final class BusyboxAccounts {
    private let call: UtilityCall
    private let database: AccountDatabase
    private static let system = 100...999
    private static let people = 1000...60_000

    init(_ call: UtilityCall) throws {
        self.call = call
        try AccountRights.check(call)
        database = try AccountDatabase(call.context)
    }

    private func checkName(_ name: [UInt8]) throws {
        let isPlain =
            name.enumerated().allSatisfy { index, byte in
                byte == 95 || byte &- 48 < 10 || (byte | 32) &- 97 < 26
                    || index > 0 && (byte == 46 || byte == 45)
                    || index + 1 == name.count && index > 0 && byte == 36
            } && !name.isEmpty && name.count < 256
        if !isPlain { throw UtilityFailure("illegal user name") }
    }

    private func group(_ word: [UInt8]) throws -> Int {
        guard let place = database.groups.place(of: word),
            let gid = database.groups.number(at: place)
        else { throw UtilityFailure("unknown group \(call.text(word))") }
        return gid
    }

    // MARK: Adding

    func addUser() throws -> UInt8 {
        let operands = call.operands
        guard (1...2).contains(operands.count) else { throw call.misuse("missing USER") }
        if operands.count == 2, call.options.given.isEmpty {
            return try join(operands[0], operands[1])
        }
        let name = operands[0]
        try checkName(name)
        let isSystem = call.has("S")
        var ingroup = call.options.value("G")
        if isSystem, ingroup == nil { ingroup = Array("nogroup".utf8) }
        let gid = try ingroup.map { try group($0) }
        if database.users.place(of: name) != nil {
            throw UtilityFailure("user '\(call.text(name))' in use")
        }
        let uid = try self.uid(isSystem, alsoGroup: gid == nil)
        if gid == nil, database.groups.place(of: name) != nil {
            throw UtilityFailure("group '\(call.text(name))' in use")
        }
        var user = AccountDatabase.NewUser(
            name: name, uid: uid, gid: gid ?? uid,
            comment: call.options.value("g") ?? Array("Linux User,,,".utf8),
            home: call.options.value("h") ?? Array("/home/".utf8) + name,
            shell: call.options.value("s") ?? standardShell(isSystem))
        user.aging = "0:99999:7:::"
        database.add(user)
        if let ingroup {
            database.addMember(name, of: ingroup)
        } else {
            database.addGroup(name, uid)
        }
        try database.save()
        try makeHome(user)
        if call.has("D") || isSystem { return call.status }
        let next = [Array("passwd".utf8), Array("--".utf8), name]
        if case .exited(let status) = try call.launch(next) { return status }
        return 0
    }

    private func standardShell(_ isSystem: Bool) -> [UInt8] {
        if isSystem {
            // Alpine's busybox gives what Alpine has for it.
            let isThere = (try? call.context.files.entry(at: "/sbin/nologin", follow: true)) != nil
            return Array((isThere ? "/sbin/nologin" : "/bin/false").utf8)
        }
        if let shell = call.context["SHELL"], !shell.isEmpty { return Array(shell.utf8) }
        let root = database.users.place(ofNumber: 0).map { database.users.field(6, at: $0) }
        return root.flatMap { $0.isEmpty ? nil : $0 } ?? Array("/bin/sh".utf8)
    }

    private func uid(_ isSystem: Bool, alsoGroup: Bool) throws -> Int {
        let (users, groups) = (Set(database.users.numbers), Set(database.groups.numbers))
        func isTaken(_ uid: Int) -> Bool {
            users.contains(uid) || alsoGroup && groups.contains(uid)
        }
        if let value = call.options.value("u") {
            guard let uid = Int(call.text(value)), (0...60_000).contains(uid) else {
                throw UtilityFailure(
                    Int(call.text(value)) == nil
                        ? "invalid number '\(call.text(value))'"
                        : "number \(call.text(value)) is not in 0..60000 range")
            }
            if isTaken(uid) { throw UtilityFailure("uid '\(uid)' in use") }
            return uid
        }
        let range = isSystem ? Self.system : Self.people
        guard let uid = range.first(where: { !isTaken($0) }) else {
            throw UtilityFailure("no uids left")
        }
        return uid
    }

    private func makeHome(_ user: AccountDatabase.NewUser) throws {
        guard !call.has("H") else { return }
        let path = TreePath(bytes: user.home)
        let files = call.context.files
        let skeleton = call.options.value("k").map { TreePath(bytes: $0) } ?? "/etc/skel"
        do {
            if (try? files.entry(at: path, follow: true)) == nil {
                // Its parent has to be there.
                _ = try files.entry(at: path.parent, follow: true)
                try database.makeHome(
                    path, skeleton: skeleton, uid: user.uid, gid: user.gid, mode: 0o755)
            }
            try files.setAttributes(of: path, follow: true) { attributes in
                attributes.uid = UInt32(truncatingIfNeeded: user.uid)
                attributes.gid = UInt32(truncatingIfNeeded: user.gid)
                attributes.mode = 0o2755
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.complain("\(call.text(user.home)): \(error.reason)")
        }
    }

    func addGroup() throws -> UInt8 {
        let operands = call.operands
        guard (1...2).contains(operands.count) else { throw call.misuse("missing GROUP") }
        if operands.count == 2 {
            if call.has("g") { throw call.misuse("-g is for a new group") }
            return try join(operands[0], operands[1])
        }
        let name = operands[0]
        try checkName(name)
        if database.groups.place(of: name) != nil {
            throw UtilityFailure("group '\(call.text(name))' in use")
        }
        let used = Set(database.groups.numbers)
        let gid: Int
        if let value = call.options.value("g") {
            guard let number = Int(call.text(value)), (0...60_000).contains(number) else {
                throw UtilityFailure("invalid number '\(call.text(value))'")
            }
            if used.contains(number) { throw UtilityFailure("gid '\(number)' in use") }
            gid = number
        } else {
            let range = call.has("S") ? Self.system : Self.people
            guard let free = range.first(where: { !used.contains($0) }) else {
                throw UtilityFailure("no gids left")
            }
            gid = free
        }
        database.addGroup(name, gid)
        try database.save()
        return 0
    }

    private func join(_ user: [UInt8], _ target: [UInt8]) throws -> UInt8 {
        guard database.users.place(of: user) != nil else {
            throw UtilityFailure("unknown user \(call.text(user))")
        }
        _ = try group(target)
        database.addMember(user, of: target)
        try database.save()
        return 0
    }

    // MARK: Removing

    func removeUser() throws -> UInt8 {
        guard call.operands.count == 1 else { throw call.misuse("missing USER") }
        let name = call.operands[0]
        guard let place = database.users.place(of: name) else {
            throw UtilityFailure("unknown user \(call.text(name))")
        }
        let home = database.users.field(5, at: place)
        if call.has("remove-home") { _ = try database.removeHome(TreePath(bytes: home)) }
        database.removeUser(name)
        // Its own group goes along where nobody else has it.
        if let place = database.groups.place(of: name) {
            let gid = database.groups.field(2, at: place)
            if let user = database.users.lines.first(where: { $0.count > 3 && $0[3] == gid }) {
                try database.save()
                throw UtilityFailure(
                    "'\(call.text(user[0]))' still has '\(call.text(name))' as their primary group!"
                )
            }
            database.removeGroup(name)
        }
        try database.save()
        return 0
    }

    func removeGroup() throws -> UInt8 {
        guard (1...2).contains(call.operands.count) else { throw call.misuse("missing GROUP") }
        let name = call.operands[call.operands.count - 1]
        let gid = Array(String(try group(name)).utf8)
        if call.operands.count == 2 {
            if !database.removeMember(call.operands[0], of: name) {
                throw UtilityFailure(
                    "can't find \(call.text(call.operands[0])) in /etc/group")
            }
        } else {
            if let user = database.users.lines.first(where: { $0.count > 3 && $0[3] == gid }) {
                throw UtilityFailure(
                    "'\(call.text(user[0]))' still has '\(call.text(name))' as their primary group!"
                )
            }
            database.removeGroup(name)
        }
        try database.save()
        return 0
    }
}
