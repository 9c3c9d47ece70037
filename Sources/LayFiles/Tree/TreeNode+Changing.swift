/// Changes to the node that a place in memory holds; the place's node is replaced when it is shared.
extension TreeNode {
    typealias Slot = UnsafeMutablePointer<TreeNode>

    /// The entry at an index as one that may be written, with all that is shared on the way copied.
    static func own(_ index: Int, in slot: Slot) -> UnsafeMutablePointer<TreeEntry> {
        let node = slot.pointee
        if node.isUnique {
            if node.isFull { return node.entries + index }
            if node.place == index { return node.edited }
        } else if !node.isFull, node.place == index {
            // Another edit of the same place over the same base.
            let entry = node.edited.pointee
            entry.retainObjects()
            node.base.retain()
            slot.pointee = TreeNode(
                of: node.base, node.isInsertion ? .insertion : .replacement, at: index, entry,
                name: node.name(index), tag: node.editedTag)
            node.release()
            return slot.pointee.edited
        } else if node.isFull, node.count >= leastEdited {
            let entry = node.entries[index]
            entry.retainObjects()
            // The slot's reference to the node becomes the edit's.
            slot.pointee = TreeNode(
                of: node, .replacement, at: index, entry, name: node.fullName(index),
                tag: node.tags[index])
            return slot.pointee.edited
        }
        slot.pointee = node.copy()
        node.release()
        return slot.pointee.entries + index
    }

    /// Puts an entry, whose references become the node's, where its name belongs.
    static func insert(
        _ name: UnsafeBufferPointer<UInt8>, tag: UInt8, _ entry: TreeEntry, at place: Int,
        in slot: Slot
    ) {
        let node = slot.pointee
        if node.isFull {
            if node.isUnique, node.hasRoom(name.count) {
                node.put(name, tag, entry, at: place)
                return
            }
            if !node.isUnique, node.count >= leastEdited, node.count < limit {
                slot.pointee = TreeNode(
                    of: node, .insertion, at: place, entry, name: name, tag: tag)
                return
            }
        }
        slot.pointee = node.copy(room: true, nameLength: name.count)
        node.release()
        slot.pointee.put(name, tag, entry, at: place)
    }

    /// Takes an entry out; its references are then the caller's.
    static func remove(at index: Int, from slot: Slot) -> TreeEntry {
        let node = slot.pointee
        if !node.isFull || !node.isUnique {
            slot.pointee = node.copy()
            node.release()
        }
        return slot.pointee.remove(at: index)
    }

    /// Splits a node of one's own: the slot keeps the lower part, the upper one is given.
    ///
    /// A node that grew at its end keeps most entries, so that a directory filled in order is full.
    static func split(_ slot: Slot, grewAtEnd: Bool) -> TreeNode {
        let node = slot.pointee
        let count = node.count
        let half = grewAtEnd ? count - count / 8 : count / 2
        let left = node.moving(0..<half, room: grewAtEnd ? 0 : half / 8)
        let right = node.moving(half..<count, room: (count - half) / 4 + 2)
        node.free()
        slot.pointee = left
        return right
    }

    private func moving(_ range: Range<Int>, room: Int) -> TreeNode {
        let used = range.reduce(0) { $0 + Int(entries[$1].nameLength) }
        let result = TreeNode(
            capacity: range.count + room, names: used + used * room / max(1, range.count),
            height: height)
        for index in range { result.append(fullName(index), tags[index], entries[index]) }
        return result
    }

    /// A full node of the same entries, perhaps with room for one more whose name has `nameLength`
    /// bytes.
    private func copy(room: Bool = false, nameLength: Int = 0) -> TreeNode {
        let count = self.count
        var used = 0
        for index in 0..<count { used += Int(entry(index).pointee.nameLength) }
        let result = TreeNode(
            capacity: room ? count + 1 + count / 6 : count,
            names: room ? used + nameLength + used / 6 : used, height: height)
        for index in 0..<count {
            let entry = self.entry(index).pointee
            if isIndex { entry.node?.retain() } else { entry.retainObjects() }
            result.append(name(index), tag(index), entry)
        }
        return result
    }

    func hasRoom(_ nameLength: Int) -> Bool {
        header.pointee.count < header.pointee.capacity
            && Int(header.pointee.namesLength) + nameLength <= Int(header.pointee.namesCapacity)
    }

    func append(_ name: UnsafeBufferPointer<UInt8>, _ tag: UInt8, _ entry: TreeEntry) {
        put(name, tag, entry, at: count)
    }

    /// Puts an entry into a full node of one's own that has room for it.
    private func put(
        _ name: UnsafeBufferPointer<UInt8>, _ tag: UInt8, _ entry: TreeEntry, at index: Int
    ) {
        precondition(isFull && hasRoom(name.count), "a node is given room before an entry")
        let count = self.count
        if index < count {
            (entries + index + 1).update(from: entries + index, count: count - index)
            (tags + index + 1).update(from: tags + index, count: count - index)
        }
        var entry = entry
        entry.nameOffset = header.pointee.namesLength
        entry.nameLength = UInt8(truncatingIfNeeded: name.count)
        if let start = name.baseAddress {
            (names + Int(entry.nameOffset)).update(from: start, count: name.count)
        }
        header.pointee.namesLength += UInt32(truncatingIfNeeded: name.count)
        (entries + index).initialize(to: entry)
        tags[index] = tag
        header.pointee.count += 1
    }

    private func remove(at index: Int) -> TreeEntry {
        let entry = entries[index]
        let rest = count - index - 1
        if rest > 0 {
            (entries + index).update(from: entries + index + 1, count: rest)
            (tags + index).update(from: tags + index + 1, count: rest)
        }
        header.pointee.count -= 1
        return entry
    }
}
