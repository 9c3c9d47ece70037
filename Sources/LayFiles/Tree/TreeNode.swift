/// A file, directory or other name as a node holds it: 64 bytes of plain data.
///
/// The references are counted by hand: a node retains what its entries point to.
struct TreeEntry {
    var nameOffset: UInt32 = 0
    var nameLength: UInt16 = 0
    /// A `FileKind`, or `whiteout` in a layer.
    var kind: UInt8 = 0
    var flags: UInt8 = 0
    var mode: UInt16 = 0
    /// The inode in the tree's link table, 0 for one of its own.
    var link: UInt32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    /// Bytes of a file.
    var size: Int = 0
    var modified: Nanoseconds = 0
    /// Where a slice begins; a device's numbers.
    var offset: Int = 0
    /// A directory's first node, a slice's source, or a box with contents or a link target.
    var object: Unmanaged<AnyObject>?
    /// Extended attributes, if there are any.
    var extended: Unmanaged<AnyObject>?

    /// A removal, in the tree of a layer.
    static let whiteout: UInt8 = 6
    /// The object is the source of a slice.
    static let isSlice: UInt8 = 1
    /// A layer's directory that hides what lies below it.
    static let isOpaque: UInt8 = 2
    /// A layer's directory that is no entry of it, only the way to one.
    static let isImplicit: UInt8 = 4
    /// A layer's entry that was there before; known only to layers made by a diff.
    static let wasThere: UInt8 = 8

    var isDirectory: Bool { kind == FileKind.directory.rawValue }

    func retainObjects() {
        if let object { _ = object.retain() }
        if let extended { _ = extended.retain() }
    }

    func releaseObjects() {
        object?.release()
        extended?.release()
    }
}

/// A node of a directory's B+ tree: one block of tags, entries and names.
///
///     ┌────────┬──────────┬──────────────────┬─────────────┐
///     │ header │ tags × n │ entries × n (64) │ names … ──▶ │
///     └────────┴──────────┴──────────────────┴─────────────┘
///
/// Entries are in byte order of their names. In a leaf they are files and directories, in an index
/// node they point to nodes and carry the least name below. A tag is a hash of the name; eight are
/// compared at a time. A node that others share is copied before it changes.
final class TreeNode {
    struct Header {
        var count: Int32
        var capacity: Int32
        var namesLength: UInt32
        var namesCapacity: UInt32
        var isIndex: Bool
    }

    /// A leaf with more entries is split.
    static let limit = 96
    private static let headerSize = 32
    private static let entrySize = MemoryLayout<TreeEntry>.stride

    private let memory: UnsafeMutableRawPointer

    init(capacity: Int, names: Int, isIndex: Bool) {
        let capacity = (max(capacity, 4) + 7) & ~7
        memory = .allocate(
            byteCount: Self.headerSize + capacity + capacity * Self.entrySize + names + 8,
            alignment: 16)
        memory.assumingMemoryBound(to: Header.self).pointee = Header(
            count: 0, capacity: Int32(capacity), namesLength: 0, namesCapacity: UInt32(names),
            isIndex: isIndex)
    }

    deinit {
        for index in 0..<count { entries[index].releaseObjects() }
        memory.deallocate()
    }

    var header: UnsafeMutablePointer<Header> { memory.assumingMemoryBound(to: Header.self) }
    var count: Int { Int(header.pointee.count) }
    var isIndex: Bool { header.pointee.isIndex }
    private var tags: UnsafeMutablePointer<UInt8> {
        (memory + Self.headerSize).assumingMemoryBound(to: UInt8.self)
    }
    var entries: UnsafeMutablePointer<TreeEntry> {
        (memory + Self.headerSize + Int(header.pointee.capacity)).assumingMemoryBound(
            to: TreeEntry.self)
    }
    private var names: UnsafeMutablePointer<UInt8> {
        (memory + Self.headerSize + Int(header.pointee.capacity) * (1 + Self.entrySize))
            .assumingMemoryBound(to: UInt8.self)
    }

    func name(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = entries + index
        return UnsafeBufferPointer(
            start: names + Int(entry.pointee.nameOffset), count: Int(entry.pointee.nameLength))
    }

    // MARK: Finding

    static func tag(_ name: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: name.count)
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return UInt8(truncatingIfNeeded: hash >> 32)
    }

    /// The entry of a leaf with this name, or -1.
    func find(_ name: UnsafeBufferPointer<UInt8>, tag: UInt8) -> Int {
        let count = self.count
        let wanted = UInt64(tag) &* 0x0101_0101_0101_0101
        var index = 0
        while index < count {
            // A zero byte of the difference is an equal tag.
            let difference =
                UnsafeRawPointer(tags).loadUnaligned(fromByteOffset: index, as: UInt64.self)
                ^ wanted
            var matches =
                (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            while matches != 0 {
                let candidate = index + matches.trailingZeroBitCount >> 3
                if candidate < count, compare(candidate, name) == 0 { return candidate }
                matches &= matches &- 1
            }
            index += 8
        }
        return -1
    }

    /// Negative, zero or positive, as the entry's name stands to `name` in byte order.
    private func compare(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Int {
        Self.compare(self.name(index), name)
    }

    static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        let shared = min(a.count, b.count)
        while index < shared {
            if a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
            index += 1
        }
        return a.count - b.count
    }

    /// The first entry whose name is not less.
    func lowerBound(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if compare(middle, name) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The entry of an index node below which the name belongs.
    func child(for name: UnsafeBufferPointer<UInt8>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if compare(middle, name) <= 0 { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    // MARK: Changing, on a node of one's own

    /// A copy with room for one more entry whose name has `nameLength` bytes.
    func copy(room: Bool = false, nameLength: Int = 0) -> TreeNode {
        let capacity =
            room && count == Int(header.pointee.capacity)
            ? count + max(8, count / 2) : count + (room ? 1 : 0)
        var used = 0
        for index in 0..<count { used += Int(entries[index].nameLength) }
        let names = room ? used + nameLength + max(32, used / 2) : used
        let result = TreeNode(capacity: capacity, names: names, isIndex: isIndex)
        for index in 0..<count {
            entries[index].retainObjects()
            result.append(name(index), tags[index], entries[index])
        }
        return result
    }

    func hasRoom(_ nameLength: Int) -> Bool {
        header.pointee.count < header.pointee.capacity
            && Int(header.pointee.namesLength) + nameLength <= Int(header.pointee.namesCapacity)
    }

    private func append(_ name: UnsafeBufferPointer<UInt8>, _ tag: UInt8, _ entry: TreeEntry) {
        put(name, tag, entry, at: count)
    }

    /// Puts an entry, whose references become the node's; there must be room.
    func put(_ name: UnsafeBufferPointer<UInt8>, _ tag: UInt8, _ entry: TreeEntry, at index: Int) {
        precondition(hasRoom(name.count), "a node is given room before an entry")
        let count = self.count
        if index < count {
            (entries + index + 1).update(from: entries + index, count: count - index)
            (tags + index + 1).update(from: tags + index, count: count - index)
        }
        var entry = entry
        entry.nameOffset = header.pointee.namesLength
        entry.nameLength = UInt16(truncatingIfNeeded: name.count)
        if let start = name.baseAddress {
            (names + Int(entry.nameOffset)).update(from: start, count: name.count)
        }
        header.pointee.namesLength += UInt32(truncatingIfNeeded: name.count)
        (entries + index).initialize(to: entry)
        tags[index] = tag
        header.pointee.count += 1
    }

    /// Takes an entry out; its references are then the caller's.
    func remove(at index: Int) -> TreeEntry {
        let entry = entries[index]
        let rest = count - index - 1
        if rest > 0 {
            (entries + index).update(from: entries + index + 1, count: rest)
            (tags + index).update(from: tags + index + 1, count: rest)
        }
        header.pointee.count -= 1
        return entry
    }

    /// Splits off the upper half into a new node.
    func split() -> TreeNode {
        let half = count / 2
        var used = 0
        for index in half..<count { used += Int(entries[index].nameLength) }
        let right = TreeNode(capacity: count - half + 8, names: used + 64, isIndex: isIndex)
        for index in half..<count { right.append(name(index), tags[index], entries[index]) }
        header.pointee.count = Int32(half)
        return right
    }
}
