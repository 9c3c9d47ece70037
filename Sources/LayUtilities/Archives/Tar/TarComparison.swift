internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `tar -d`: tells in what an archive and the files differ.
struct TarComparison {
    private let run: TarRun

    init(_ run: TarRun) { self.run = run }

    /// Compares what is meant.
    ///
    /// - Throws: `UtilityFailure` where the archive cannot be read, `BoundReached`.
    func start() throws {
        let call = run.call
        let selection = try TarSelection(call, isAdding: false)
        let walk = try TarMemberWalk(run, selection)
        let here = call.context.workingDirectory
        for word in selection.directories {
            call.context.workingDirectory = TreePath(word, in: call.context.workingDirectory)
        }
        defer { call.context.workingDirectory = here }
        var lines = TarLines(run)
        try walk.each { entry in
            let name = try run.transformed(entry.path, .member)
            if name.isEmpty { return }
            if run.settings.verbosity > 0 {
                try lines.write(entry, isLong: run.settings.verbosity > 1)
            }
            do {
                let found = try call.files.entry(at: call.path(name), follow: false)
                try compare(entry, FileName.trimmed(name), found, walk.members)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.complain(
                    "\(run.shown(FileName.trimmed(name))): Warning: Cannot stat: \(error.reason)")
                call.status = max(call.status, 1)
            }
        }
    }

    private func tell(_ name: [UInt8], _ what: String) throws {
        try run.list("\(run.shown(name)): \(what)")
        run.call.status = max(run.call.status, 1)
    }

    private func compare(
        _ entry: TarEntry, _ name: [UInt8], _ found: FileEntry, _ members: TarMembers
    ) throws {
        let node = found.node
        if entry.kind == .hardLink {
            let target = try run.transformed(entry.target, .hardTarget)
            let other = try? run.call.files.entry(at: run.call.path(target), follow: false)
            if other == nil || other?.linkID != found.linkID || found.linkID == 0 {
                try tell(name, "Not linked to \(run.shown(target))")
            }
            return
        }
        let kinds: [TarEntry.Kind: FileKind] = [
            .file: .file, .directory: .directory, .symlink: .symlink, .fifo: .fifo,
            .characterDevice: .characterDevice, .blockDevice: .blockDevice,
        ]
        if kinds[entry.kind] != node.kind { return try tell(name, "File type differs") }
        if entry.kind == .symlink {
            if node.target != entry.target { try tell(name, "Symlink differs") }
            return
        }
        if node.attributes.mode != entry.attributes.mode { try tell(name, "Mode differs") }
        if entry.kind == .directory { return }
        if node.attributes.uid != entry.attributes.uid { try tell(name, "Uid differs") }
        if node.attributes.gid != entry.attributes.gid { try tell(name, "Gid differs") }
        guard case .file(let contents) = node.body else { return }
        let second: Int64 = 1_000_000_000
        let isSameTime =
            entry.modified % second == 0
            ? entry.modified / second == node.modified / second : entry.modified == node.modified
        if !isSameTime { try tell(name, "Mod time differs") }
        if contents.count != entry.size { return try tell(name, "Size differs") }
        var place = 0
        var differs = false
        try members.eachPiece { piece in
            if differs { return }
            let there = try contents.bytes(in: place..<min(contents.count, place + piece.count))
            place += piece.count
            differs = !piece.elementsEqual(there)
        }
        if differs { try tell(name, "Contents differ") }
    }
}
