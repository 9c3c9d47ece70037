internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `tar -c`, and what adds to an archive: `-r`, `-u` and `-A`.
final class TarCreation {
    private let run: TarRun
    private let call: UtilityCall
    private let settings: TarSettings
    private let changes: TarAddedAttributes
    private var selection: TarSelection
    private var lines: TarLines
    /// The first names of files that have several.
    private var links: [Int: [UInt8]] = [:]
    private var archive: FileEntry?
    private var added: [TreePath] = []
    private var output: TarOutputArchive?
    private var writer: TarMemberWriter

    init(_ run: TarRun) throws {
        self.run = run
        call = run.call
        settings = run.settings
        changes = try TarAddedAttributes(call)
        selection = try TarSelection(call, isAdding: true)
        lines = TarLines(run)
        writer = TarMemberWriter(settings.form) { _ in }
    }

    /// Writes the archive.
    ///
    /// - Throws: `UtilityFailure` where it cannot go on, `BoundReached`.
    func start() throws {
        if settings.mode == .create, selection.names.isEmpty, !call.has("T") {
            throw run.isGNU
                ? TarSettings.misuse(call, "Cowardly refusing to create an empty archive")
                : UtilityFailure("empty archive")
        }
        let old = settings.mode == .create ? nil : try oldContents()
        let output = try open(after: old)
        self.output = output
        if let name = settings.archive { archive = try? call.entry(name, follow: true) }
        if settings.mode == .concatenate {
            for name in selection.names { try concatenate(name.word) }
        } else {
            for name in selection.names { try add(name) }
        }
        try writer.finish(blocking: run.isGNU ? settings.blocking : 1)
        try output.finish()
        if call.has("remove-files") { try removeAdded() }
        if !selection.misplaced.isEmpty {
            try call.complain(
                "The following options were used after any non-optional arguments in archive "
                    + "create or update mode.  These options are positional and affect only "
                    + "arguments that follow them.  Please, rearrange them properly.")
            for (option, value) in selection.misplaced {
                try run.fail("\(option) '\(run.shown(value))' has no effect")
            }
        }
        if !run.isGNU, call.status != 0 {
            throw UtilityFailure("error exit delayed from previous errors")
        }
    }

    // MARK: What is there

    private func oldContents() throws -> FileContents? {
        guard let name = settings.archive else {
            throw TarSettings.misuse(call, "Options '-Aru' are incompatible with '-f -'")
        }
        if settings.compression != nil {
            throw TarSettings.misuse(call, "Cannot update compressed archives")
        }
        guard let entry = try? call.entry(name, follow: true) else { return nil }
        let contents: FileContents
        do {
            contents = try entry.contents()
        } catch {
            throw try run.fatal("\(run.shown(name)): Cannot open: \(error.reason)")
        }
        let start = contents.pulled(call.context.account)
        if try StreamFormat.detect(start.peek(16)) != nil {
            throw try run.fatal("Cannot update compressed archives")
        }
        return contents
    }

    /// Opens the archive behind the members that it has.
    private func open(after old: FileContents?) throws -> TarOutputArchive {
        var end = 0
        if let old {
            let members = TarMembers(old.pulled(call.context.account))
            do {
                while let entry = try members.next() {
                    try call.context.step()
                    if settings.mode == .update { leaveOut(entry) }
                }
            } catch let error as ArchiveError {
                throw try run.fatal(
                    error.fault == .noTar
                        ? "This does not look like a tar archive" : error.message)
            }
            end = members.offset
        }
        let output = try run.openOutput()
        writer = TarMemberWriter(settings.form) { try output.write($0) }
        if let old, end > 0 {
            try old.eachPiece(call.context.account, to: end) { try writer.append($0) }
        }
        return output
    }

    /// Forgets the names of files that the archive has as they are.
    private func leaveOut(_ entry: TarEntry) {
        guard let found = try? call.entry(entry.path, follow: false) else { return }
        let isDirectory = found.node.kind == .directory
        if !isDirectory, found.node.modified > entry.modified { return }
        selection.forget(entry.path)
        if isDirectory, let items = try? call.files.list(found.path) {
            for item in items {
                selection.add(FileName.joined(FileName.trimmed(entry.path), item.name))
            }
        }
    }

    private func concatenate(_ name: [UInt8]) throws {
        do {
            let contents = try call.entry(name, follow: true).contents()
            let members = TarMembers(contents.pulled(call.context.account))
            while try members.next() != nil { try call.context.step() }
            try contents.eachPiece(call.context.account, to: members.offset) {
                try writer.append($0)
            }
        } catch let error as FileError {
            try run.fail(name, "open", error)
        } catch let error as ArchiveError {
            throw try run.fatal(error.message)
        }
    }

    // MARK: Files

    private func add(_ name: TarSelection.Name) throws {
        var directory = call.context.workingDirectory
        for word in name.directories {
            let place = TreePath(word, in: directory)
            do throws(FileError) {
                directory = try call.files.resolve(place, lastMayBeMissing: false)
                if try call.files.status(at: directory, follow: true).kind != .directory {
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
        let here = call.context.workingDirectory
        call.context.workingDirectory = directory
        defer { call.context.workingDirectory = here }
        if selection.excludes(name.word) { return }
        do {
            let follows = call.has("h")
            var walk = try FileWalk(name.word, call, follows: follows)
            while let step = try walk.next() {
                switch step {
                case .found(let place):
                    if place.depth > 0, selection.excludes(place.name) {
                        walk.skip()
                        continue
                    }
                    if try !add(place)
                        || call.options.last(of: "recursion", "no-recursion")
                            == "no-recursion"
                    {
                        walk.skip()
                    }
                case .unreadable(let place, let error): try run.fail(place.name, "open", error)
                case .left, .loop: break
                }
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if run.isGNU {
                try run.fail(name.word, "stat", error)
            } else {
                try run.fail("\(call.text(name.word)): \(error.reason)")
            }
        }
    }

    /// Adds a file; false where what is below it is not added.
    private func add(_ place: FileWalk.Place) throws -> Bool {
        let node = place.entry.node
        if let archive, archive.path == place.entry.path, node.kind == .file {
            try call.complain(
                "\(run.shown(place.name)): file is the archive; "
                    + (run.isGNU ? "not dumped" : "skipping"))
            return true
        }
        if let time = settings.newerThan, node.kind != .directory, node.modified < time {
            return true
        }
        var path = place.name
        if node.kind == .directory, path.last != FileName.slash { path.append(FileName.slash) }
        guard let stored = try stored(path, node.kind == .directory) else { return true }
        var entry = TarEntry(
            path: stored, kind: Self.kind(node), attributes: node.attributes,
            modified: node.modified)
        try changes.change(&entry, node.kind, run)
        entry.attributes.extendedAttributes = settings.kept(node.attributes.extendedAttributes)
        var contents = FileContents.empty
        switch node.body {
        case .file(let bytes): contents = bytes
        case .symlink(let target): entry.target = try run.transformed(target, .symbolicTarget)
        case .characterDevice(let number), .blockDevice(let number): entry.device = number
        case .directory, .fifo: break
        }
        if place.entry.linkID != 0, node.kind != .directory, !call.has("hard-dereference") {
            if let first = links[place.entry.linkID] {
                entry.kind = .hardLink
                entry.target = run.isGNU ? try run.safe(first, isTarget: true) : first
                contents = .empty
            } else {
                try call.context.hold(stored.count + 96)
                links[place.entry.linkID] = stored
            }
        }
        return try write(entry, contents, place)
    }

    /// The name in the archive; `nil` for one of which nothing is left.
    private func stored(_ path: [UInt8], _ isDirectory: Bool) throws -> [UInt8]? {
        guard run.isGNU else {
            let prefix = TarBusyboxNames.unsafePrefix(path)
            if !prefix.isEmpty, !hasToldRemoved {
                hasToldRemoved = true
                try call.complain("removing leading '\(call.text(prefix))' from member names")
            }
            let rest = TarBusyboxNames.safe(path)
            return rest.isEmpty || rest == [FileName.slash] ? nil : rest
        }
        let name = try run.transformed(path, .member)
        if name.isEmpty { return nil }
        return isDirectory && name.last != FileName.slash ? name + [FileName.slash] : name
    }

    private var hasToldRemoved = false

    private static func kind(_ node: FileNode) -> TarEntry.Kind {
        switch node.kind {
        case .file: .file
        case .directory: .directory
        case .symlink: .symlink
        case .fifo: .fifo
        case .characterDevice: .characterDevice
        case .blockDevice: .blockDevice
        }
    }

    private func write(
        _ entry: TarEntry, _ contents: FileContents, _ place: FileWalk.Place
    ) throws -> Bool {
        switch writer.misfit(entry) {
        case .longName(let most)?:
            try run.fail(
                "\(run.shown(entry.path)): file name is too long (max \(most)); not dumped")
            return true
        case .unsplittableName?:
            try run.fail(
                "\(run.shown(entry.path)): file name is too long (cannot be split); not dumped")
            return true
        case .longTarget?:
            try run.fail("\(run.shown(entry.target)): link name is too long; not dumped")
            return true
        case nil: break
        }
        if contents.count > 0 {
            do {
                _ = try contents.bytes(in: 0..<1)
            } catch {
                if let bound = error.bound { throw bound }
                if run.isGNU {
                    if call.has("ignore-failed-read") {
                        try call.complain(
                            "\(run.shown(place.name)): Warning: Cannot open: \(error.reason)")
                        return true
                    }
                    try run.fail(place.name, "open", error)
                } else {
                    try run.fail("can't open '\(call.text(place.name))': \(error.reason)")
                }
                return true
            }
        }
        if settings.verbosity > 0 {
            var shown = entry
            shown.size = contents.count
            if !call.has("show-transformed-names"), run.isGNU {
                shown.path = place.name
                if entry.kind == .directory, shown.path.last != FileName.slash {
                    shown.path.append(FileName.slash)
                }
            }
            try lines.write(shown, isLong: settings.verbosity > 1 && run.isGNU)
        }
        try writer.begin(entry, size: contents.count)
        try contents.eachPiece(call.context.account) { try writer.append($0) }
        try writer.end(contents.count)
        if call.has("remove-files") {
            try call.context.hold(place.entry.path.bytes.count + 64)
            added.append(call.path(place.name))
        }
        return true
    }

    private func removeAdded() throws {
        for path in added.reversed() {
            do throws(FileError) {
                try call.files.remove(path)
            } catch {
                if let bound = error.bound { throw bound }
                try run.fail(
                    "\(run.shown(path.bytes)): Cannot \(error.code == .notEmpty ? "rmdir" : "unlink")"
                        + ": \(error.reason)")
            }
        }
    }
}
