/// The entries of a directory: operations on the B+ tree below a directory's entry.
///
/// A directory's `reference` is its first node, 0 while it is empty. Index entries are marked as
/// directories too, so that their reference is read as a node.
enum Directory {
    typealias Name = UnsafeBufferPointer<UInt8>
    typealias EntryPointer = UnsafeMutablePointer<TreeEntry>

    /// The entry of a name, as it stands in its leaf; not to be written through.
    ///
    /// - Complexity: O(log *n*) in the directory's entries.
    static func find(_ name: Name, in directory: TreeEntry) -> EntryPointer? {
        guard var node = directory.node else { return nil }
        let tag = TreeNode.tag(name)
        while node.isIndex {
            guard let child = node.entry(node.child(for: name)).pointee.node else { return nil }
            node = child
        }
        let index = node.find(name, tag: tag)
        return index < 0 ? nil : node.entry(index)
    }

    /// The place that holds a directory's node, which must not be empty.
    private static func slot(_ entry: EntryPointer) -> TreeNode.Slot {
        UnsafeMutableRawPointer(entry).assumingMemoryBound(to: TreeNode.self)
    }

    /// The entry of a name as one that may be written; `nil` when there is none.
    ///
    /// - Complexity: O(log *n*), and an edit or a copy of each node on the way that is shared.
    static func own(_ name: Name, in directory: EntryPointer) -> EntryPointer? {
        guard find(name, in: directory.pointee) != nil else { return nil }
        let tag = TreeNode.tag(name)
        var slot = slot(directory)
        while slot.pointee.isIndex {
            slot = self.slot(TreeNode.own(slot.pointee.child(for: name), in: slot))
        }
        let index = slot.pointee.find(name, tag: tag)
        return index < 0 ? nil : TreeNode.own(index, in: slot)
    }

    /// Sets a name's entry, whose references become the directory's; gives the one replaced.
    ///
    /// - Complexity: O(log *n*).
    @discardableResult
    static func set(_ name: Name, to entry: TreeEntry, in directory: EntryPointer) -> TreeEntry? {
        let tag = TreeNode.tag(name)
        guard directory.pointee.node != nil else {
            let node = TreeNode(capacity: 2, names: max(24, name.count), height: 0)
            node.append(name, tag, entry)
            directory.pointee.reference = UInt(bitPattern: node.memory)
            return nil
        }
        if let place = own(name, in: directory) {
            let old = place.pointee
            place.pointee = entry
            place.pointee.nameOffset = old.nameOffset
            place.pointee.nameLength = old.nameLength
            return old
        }
        let slot = slot(directory)
        if let right = insert(name, tag, entry, slot) {
            let left = slot.pointee
            let names = left.name(0).count + right.name(0).count
            let index = TreeNode(capacity: 6, names: names + 64, height: left.height + 1)
            link(left, into: index)
            link(right, into: index)
            slot.pointee = index
        }
        return nil
    }

    /// An index entry for a node.
    private static func entry(_ node: TreeNode) -> TreeEntry {
        var entry = TreeEntry()
        entry.kind = FileKind.directory.rawValue
        entry.reference = UInt(bitPattern: node.memory)
        return entry
    }

    private static func link(_ child: TreeNode, into index: TreeNode) {
        let name = child.name(0)
        index.append(name, TreeNode.tag(name), entry(child))
    }

    /// The first node over leaves in order, which become its own; 0 without leaves.
    ///
    /// - Complexity: O(*n*) in the leaves.
    static func first(above leaves: [TreeNode]) -> UInt {
        var nodes = leaves
        while nodes.count > 1 {
            var above: [TreeNode] = []
            // Even parts, so that no index holds a single node.
            let parts = (nodes.count + TreeNode.limit - 1) / TreeNode.limit
            for part in 0..<parts {
                let children = nodes[
                    (part * nodes.count / parts)..<((part + 1) * nodes.count / parts)]
                let names = children.reduce(0) { $0 + $1.name(0).count }
                let index = TreeNode(
                    capacity: children.count, names: names, height: nodes[0].height + 1)
                for child in children { link(child, into: index) }
                above.append(index)
            }
            nodes = above
        }
        return nodes.first.map { UInt(bitPattern: $0.memory) } ?? 0
    }

    /// Inserts a name that is not there; gives the node split off, if any.
    private static func insert(
        _ name: Name, _ tag: UInt8, _ entry: TreeEntry, _ slot: TreeNode.Slot
    ) -> TreeNode? {
        let place: Int
        if slot.pointee.isIndex {
            let child = slot.pointee.child(for: name)
            guard let split = insert(name, tag, entry, self.slot(TreeNode.own(child, in: slot)))
            else { return nil }
            place = child + 1
            let least = split.name(0)
            TreeNode.insert(
                least, tag: TreeNode.tag(least), self.entry(split), at: place, in: slot)
        } else {
            place = slot.pointee.lowerBound(name)
            TreeNode.insert(name, tag: tag, entry, at: place, in: slot)
        }
        guard slot.pointee.count > TreeNode.limit else { return nil }
        return TreeNode.split(slot, grewAtEnd: place == slot.pointee.count - 1)
    }

    /// Takes a name out; its references are then the caller's.
    ///
    /// - Complexity: O(log *n*).
    static func remove(_ name: Name, from directory: EntryPointer) -> TreeEntry? {
        guard find(name, in: directory.pointee) != nil else { return nil }
        let slot = slot(directory)
        let removed = remove(name, TreeNode.tag(name), slot)
        // An index node with one child is that child.
        while slot.pointee.isIndex, slot.pointee.count == 1,
            let child = slot.pointee.entry(0).pointee.node
        {
            child.retain()
            slot.pointee.release()
            slot.pointee = child
        }
        if slot.pointee.count == 0 {
            slot.pointee.release()
            directory.pointee.reference = 0
        }
        return removed
    }

    private static func remove(_ name: Name, _ tag: UInt8, _ slot: TreeNode.Slot) -> TreeEntry {
        guard slot.pointee.isIndex else {
            return TreeNode.remove(at: slot.pointee.find(name, tag: tag), from: slot)
        }
        let place = slot.pointee.child(for: name)
        let child = TreeNode.own(place, in: slot)
        let removed = remove(name, tag, self.slot(child))
        if child.pointee.node?.count == 0 {
            TreeNode.remove(at: place, from: slot).releaseObjects()
        }
        return removed
    }

    /// Gives up all entries of a directory's own.
    static func removeAll(from directory: EntryPointer) {
        directory.pointee.node?.release()
        directory.pointee.reference = 0
    }

    /// Calls `body` with the names and entries in byte order.
    ///
    /// - Complexity: O(*n*).
    static func forEach<Failure: Error>(
        in directory: TreeEntry, _ body: (Name, TreeEntry) throws(Failure) -> Void
    ) throws(Failure) {
        if let node = directory.node { try forEach(node, body) }
    }

    private static func forEach<Failure: Error>(
        _ node: TreeNode, _ body: (Name, TreeEntry) throws(Failure) -> Void
    ) throws(Failure) {
        for index in 0..<node.count {
            let entry = node.entry(index).pointee
            if node.isIndex {
                if let child = entry.node { try forEach(child, body) }
            } else {
                try body(node.name(index), entry)
            }
        }
    }
}
