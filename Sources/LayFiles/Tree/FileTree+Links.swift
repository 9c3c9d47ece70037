internal import LayBounds

/// Hard links: which names an inode has, and what a copy-up parts (overlayfs copies up one name only).
extension FileTree {
    /// Takes one name off a linked inode that an entry was the name of.
    mutating func dropLink(_ entry: TreeEntry) {
        guard entry.link != 0, var inode = links[entry.link] else { return }
        inode.names -= 1
        setInode(entry.link, inode.names > 0 ? inode : nil)
    }

    /// Gives up a removed entry: its references, and the link counts below it.
    ///
    /// - Complexity: O(1), and the size of the subtree when the tree has hard links.
    mutating func discard(_ entry: TreeEntry) {
        dropLink(entry)
        if !links.isEmpty, entry.isDirectory {
            var walk = EntryWalk(below: entry)
            while let (_, entry) = walk.next() { dropLink(entry.pointee) }
        }
        entry.releaseObjects()
    }

    /// Parts what is about to be moved from the names that lower layers link it with: overlayfs
    /// copies a file up before it moves, and `mv` copies a directory with the links inside it.
    mutating func breakLowerLinks(_ moved: TreeEntry, at path: TreePath) throws(FileError) {
        if links.isEmpty || links.sealed == 0 { return }
        for (id, paths) in lowerLinks(moved, at: path) {
            guard var inode = links[id] else { continue }
            inode.names -= paths.count
            setInode(id, inode.names > 0 ? inode : nil)
            inode.names = paths.count
            let fresh = paths.count > 1 ? LinkTable.newNumber() : 0
            if fresh != 0 { setInode(fresh, inode) }
            for path in paths {
                let pointer = try ownEntry(path)
                pointer.pointee.flags &= ~TreeEntry.isLinked
                pointer.pointee.set(inode.node)
                if fresh != 0 { pointer.pointee.becomeLink(fresh) }
            }
        }
    }

    /// The names at and below a path whose inodes lower layers have, by inode.
    private func lowerLinks(_ entry: TreeEntry, at path: TreePath) -> [Int: [TreePath]] {
        if !entry.isDirectory {
            return entry.link != 0 && entry.link <= links.sealed ? [entry.link: [path]] : [:]
        }
        var result: [Int: [TreePath]] = [:]
        var walk = walk(from: path)
        while let (path, entry) = walk.nextEntry() {
            guard entry.link != 0, entry.link <= links.sealed else { continue }
            result[entry.link, default: []].append(path)
        }
        return result
    }
}
