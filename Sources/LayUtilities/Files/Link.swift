internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let lnUtility = Utility(
        "ln", "make links between files", usage: "[OPTION]... TARGET... LINK_NAME",
        [
            UtilityOption("-b", "keep what would be overwritten"),
            UtilityOption("--backup[=CONTROL]", "keep it in this manner", .works, .gnu),
            UtilityOption("-d, -F, --directory", "hard links to directories", .missing, .gnu),
            UtilityOption("-f, --force", "remove what is in the way"),
            UtilityOption("-i, --interactive", "ask before that", .works, .gnu),
            UtilityOption("-L, --logical", "hard links to what links lead to", .works, .gnu),
            UtilityOption("-n, --no-dereference", "a link to a directory is a file", .works),
            UtilityOption("-P, --physical", "hard links to links", .works, .gnu),
            UtilityOption("-r, --relative", "symbolic links from where they are", .works, .gnu),
            UtilityOption("-s, --symbolic", "symbolic links"),
            UtilityOption("-S, --suffix=SUFFIX", "end of the names of what is kept"),
            UtilityOption("-t, --target-directory=DIRECTORY", "links in DIRECTORY", .works, .gnu),
            UtilityOption("-T, --no-target-directory", "LINK_NAME is a file"),
            UtilityOption("-v, --verbose", "tell of each one"),
        ]
    ) { call in
        let backups = try BackupNames(call)
        guard !call.operands.isEmpty else { throw call.misuse("missing file operand") }
        if call.operands.count == 1, !call.has("t") {
            let target = call.operands[0]
            if call.has("T"), call.manner == .gnu {
                throw call.misuse("missing destination file operand after \(call.quoted(target))")
            }
            let last = FileName.last(target)
            let name = call.manner == .gnu ? FileName.joined([UInt8(ascii: ".")], last) : last
            try link(target, name, call, backups)
            return call.status
        }
        if call.manner == .gnu {
            let destination = try Destination(call, followsTarget: !call.has("n"), accesses: true)
            for source in destination.sources {
                try link(source, destination.name(of: source), call, backups)
            }
            return call.status
        }
        var files = call.operands
        let last = files.removeLast()
        let kind = (try? call.entry(last, follow: !call.has("n")))?.node.kind
        if call.has("T"), kind == .directory {
            throw UtilityFailure("'\(call.text(last))' is a directory")
        }
        for file in files {
            let name = kind == .directory ? FileName.joined(last, FileName.last(file)) : last
            try link(file, name, call, backups)
        }
        return call.status
    }

    private static func link(
        _ source: [UInt8], _ name: [UInt8], _ call: UtilityCall, _ backups: BackupNames
    ) throws {
        try call.context.step()
        let isSymbolic = call.has("s")
        func failed(_ error: any Error) throws {
            if call.manner == .busybox {
                let isDirectory =
                    (try? call.entry(source, follow: false))?.node.kind == .directory
                if !isSymbolic, isDirectory {
                    call.status = 1
                    return try call.complain("\(call.text(name)): Operation not permitted")
                }
                return try call.complain(name, error)
            }
            let kind = isSymbolic ? "symbolic" : "hard"
            guard let error = error as? FileError else { throw error }
            if let bound = error.bound { throw bound }
            var text = "failed to create \(kind) link \(call.quoted(name))"
            if isSymbolic ? source.isEmpty : error.code != .exists {
                text += (isSymbolic ? " -> " : " => ") + call.quoted(source)
            }
            try call.complain("\(text): \(error.reason)")
            call.status = 1
        }
        var origin: FileEntry?
        if !isSymbolic {
            do {
                let follows = call.options.last(of: "L", "P") == "L"
                let entry = try call.entry(source, follow: follows)
                origin = entry
                if entry.node.kind == .directory, call.manner == .gnu {
                    call.status = 1
                    return try call.complain(
                        "\(call.shown(source)): hard link not allowed for directory")
                }
            } catch {
                if call.manner == .busybox { return try call.complain(source, error) }
                return try call.complain("failed to access", source, error)
            }
        }
        var target = source
        if isSymbolic, call.has("r") { target = try relative(source, from: name, call) }
        var backup: [UInt8]?
        do {
            let place = try call.place(name)
            if let existing = try? call.files.entry(at: place, follow: false) {
                if let origin, origin.isSame(existing), !backups.isOn {
                    if call.has("f"), call.manner == .gnu, origin.path == existing.path {
                        call.status = 1
                        return try call.complain(
                            "\(call.quoted(source)) and \(call.quoted(name)) are the same file")
                    }
                    if call.has("f"), origin.path != existing.path { return }
                }
                let last = call.options.last(of: "f", "i")
                if backups.isOn {
                    backup = try backups.move(name)
                } else if last == "f", existing.node.kind == .directory, call.manner == .gnu {
                    call.status = 1
                    return try call.complain("\(call.shown(name)): cannot overwrite directory")
                } else if last == "f" {
                    try call.files.unlink(place)
                } else if last == "i" {
                    guard try call.confirms("replace \(call.quoted(name))? ") else { return }
                    try call.files.unlink(place)
                }
            }
            if let origin {
                try call.files.link(origin.path, to: place)
            } else {
                if target.isEmpty { throw FileError(.notFound, place) }
                let attributes = FileAttributes(
                    mode: 0o777, uid: call.context.uid, gid: call.context.gid)
                try call.files.make(
                    FileNode(
                        .symlink(target: target), attributes: attributes,
                        modified: call.files.now), at: place)
            }
        } catch {
            return try failed(error)
        }
        guard call.has("v") else { return }
        let sign = isSymbolic || call.manner == .busybox ? "->" : "=>"
        var line = "\(call.quoted(name)) \(sign) \(call.quoted(target))"
        if let backup, call.manner == .gnu { line = "\(call.quoted(backup)) ~ " + line }
        try call.write(line + "\n")
    }

    /// The way from a link's directory to a file.
    private static func relative(
        _ source: [UInt8], from name: [UInt8], _ call: UtilityCall
    ) throws -> [UInt8] {
        guard let directory = try? call.place(FileName.directory(name)),
            let start = try? call.files.resolve(directory, lastMayBeMissing: true),
            let place = try? call.place(source)
        else { return source }
        let end = (try? call.files.resolve(place, lastMayBeMissing: true)) ?? place
        return FileName.relative(end, from: start)
    }

    static let linkUtility = Utility(
        "link", "make a hard link with link(2)", usage: "FILE1 FILE2"
    ) { call in
        try call.needOperands(2)
        try call.allowOperands(2)
        let (source, name) = (call.operands[0], call.operands[1])
        do {
            try call.files.link(try call.place(source), to: try call.place(name))
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            let verb = call.manner == .gnu ? "cannot create link" : "can't create hardlink"
            try call.complain(
                "\(verb) \(call.quoted(name)) to \(call.quoted(source)): \(error.reason)")
            call.status = 1
        }
        return call.status
    }
}

extension FileName {
    /// The way from one directory to a place, through the directory that holds both.
    static func relative(_ place: TreePath, from start: TreePath) -> [UInt8] {
        let (to, from) = (place.components, start.components)
        var shared = 0
        while shared < min(to.count, from.count), to[shared] == from[shared] { shared += 1 }
        let up = [[UInt8]](repeating: Array("..".utf8), count: from.count - shared)
        let names = up + to[shared...].map { Array($0) }
        return names.isEmpty ? Array(".".utf8) : Array(names.joined(separator: [slash]))
    }
}
