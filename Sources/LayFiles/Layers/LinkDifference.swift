/// What becomes of hard links between two trees: which names a layer must hold.
///
/// A name of a linked inode stays out of a layer when the inode's other names stay out too, the
/// node is the same, and in the base the same names are one inode. That is known only when all
/// names in the parts that differ have been seen; names in shared parts are the same in both.
struct LinkDifference {
    private let base: FileTree
    private let tree: FileTree
    /// False when neither tree has hard links.
    let isNeeded: Bool

    /// A path that is in both and is a name of a linked inode in one of them.
    private struct Pair {
        let path: TreePath
        let old: TreeEntry
        let new: TreeEntry
    }

    private var pairs: [Pair] = []
    /// How many names of an inode were seen in parts that differ.
    private var seenInBase: [Int: Int] = [:]
    private var seenInTree: [Int: Int] = [:]
    /// Names of an inode that are in the layer, and the first of them.
    private var written: [Int: (count: Int, first: TreePath)] = [:]

    init(base: FileTree, tree: FileTree) {
        self.base = base
        self.tree = tree
        isNeeded = !base.links.isEmpty || !tree.links.isEmpty
    }

    // MARK: Gathering

    mutating func addPair(path: TreePath, _ old: TreeEntry, _ new: TreeEntry) {
        pairs.append(Pair(path: path, old: old, new: new))
        if old.link != 0 { seenInBase[old.link, default: 0] += 1 }
        if new.link != 0 { seenInTree[new.link, default: 0] += 1 }
    }

    /// An entry that is not in the tree any more.
    mutating func addRemoved(_ entry: TreeEntry) {
        if !isNeeded { return }
        if entry.link != 0 { seenInBase[entry.link, default: 0] += 1 }
        var walk = EntryWalk(below: entry)
        while let (_, entry) = walk.next() {
            if entry.pointee.link != 0 { seenInBase[entry.pointee.link, default: 0] += 1 }
        }
    }

    /// An entry that the layer holds with all that is below it.
    mutating func addAdded(path: TreePath, _ entry: TreeEntry) {
        write(path, entry.link)
        if entry.link != 0 { seenInTree[entry.link, default: 0] += 1 }
        guard entry.node != nil else { return }
        var walk = TreeWalk(tree, from: path)
        while let (path, entry) = walk.nextEntry() {
            if entry.link != 0 {
                write(path, entry.link)
                seenInTree[entry.link, default: 0] += 1
            }
        }
    }

    private mutating func write(_ path: TreePath, _ link: Int) {
        if link == 0 { return }
        let known = written[link]
        written[link] = ((known?.count ?? 0) + 1, known?.first ?? path)
    }

    // MARK: Deciding

    /// The inode an entry shares with other names; 0 when it is the only name left.
    private func shared(_ entry: TreeEntry, in tree: FileTree) -> Int {
        guard entry.link != 0, let inode = tree.links[entry.link], inode.names > 1 else {
            return 0
        }
        return entry.link
    }

    /// Puts the linked names that change into the layer, and the inodes they share.
    mutating func finish(_ result: inout TreeChanges) throws(FileError) {
        var changed = Set(written.keys)
        try findChanged(&changed)
        for pair in pairs {
            let link = shared(pair.new, in: tree)
            let isChanged: Bool
            if link != 0 {
                isChanged = changed.contains(link)
            } else {
                let (old, new) = (base.linked(pair.old).node, tree.linked(pair.new).node)
                let isSame = try old.isSame(as: new)
                isChanged = !isSame || broken.contains(pair.path)
            }
            if isChanged { try put(pair.path, pair.new, &result) }
        }
        try putNamesInSharedParts(changed, &result)
        try addInodes(&result)
    }

    /// Pairs without links in the tree whose link to names that stay has to be broken.
    private var broken: Set<TreePath> = []

    /// The names that had one inode in the base, by what they are in the tree.
    private struct Successors {
        /// One of the names still leads to the inode itself, where a layer below has it.
        var keepsInode = false
        /// Inodes of the tree in path order; 0 is none.
        var inodes: [Int] = []
        var single: [TreePath] = []
    }

    private mutating func findChanged(_ changed: inout Set<Int>) throws(FileError) {
        // Inodes whose node changed, wherever their names are.
        if base.links !== tree.links {
            for (id, inode) in tree.links.all {
                if let old = base.links[id], try !old.node.isSame(as: inode.node) {
                    changed.insert(id)
                }
            }
        }
        var origins: [Int: Int] = [:]
        var successors: [Int: Successors] = [:]
        for pair in pairs {
            let (old, new) = (shared(pair.old, in: base), shared(pair.new, in: tree))
            let isSame = try base.linked(pair.old).node.isSame(as: tree.linked(pair.new).node)
            if new == 0 {
                if old == 0 || !isSame { continue }
                if pair.new.link == old {
                    successors[old, default: .init()].keepsInode = true
                } else {
                    successors[old, default: .init()].single.append(pair.path)
                }
                continue
            }
            if old == 0 || !isSame || origins[new, default: old] != old { changed.insert(new) }
            origins[new] = old
            if !(successors[old]?.inodes.contains(new) ?? false) {
                successors[old, default: .init()].inodes.append(new)
            }
        }
        for (new, old) in origins where new != old {
            // Names in shared parts have their own number in both.
            if let inode = tree.links[new], inode.names > seenInTree[new] ?? 0 {
                changed.insert(new)
            }
            _ = old
        }
        for (old, next) in successors {
            let staysShared = (base.links[old]?.names ?? 0) > seenInBase[old] ?? 0
            var kept =
                staysShared || next.keepsInode
                || (next.inodes.contains(old) && !changed.contains(old))
            for inode in next.inodes where inode != old && !changed.contains(inode) {
                if kept { changed.insert(inode) }
                kept = true
            }
            for path in next.single {
                if kept { broken.insert(path) }
                kept = true
            }
        }
    }

    // MARK: Writing

    private mutating func put(_ path: TreePath, _ entry: TreeEntry, _ result: inout TreeChanges)
        throws(FileError)
    {
        try result.put(path) { _ in
            var copy = entry
            copy.retainObjects()
            copy.flags |= TreeEntry.wasThere
            return copy
        }
        write(path, entry.link)
    }

    /// Names of changed inodes that lie in parts which both trees share.
    private mutating func putNamesInSharedParts(_ changed: Set<Int>, _ result: inout TreeChanges)
        throws(FileError)
    {
        let incomplete = changed.filter { id in
            (tree.links[id]?.names ?? 0) > written[id]?.count ?? 0
        }
        if incomplete.isEmpty { return }
        var walk = TreeWalk(tree, from: .root)
        while let (path, entry) = walk.nextEntry() {
            guard entry.link != 0, incomplete.contains(entry.link),
                (try? result.upper.find(path, follow: false))?.entry == nil
            else { continue }
            try put(path, entry, &result)
        }
    }

    /// Gives the layer the inodes of its names; one with a single name there is no link in it.
    private func addInodes(_ result: inout TreeChanges) throws(FileError) {
        for (id, names) in written {
            guard let inode = tree.links[id] else { continue }
            if names.count > 1 {
                result.upper.setInode(id, LinkTable.Inode(node: inode.node, names: names.count))
            } else if let entry = result.upper.own(names.first) {
                entry.pointee.flags &= ~TreeEntry.isLinked
                entry.pointee.set(inode.node)
            }
        }
    }
}
