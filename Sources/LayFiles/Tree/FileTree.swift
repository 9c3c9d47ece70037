internal import LayBounds

/// A tree of files as a value: copies are O(1), and a write copies only the way to the root.
///
/// Every operation is what Linux does on a file system of its own. Names are bytes; symlinks are
/// resolved inside the tree, and `..` never leaves it.
public struct FileTree: Sendable {
    typealias EntryPointer = UnsafeMutablePointer<TreeEntry>

    /// The root directory, under an empty name.
    private var top: TopNode
    private(set) var links: LinkTable

    /// An empty root directory, 0755, owned by root.
    public init() {
        self.init(root: TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755))))
    }

    /// A tree whose root is `root`, whose references become the tree's.
    init(root: TreeEntry, links: LinkTable = .empty) {
        top = TopNode(root)
        self.links = links
    }

    /// The root's entry, kept alive by the tree.
    var root: TreeEntry { top.pointer.pointee }

    /// The root's entry where it stands, not to be written through.
    var rootPointer: EntryPointer { top.pointer }

    /// True when both are the same value without a look at the files.
    package func isIdentical(to other: FileTree) -> Bool {
        top === other.top && links === other.links
    }

    /// The root's entry as one that may be written.
    ///
    /// Pointers into the tree hold until the next change and while the tree lives.
    mutating func ownRoot() -> EntryPointer {
        if !isKnownUniquelyReferenced(&top) {
            let entry = top.pointer.pointee
            entry.retainObjects()
            top = TopNode(entry)
        }
        return top.pointer
    }

    /// The entry at a path without links as one that may be written; `nil` when there is none.
    ///
    /// - Complexity: O(*d* log *n*), and an edit or a copy of each shared node on the way.
    mutating func own(_ path: TreePath) -> EntryPointer? {
        var entry = ownRoot()
        let found = path.forEachName { name in
            guard entry.pointee.isDirectory, let next = Directory.own(name, in: entry) else {
                return false
            }
            entry = next
            return true
        }
        return found ? entry : nil
    }

    /// Sets what a linked inode is, or forgets it.
    ///
    /// - Complexity: O(log *n*) in the linked inodes.
    mutating func setInode(_ id: Int, _ inode: LinkTable.Inode?) {
        if !isKnownUniquelyReferenced(&links) { links = LinkTable(copying: links) }
        links.set(id, inode)
    }

    mutating func setLinks(_ table: LinkTable) {
        links = table
    }
}

/// Holds the root directory's entry.
final class TopNode: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<TreeEntry>
    private let charge = Charge(128)

    /// Takes over the entry's references.
    init(_ entry: TreeEntry) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: entry)
    }

    deinit {
        pointer.pointee.releaseObjects()
        pointer.deallocate()
    }
}

extension TreePath {
    /// Calls `body` with the names from the root down until it gives false; true when none did.
    func forEachName(_ body: (Directory.Name) -> Bool) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
                if !body(Directory.Name(rebasing: bytes[start..<end])) { return false }
                start = end + 1
            }
            return true
        }
    }
}
