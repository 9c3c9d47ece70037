extension FileTree {
    /// What `docker diff` tells of a container whose files were `base`: where the two trees differ in
    /// what the kernel tells of a file, in path order.
    ///
    /// That is more than the least layer: a file that was written has a new time, whatever it holds.
    /// Of a directory only mode and owner count, so that one in which something came and went is the
    /// same, and one that was removed and made again is changed where its entries are. Above every
    /// line all directories are changed, but the root is never listed (moby pkg/archive/changes.go).
    ///
    /// - Complexity: O(*k* log *n*) in what differs, for a tree that grew out of `base`.
    public func dockerDiff(over base: FileTree) -> [(kind: Change.Kind, path: TreePath)] {
        var listing = DockerDiff(base: base, tree: self)
        return listing.run()
    }
}

private struct DockerDiff {
    let base: FileTree
    let tree: FileTree
    private var lines: [TreePath: Change.Kind] = [:]
    /// Directories in both trees whose entries differ.
    private var waiting: [(path: TreePath, old: TreeEntry, new: TreeEntry)] = []

    init(base: FileTree, tree: FileTree) {
        self.base = base
        self.tree = tree
    }

    mutating func run() -> [(kind: Change.Kind, path: TreePath)] {
        waiting = [(.root, base.root, tree.root)]
        while let (path, old, new) = waiting.popLast() { compare(path, old, new) }
        for path in lines.keys { markDirectories(above: path) }
        return lines.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
    }

    private mutating func markDirectories(above path: TreePath) {
        var directory = path.parent
        while !directory.isRoot {
            if lines[directory] == nil { lines[directory] = .modified }
            directory = directory.parent
        }
    }

    private mutating func compare(_ path: TreePath, _ old: TreeEntry, _ new: TreeEntry) {
        var left = NodeCursor(old.node)
        var right = NodeCursor(new.node)
        while true {
            switch (left.peek(), right.peek()) {
            case (nil, nil): return
            case (.node(let a)?, .node(let b)?) where a == b:
                left.skip()
                right.skip()
            case (.node(let a)?, .node(let b)?):
                if a.height >= b.height { left.enter(a) }
                if b.height >= a.height { right.enter(b) }
            case (.node(let a)?, _): left.enter(a)
            case (_, .node(let b)?): right.enter(b)
            case (.entry(let a, let i)?, nil):
                lines[path.appending(name: a.name(i))] = .removed
                left.skip()
            case (nil, .entry(let b, let j)?):
                add(path.appending(name: b.name(j)), b.entry(j).pointee)
                right.skip()
            case (.entry(let a, let i)?, .entry(let b, let j)?):
                let order = TreeNode.compare(a.name(i), b.name(j))
                if order < 0 {
                    lines[path.appending(name: a.name(i))] = .removed
                } else if order > 0 {
                    add(path.appending(name: b.name(j)), b.entry(j).pointee)
                } else {
                    pair(path.appending(name: b.name(j)), a.entry(i).pointee, b.entry(j).pointee)
                }
                if order <= 0 { left.skip() }
                if order >= 0 { right.skip() }
            }
        }
    }

    /// Something that is in both trees.
    private mutating func pair(_ path: TreePath, _ old: TreeEntry, _ new: TreeEntry) {
        if old.isDirectory, new.isDirectory {
            if !haveSameRights(old.attributes, new.attributes) { lines[path] = .modified }
            if old.reference != new.reference { waiting.append((path, old, new)) }
            return
        }
        if old.isDirectory || new.isDirectory || new.has(TreeEntry.isUpper) || !areSame(old, new) {
            lines[path] = .modified
        }
        if new.isDirectory { listAll(below: path, new) }
    }

    /// True when two inodes that are no directories look the same to the kernel.
    private func areSame(_ old: TreeEntry, _ new: TreeEntry) -> Bool {
        if old.isSame(as: new), old.link == 0 { return true }
        let (before, after) = (base.linked(old).node, tree.linked(new).node)
        guard haveSameRights(before.attributes, after.attributes) else { return false }
        var other = after
        // No other attribute is looked at.
        other.attributes = before.attributes
        return before.isEqual(to: other)
    }

    /// Mode, owner and capabilities are what counts.
    private func haveSameRights(_ old: FileAttributes, _ new: FileAttributes) -> Bool {
        func capabilities(_ attributes: FileAttributes) -> [UInt8]? {
            attributes.extendedAttributes.first {
                $0.name.elementsEqual("security.capability".utf8)
            }?.value
        }
        return old.mode == new.mode && old.uid == new.uid && old.gid == new.gid
            && capabilities(old) == capabilities(new)
    }

    /// A new name with all that is below it.
    private mutating func add(_ path: TreePath, _ entry: TreeEntry) {
        lines[path] = .added
        listAll(below: path, entry)
    }

    private mutating func listAll(below path: TreePath, _ entry: TreeEntry) {
        guard entry.node != nil else { return }
        var walk = TreeWalk(tree, from: path)
        while let (inner, _) = walk.nextEntry() {
            if inner != path { lines[inner] = .added }
        }
    }
}
