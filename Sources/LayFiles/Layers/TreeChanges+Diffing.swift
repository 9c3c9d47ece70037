extension TreeChanges {
    /// The least changes that turn `base` into `tree`.
    ///
    /// A directory in both of which nothing old survives is written opaque; a change of mode or
    /// owner alone carries the whole file; a directory's mtime alone is no change.
    ///
    /// - Throws: `FileError` when contents that must be compared cannot be read.
    /// - Complexity: O(*k* log *n*) in what differs, for trees that share their structure.
    public init(from base: FileTree, to tree: FileTree) throws(FileError) {
        self.init()
        var difference = Difference(base: base, tree: tree)
        try difference.run(&self)
    }
}

/// Compares two trees, skipping what they share.
private struct Difference {
    let base: FileTree
    let tree: FileTree
    /// Names of hard links that `base` with the other changes would not lead to the right inode.
    var relinked: Set<TreePath> = []
    var links: [UInt32: TreePath] = [:]

    mutating func run(_ result: inout TreeChanges) throws(FileError) {
        if base.links !== tree.links { relinked = try findRelinked() }
        let (old, new) = (base.root, tree.root)
        if old.attributes != new.attributes { try add(new, .root, wasThere: true, to: &result) }
        try compareDirectories(old, new, .root, &result)
        // Some may lie in parts which both trees share.
        for path in relinked.sorted() where (try? result.upper.find(path, follow: false)) == nil {
            guard let entry = try tree.find(path, follow: false).entry else { continue }
            try add(entry, path, wasThere: true, to: &result)
        }
    }

    private func names(in tree: FileTree) -> [UInt32: [TreePath]] {
        var result: [UInt32: [TreePath]] = [:]
        if tree.links.inodes.isEmpty { return result }
        var walk = tree.walk()
        while let (path, entry) = walk.nextEntry() {
            if entry.link != 0 { result[entry.link, default: []].append(path) }
        }
        return result
    }

    /// The names of an inode of `base` that are no entries of the layer stay one inode. So at most
    /// one inode of `tree` can keep names of it, one that is equal and has no other names.
    private func findRelinked() throws(FileError) -> Set<TreePath> {
        let (old, new) = (names(in: base), names(in: tree))
        var result: Set<TreePath> = []
        var kept: Set<UInt32> = []
        for (id, paths) in old {
            var inodes: [(id: UInt32, names: [TreePath])] = []
            for path in paths {
                // A path that now leads through a symlink is no name of `tree`.
                guard let found = try? tree.find(path, follow: false), found.path == path,
                    let entry = found.entry, !entry.isDirectory
                else { continue }
                if entry.link != 0, inodes.contains(where: { $0.id == entry.link }) { continue }
                let names = entry.link == 0 ? [path] : new[entry.link] ?? []
                inodes.append((entry.link, names))
                result.formUnion(names)
            }
            let known = Set(paths)
            var best: (id: UInt32, names: [TreePath])?
            for inode in inodes where inode.names.allSatisfy(known.contains) {
                guard let entry = try tree.find(inode.names[0], follow: false).entry,
                    let before = base.links.inodes[id],
                    try areEqual(before.node, tree.linked(entry).node)
                else { continue }
                // The inode itself, where `tree` was made from `base`; else that with most names.
                let isBetter = best.map { $0.id != id && $0.names.count < inode.names.count }
                if isBetter ?? true || inode.id == id { best = inode }
            }
            if let best {
                result.subtract(best.names)
                kept.insert(best.id)
            }
        }
        for (id, paths) in new where paths.count > 1 && !kept.contains(id) {
            result.formUnion(paths)
        }
        return result
    }

    private func areEqual(_ a: FileNode, _ b: FileNode) throws(FileError) -> Bool {
        guard a.kind == b.kind, a.attributes == b.attributes else { return false }
        if a.kind != .directory, a.modified != b.modified { return false }
        switch (a.body, b.body) {
        case (.file(let x), .file(let y)): return try x.equals(y)
        case (.symlink(let x), .symlink(let y)): return x == y
        case (.characterDevice(let x), .characterDevice(let y)),
            (.blockDevice(let x), .blockDevice(let y)):
            return x == y
        default: return true
        }
    }

    private func areEqual(_ a: TreeEntry, _ b: TreeEntry) throws(FileError) -> Bool {
        if a.link == 0, b.link == 0, a.kind == b.kind, a.object?.toOpaque() == b.object?.toOpaque(),
            a.extended?.toOpaque() == b.extended?.toOpaque(), a.mode == b.mode, a.uid == b.uid,
            a.gid == b.gid,
            a.size == b.size, a.offset == b.offset, a.modified == b.modified
        {
            return true
        }
        return try areEqual(base.linked(a).node, tree.linked(b).node)
    }

    /// Walks two directories side by side; leaves that both share are skipped whole.
    private mutating func compareDirectories(
        _ old: TreeEntry, _ new: TreeEntry, _ path: TreePath, _ result: inout TreeChanges
    ) throws(FileError) {
        if old.object?.toOpaque() == new.object?.toOpaque() { return }
        let left = Directory.leaves(of: old)
        let right = Directory.leaves(of: new)
        if try isReplaced(left, right, path, &result) { return }
        var (i, a, j, b) = (0, 0, 0, 0)
        while i < left.count || j < right.count {
            if i < left.count, j < right.count, a == 0, b == 0, left[i] === right[j] {
                i += 1
                j += 1
                continue
            }
            if i < left.count, a == left[i].count {
                (i, a) = (i + 1, 0)
                continue
            }
            if j < right.count, b == right[j].count {
                (j, b) = (j + 1, 0)
                continue
            }
            let order =
                i == left.count
                ? 1
                : j == right.count
                    ? -1
                    : TreeNode.compare(left[i].name(a), right[j].name(b))
            if order < 0 {
                try result.addRemoval(at: path.appending(name: left[i].name(a)))
                a += 1
            } else if order > 0 {
                try addAll(
                    right[j].entries[b], path.appending(name: right[j].name(b)), wasThere: false,
                    to: &result)
                b += 1
            } else {
                let name = path.appending(name: right[j].name(b))
                try compare(left[i].entries[a], right[j].entries[b], name, &result)
                a += 1
                b += 1
            }
        }
    }

    /// A directory of which no name survives becomes an opaque one with what is new.
    private mutating func isReplaced(
        _ left: [TreeNode], _ right: [TreeNode], _ path: TreePath, _ result: inout TreeChanges
    ) throws(FileError) -> Bool {
        if path.isRoot || left.isEmpty { return false }
        var names: Set<[UInt8]> = []
        for leaf in right { for index in 0..<leaf.count { names.insert(Array(leaf.name(index))) } }
        for leaf in left {
            for index in 0..<leaf.count where names.contains(Array(leaf.name(index))) {
                return false
            }
        }
        guard let entry = try tree.find(path, follow: false).entry else { return false }
        try add(entry, path, wasThere: true, to: &result)
        try result.addOpaque(at: path)
        for leaf in right {
            for index in 0..<leaf.count {
                try addAll(
                    leaf.entries[index], path.appending(name: leaf.name(index)), wasThere: false,
                    to: &result)
            }
        }
        return true
    }

    private mutating func compare(
        _ old: TreeEntry, _ new: TreeEntry, _ path: TreePath, _ result: inout TreeChanges
    ) throws(FileError) {
        if old.isDirectory, new.isDirectory {
            if old.attributes != new.attributes { try add(new, path, wasThere: true, to: &result) }
            try compareDirectories(old, new, path, &result)
            return
        }
        if !relinked.contains(path), try areEqual(old, new) { return }
        try addAll(new, path, wasThere: true, to: &result)
    }

    private mutating func addAll(
        _ entry: TreeEntry, _ path: TreePath, wasThere: Bool, to result: inout TreeChanges
    ) throws(FileError) {
        try add(entry, path, wasThere: wasThere, to: &result)
        guard entry.isDirectory else { return }
        for leaf in Directory.leaves(of: entry) {
            for index in 0..<leaf.count {
                try addAll(
                    leaf.entries[index], path.appending(name: leaf.name(index)), wasThere: false,
                    to: &result)
            }
        }
    }

    private mutating func add(
        _ entry: TreeEntry, _ path: TreePath, wasThere: Bool, to result: inout TreeChanges
    ) throws(FileError) {
        let change = Change(
            kind: wasThere ? .modified : .added, path: path, node: tree.linked(entry).node,
            isOpaque: false,
            linkID: entry.link)
        try result.take(change, &links)
    }
}

extension TreeChanges: Equatable {
    /// True when both make the same changes; what was there before does not count.
    public static func == (left: TreeChanges, right: TreeChanges) -> Bool {
        let (a, b) = (left.makeIterator(), right.makeIterator())
        var links: [UInt32: UInt32] = [:]
        while true {
            let (x, y) = (a.next(), b.next())
            guard let x, let y else { return x == nil && y == nil }
            guard x.path == y.path, x.isOpaque == y.isOpaque, (x.linkID == 0) == (y.linkID == 0)
            else { return false }
            if x.linkID != 0, links[x.linkID, default: y.linkID] != y.linkID { return false }
            links[x.linkID] = y.linkID
            switch (x.node, y.node) {
            case (nil, nil): continue
            case (let m?, let n?) where m.isEqual(to: n): continue
            default: return false
            }
        }
    }
}

extension FileNode {
    /// True when kind, contents, attributes and mtime (but for directories) are equal.
    public func isEqual(to other: FileNode) -> Bool {
        guard kind == other.kind, attributes == other.attributes else { return false }
        if kind != .directory, modified != other.modified { return false }
        switch (body, other.body) {
        case (.file(let x), .file(let y)): return (try? x.equals(y)) ?? false
        case (.symlink(let x), .symlink(let y)): return x == y
        case (.characterDevice(let x), .characterDevice(let y)),
            (.blockDevice(let x), .blockDevice(let y)):
            return x == y
        default: return true
        }
    }
}

extension FileTree: Equatable {
    /// True when names, kinds, contents, attributes, link structure and the mtimes of what is no
    /// directory are equal.
    ///
    /// - Complexity: O(*k*) in what differs, for trees that share their structure.
    public static func == (left: FileTree, right: FileTree) -> Bool {
        if left.top === right.top, left.links === right.links { return true }
        guard let changes = try? TreeChanges(from: left, to: right) else { return false }
        return changes.isEmpty
    }
}
