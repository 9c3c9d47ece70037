internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let installUtility = Utility(
        "install", "copy files and set their attributes",
        usage: "[OPTION]... SOURCE... DEST | -d DIRECTORY...",
        [
            UtilityOption("-b", "keep what would be overwritten", .works, .gnu),
            UtilityOption("--backup[=CONTROL]", "keep it in this manner", .works, .gnu),
            UtilityOption("-c", "copy, as it always does", .idle("as in install")),
            UtilityOption("-C, --compare", "leave what is the same already", .works, .gnu),
            UtilityOption("-d, --directory", "make directories"),
            UtilityOption("-D", "make the directories of DEST first"),
            UtilityOption("-g, --group=GROUP", "give them this group"),
            UtilityOption("-m, --mode=MODE", "give them this mode, as chmod takes it"),
            UtilityOption("-o, --owner=OWNER", "give them this owner"),
            UtilityOption("-p, --preserve-timestamps", "keep the times"),
            UtilityOption("-s, --strip", "strip symbols", .idle("no binaries are read")),
            UtilityOption("--strip-program=PROGRAM", "with this", .idle("none is run"), .gnu),
            UtilityOption("-S, --suffix=SUFFIX", "end of the names of what is kept", .works, .gnu),
            UtilityOption("-t, --target-directory=DIRECTORY", "copy all into DIRECTORY"),
            UtilityOption("-T, --no-target-directory", "DEST is a file", .works, .gnu),
            UtilityOption("-v, --verbose", "tell of each one", .works, .gnu),
            UtilityOption("-Z, --context[=CTX]", "set the context", .idle("no SELinux"), .gnu),
        ]
    ) { call in
        let installing = try Installing(call)
        if call.has("d") {
            try call.needOperands(1, "file operand")
            for word in call.operands { try installing.makeDirectory(word) }
            return call.status
        }
        if call.has("D"), let directory = call.options.value("t") {
            try installing.makeParents(directory)
        }
        let isLead =
            call.has("D") && !call.has("t") && call.operands.count == 2
        if isLead, !(call.operands.last.map(call.isDirectory) ?? false) {
            try installing.makeParents(FileName.directory(call.operands[1]))
        }
        let destination = try Destination(call)
        for source in destination.sources {
            try installing.install(source, to: destination.name(of: source))
        }
        return call.status
    }
}

/// install at work.
private final class Installing {
    private let call: UtilityCall
    private let mode: ModeChange
    private let owner: Ownership
    private let copying: Copying

    init(_ call: UtilityCall) throws {
        self.call = call
        let text = call.options.value("m")
        if let text {
            guard let change = ModeChange(text, call.manner) else {
                throw UtilityFailure("invalid mode \(call.quoted(text))")
            }
            mode = change
        } else {
            mode = ModeChange(mode: 0o755)
        }
        var owner = Ownership()
        for (key, sign, what) in [("o", "", "user"), ("g", ":", "group")] {
            guard let name = call.options.value(key) else { continue }
            guard let found = try? Ownership.found(sign + call.text(name), call.files) else {
                throw UtilityFailure("invalid \(what) \(call.quoted(name))")
            }
            if key == "o" { owner.uid = found.uid } else { owner.gid = found.gid }
        }
        self.owner = owner
        var rules = CopyRules()
        rules.mode = mode.applied(to: 0, isDirectory: false, umask: 0)
        rules.keepsTime = call.has("p")
        rules.removesFirst = true
        rules.isVerbose = call.has("v")
        copying = Copying(call, rules, try BackupNames(call))
    }

    func install(_ source: [UInt8], to target: [UInt8]) throws {
        do {
            let entry = try call.entry(source, follow: true)
            if entry.node.kind == .directory {
                call.status = 1
                return try call.complain("omitting directory \(call.quoted(source))")
            }
            if call.has("C"), try isSame(entry, target) { return }
        } catch {
            return try call.cannot("stat", source, error)
        }
        let before = call.status
        call.status = 0
        try copying.copy(source, to: target)
        if call.status == 0 { try setOwner(target) }
        call.status = max(call.status, before)
    }

    private func isSame(_ entry: FileEntry, _ target: [UInt8]) throws -> Bool {
        guard let old = try? call.entry(target, follow: false),
            case .file(let contents) = entry.node.body, case .file(let there) = old.node.body
        else { return false }
        let attributes = old.node.attributes
        let wanted = mode.applied(to: 0, isDirectory: false, umask: 0)
        guard try contents.equals(there) else { return false }
        return attributes.mode == wanted && attributes.uid == owner.uid ?? call.context.uid
            && attributes.gid == owner.gid ?? call.context.gid
    }

    private func setOwner(_ name: [UInt8]) throws {
        guard owner.uid != nil || owner.gid != nil else { return }
        do {
            let entry = try call.entry(name, follow: true)
            try call.files.changeOwner(of: entry.path, to: owner, follow: true)
            // A change of owner takes setuid and setgid away.
            let isDirectory = entry.node.kind == .directory
            let mode = mode.applied(to: 0, isDirectory: isDirectory, umask: 0)
            try call.files.setAttributes(of: entry.path, follow: true) { $0.mode = mode }
        } catch {
            try call.cannot("change ownership of", name, error)
        }
    }

    private func making() -> DirectoryMaking {
        var making = DirectoryMaking(call)
        let call = call
        making.tell = { name, _ in
            guard call.has("v") else { return }
            try call.write("install: creating directory \(call.quoted(name))\n")
        }
        return making
    }

    func makeParents(_ word: [UInt8]) throws {
        if call.isDirectory(word) { return }
        var making = making()
        do {
            try making.makeAll(word, mode: 0o755)
        } catch {
            try call.cannot("create directory", word, error)
        }
    }

    func makeDirectory(_ word: [UInt8]) throws {
        var making = making()
        do {
            let mode = mode.applied(to: 0, isDirectory: true, umask: 0)
            try making.makeAll(word, mode: mode)
            let place = try call.place(word)
            try call.files.setAttributes(of: place, follow: true) { $0.mode = mode }
            try setOwner(word)
        } catch {
            try call.cannot("create directory", word, error)
        }
    }
}
