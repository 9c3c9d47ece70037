extension FileTree {
    /// True when an inode of the tree has several names.
    package var hasHardLinks: Bool { !links.isEmpty }

    /// Puts a whole tree in the place of a directory, whose attributes become those of its root.
    ///
    /// Inodes keep their numbers, so the tree is one of its own, or was this directory before.
    ///
    /// - Parameter path: leads over no links.
    /// - Throws: `notFound`, `notDirectory`.
    /// - Complexity: O(*d* log *n*), and the size of what was there when the tree has hard links.
    package mutating func graft(_ tree: FileTree, at path: TreePath) throws(FileError) {
        guard let place = own(path) else { throw FileError(.notFound, path) }
        let old = place.pointee
        guard old.isDirectory else { throw FileError(.notDirectory, path) }
        var fresh = tree.root
        fresh.retainObjects()
        fresh.nameOffset = old.nameOffset
        fresh.nameLength = old.nameLength
        fresh.flags |= old.flags & TreeEntry.isUpper
        place.pointee = fresh
        discard(old)
        for (number, inode) in tree.links.all {
            var inode = inode
            inode.names += links[number]?.names ?? 0
            setInode(number, inode)
        }
    }
}
