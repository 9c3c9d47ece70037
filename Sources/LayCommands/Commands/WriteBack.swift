internal import LayDisk
internal import LayFiles

/// Writes what a shell changed in its copy of a directory to the directory itself.
struct WriteBack {
    private let changes: [Change]
    /// What a patch of them looks like.
    private let patch: [UInt8]
    private let place: TreePath
    private let disk: any ConfinedFileSystem

    /// What turns one tree into another below a directory of the disk, which is all that may be
    /// written.
    init(_ before: FileTree, _ after: FileTree, below place: TreePath, _ disk: DiskFileSystem)
        throws
    {
        self.place = place
        changes = try TreeChanges(from: before, to: after).listed.filter {
            $0.path != place && $0.path.isBelowOrEqual(place)
        }
        patch = try before.subtree(place).patch(to: after.subtree(place), largest: 1 << 20)
        self.disk = disk.confined(to: FileGrants(writable: [place]))
    }

    /// Shows what changed and writes it, after a question where it asks.
    func perform(asks: Bool) throws {
        if changes.isEmpty { return }
        Terminal.write(String(decoding: patch, as: UTF8.self), to: 2)
        for change in changes { Terminal.write(change.line(in: place), to: 2) }
        if asks {
            let count = "\(changes.count) change\(changes.count == 1 ? "" : "s")"
            Terminal.write("Write \(count) to \(place)? [y/N] ", to: 2)
            let answer = try Terminal.read(from: 0, most: 64)
            guard answer.first == UInt8(ascii: "y") || answer.first == UInt8(ascii: "Y") else {
                Terminal.error("nothing was written")
                return
            }
        }
        for change in changes { try write(change) }
    }

    private func write(_ change: Change) throws {
        let path = change.path
        guard let node = change.node else {
            return try disk.removeAll(path)
        }
        let former = try? disk.entry(at: path, follow: false).node.kind
        if let former, former != node.kind { try disk.removeAll(path) }
        let attributes = FileAttributes(mode: node.attributes.mode)
        switch node.body {
        case .file(let contents): try disk.write(contents, to: path, creating: attributes)
        case .directory:
            if former != .directory {
                try disk.make(
                    FileNode(.directory, attributes: attributes, modified: disk.now), at: path)
            }
        default:
            if former == node.kind { try disk.unlink(path) }
            try disk.make(node, at: path)
        }
        if node.kind != .symlink {
            try disk.setAttributes(of: path, follow: false) { $0.mode = node.attributes.mode }
        }
    }
}

extension Change {
    /// A line as `docker diff` has it, with the path from the directory on.
    fileprivate func line(in place: TreePath) -> String {
        let name = path.description.dropFirst(place.isRoot ? 1 : place.description.count + 1)
        return "\(kind.rawValue) \(name)\n"
    }
}
