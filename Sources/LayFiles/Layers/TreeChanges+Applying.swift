extension TreeChanges {
    /// The tree that results when the changes are made to `base`.
    ///
    /// A whiteout hides only what was below; a directory over a directory replaces its attributes
    /// and keeps its entries unless it is opaque; anything else replaces what is there. Missing
    /// parents are made, 0755 root (OCI image-spec layer.md, Applying Changesets).
    ///
    /// - Complexity: O(*c* log *n*) in the changes.
    public func applied(to base: FileTree) -> FileTree {
        var result = base
        if isEmpty { return result }
        var merge = Merge(upper: upper, isLayer: false)
        merge.apply(&result)
        return result
    }

    /// These changes and then `next`, as one layer: `(t + a) + b == t + a.then(b)`.
    ///
    /// - Complexity: O(*c* log *n*) in the changes of `next`.
    public func then(_ next: TreeChanges) -> TreeChanges {
        if next.isEmpty { return self }
        if isEmpty { return next }
        var result = self
        var merge = Merge(upper: next.upper, isLayer: true)
        merge.apply(&result.upper)
        return result
    }
}

/// Puts one layer's entries over a tree, or over another layer.
private struct Merge {
    let upper: FileTree
    /// The lower side is a layer too: removals stay as whiteouts.
    let isLayer: Bool
    /// The inodes of the upper links in the result.
    var links: [UInt32: UInt32] = [:]
    /// Removed entries, whose links are counted down at the end.
    var discarded: [TreeEntry] = []

    mutating func apply(_ tree: inout FileTree) {
        if !upper.links.inodes.isEmpty {
            var inodes = tree.links.inodes
            var last = tree.links.last
            for (id, inode) in upper.links.inodes.sorted(by: { $0.key < $1.key }) {
                last += 1
                links[id] = last
                inodes[last] = inode
            }
            tree.links = LinkTable(inodes: inodes, last: last, sealed: tree.links.sealed)
        }
        do {
            try tree.withRoot { (root: FileTree.EntryPointer) throws(FileError) -> Void in
                mergeDirectory(upper.root, into: root)
            }
        } catch {
            // The closure throws nothing.
        }
        for entry in discarded { tree.discard(entry) }
    }

    /// A directory of the layer over the directory at `lower`.
    private mutating func mergeDirectory(_ entry: TreeEntry, into lower: FileTree.EntryPointer) {
        if entry.flags & TreeEntry.isImplicit == 0 {
            lower.pointee.set(entry.attributes)
            lower.pointee.modified = entry.modified
            lower.pointee.flags &= ~TreeEntry.isImplicit
            if entry.flags & TreeEntry.isOpaque != 0 {
                if let object = lower.pointee.object {
                    var emptied = TreeEntry()
                    emptied.kind = FileKind.directory.rawValue
                    emptied.object = object
                    discarded.append(emptied)
                    lower.pointee.object = nil
                }
                if isLayer { lower.pointee.flags |= TreeEntry.isOpaque }
            }
        }
        for leaf in Directory.leaves(of: entry) {
            for index in 0..<leaf.count {
                merge(leaf.name(index), leaf.entries[index], into: lower)
            }
        }
    }

    private mutating func merge(
        _ name: Directory.Name, _ entry: TreeEntry, into directory: FileTree.EntryPointer
    ) {
        let existing = Directory.find(name, in: directory.pointee)
        if entry.kind == TreeEntry.whiteout {
            let hidesBelow = isLayer && directory.pointee.flags & TreeEntry.isOpaque == 0
            if hidesBelow {
                if let old = Directory.set(name, to: entry, in: directory) { discarded.append(old) }
            } else if existing != nil, let old = Directory.remove(name, from: directory) {
                discarded.append(old)
            }
            return
        }
        if entry.isDirectory {
            if existing?.isDirectory != true {
                var made = TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
                if isLayer {
                    made.flags = existing == nil ? TreeEntry.isImplicit : TreeEntry.isOpaque
                }
                if let old = Directory.set(name, to: made, in: directory) { discarded.append(old) }
            }
            do {
                _ = try Directory.change(name, in: directory) {
                    (child: FileTree.EntryPointer) throws(FileError) -> Void in
                    mergeDirectory(entry, into: child)
                }
            } catch {
                return
            }
            return
        }
        var fresh = entry
        fresh.retainObjects()
        if fresh.link != 0 { fresh.link = links[fresh.link] ?? 0 }
        if !isLayer { fresh.flags &= TreeEntry.isSlice }
        if let old = Directory.set(name, to: fresh, in: directory) { discarded.append(old) }
    }
}
