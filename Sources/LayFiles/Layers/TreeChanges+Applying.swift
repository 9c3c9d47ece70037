public import LayBounds

extension TreeChanges {
    /// The tree that results when the changes are made to `base`.
    ///
    /// A whiteout hides only what was below; a directory over a directory replaces its attributes
    /// and keeps its entries unless it is opaque; anything else replaces what is there. Missing
    /// parents of an entry are made, 0755 root (OCI image-spec layer.md, Applying Changesets); those
    /// of a removal are not, nor does a removal replace what is no directory.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes.
    public func applied(to base: FileTree) throws(BoundReached) -> FileTree {
        var result = base
        if isEmpty { return result }
        var merge = Merge(upper: upper, isLayer: false)
        try merge.apply(&result)
        return result
    }

    /// These changes and then `next`, as one layer: `(t + a) + b == t + a.then(b)`.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes of `next`.
    public func then(_ next: TreeChanges) throws(BoundReached) -> TreeChanges {
        if next.isEmpty { return self }
        if isEmpty { return next }
        var result = self
        var merge = Merge(upper: next.upper, isLayer: true)
        try merge.apply(&result.upper)
        return result
    }
}

/// Puts one layer's entries over a tree, or over another layer.
private struct Merge {
    let upper: FileTree
    /// The lower side is a layer too: removals stay as whiteouts.
    let isLayer: Bool

    init(upper: FileTree, isLayer: Bool) {
        self.upper = upper
        self.isLayer = isLayer
    }

    /// The inodes of the upper links in the result.
    var links: [Int: Int] = [:]
    /// Directories of the layer that are being merged, and where: the pointers hold, since only
    /// what is below a directory changes while it is merged.
    private var frames: [Frame] = []

    private struct Frame {
        var cursor: NodeCursor
        let lower: FileTree.EntryPointer
        /// Nothing from below the lower layer is seen here: there is nothing to remove, and what is
        /// on the way is made.
        let isCut: Bool
    }

    /// Removed entries, whose links are counted down at the end.
    private var discarded: [TreeEntry] = []
    private var pace = RunBounds.Pace()

    /// Puts the layer over `tree`, which is of no use when it throws.
    mutating func apply(_ tree: inout FileTree) throws(BoundReached) {
        // What was taken out holds its contents until here.
        defer { for entry in discarded { entry.releaseObjects() } }
        for (id, inode) in upper.links.all {
            let number = LinkTable.newNumber()
            links[id] = number
            tree.setInode(number, inode)
            try pace.step()
        }
        try mergeDirectory(upper.root, into: tree.ownRoot(), isCut: !isLayer)
        while var frame = frames.popLast() {
            switch frame.cursor.peek() {
            case nil: continue
            case .node(let node)?:
                frame.cursor.enter(node)
                frames.append(frame)
            case .entry(let node, let index)?:
                frame.cursor.skip()
                frames.append(frame)
                try pace.step()
                try merge(node.name(index), node.entry(index).pointee, into: frame)
            }
        }
        while let entry = discarded.popLast() { tree.discard(entry) }
    }

    /// Begins with a directory of the layer over the directory at `lower`.
    private mutating func mergeDirectory(
        _ entry: TreeEntry, into lower: FileTree.EntryPointer, isCut: Bool
    ) throws(BoundReached) {
        if !entry.has(TreeEntry.isImplicit) {
            lower.pointee.set(
                FileNode(.directory, attributes: entry.attributes, modified: entry.modified))
            lower.pointee.flags &= ~(TreeEntry.isImplicit | TreeEntry.isUpper)
        } else if isLayer, lower.pointee.has(TreeEntry.isImplicit) {
            lower.pointee.flags |= entry.flags & TreeEntry.makesWay
            if isCut, lower.pointee.has(TreeEntry.makesWay) {
                lower.pointee.flags &= ~(TreeEntry.isImplicit | TreeEntry.makesWay)
            }
        }
        if entry.has(TreeEntry.isOpaque) {
            if lower.pointee.node != nil {
                var emptied = TreeEntry()
                emptied.kind = FileKind.directory.rawValue
                emptied.reference = lower.pointee.reference
                discarded.append(emptied)
                lower.pointee.reference = 0
            }
            if !isCut { lower.pointee.flags |= TreeEntry.isOpaque }
        }
        if !isLayer, lower.pointee.node == nil, let node = entry.node, try isPlain(entry) {
            node.retain()
            lower.pointee.reference = entry.reference
            return
        }
        frames.append(
            Frame(
                cursor: NodeCursor(entry.node), lower: lower,
                isCut: isCut || isLayer && lower.pointee.has(TreeEntry.isOpaque)))
    }

    /// True when a directory of the layer holds nothing that means more than itself, so that a
    /// tree can share its nodes.
    ///
    /// - Complexity: O(*n*) in the entries below.
    private mutating func isPlain(_ directory: TreeEntry) throws(BoundReached) -> Bool {
        let marks =
            TreeEntry.isImplicit | TreeEntry.isOpaque | TreeEntry.wasThere | TreeEntry.isLinked
            | TreeEntry.isUpper
        var walk = EntryWalk(below: directory)
        while let (_, entry) = walk.next() {
            try pace.step()
            if entry.pointee.has(marks) || entry.pointee.kind == TreeEntry.whiteout {
                return false
            }
        }
        return true
    }

    private mutating func merge(
        _ name: Directory.Name, _ entry: TreeEntry, into frame: Frame
    ) throws(BoundReached) {
        let directory = frame.lower
        let existing = Directory.find(name, in: directory.pointee)?.pointee
        if entry.kind == TreeEntry.whiteout {
            if !frame.isCut {
                if let old = Directory.set(name, to: entry, in: directory) { discarded.append(old) }
            } else if existing != nil, let old = Directory.remove(name, from: directory) {
                discarded.append(old)
            }
            return
        }
        if entry.isDirectory {
            if existing?.isDirectory != true {
                // A removal below what is no directory, or not there, removes and makes nothing.
                if !entry.isMadeByLayer, existing != nil || frame.isCut { return }
                var made = TreeEntry.implied(making: entry.isMadeByLayer)
                if frame.isCut {
                    made.flags = 0
                } else if existing != nil {
                    made.flags = TreeEntry.isOpaque
                }
                if let old = Directory.set(name, to: made, in: directory) { discarded.append(old) }
            }
            if let child = Directory.own(name, in: directory) {
                try mergeDirectory(entry, into: child, isCut: frame.isCut)
            }
            return
        }
        var fresh = entry
        fresh.retainObjects()
        if fresh.link != 0 {
            guard let number = links[fresh.link] else { return }
            fresh = TreeEntry(link: number, kind: fresh.kind)
            fresh.flags |= entry.flags & TreeEntry.wasThere
        }
        fresh.flags &= ~(isLayer ? TreeEntry.isUpper : TreeEntry.isUpper | TreeEntry.wasThere)
        if let old = Directory.set(name, to: fresh, in: directory) { discarded.append(old) }
    }
}
