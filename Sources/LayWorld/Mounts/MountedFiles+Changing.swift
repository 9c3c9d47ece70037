internal import LayBounds
internal import LayFiles

/// A change to the files of a part: of its tree, or through the host's files.
struct PartChange {
    let tree: (inout FileTree, TreePath) throws(FileError) -> Void
    let host: (any FileSystem, TreePath) throws(FileError) -> Void
}

extension World {
    /// Makes a change in a part that is no container's own.
    func change(volume name: String, _ place: MountedFiles.Place, _ change: PartChange)
        throws(FileError)
    {
        let isDone = try state.volumes.update(name) { (volume) throws(FileError) in
            let limit = volume.limit
            try change.apply(to: &volume.tree, place, limit: limit)
            return true
        }
        if isDone == nil {
            throw FileError.volumeGone(name, place.path)
        }
    }

    /// Makes a change on the host.
    func change(host place: MountedFiles.Place, _ change: PartChange) throws(FileError) {
        let files = try grantedHost(place.path, place.inside, writes: true)
        if host.isProtected, !(files is any ReversibleFileSystem) {
            throw FileError.cannotRollBack(place.path)
        }
        try change.host(files, place.inside)
    }
}

extension PartChange {
    /// Makes the change in a tree that holds `limit` bytes at most.
    func apply(to tree: inout FileTree, _ place: MountedFiles.Place, limit: Int?) throws(FileError)
    {
        guard let limit else { return try self.tree(&tree, place.inside) }
        let before = tree
        try self.tree(&tree, place.inside)
        if tree.pageSize > limit, tree.pageSize > before.pageSize {
            tree = before
            throw FileError(.noSpace, place.path)
        }
    }
}

extension FileTree {
    /// The bytes of all files in whole pages, as a tmpfs counts them.
    fileprivate var pageSize: Int {
        var seen: Set<Int> = []
        var sum = 0
        for entry in walk() where entry.node.kind == .file {
            if entry.linkID != 0, !seen.insert(entry.linkID).inserted { continue }
            let (pages, overflow) = entry.node.size.addingReportingOverflow(4095)
            let (total, isTooLarge) = sum.addingReportingOverflow(pages & ~4095)
            if overflow || isTooLarge { return .max }
            sum = total
        }
        return sum
    }
}
