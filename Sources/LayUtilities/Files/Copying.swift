internal import LayBounds
import LayFiles
import LayShell

/// Copies of files and of all below directories.
final class Copying {
    let call: UtilityCall
    let rules: CopyRules
    let backups: BackupNames
    /// What was copied so far: the targets of inodes with several names, and all that were made.
    var copies: [Int: TreePath] = [:]
    private var made: Set<TreePath> = []
    /// A directory that was made, which is not copied into itself.
    private var firstMade: TreePath?

    init(_ call: UtilityCall, _ rules: CopyRules, _ backups: BackupNames) {
        self.call = call
        self.rules = rules
        self.backups = backups
    }

    var isGNU: Bool { call.manner == .gnu }

    /// Complains, and sets the status.
    func fail(_ message: String) throws {
        call.status = 1
        try call.complain(message)
    }

    /// Copies what a word names under another name; complains of what cannot be copied.
    ///
    /// - Throws: `BoundReached`.
    func copy(_ source: [UInt8], to target: [UInt8]) throws {
        let entry: FileEntry
        do {
            entry = try call.entry(source, follow: rules.links != .kept)
        } catch {
            return try call.cannot("stat", source, error)
        }
        if entry.node.kind == .directory, !rules.isRecursive {
            return try fail(
                isGNU
                    ? "-r not specified; omitting directory \(call.quoted(source))"
                    : "omitting directory \(call.quoted(source))")
        }
        firstMade = nil
        try copy(source, entry, to: target, isFirst: true)
    }

    /// Copies one thing, and a directory with all that is in it.
    private func copy(
        _ source: [UInt8], _ entry: FileEntry, to target: [UInt8], isFirst: Bool
    ) throws {
        try call.context.step()
        let place: TreePath
        do {
            place = try call.place(target)
        } catch {
            return try call.cannot("create regular file", target, error)
        }
        // A copy that follows no links does not write through one either.
        let sees = entry.node.kind == .file && !rules.makesSymbolicLinks
        let old = try? call.files.entry(at: place, follow: false)
        var existing = old
        if old?.node.kind == .symlink, sees || entry.node.kind == .directory {
            existing = try? call.files.entry(at: place, follow: true)
        }
        if let existing,
            try !mayReplace(source, entry, target, existing, isLink: old?.node.kind == .symlink)
        {
            return
        }
        if entry.node.kind == .directory {
            return try copyDirectory(source, entry, to: target, place, existing)
        }
        if made.contains(place), old != nil, isFirst, isGNU {
            return try fail(
                "will not overwrite just-created \(call.quoted(target)) with \(call.quoted(source))"
            )
        }
        var backup: [UInt8]?
        do {
            if old != nil, backups.isOn, entry.node.kind != .directory {
                backup = try backups.move(target)
            } else if existing != nil || old != nil, rules.removesFirst {
                try call.files.unlink(place)
                if rules.isVerbose { try call.write("removed \(call.quoted(target))\n") }
            }
        } catch {
            return try call.cannot(backups.isOn ? "backup" : "remove", target, error)
        }
        if rules.isVerbose {
            var line = "\(call.quoted(source)) -> \(call.quoted(target))"
            if let backup { line += " (backup: \(call.quoted(backup)))" }
            try call.write(line + "\n")
        }
        if try copyNode(source, entry, to: target, place) { made.insert(place) }
    }

    // MARK: What is there already

    /// Whether what is there may be replaced; complains where that is wrong.
    private func mayReplace(
        _ source: [UInt8], _ entry: FileEntry, _ target: [UInt8], _ existing: FileEntry,
        isLink: Bool
    ) throws -> Bool {
        let isDirectory = existing.node.kind == .directory
        if existing.isSame(entry), !(isDirectory && isLink) {
            let isAllowed =
                rules.makesHardLinks || rules.removesFirst && existing.path != entry.path
                || backups.isOn && existing.path != entry.path
            if entry.node.kind != .directory || !rules.isRecursive {
                if isAllowed { return !rules.makesHardLinks }
                try fail("\(call.quoted(source)) and \(call.quoted(target)) are the same file")
                return false
            }
        }
        if entry.node.kind != .directory {
            if isDirectory {
                if rules.overwritesNothing { return false }
                try fail(
                    isGNU
                        ? "cannot overwrite directory \(call.quoted(target)) with non-directory"
                        : "\(call.quoted(target)) is a directory")
                return false
            }
            if rules.overwritesNothing { return false }
            if rules.overwritesOlder, existing.node.modified >= entry.node.modified {
                return false
            }
            if rules.asks { return try call.confirms("overwrite \(call.quoted(target))? ") }
            return true
        }
        if !isDirectory {
            try fail(
                isGNU
                    ? "cannot overwrite non-directory \(call.quoted(target)) with directory"
                        + " \(call.quoted(source))"
                    : "target \(call.quoted(target)) is not a directory")
            return false
        }
        return true
    }

    // MARK: Directories

    private func copyDirectory(
        _ source: [UInt8], _ entry: FileEntry, to target: [UInt8], _ place: TreePath,
        _ existing: FileEntry?
    ) throws {
        let resolved = (try? call.files.resolve(place, lastMayBeMissing: true)) ?? place
        if resolved.isBelowOrEqual(entry.path) {
            try intoItself(source, target)
            // What else is in it is copied there all the same by GNU's cp; busybox makes the directory.
            if resolved == entry.path { return }
            if !isGNU {
                let made = FileNode(
                    .directory, attributes: call.newAttributes(entry.node.attributes.mode),
                    modified: call.files.now)
                if existing == nil { _ = try? call.files.make(made, at: place) }
                return
            }
        }
        do {
            if existing == nil {
                var mode = entry.node.attributes.mode & 0o777
                if !rules.keepsMode { mode &= ~call.context.umask }
                try call.files.make(
                    FileNode(
                        .directory,
                        attributes: FileAttributes(
                            mode: mode | 0o700, uid: call.context.uid, gid: call.context.gid),
                        modified: call.files.now), at: place)
                if firstMade == nil { firstMade = resolved }
                if rules.isVerbose, isGNU {
                    try call.write("\(call.quoted(source)) -> \(call.quoted(target))\n")
                }
            }
            let inside = try call.files.survey(entry.path)
            for item in inside where item.path != firstMade {
                let name = FileName.joined(source, item.path.name)
                var found = item
                if rules.links == .followed, item.node.kind == .symlink {
                    do {
                        found = try call.files.entry(at: item.path, follow: true)
                    } catch {
                        try call.cannot("stat", name, error)
                        continue
                    }
                }
                try call.context.account.nested {
                    try copy(
                        name, found, to: FileName.joined(target, item.path.name), isFirst: false)
                }
            }
            try finish(entry, place, isNew: existing == nil)
            if rules.isVerbose, !isGNU {
                try call.write("\(call.quoted(source)) -> \(call.quoted(target))\n")
            }
        } catch let error as FileError {
            let isReading = existing != nil || call.isDirectory(target)
            if isReading {
                try call.cannot(isGNU ? "access" : "open", source, error)
            } else {
                try call.cannot("create directory", target, error)
            }
        }
    }

    private func intoItself(_ source: [UInt8], _ target: [UInt8]) throws {
        try fail(
            isGNU
                ? "cannot copy a directory, \(call.quoted(source)), into itself,"
                    + " \(call.quoted(target))"
                : "recursion detected, omitting directory \(call.quoted(target))")
    }
}
