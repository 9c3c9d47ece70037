internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    private static let ownerOptions = [
        UtilityOption("-R, --recursive", "directories with all below them"),
        UtilityOption("-h, --no-dereference", "change links themselves"),
        UtilityOption("--dereference", "change what links lead to", .works, .gnu),
        UtilityOption("-H", "with -R follow links among the operands"),
        UtilityOption("-L", "with -R follow all links"),
        UtilityOption("-P", "with -R follow no links"),
        UtilityOption("-c, --changes", "tell of what is changed"),
        UtilityOption("-v, --verbose", "tell of every file"),
        UtilityOption("-f, --silent, --quiet", "say nothing of what cannot be changed"),
        UtilityOption("--reference=RFILE", "take the owner of RFILE", .works, .gnu),
        UtilityOption("--preserve-root", "refuse '/' with -R", .works, .gnu),
        UtilityOption("--no-preserve-root", "do not refuse '/'", .works, .gnu),
    ]

    static let chownUtility = Utility(
        "chown", "change the owner and group of files",
        usage: "[OPTION]... [OWNER][:[GROUP]] FILE...",
        ownerOptions + [
            UtilityOption("--from=OWNER:GROUP", "change only what they own", .works, .gnu)
        ]
    ) { call in
        var changing = OwnerChanging(call, isGroup: false)
        return try changing.run()
    }

    static let chgrpUtility = Utility(
        "chgrp", "change the group of files", usage: "[OPTION]... GROUP FILE...", ownerOptions
    ) { call in
        var changing = OwnerChanging(call, isGroup: true)
        return try changing.run()
    }
}

/// chown and chgrp at work.
private struct OwnerChanging {
    private let call: UtilityCall
    private let isGroup: Bool
    private let names: OwnerNames
    private var owner = Ownership()
    private var required = Ownership()
    /// What the messages call the new owner and group.
    private var user: String?
    private var group: String?

    init(_ call: UtilityCall, isGroup: Bool) {
        self.call = call
        self.isGroup = isGroup
        names = OwnerNames(call.files)
    }

    mutating func run() throws -> UInt8 {
        var files = call.operands
        if let from = call.options.value("from") { required = try found(from) }
        if let reference = call.options.value("reference") {
            try call.needOperands()
            do {
                let attributes = try call.entry(reference, follow: true).node.attributes
                if !isGroup { owner.uid = attributes.uid }
                owner.gid = attributes.gid
            } catch {
                try call.complain("failed to get attributes of", reference, error)
                return 1
            }
            user = owner.uid.map { names.user($0) ?? String($0) }
            group = owner.gid.map { names.group($0) ?? String($0) }
        } else {
            try call.needOperands(2)
            let text = files.removeFirst()
            owner = try found(text)
            (user, group) = shownParts(text)
        }
        for word in files { try change(word) }
        return call.status
    }

    /// The owner that a text names.
    private func found(_ text: [UInt8]) throws -> Ownership {
        if text.isEmpty || !isGroup && text == [UInt8(ascii: ":")] { return Ownership() }
        let shown = call.text(text)
        do throws(Ownership.Fault) {
            return try Ownership.found((isGroup ? ":" : "") + shown, call.files)
        } catch {
            // `user.group`, as it was written once.
            if !isGroup, let dot = text.firstIndex(of: UInt8(ascii: ".")),
                !text.contains(UInt8(ascii: ":"))
            {
                var other = text
                other[dot] = UInt8(ascii: ":")
                if let owner = try? Ownership.found(call.text(other), call.files) { return owner }
            }
            if call.manner == .busybox {
                let parts = shown.split(separator: ":", omittingEmptySubsequences: false)
                let what =
                    isGroup || parts.first == "" ? "group" : parts.count > 1 ? "user/group" : "user"
                let name = parts.first == "" ? String(shown.dropFirst()) : shown
                throw UtilityFailure("unknown \(what) \(name)")
            }
            var what = "user"
            if case .unknownGroup = error { what = "group" }
            if isGroup || shown.filter({ $0 == ":" }).count > 1 { what = "group" }
            throw UtilityFailure("invalid \(what): \(call.quoted(text))")
        }
    }

    /// The words for user and group that GNU's messages repeat.
    private func shownParts(_ text: [UInt8]) -> (String?, String?) {
        let shown = call.text(text)
        if isGroup { return (nil, shown.isEmpty ? nil : shown) }
        let parts = shown.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let user = parts.first.flatMap { $0.isEmpty ? nil : $0 }
        guard parts.count > 1 else { return (user, nil) }
        if !parts[1].isEmpty { return (user, parts[1]) }
        return (user, owner.gid.map { names.group($0) ?? String($0) })
    }

    private mutating func change(_ word: [UInt8]) throws {
        try call.context.step()
        let isRecursive = call.has("R")
        let way = call.options.last(of: "H", "L", "P") ?? "P"
        if isRecursive, call.has("preserve-root"), try call.place(word).isRoot {
            try call.complain("it is dangerous to operate recursively on \(call.quoted(word))")
            try call.complain("use --no-preserve-root to override this failsafe")
            call.status = 1
            return
        }
        let isLinkItself = call.options.last(of: "h", "dereference") == "h"
        var walk: FileWalk
        do {
            if !isRecursive {
                var entry = try call.entry(word, follow: !isLinkItself)
                // Busybox keeps what the link has, not what the file has.
                if call.manner == .busybox, !isLinkItself {
                    let link = try call.entry(word, follow: false)
                    entry.node.attributes.uid = link.node.attributes.uid
                    entry.node.attributes.gid = link.node.attributes.gid
                }
                return try set(word, entry)
            }
            walk = try FileWalk(
                word, call, followsFirst: way != "P", follows: way == "L")
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            call.status = 1
            if !call.has("f") {
                if call.manner == .busybox {
                    try call.complain(word, error)
                } else if error.code == .notFound, !isRecursive, !isLinkItself,
                    (try? call.entry(word, follow: false)) != nil
                {
                    try call.complain("cannot dereference", word, error)
                } else {
                    try call.cannot("access", word, error)
                }
            }
            if call.manner == .gnu, call.has("v") { try tellFailure(word) }
            return
        }
        while let step = try walk.next() {
            switch step {
            case .found(let place) where place.entry.node.kind == .directory: break
            case .left(let place): try set(place.name, place.entry)
            case .found(let place):
                var entry = place.entry
                // Without -h what a link leads to is meant, also where it is not walked into.
                if entry.node.kind == .symlink, !isLinkItself {
                    guard let target = try? call.files.entry(at: entry.path, follow: true) else {
                        continue
                    }
                    if way == "P" { continue }
                    entry = target
                }
                try set(place.name, entry)
            case .unreadable(let place, let error):
                try call.cannot("read directory", place.name, error)
            case .loop: break
            }
        }
    }

    private func set(_ name: [UInt8], _ entry: FileEntry) throws {
        let old = entry.node.attributes
        if let uid = required.uid, uid != old.uid { return try tell(name, old, isChanged: false) }
        if let gid = required.gid, gid != old.gid { return try tell(name, old, isChanged: false) }
        do {
            var new = owner
            if call.manner == .busybox {
                (new.uid, new.gid) = (owner.uid ?? old.uid, owner.gid ?? old.gid)
            }
            try call.files.changeOwner(of: entry.path, to: new, follow: false)
        } catch {
            if let bound = error.bound { throw bound }
            call.status = 1
            if call.has("f") { return }
            let shown = call.manner == .gnu ? call.quoted(name) : call.text(name)
            let verb =
                call.manner == .gnu
                ? isGroup || owner.uid == nil ? "changing group of " : "changing ownership of "
                : ""
            return try call.complain("\(verb)\(shown): Operation not permitted")
        }
        let isChanged =
            owner.uid ?? old.uid != old.uid || owner.gid ?? old.gid != old.gid
        try tell(name, old, isChanged: isChanged)
    }

    private func tellFailure(_ name: [UInt8]) throws {
        let target = [user, group].compactMap(\.self).joined(separator: ":")
        let what = user == nil && group != nil ? "group" : "ownership"
        try call.write("failed to change \(what) of \(call.quoted(name)) to \(target)\n")
    }

    private func tell(_ name: [UInt8], _ old: FileAttributes, isChanged: Bool) throws {
        guard call.has("v") || call.has("c") && isChanged else { return }
        let quoted = call.quoted(name)
        if call.manner == .busybox {
            try call.write(
                "changed ownership of \(quoted) to \(owner.uid ?? old.uid):\(owner.gid ?? old.gid)\n"
            )
            return
        }
        let oldUser = names.user(old.uid) ?? String(old.uid)
        let oldGroup = names.group(old.gid) ?? String(old.gid)
        let what = user == nil && group != nil ? "group" : "ownership"
        let before =
            user != nil && group != nil
            ? "\(oldUser):\(oldGroup)" : user != nil ? oldUser : group != nil ? oldGroup : nil
        let after = [user, group].compactMap(\.self).joined(separator: ":")
        if isChanged {
            try call.write(
                "changed \(what) of \(quoted) from \(before ?? "") to \(after)\n")
        } else {
            try call.write(
                "\(what) of \(quoted) retained" + (before.map { " as \($0)" } ?? "") + "\n")
        }
    }
}
