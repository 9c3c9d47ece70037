internal import HashTreeCollections
internal import LayBounds
internal import Synchronization

/// The inodes of a tree that have several names.
///
/// A class that is copied before a change while trees share it, which costs O(1): the inodes are a
/// persistent map.
final class LinkTable: @unchecked Sendable {
    /// What the names of an inode share: the node without a name, and how many there are.
    struct Inode: Sendable {
        let node: FileNode
        var names: Int
        private let charge: InodeCharge

        init(node: FileNode, names: Int) {
            self.node = node
            self.names = names
            charge = InodeCharge(node)
        }
    }

    /// What versions of an inode share of what was paid for it.
    private final class InodeCharge: Sendable {
        private let charge: Charge

        init(_ node: FileNode) {
            charge = Charge(240 + node.attributes.extendedAttributes.bytesHeld)
        }
    }

    private var inodes: TreeDictionary<Int, Inode>
    /// The highest number an inode of this table ever had.
    private(set) var last: Int
    /// Inodes up to this number belong to lower layers: a write through a name breaks the link.
    var sealed: Int
    private let charge: Charge

    /// Nobody pays for what all share.
    static let empty = MemoryAccount.sharing(nil) { LinkTable() }

    init() {
        inodes = [:]
        last = 0
        sealed = 0
        charge = Charge(96)
    }

    /// A table of the same inodes.
    init(copying other: LinkTable) {
        inodes = other.inodes
        last = other.last
        sealed = other.sealed
        // A change copies the map's nodes on the way to one inode.
        charge = Charge(96 + min(inodes.count, 32) * (MemoryLayout<Inode>.stride + 16))
    }

    var isEmpty: Bool { inodes.isEmpty }

    /// The inode of a number.
    ///
    /// - Complexity: O(log *n*).
    subscript(number: Int) -> Inode? { inodes[number] }

    /// Every inode with its number, in no order that means anything.
    ///
    /// - Complexity: O(*n*).
    var all: [(number: Int, inode: Inode)] { inodes.map { ($0.key, $0.value) } }

    /// Sets what an inode is, or forgets it.
    ///
    /// - Complexity: O(log *n*).
    func set(_ number: Int, _ inode: Inode?) {
        inodes[number] = inode
        last = max(last, number)
    }

    /// An inode number that no tree has had: numbers are told apart, never shown or ordered.
    static func newNumber() -> Int {
        numbers.add(1, ordering: .relaxed).newValue
    }

    private static let numbers = Atomic<Int>(0)
}
