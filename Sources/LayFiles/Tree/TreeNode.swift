internal import LayBounds
internal import Synchronization

/// A node of a directory's B+ tree: one block of memory, counted by hand.
///
///     full node  ┌────────┬──────────┬──────────────────┬─────────────┐
///                │ header │ tags × n │ entries × n (48) │ names … ──▶ │
///                └────────┴──────────┴──────────────────┴─────────────┘
///     edit       ┌────────┬──────┬───────┬─────┬──────┐
///                │ header │ base │ entry │ tag │ name │    a full node with one entry
///                └────────┴──────┴───────┴─────┴──────┘    replaced or inserted
///
/// Entries are in byte order of their names. In a leaf they are files and directories, in an index
/// node they point to nodes and carry a name that is not above those below, the first entry excepted.
/// A tag is a hash of the name; eight are compared at a time.
///
/// A node that others share never changes. Changing one entry of a large shared node makes an edit
/// of about 100 bytes instead of a copy of some thousands, so that a fork with one file written is
/// small; the next change to the same node makes the copy.
struct TreeNode: Equatable {
    let memory: UnsafeMutableRawPointer

    /// What a node is.
    enum Form: UInt8 {
        case full, replacement, insertion
    }

    struct Header {
        /// Changed with atomic operations only.
        var references: Int
        var count: UInt16
        var capacity: UInt16
        var namesLength: UInt32
        /// In an edit, the bytes of the name that it brings.
        var namesCapacity: UInt32
        var form: UInt8
        /// 0 for a leaf, else one more than the nodes below.
        var height: UInt8
        /// The entry that an edit replaces or inserts.
        var place: UInt16
        /// Who paid for the block. A reference and no number of a table, which would have to be
        /// locked and swept; the block is no larger, as the counts are small.
        var payer: Unmanaged<MemoryAccount>?
    }

    /// A node with more entries is split.
    static let limit = 96
    /// A shared node with fewer entries is copied, as an edit would not be smaller.
    static let leastEdited = 3

    static let headerSize = 32
    static let entrySize = MemoryLayout<TreeEntry>.stride

    /// Wraps a block that holds a node.
    init(memory: UnsafeMutableRawPointer) {
        self.memory = memory
    }

    /// An empty full node, which the caller owns.
    init(capacity: Int, names: Int, height: UInt8) {
        let capacity = (max(capacity, 2) + 1) & ~1
        let tags = (capacity + 7) & ~7
        let size = Self.headerSize + tags + capacity * Self.entrySize + names
        memory = .allocate(byteCount: size, alignment: 16)
        memory.initializeMemory(
            as: Header.self,
            to: Header(
                references: 1, count: 0, capacity: UInt16(capacity), namesLength: 0,
                namesCapacity: UInt32(names), form: Form.full.rawValue, height: height, place: 0,
                payer: MemoryAccount.pay(size)))
        // Tags are read eight at a time, also those behind the last entry.
        (memory + Self.headerSize).initializeMemory(as: UInt8.self, repeating: 0, count: tags)
    }

    var header: UnsafeMutablePointer<Header> { memory.assumingMemoryBound(to: Header.self) }
    var count: Int { Int(header.pointee.count) }
    var isIndex: Bool { header.pointee.height > 0 }
    var height: UInt8 { header.pointee.height }
    var isFull: Bool { header.pointee.form == Form.full.rawValue }
    var isInsertion: Bool { header.pointee.form == Form.insertion.rawValue }
    /// The entry that an edit replaces or inserts.
    var place: Int { Int(header.pointee.place) }

    // MARK: Counting

    private var references: UnsafeMutablePointer<Atomic<Int>> {
        memory.assumingMemoryBound(to: Atomic<Int>.self)
    }

    func retain() {
        references.pointee.add(1, ordering: .relaxed)
    }

    /// True when nobody else holds the node.
    var isUnique: Bool { references.pointee.load(ordering: .acquiring) == 1 }

    /// Takes one reference away; true when it was the last.
    private func drop() -> Bool {
        references.pointee.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    }

    /// Gives up a reference. What dies with the last one is freed without recursion, so that the
    /// depth of a tree is no matter of the stack's size.
    func release() {
        guard drop() else { return }
        var dead: [TreeNode] = []
        var current = self
        while true {
            current.releaseParts(&dead)
            current.free()
            guard let next = dead.popLast() else { return }
            current = next
        }
    }

    private func releaseParts(_ dead: inout [TreeNode]) {
        func release(_ entry: TreeEntry) {
            guard isIndex || entry.isDirectory else {
                entry.object?.release()
                return
            }
            entry.directoryBox?.release()
            if let node = entry.node, node.drop() { dead.append(node) }
        }
        if isFull {
            for index in 0..<count { release(entries[index]) }
        } else {
            release(edited.pointee)
            if base.drop() { dead.append(base) }
        }
    }

    /// Frees the block, whose entries moved elsewhere or were released.
    func free() {
        MemoryAccount.repay(header.pointee.payer, size)
        memory.deallocate()
    }

    /// Bytes of the block.
    private var size: Int {
        let (capacity, names) = (Int(header.pointee.capacity), Int(header.pointee.namesCapacity))
        if !isFull { return Self.editSize + names }
        return Self.headerSize + (capacity + 7) & ~7 + capacity * Self.entrySize + names
    }

    // MARK: Parts of a full node

    var tags: UnsafeMutablePointer<UInt8> {
        (memory + Self.headerSize).assumingMemoryBound(to: UInt8.self)
    }

    var entries: UnsafeMutablePointer<TreeEntry> {
        (memory + Self.headerSize + (Int(header.pointee.capacity) + 7) & ~7)
            .assumingMemoryBound(to: TreeEntry.self)
    }

    var names: UnsafeMutablePointer<UInt8> {
        let capacity = Int(header.pointee.capacity)
        return (memory + Self.headerSize + (capacity + 7) & ~7 + capacity * Self.entrySize)
            .assumingMemoryBound(to: UInt8.self)
    }

    func fullName(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = entries + index
        return UnsafeBufferPointer(
            start: names + Int(entry.pointee.nameOffset), count: Int(entry.pointee.nameLength))
    }

    // MARK: Parts of an edit

    /// Bytes of an edit without a name.
    private static let editSize = headerSize + 8 + entrySize + 1

    /// The full node that an edit changes; a full node is its own base.
    var base: TreeNode {
        isFull
            ? self : (memory + Self.headerSize).assumingMemoryBound(to: TreeNode.self).pointee
    }

    /// The entry that an edit brings.
    var edited: UnsafeMutablePointer<TreeEntry> {
        (memory + Self.headerSize + 8).assumingMemoryBound(to: TreeEntry.self)
    }

    var editedTag: UInt8 {
        (memory + Self.headerSize + 8 + Self.entrySize).load(as: UInt8.self)
    }

    /// The name that an insertion brings.
    var editedName: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: (memory + Self.editSize)
                .assumingMemoryBound(to: UInt8.self),
            count: Int(edited.pointee.nameLength))
    }

    /// An edit of `base`, whose reference becomes the edit's, as do those of `entry`.
    init(
        of base: TreeNode, _ form: Form, at place: Int, _ entry: TreeEntry,
        name: UnsafeBufferPointer<UInt8>, tag: UInt8
    ) {
        let nameSize = form == .insertion ? name.count : 0
        let size = Self.editSize + nameSize
        memory = .allocate(byteCount: size, alignment: 16)
        memory.initializeMemory(
            as: Header.self,
            to: Header(
                references: 1, count: base.header.pointee.count + (form == .insertion ? 1 : 0),
                capacity: 0, namesLength: 0, namesCapacity: UInt32(nameSize),
                form: form.rawValue, height: base.height,
                place: UInt16(truncatingIfNeeded: place), payer: MemoryAccount.pay(size)))
        (memory + Self.headerSize).initializeMemory(as: TreeNode.self, to: base)
        edited.initialize(to: entry)
        edited.pointee.nameLength = UInt8(truncatingIfNeeded: name.count)
        (memory + Self.headerSize + 8 + Self.entrySize).storeBytes(of: tag, as: UInt8.self)
        if nameSize > 0, let start = name.baseAddress {
            (memory + Self.editSize).copyMemory(
                from: start, byteCount: nameSize)
        }
    }

    // MARK: Entries of either

    /// The entry at a place; what a node shares is not to be written through it.
    func entry(_ index: Int) -> UnsafeMutablePointer<TreeEntry> {
        if isFull { return entries + index }
        if index == place { return edited }
        return base.entries + (isInsertion && index > place ? index - 1 : index)
    }

    /// The name of the entry at a place.
    func name(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        if isFull { return fullName(index) }
        if !isInsertion { return base.fullName(index) }
        if index == place { return editedName }
        return base.fullName(index > place ? index - 1 : index)
    }

    func tag(_ index: Int) -> UInt8 {
        if isFull { return tags[index] }
        if !isInsertion { return base.tags[index] }
        if index == place { return editedTag }
        return base.tags[index > place ? index - 1 : index]
    }
}
