/// A tree of files as a value: copies are O(1), and a write copies only the way to the root.
///
/// Every operation is what Linux does on a file system of its own. Names are bytes; symlinks are
/// resolved inside the tree, and `..` never leaves it.
public struct FileTree: Sendable {
    /// The root directory, under an empty name.
    var top: TopNode
    var links: LinkTable

    /// An empty root directory, 0755, owned by root.
    public init() {
        self.init(root: FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
    }

    init(root: FileNode) {
        top = TopNode(TreeEntry(root))
        links = .empty
    }

    /// The root's entry, kept alive by the tree.
    var root: TreeEntry { top.entry }

    /// Lets `body` change the root's entry, after making it this tree's own.
    mutating func withRoot<Result>(
        _ body: (UnsafeMutablePointer<TreeEntry>) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        if !isKnownUniquelyReferenced(&top) { top = TopNode(copying: top.entry) }
        return try body(top.pointer)
    }
}

/// Holds the root directory's entry.
final class TopNode: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<TreeEntry>

    /// Takes over the entry's references.
    init(_ entry: TreeEntry) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: entry)
    }

    convenience init(copying entry: TreeEntry) {
        entry.retainObjects()
        self.init(entry)
    }

    deinit {
        pointer.pointee.releaseObjects()
        pointer.deallocate()
    }

    var entry: TreeEntry { pointer.pointee }
}
