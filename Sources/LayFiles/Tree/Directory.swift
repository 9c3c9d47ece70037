/// The entries of a directory: operations on the B+ tree below a directory's entry.
///
/// `TreeEntry.object` of a directory is its first node, `nil` while it is empty. Changing recurses
/// with the word that holds a node as an `inout` reference, so that a node nobody else holds is
/// changed in place.
enum Directory {
    typealias Name = UnsafeBufferPointer<UInt8>

    static func node(_ object: Unmanaged<AnyObject>) -> TreeNode {
        unsafeDowncast(object.takeUnretainedValue(), to: TreeNode.self)
    }

    /// The entry of a name, as it stands in its leaf.
    ///
    /// - Complexity: O(log *n*) in the directory's entries.
    static func find(_ name: Name, in directory: TreeEntry) -> TreeEntry? {
        guard var object = directory.object else { return nil }
        let tag = TreeNode.tag(name)
        while true {
            let node = node(object)
            if node.isIndex {
                guard let child = node.entries[node.child(for: name)].object else { return nil }
                object = child
                continue
            }
            let index = node.find(name, tag: tag)
            return index < 0 ? nil : node.entries[index]
        }
    }

    /// Lets `body` change the word that holds a directory's first node.
    private static func withRoot<Result>(
        _ directory: UnsafeMutablePointer<TreeEntry>,
        _ body: (inout TreeNode) throws(FileError) -> Result
    ) throws(FileError) -> Result? {
        guard directory.pointee.object != nil else { return nil }
        return try withNode(directory, body)
    }

    /// Rebinds an entry's object as the strong reference that it is.
    private static func withNode<Result>(
        _ entry: UnsafeMutablePointer<TreeEntry>,
        _ body: (inout TreeNode) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        let offset = MemoryLayout<TreeEntry>.offset(of: \.object) ?? 48
        let word = (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: TreeNode.self)
        return try body(&word.pointee)
    }

    private static func makeUnique(_ slot: inout TreeNode) {
        if !isKnownUniquelyReferenced(&slot) { slot = slot.copy() }
    }

    /// Lets `body` change the entry of a name in place; `nil` when there is none.
    ///
    /// - Complexity: O(log *n*), and a copy of each node on the way that is shared.
    static func change<Result>(
        _ name: Name, in directory: UnsafeMutablePointer<TreeEntry>,
        _ body: (UnsafeMutablePointer<TreeEntry>) throws(FileError) -> Result
    ) throws(FileError) -> Result? {
        guard find(name, in: directory.pointee) != nil else { return nil }
        return try withRoot(directory) { (slot: inout TreeNode) throws(FileError) -> Result? in
            try change(name, &slot, body)
        } ?? nil
    }

    private static func change<Result>(
        _ name: Name, _ slot: inout TreeNode,
        _ body: (UnsafeMutablePointer<TreeEntry>) throws(FileError) -> Result
    ) throws(FileError) -> Result? {
        makeUnique(&slot)
        if slot.isIndex {
            let entry = slot.entries + slot.child(for: name)
            return try withNode(entry) { (child: inout TreeNode) throws(FileError) -> Result? in
                try change(name, &child, body)
            }
        }
        let index = slot.find(name, tag: TreeNode.tag(name))
        if index < 0 { return nil }
        return try body(slot.entries + index)
    }

    /// Sets a name's entry, whose references become the directory's; gives the one replaced.
    ///
    /// - Complexity: O(log *n*).
    @discardableResult
    static func set(
        _ name: Name, to entry: TreeEntry, in directory: UnsafeMutablePointer<TreeEntry>
    ) -> TreeEntry? {
        if directory.pointee.object == nil {
            let node = TreeNode(capacity: 4, names: max(32, name.count), isIndex: false)
            node.put(name, TreeNode.tag(name), entry, at: 0)
            directory.pointee.object = Unmanaged.passRetained(node)
            return nil
        }
        var replaced: TreeEntry?
        do {
            try withNode(directory) { (slot: inout TreeNode) throws(FileError) -> Void in
                guard let right = set(name, entry, &slot, &replaced) else { return }
                // Room for both names, each up to 255 bytes, and for a few more.
                let names = slot.name(0).count + right.name(0).count + 256
                let index = TreeNode(capacity: 8, names: names, isIndex: true)
                for child in [slot, right] { link(child, into: index, at: index.count) }
                slot = index
            }
        } catch {
            // The closure throws nothing.
        }
        return replaced
    }

    private static func link(_ child: TreeNode, into index: TreeNode, at place: Int) {
        let name = child.name(0)
        var entry = TreeEntry()
        entry.object = Unmanaged.passRetained(child)
        index.put(name, TreeNode.tag(name), entry, at: place)
    }

    /// Sets a name below a node; gives the node split off, if any.
    private static func set(
        _ name: Name, _ entry: TreeEntry, _ slot: inout TreeNode, _ replaced: inout TreeEntry?
    ) -> TreeNode? {
        makeUnique(&slot)
        if slot.isIndex {
            let place = slot.child(for: name)
            var split: TreeNode?
            do {
                split = try withNode(slot.entries + place) {
                    (child: inout TreeNode) throws(FileError) -> TreeNode? in
                    set(name, entry, &child, &replaced)
                }
            } catch {
                return nil
            }
            guard let split else { return nil }
            if !slot.hasRoom(split.name(0).count) {
                slot = slot.copy(room: true, nameLength: split.name(0).count)
            }
            link(split, into: slot, at: place + 1)
        } else {
            let tag = TreeNode.tag(name)
            let index = slot.find(name, tag: tag)
            if index >= 0 {
                var fresh = entry
                let old = slot.entries[index]
                fresh.nameOffset = old.nameOffset
                fresh.nameLength = old.nameLength
                slot.entries[index] = fresh
                replaced = old
                return nil
            }
            if !slot.hasRoom(name.count) { slot = slot.copy(room: true, nameLength: name.count) }
            slot.put(name, tag, entry, at: slot.lowerBound(name))
        }
        return slot.count > TreeNode.limit ? slot.split() : nil
    }

    /// Takes a name out; its references are then the caller's.
    ///
    /// - Complexity: O(log *n*).
    static func remove(_ name: Name, from directory: UnsafeMutablePointer<TreeEntry>) -> TreeEntry?
    {
        guard find(name, in: directory.pointee) != nil else { return nil }
        var removed: TreeEntry?
        var isEmpty = false
        do {
            try withNode(directory) { (slot: inout TreeNode) throws(FileError) -> Void in
                removed = remove(name, &slot)
                // An index node with one child is that child.
                while slot.isIndex, slot.count == 1, let child = slot.entries[0].object {
                    slot = node(child)
                }
                isEmpty = slot.count == 0
            }
        } catch {
            return nil
        }
        if isEmpty {
            directory.pointee.object?.release()
            directory.pointee.object = nil
        }
        return removed
    }

    private static func remove(_ name: Name, _ slot: inout TreeNode) -> TreeEntry? {
        makeUnique(&slot)
        guard slot.isIndex else {
            let index = slot.find(name, tag: TreeNode.tag(name))
            return index < 0 ? nil : slot.remove(at: index)
        }
        let place = slot.child(for: name)
        var removed: TreeEntry?
        var isEmpty = false
        do {
            try withNode(slot.entries + place) {
                (child: inout TreeNode) throws(FileError) -> Void in
                removed = remove(name, &child)
                isEmpty = child.count == 0
            }
        } catch {
            return nil
        }
        if isEmpty { slot.remove(at: place).releaseObjects() }
        return removed
    }

    // MARK: Walking

    /// The leaves of a directory in order.
    static func leaves(of directory: TreeEntry) -> [TreeNode] {
        var result: [TreeNode] = []
        func collect(_ node: TreeNode) {
            guard node.isIndex else {
                result.append(node)
                return
            }
            for index in 0..<node.count {
                if let child = node.entries[index].object { collect(self.node(child)) }
            }
        }
        if let object = directory.object { collect(node(object)) }
        return result
    }

    /// Calls `body` with the names and entries in byte order.
    static func forEach(
        in directory: TreeEntry, _ body: (Name, TreeEntry) throws(FileError) -> Void
    ) throws(FileError) {
        for leaf in leaves(of: directory) {
            for index in 0..<leaf.count { try body(leaf.name(index), leaf.entries[index]) }
        }
    }
}
