extension TreeChanges {
    /// The least changes that turn `base` into `tree`.
    ///
    /// A directory in both of which nothing old survives is written opaque, and so is one in the
    /// place of something else; a change of mode or owner alone carries the whole file; a
    /// directory's mtime alone is no change.
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

/// Compares two trees, skipping what they share.
private struct Difference {
    let base: FileTree
    let tree: FileTree
    var links: LinkDifference
    /// The directory that is being compared.
    private var path: [UInt8] = []

    init(base: FileTree, tree: FileTree) {
        self.base = base
        self.tree = tree
        links = LinkDifference(base: base, tree: tree)
    }

    mutating func run(_ result: inout TreeChanges) throws(FileError) {
        let (old, new) = (base.root, tree.root)
        if var upper = try directory(old, new, isRoot: true) {
            upper.nameLength = 0
            result.upper = FileTree(root: upper)
        }
        if !links.isNeeded { return }
        try links.finish(&result)
    }

    // MARK: Directories

    /// What the layer says of a directory that is in both; `nil` when nothing.
    ///
    /// The references of what is given are the caller's.
    private mutating func directory(_ old: TreeEntry, _ new: TreeEntry, isRoot: Bool = false)
        throws(FileError) -> TreeEntry?
    {
        let isChanged = !haveEqualAttributes(old, new)
        var upper = TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
        upper.flags = TreeEntry.isImplicit
        func makeExplicit() {
            upper.set(FileNode(.directory, attributes: new.attributes, modified: new.modified))
            upper.flags = upper.flags & ~TreeEntry.isImplicit | TreeEntry.wasThere
        }
        if isChanged { makeExplicit() }
        if old.reference != new.reference {
            var survives = false
            do throws(FileError) {
                try compare(old.node, new.node, &upper, &survives)
            } catch {
                upper.releaseObjects()
                throw error
            }
            if !survives, !isRoot, old.node != nil {
                Directory.removeAll(from: &upper)
                makeExplicit()
                upper.flags |= TreeEntry.isOpaque
                new.node?.retain()
                upper.reference = new.reference
            }
        }
        return isChanged || upper.node != nil || upper.has(TreeEntry.isOpaque) ? upper : nil
    }

    private func haveEqualAttributes(_ a: TreeEntry, _ b: TreeEntry) -> Bool {
        a.mode == b.mode && a.uid == b.uid && a.gid == b.gid
            && (!a.has(TreeEntry.isExtended) && !b.has(TreeEntry.isExtended)
                || a.attributes == b.attributes)
    }

    /// Walks two directories side by side; `survives` becomes true when a name is in both.
    private mutating func compare(
        _ old: TreeNode?, _ new: TreeNode?, _ upper: inout TreeEntry, _ survives: inout Bool
    ) throws(FileError) {
        var left = NodeCursor(old)
        var right = NodeCursor(new)
        while true {
            switch (left.peek(), right.peek()) {
            case (nil, nil): return
            case (.node(let a)?, .node(let b)?):
                if a == b {
                    survives = true
                    left.skip()
                    right.skip()
                } else if try compareEdits(a, b, &upper, &survives) {
                    left.skip()
                    right.skip()
                } else {
                    if a.height >= b.height { left.enter(a) }
                    if b.height >= a.height { right.enter(b) }
                }
            case (.node(let a)?, .entry(let b, let j)?):
                // What comes before the whole node is dealt with first, so that it stays whole.
                if TreeNode.compare(b.name(j), a.leastName) < 0 {
                    add(b.name(j), b.entry(j).pointee, &upper)
                    right.skip()
                } else {
                    left.enter(a)
                }
            case (.entry(let a, let i)?, .node(let b)?):
                if TreeNode.compare(a.name(i), b.leastName) < 0 {
                    remove(a.name(i), a.entry(i).pointee, &upper)
                    left.skip()
                } else {
                    right.enter(b)
                }
            case (.node(let a)?, nil): left.enter(a)
            case (nil, .node(let b)?): right.enter(b)
            case (.entry(let a, let i)?, nil):
                remove(a.name(i), a.entry(i).pointee, &upper)
                left.skip()
            case (nil, .entry(let b, let j)?):
                add(b.name(j), b.entry(j).pointee, &upper)
                right.skip()
            case (.entry(let a, let i)?, .entry(let b, let j)?):
                let order = TreeNode.compare(a.name(i), b.name(j))
                if order < 0 {
                    remove(a.name(i), a.entry(i).pointee, &upper)
                } else if order > 0 {
                    add(b.name(j), b.entry(j).pointee, &upper)
                } else {
                    survives = true
                    try compare(b.name(j), a.entry(i).pointee, b.entry(j).pointee, &upper)
                }
                if order <= 0 { left.skip() }
                if order >= 0 { right.skip() }
            }
        }
    }

    /// Compares two nodes of one base by the entries that edits bring; false when they have to be
    /// gone through.
    private mutating func compareEdits(
        _ a: TreeNode, _ b: TreeNode, _ upper: inout TreeEntry, _ survives: inout Bool
    ) throws(FileError) -> Bool {
        guard a.base == b.base else { return false }
        if a.isInsertion || b.isInsertion {
            guard !a.isIndex, a.isFull || b.isFull else { return false }
            survives = true
            if b.isInsertion {
                add(b.editedName, b.edited.pointee, &upper)
            } else if a.isInsertion {
                remove(a.editedName, a.edited.pointee, &upper)
            }
            return true
        }
        var places: [Int] = []
        if !a.isFull { places.append(a.place) }
        if !b.isFull, places.first != b.place { places.append(b.place) }
        for place in places.sorted() {
            let (old, new) = (a.entry(place).pointee, b.entry(place).pointee)
            if a.isIndex {
                try compare(old.node, new.node, &upper, &survives)
            } else {
                survives = true
                try compare(b.name(place), old, new, &upper)
            }
        }
        // What both have from their base.
        if a.count > places.count { survives = true }
        return true
    }

    // MARK: Entries

    private mutating func compare(
        _ name: Directory.Name, _ old: TreeEntry, _ new: TreeEntry, _ upper: inout TreeEntry
    ) throws(FileError) {
        if old.isDirectory, new.isDirectory {
            if old.isSame(as: new) { return }
            let length = path.count
            enter(name)
            defer { path.removeLast(path.count - length) }
            if let entry = try directory(old, new) { Directory.set(name, to: entry, in: &upper) }
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
        add(name, new, &upper, wasThere: true, isOpaque: new.isDirectory)
    }

    private mutating func enter(_ name: Directory.Name) {
        if !path.isEmpty { path.append(UInt8(ascii: "/")) }
        path.append(contentsOf: name)
    }

    private func inside(_ name: Directory.Name) -> TreePath {
        TreePath(normalised: path).appending(name: name)
    }

    private mutating func remove(
        _ name: Directory.Name, _ entry: TreeEntry, _ upper: inout TreeEntry
    ) {
        links.addRemoved(entry)
        Directory.set(name, to: .removal, in: &upper)
    }

    /// Adds an entry with all that is below it, which the layer shares with the tree.
    private mutating func add(
        _ name: Directory.Name, _ entry: TreeEntry, _ upper: inout TreeEntry,
        wasThere: Bool = false, isOpaque: Bool = false
    ) {
        if links.isNeeded { links.addAdded(path: inside(name), entry) }
        var copy = entry
        copy.retainObjects()
        if wasThere { copy.flags |= TreeEntry.wasThere }
        if isOpaque { copy.flags |= TreeEntry.isOpaque }
        Directory.set(name, to: copy, in: &upper)
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
