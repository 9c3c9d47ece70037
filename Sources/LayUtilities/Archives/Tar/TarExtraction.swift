internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `tar -x`: takes files out of an archive, and nothing to where the archive alone leads.
final class TarExtraction {
    let run: TarRun
    let call: UtilityCall
    let settings: TarSettings
    /// Where the files go.
    var base: TreePath
    /// Links that are made at the end, since files could be written through them meanwhile.
    var delayed = DelayedLinks()
    /// Directories whose modes and times are set at the end.
    private var directories: [(path: TreePath, entry: TarEntry)] = []
    private var walk: TarMemberWalk?
    var users: [[UInt8]: UInt32?] = [:]
    var groups: [[UInt8]: UInt32?] = [:]
    private var lines: TarLines

    init(_ run: TarRun) {
        self.run = run
        call = run.call
        settings = run.settings
        base = call.context.workingDirectory
        lines = TarLines(run)
    }

    var files: any FileSystem { call.files }

    /// Extracts what is meant.
    ///
    /// - Throws: `UtilityFailure` where it cannot go on, `BoundReached`.
    func start() throws {
        let selection = try TarSelection(call, isAdding: false)
        let walk = try TarMemberWalk(run, selection)
        self.walk = walk
        try goTo(selection.names.first?.directories ?? selection.directories)
        defer { self.walk = nil }
        do {
            try walk.each { try extract($0) }
        } catch {
            try finish()
            throw error
        }
        try finish()
    }

    private func goTo(_ words: [[UInt8]]) throws {
        for word in words {
            let place = TreePath(word, in: base)
            do throws(FileError) {
                base = try files.resolve(place, lastMayBeMissing: false)
                if try files.status(at: base, follow: true).kind != .directory {
                    throw FileError(.notDirectory, place)
                }
            } catch {
                if let bound = error.bound { throw bound }
                throw run.isGNU
                    ? try run.fatal("\(run.shown(word)): Cannot open: \(error.reason)")
                    : UtilityFailure(
                        "can't change directory to '\(call.text(word))': \(error.reason)")
            }
        }
        if let top = settings.topDirectory {
            base = TreePath(top, in: base)
            if (try? files.status(at: base, follow: true)) == nil {
                try makeParents(of: base, true)
            }
        }
    }

    private func extract(_ entry: TarEntry) throws {
        let written = entry.path
        let (prefix, _) = TarNames.safe(written)
        var name = written
        if run.isGNU {
            name = try run.transformed(written, .member)
            if !settings.keepsAbsolute, !prefix.isEmpty, TarNames.climbs(written) {
                return try run.fail("\(run.shown(listed(entry))): Member name contains '..'")
            }
        } else {
            let prefix = TarBusyboxNames.unsafePrefix(written)
            if !prefix.isEmpty { try tellRemoved(prefix) }
            name = TarNames.stripped(TarBusyboxNames.safe(written), settings.strippedComponents)
        }
        if name.isEmpty { return }
        var shown = entry
        if !run.isGNU { shown.path = name }
        if settings.verbosity > 0 {
            try lines.write(shown, isLong: settings.verbosity > 1 && run.isGNU)
        }
        if settings.writesToOutput {
            if entry.kind == .file, let members = walk?.members {
                try members.eachPiece { try call.write($0) }
            }
            return
        }
        do {
            try extract(entry, name)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try run.fail("\(run.shown(name)): \(error.reason)")
        }
    }

    private var hasToldRemoved = false

    private func tellRemoved(_ prefix: [UInt8]) throws {
        if hasToldRemoved { return }
        hasToldRemoved = true
        try call.complain("removing leading '\(call.text(prefix))' from member names")
    }

    private func listed(_ entry: TarEntry) -> [UInt8] {
        entry.kind == .directory && entry.path.last != FileName.slash
            ? entry.path + [FileName.slash] : entry.path
    }

    // MARK: One member

    private func extract(_ entry: TarEntry, _ name: [UInt8]) throws {
        let place =
            settings.keepsAbsolute
            ? TreePath(name, in: base) : base.appending(TreePath(bytes: name))
        switch entry.kind {
        case .directory: try makeDirectory(entry, name, place)
        case .hardLink: try makeHardLink(entry, name, place)
        case .symlink: try makeSymlink(entry, name, place)
        case .file:
            try make(name, place, entry, "open") { try writeFile(entry, place) }
        case .fifo:
            try make(name, place, entry, "mkfifo") { try makeNode(.fifo, entry, place) }
        case .characterDevice, .blockDevice:
            let isCharacter = entry.kind == .characterDevice
            try make(name, place, entry, "mknod") {
                if call.context.uid != 0 { throw FileError.operation(place) }
                try makeNode(
                    isCharacter ? .characterDevice(entry.device) : .blockDevice(entry.device),
                    entry, place)
            }
        }
    }

    /// Makes something where nothing stands, or where what stands there may go.
    private func make(
        _ name: [UInt8], _ place: TreePath, _ entry: TarEntry, _ verb: String,
        _ body: () throws -> Void
    ) throws {
        do {
            if let old = try? files.entry(at: place, follow: false) {
                guard try clear(name, place, old, entry, verb) else { return }
            }
            do {
                try body()
            } catch let error as FileError where error.code == .notFound {
                try makeParents(of: place, false)
                try body()
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if run.isGNU {
                try run.fail(name, verb, error)
            } else {
                throw UtilityFailure("can't open '\(call.text(name))': \(error.reason)")
            }
        }
    }

    /// Takes away what stands in the way; false where the member is not extracted.
    private func clear(
        _ name: [UInt8], _ place: TreePath, _ old: FileEntry, _ entry: TarEntry, _ verb: String
    ) throws -> Bool {
        switch settings.oldFiles {
        case .kept: throw FileError(.exists, place)
        case .skipped:
            try call.complain("\(run.shown(name)): skipping existing file")
            return false
        case .keptWhereNewer where old.node.modified >= entry.modified:
            try call.complain("Current '\(run.shown(name))' is newer or same age")
            return false
        case .overwritten where old.node.kind == .file && entry.kind == .file: return true
        default: break
        }
        if old.node.kind == .directory {
            guard run.isGNU else {
                throw UtilityFailure("can't remove old file \(call.text(name)): Is a directory")
            }
            do throws(FileError) {
                if call.has("recursive-unlink") {
                    try files.removeAll(place)
                } else {
                    try files.removeDirectory(place)
                }
            } catch {
                if let bound = error.bound { throw bound }
                throw FileError(.exists, place)
            }
        } else {
            try files.unlink(place)
        }
        delayed.remove(place)
        return true
    }

    /// Makes the directories above a place.
    func makeParents(of place: TreePath, _ isWhole: Bool) throws {
        var missing: [TreePath] = isWhole ? [place] : []
        var parent = place.parent
        while !parent.isRoot, (try? files.status(at: parent, follow: true)) == nil {
            missing.append(parent)
            parent = parent.parent
        }
        for path in missing.reversed() {
            try files.make(
                FileNode(
                    .directory, attributes: call.newAttributes(0o777), modified: files.now),
                at: path)
        }
    }

    private func makeDirectory(_ entry: TarEntry, _ name: [UInt8], _ place: TreePath) throws {
        if let old = try? files.entry(at: place, follow: false) {
            if old.node.kind == .directory {
                if call.has("no-overwrite-dir") || settings.oldFiles == .kept
                    || settings.oldFiles == .skipped
                {
                    return
                }
                return try delay(entry, place)
            }
            if call.has("keep-directory-symlink") || !run.isGNU,
                (try? files.status(at: place, follow: true))?.kind == .directory
            {
                return
            }
            guard run.isGNU else {
                throw UtilityFailure("can't make dir \(call.text(name)): File exists")
            }
        }
        try make(name, place, entry, "mkdir") {
            try files.make(
                FileNode(
                    .directory,
                    attributes: FileAttributes(
                        mode: 0o700, uid: call.context.uid, gid: call.context.gid),
                    modified: files.now), at: place)
            try delay(entry, place)
        }
    }

    private func delay(_ entry: TarEntry, _ place: TreePath) throws {
        try call.context.hold(place.bytes.count + entry.path.count + 160)
        directories.append((place, entry))
    }

    // MARK: Contents

    private func writeFile(_ entry: TarEntry, _ place: TreePath) throws {
        guard let members = walk?.members else { return }
        let overwrites = (try? files.entry(at: place, follow: false)) != nil
        if overwrites || entry.size > Self.wholeFile {
            try writeLarge(entry, place, members)
            return
        }
        // Whether it can be made is asked before its contents are read.
        let account = call.context.account
        try account.hold(entry.size)
        defer { account.release(entry.size) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entry.size)
        try members.eachPiece { bytes.append(contentsOf: $0) }
        var node = FileNode(
            .file(FileContents(bytes)), attributes: attributes(of: entry), modified: time(of: entry)
        )
        if call.context.uid != 0 {
            (node.attributes.uid, node.attributes.gid) = (call.context.uid, call.context.gid)
        }
        do throws(FileError) {
            try files.make(node, at: place)
        } catch {
            guard error.code == .notFound else { throw error }
            try makeParents(of: place, false)
            try files.make(node, at: place)
        }
    }

    /// Files up to this size are written at once.
    private static let wholeFile = 1 << 20

    private func writeLarge(
        _ entry: TarEntry, _ place: TreePath, _ members: TarMembers
    ) throws {
        let file: OpenFile
        do throws(FileError) {
            file = try call.context.open(place, [.write, .create, .truncate], mode: 0o600)
        } catch {
            guard error.code == .notFound else { throw error }
            try makeParents(of: place, false)
            file = try call.context.open(place, [.write, .create, .truncate], mode: 0o600)
        }
        let stretches = members.stretches
        var index = 0
        var place2 = 0
        try members.eachStoredPiece { piece in
            var rest = piece
            while !rest.isEmpty {
                var step = rest.count
                if let stretches {
                    guard index < stretches.count else { return }
                    place2 = max(place2, stretches[index].start)
                    step = min(step, stretches[index].start + stretches[index].count - place2)
                }
                try file.seek(to: place2)
                try file.write(Array(rest[..<step]))
                place2 += step
                rest = UnsafeRawBufferPointer(rebasing: rest[step...])
                if let stretches, place2 == stretches[index].start + stretches[index].count {
                    index += 1
                }
            }
        }
        if stretches != nil { try file.truncate(to: entry.size) }
        try settle(entry, place)
    }

    private func makeNode(_ body: FileNode.Body, _ entry: TarEntry, _ place: TreePath) throws {
        try files.make(
            FileNode(
                body,
                attributes: FileAttributes(
                    mode: 0o600, uid: call.context.uid, gid: call.context.gid),
                modified: files.now), at: place)
        try settle(entry, place)
    }

    private func finish() throws {
        try finishLinks()
        for (place, entry) in directories.reversed() {
            guard let found = try? files.entry(at: place, follow: false),
                found.node.kind == .directory
            else { continue }
            do {
                try settle(entry, place)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try run.fail("\(run.shown(entry.path)): \(error.reason)")
            }
        }
        directories = []
    }
}

extension FileError {
    /// What the kernel says of what only root may do.
    static func operation(_ path: TreePath) -> FileError { FileError(.permissionDenied, path) }
}
