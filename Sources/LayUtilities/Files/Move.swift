internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let mvUtility = Utility(
        "mv", "move or rename files", usage: "[OPTION]... SOURCE... DEST",
        [
            UtilityOption("-b", "keep what would be overwritten", .works, .gnu),
            UtilityOption("--backup[=CONTROL]", "keep it in this manner", .works, .gnu),
            UtilityOption("-f, --force", "do not ask before overwriting"),
            UtilityOption("-i, --interactive", "ask before overwriting"),
            UtilityOption("-n, --no-clobber", "overwrite nothing"),
            UtilityOption("--strip-trailing-slashes", "take slashes off SOURCE", .works, .gnu),
            UtilityOption("-S, --suffix=SUFFIX", "end of the names of what is kept", .works, .gnu),
            UtilityOption("-t, --target-directory=DIRECTORY", "move all into DIRECTORY"),
            UtilityOption("-T, --no-target-directory", "DEST is a file"),
            UtilityOption("-u, --update", "overwrite only what is older", .works, .gnu),
            UtilityOption("-v, --verbose", "tell of each one", .works),
            UtilityOption("-Z, --context", "set the context", .idle("no SELinux"), .gnu),
        ]
    ) { call in
        let destination = try Destination(call)
        let moving = Moving(call, try BackupNames(call))
        let strips = call.has("strip-trailing-slashes")
        for source in destination.sources {
            let name = strips ? FileName.trimmed(source) : source
            let target = destination.name(of: name)
            try moving.move(
                name, to: target, shown: strips ? FileName.trimmed(target) : target)
        }
        return call.status
    }
}

/// mv at work.
private final class Moving {
    private let call: UtilityCall
    private let backups: BackupNames
    private var made: Set<TreePath> = []

    init(_ call: UtilityCall, _ backups: BackupNames) {
        self.call = call
        self.backups = backups
    }

    private var isGNU: Bool { call.manner == .gnu }

    private func fail(_ message: String) throws {
        call.status = 1
        try call.complain(message)
    }

    /// Moves a file to `place`, which messages show as `target`.
    func move(_ source: [UInt8], to place: [UInt8], shown target: [UInt8]) throws {
        try call.context.step()
        let written = place
        let entry: FileEntry
        do {
            entry = try call.entry(source, follow: false)
        } catch {
            return try call.cannot(isGNU ? "stat" : "rename", source, error)
        }
        do {
            let place = try call.place(written)
            let existing = try? call.files.entry(at: place, follow: false)
            var backup: [UInt8]?
            if let existing {
                guard try mayReplace(source, entry, target, existing) else { return }
                if made.contains(existing.path), entry.node.kind != .directory {
                    return try fail(
                        "will not overwrite just-created \(call.quoted(target))"
                            + " with \(call.quoted(source))")
                }
                if backups.isOn { backup = try backups.move(target) }
            } else if FileName.namesDirectory(written), entry.node.kind != .directory {
                throw FileError(.notDirectory, place)
            }
            let resolved = (try? call.files.resolve(place, lastMayBeMissing: true)) ?? place
            if entry.node.kind == .directory, resolved.isBelowOrEqual(entry.path) {
                throw FileError(.invalidArgument, place)
            }
            try rename(source, entry, to: target, place)
            made.insert(place)
            try told(source, target, backup)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            if !isGNU { return try call.cannot("rename", source, error) }
            if error.code == .invalidArgument {
                return try fail(
                    "cannot move \(call.quoted(source)) to a subdirectory of itself,"
                        + " \(call.quoted(target))")
            }
            try fail(
                "cannot move \(call.quoted(source)) to \(call.quoted(target)): \(error.reason)")
        }
    }

    private func told(_ source: [UInt8], _ target: [UInt8], _ backup: [UInt8]?) throws {
        guard call.has("v") else { return }
        if !isGNU {
            return try call.write("\(call.quoted(source)) -> \(call.quoted(target))\n")
        }
        var line = "renamed \(call.quoted(source)) -> \(call.quoted(target))"
        if let backup { line += " (backup: \(call.quoted(backup)))" }
        try call.write(line + "\n")
    }

    private func mayReplace(
        _ source: [UInt8], _ entry: FileEntry, _ target: [UInt8], _ existing: FileEntry
    ) throws -> Bool {
        let isSame = backups.isOn ? entry.path == existing.path : entry.isSame(existing)
        if isGNU, isSame, entry.node.kind != .directory {
            try fail("\(call.quoted(source)) and \(call.quoted(target)) are the same file")
            return false
        }
        let last = call.options.last(of: "f", "i", "n")
        if last == "n" { return false }
        if call.has("u"), existing.node.modified >= entry.node.modified,
            entry.node.kind != .directory
        {
            return false
        }
        if last == "i", !(try call.confirms("overwrite \(call.quoted(target))? ")) { return false }
        guard isGNU else { return true }
        if existing.node.kind != .directory, entry.node.kind == .directory {
            try fail(
                "cannot overwrite non-directory \(call.quoted(target)) with directory"
                    + " \(call.quoted(source))")
            return false
        }
        if existing.node.kind == .directory, entry.node.kind != .directory {
            try fail("cannot overwrite directory \(call.quoted(target)) with non-directory")
            return false
        }
        return true
    }

    private func rename(
        _ source: [UInt8], _ entry: FileEntry, to target: [UInt8], _ place: TreePath
    ) throws {
        do throws(FileError) {
            return try call.files.rename(entry.path, to: place)
        } catch {
            guard error.code == .crossDevice else { throw error }
        }
        // Between two mounts: a copy that keeps all, and a removal.
        var rules = CopyRules()
        rules.links = .kept
        rules.isRecursive = true
        rules.keepsMode = true
        rules.keepsOwner = true
        rules.keepsTime = true
        rules.keepsHardLinks = true
        rules.keepsExtended = true
        rules.removesFirst = true
        let before = call.status
        call.status = 0
        try Copying(call, rules, backups).copy(source, to: target)
        if call.status != 0 { return }
        call.status = before
        var removal = try Removal(of: entry.path, in: call.files)
        repeat { try call.context.step() } while try removal.step()
    }
}
