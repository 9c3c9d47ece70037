/// The inodes of a tree that have several names.
///
/// A class that is copied before a change while trees share it, so that trees with the same table
/// can tell at once.
final class LinkTable: Sendable {
    /// What the names of an inode share: the node without a name, and how many there are.
    struct Inode: Sendable {
        var node: FileNode
        var names: Int
    }

    let inodes: [UInt32: Inode]
    let last: UInt32
    /// Inodes up to this number belong to lower layers: a write through a name breaks the link.
    let sealed: UInt32

    static let empty = LinkTable(inodes: [:], last: 0, sealed: 0)

    init(inodes: [UInt32: Inode], last: UInt32, sealed: UInt32) {
        self.inodes = inodes
        self.last = last
        self.sealed = sealed
    }
}
