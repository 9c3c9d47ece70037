extension FileTree {
    /// What `docker diff` tells of a container whose files were `base`: every path that overlayfs
    /// would hold in its upper directory, and every one that it would hide.
    ///
    /// That is more than the least layer: a file that was touched or written with what it held is
    /// changed, and so is a directory in which something came and went. A directory that was
    /// removed and made again is listed as removed, with what is in it now. Above an addition or a
    /// removal every directory is changed (containers/storage pkg/archive/changes.go); the root is
    /// never listed.
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
        for (path, kind) in lines where kind != .modified { markDirectories(above: path) }
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
        if new.isDirectory {
            let isMadeAgain =
                !old.isDirectory || (new.has(TreeEntry.isMade) && !old.has(TreeEntry.isMade))
            if isMadeAgain {
                lines[path] = .removed
                listAll(below: path, new, replacing: old.isDirectory)
                return
            }
            if new.has(TreeEntry.isTouched) || old.attributes != new.attributes {
                lines[path] = .modified
            }
            if old.reference != new.reference { waiting.append((path, old, new)) }
            return
        }
        if new.has(TreeEntry.isUpper) || !areSame(old, new) { lines[path] = .modified }
    }

    private func areSame(_ old: TreeEntry, _ new: TreeEntry) -> Bool {
        if old.isSame(as: new), old.link == 0 { return true }
        if (old.link == 0) != (new.link == 0) { return false }
        return base.linked(old).node.isEqual(to: tree.linked(new).node)
    }

    /// A new name with all that is below it.
    private mutating func add(_ path: TreePath, _ entry: TreeEntry) {
        lines[path] = .added
        listAll(below: path, entry, replacing: false)
    }

    private mutating func listAll(below path: TreePath, _ entry: TreeEntry, replacing: Bool) {
        guard entry.node != nil else { return }
        var walk = TreeWalk(tree, from: path)
        while let (inner, _) = walk.nextEntry() {
            if inner == path { continue }
            let wasThere =
                replacing && (try? base.find(inner, follow: false).path) == inner
            lines[inner] = wasThere ? .modified : .added
        }
    }
}
