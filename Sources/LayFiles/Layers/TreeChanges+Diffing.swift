internal import LayBounds

extension TreeChanges {
    /// The least changes that turn `base` into `tree`.
    ///
    /// Each name that is gone is a removal of its own, none of them opaque, as OCI recommends
    /// (image-spec layer.md, Opaque Whiteout); a change of mode or owner alone carries the whole
    /// file; a directory's mtime alone is no change.
    ///
    /// - Throws: `FileError` when contents that must be compared cannot be read.
    /// - Complexity: O(*k* log *n*) in what differs, for trees that share their structure; O(*n*)
    ///   when names of a hard-linked inode that changed lie in shared parts.
    public init(from base: FileTree, to tree: FileTree) throws(FileError) {
        self.init()
        if base.isIdentical(to: tree) { return }
        var difference = Difference(base: base, tree: tree)
        try difference.run(&self)
    }
}

/// Compares two trees, skipping what they share; without recursion, so that a tree may be as deep
/// as it likes.
private struct Difference {
    let base: FileTree
    let tree: FileTree
    var links: LinkDifference
    /// The directory that is being compared.
    private var path: [UInt8] = []
    /// The directories from the root to that one.
    private var frames: [Frame] = []

    /// A directory that is in both trees.
    private struct Frame {
        let name: [UInt8]
        let old: TreeEntry
        let new: TreeEntry
        let hasNewAttributes: Bool
        /// Bytes of the path without this directory.
        let pathLength: Int
        /// Nodes that are gone through side by side, the last pair first.
        var pairs: [(left: NodeCursor, right: NodeCursor)]
        /// Directories to compare before the cursors go on.
        var waiting: [(name: [UInt8], old: TreeEntry, new: TreeEntry)] = []
        /// What the layer says of the directory.
        var upper: TreeEntry
    }

    init(base: FileTree, tree: FileTree) {
        self.base = base
        self.tree = tree
        links = LinkDifference(base: base, tree: tree)
    }

    mutating func run(_ result: inout TreeChanges) throws(FileError) {
        enter([], base.root, tree.root)
        do throws(FileError) {
            var pace = RunBounds.Pace()
            while !frames.isEmpty {
                try pace.fileStep()
                let last = frames.count - 1
                if let next = frames[last].waiting.popLast() {
                    enter(next.name, next.old, next.new)
                } else if try !step(last), let upper = leave() {
                    if frames.isEmpty {
                        result.upper = FileTree(root: upper.entry)
                    } else {
                        if upper.entry.isMadeByLayer {
                            frames[last - 1].upper.flags |= TreeEntry.makesWay
                        }
                        upper.name.withName { name in
                            _ = Directory.set(name, to: upper.entry, in: &frames[last - 1].upper)
                        }
                    }
                }
            }
        } catch {
            for frame in frames { frame.upper.releaseObjects() }
            throw error
        }
        if links.isNeeded { try links.finish(&result) }
    }

    // MARK: Directories

    private mutating func enter(_ name: [UInt8], _ old: TreeEntry, _ new: TreeEntry) {
        let length = path.count
        if !path.isEmpty { path.append(UInt8(ascii: "/")) }
        path.append(contentsOf: name)
        let isShared = old.reference == new.reference
        frames.append(
            Frame(
                name: name, old: old, new: new, hasNewAttributes: !haveEqualAttributes(old, new),
                pathLength: length,
                pairs: isShared ? [] : [(NodeCursor(old.node), NodeCursor(new.node))],
                upper: .implied(making: frames.isEmpty)))
    }

    /// What the layer says of the directory whose entries have been compared; `nil` when nothing.
    private mutating func leave() -> (name: [UInt8], entry: TreeEntry)? {
        guard var frame = frames.popLast() else { return nil }
        path.removeLast(path.count - frame.pathLength)
        if frame.hasNewAttributes {
            let new = frame.new
            frame.upper.set(
                FileNode(.directory, attributes: new.attributes, modified: new.modified))
            frame.upper.flags &= ~TreeEntry.isImplicit
            frame.upper.flags |= TreeEntry.wasThere
        }
        let isChange = frame.hasNewAttributes || frame.upper.node != nil
        return isChange ? (frame.name, frame.upper) : nil
    }

    private func haveEqualAttributes(_ a: TreeEntry, _ b: TreeEntry) -> Bool {
        a.mode == b.mode && a.uid == b.uid && a.gid == b.gid
            && (!a.has(TreeEntry.isExtended) && !b.has(TreeEntry.isExtended)
                || a.attributes == b.attributes)
    }

    /// Deals with what comes next in a directory; false at its end.
    private mutating func step(_ frame: Int) throws(FileError) -> Bool {
        guard !frames[frame].pairs.isEmpty else { return false }
        let pair = frames[frame].pairs.count - 1
        switch (frames[frame].pairs[pair].left.peek(), frames[frame].pairs[pair].right.peek()) {
        case (nil, nil): frames[frame].pairs.removeLast()
        case (.node(let a)?, .node(let b)?):
            if a == b {
                frames[frame].pairs[pair].left.skip()
                frames[frame].pairs[pair].right.skip()
            } else if try compareEdits(a, b, frame) {
                frames[frame].pairs[pair].left.skip()
                frames[frame].pairs[pair].right.skip()
            } else {
                if a.height >= b.height { frames[frame].pairs[pair].left.enter(a) }
                if b.height >= a.height { frames[frame].pairs[pair].right.enter(b) }
            }
        case (.node(let a)?, .entry(let b, let j)?):
            // What comes before the whole node is dealt with first, so that it stays whole.
            if TreeNode.compare(b.name(j), a.leastName) < 0 {
                add(b.name(j), b.entry(j).pointee, frame)
                frames[frame].pairs[pair].right.skip()
            } else {
                frames[frame].pairs[pair].left.enter(a)
            }
        case (.entry(let a, let i)?, .node(let b)?):
            if TreeNode.compare(a.name(i), b.leastName) < 0 {
                remove(a.name(i), a.entry(i).pointee, frame)
                frames[frame].pairs[pair].left.skip()
            } else {
                frames[frame].pairs[pair].right.enter(b)
            }
        case (.node(let a)?, nil): frames[frame].pairs[pair].left.enter(a)
        case (nil, .node(let b)?): frames[frame].pairs[pair].right.enter(b)
        case (.entry(let a, let i)?, nil):
            remove(a.name(i), a.entry(i).pointee, frame)
            frames[frame].pairs[pair].left.skip()
        case (nil, .entry(let b, let j)?):
            add(b.name(j), b.entry(j).pointee, frame)
            frames[frame].pairs[pair].right.skip()
        case (.entry(let a, let i)?, .entry(let b, let j)?):
            let order = TreeNode.compare(a.name(i), b.name(j))
            if order < 0 {
                remove(a.name(i), a.entry(i).pointee, frame)
            } else if order > 0 {
                add(b.name(j), b.entry(j).pointee, frame)
            } else {
                try compare(b.name(j), a.entry(i).pointee, b.entry(j).pointee, frame)
            }
            if order <= 0 { frames[frame].pairs[pair].left.skip() }
            if order >= 0 { frames[frame].pairs[pair].right.skip() }
        }
        return true
    }

    /// Compares two nodes of one base by the entries that edits bring; false when they have to be
    /// gone through.
    private mutating func compareEdits(_ a: TreeNode, _ b: TreeNode, _ frame: Int)
        throws(FileError) -> Bool
    {
        guard a.base == b.base else { return false }
        if a.isInsertion || b.isInsertion {
            guard !a.isIndex, a.isFull || b.isFull else { return false }
            if b.isInsertion {
                add(b.editedName, b.edited.pointee, frame)
            } else {
                remove(a.editedName, a.edited.pointee, frame)
            }
            return true
        }
        var places: [Int] = []
        if !a.isFull { places.append(a.place) }
        if !b.isFull, places.first != b.place { places.append(b.place) }
        for place in places {
            let (old, new) = (a.entry(place).pointee, b.entry(place).pointee)
            if !a.isIndex {
                try compare(b.name(place), old, new, frame)
                continue
            }
            frames[frame].pairs.append((NodeCursor(old.node), NodeCursor(new.node)))
        }
        return true
    }

    // MARK: Entries

    /// Compares what has one name in both trees.
    private mutating func compare(
        _ name: Directory.Name, _ old: TreeEntry, _ new: TreeEntry, _ frame: Int
    ) throws(FileError) {
        if old.isDirectory, new.isDirectory {
            if !old.isSame(as: new) { frames[frame].waiting.append((Array(name), old, new)) }
            return
        }
        if !old.has(TreeEntry.isLinked), !new.has(TreeEntry.isLinked) {
            if old.isSame(as: new) { return }
            if old.kind == new.kind, try old.fileNode.isSame(as: new.fileNode) { return }
        } else if !new.isDirectory, !old.isDirectory {
            // Whether a name of a linked inode changes is known when all of its names are.
            links.addPair(path: inside(name), old, new)
            return
        }
        links.addRemoved(old)
        add(name, new, frame, wasThere: true)
    }

    private func inside(_ name: Directory.Name) -> TreePath {
        TreePath(normalised: path).appending(name: name)
    }

    private mutating func remove(_ name: Directory.Name, _ entry: TreeEntry, _ frame: Int) {
        links.addRemoved(entry)
        Directory.set(name, to: .removal, in: &frames[frame].upper)
    }

    /// Adds an entry with all that is below it, which the layer shares with the tree.
    private mutating func add(
        _ name: Directory.Name, _ entry: TreeEntry, _ frame: Int, wasThere: Bool = false
    ) {
        if links.isNeeded { links.addAdded(path: inside(name), entry) }
        var copy = entry
        copy.retainObjects()
        copy.flags &= ~TreeEntry.isUpper
        if wasThere { copy.flags |= TreeEntry.wasThere }
        frames[frame].upper.flags |= TreeEntry.makesWay
        Directory.set(name, to: copy, in: &frames[frame].upper)
    }
}

extension FileNode {
    /// True when kind, contents, attributes and mtime (but for directories) are equal.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    func isSame(as other: FileNode) throws(FileError) -> Bool {
        guard kind == other.kind, attributes == other.attributes else { return false }
        if kind != .directory, modified != other.modified { return false }
        switch (body, other.body) {
        case (.file(let x), .file(let y)): return try x.equals(y)
        case (.symlink(let x), .symlink(let y)): return x == y
        case (.characterDevice(let x), .characterDevice(let y)),
            (.blockDevice(let x), .blockDevice(let y)):
            return x == y
        default: return true
        }
    }

    /// True when kind, contents, attributes and mtime (but for directories) are equal; contents
    /// that cannot be read are equal to none.
    public func isEqual(to other: FileNode) -> Bool {
        (try? isSame(as: other)) ?? false
    }
}
