/// The entries of a tree in path order, one at a time.
public struct TreeWalk: Sequence, IteratorProtocol {
    private let tree: FileTree
    private var start: (path: TreePath, entry: TreeEntry)?
    private var walk: EntryWalk
    /// The directory whose entries come next, and the lengths of those above it.
    private var directory: [UInt8] = []
    private var lengths: [Int] = []

    init(_ tree: FileTree, from path: TreePath) {
        self.tree = tree
        if let found = try? tree.find(path, follow: true), let entry = found.entry {
            start = (found.path, entry)
            walk = EntryWalk(below: entry)
            directory = found.path.bytes
        } else {
            walk = EntryWalk(below: TreeEntry())
        }
    }

    /// The next entry; `nil` at the end.
    public mutating func next() -> FileEntry? {
        guard let (path, entry) = nextEntry() else { return nil }
        return tree.entry(entry, at: path)
    }

    mutating func nextEntry() -> (TreePath, TreeEntry)? {
        if let (path, entry) = start {
            start = nil
            return (path, entry)
        }
        guard let (name, entry) = walk.next() else { return nil }
        while lengths.count > walk.depth { directory.removeLast(directory.count - lengths.removeLast()) }
        var bytes = directory
        bytes.reserveCapacity(directory.count + name.count + 1)
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "/")) }
        bytes.append(contentsOf: name)
        if walk.isInside {
            lengths.append(directory.count)
            directory = bytes
        }
        return (TreePath(normalised: bytes), entry.pointee)
    }

    /// Does not descend into the entry given last.
    public mutating func skipDescendants() {
        if walk.skipDescendants(), let length = lengths.popLast() {
            directory.removeLast(directory.count - length)
        }
    }
}

/// The entries below a directory in path order, without their paths and without recursion.
///
/// Holds no references: whoever walks keeps the tree.
struct EntryWalk {
    /// A node that is being gone through; `isTop` for the first node of a directory.
    private struct Frame {
        let node: TreeNode
        var index: Int
        let isTop: Bool
    }

    private var frames: [Frame] = []
    /// How many directories lie between the start and the entry given last.
    private(set) var depth = 0
    /// The directories that are being gone through, less one.
    private var level = -1
    /// True when the entry given last is a directory whose entries follow.
    private(set) var isInside = false

    init(below directory: TreeEntry) {
        enter(directory)
    }

    private mutating func enter(_ directory: TreeEntry) {
        isInside = false
        guard let node = directory.node else { return }
        frames.append(Frame(node: node, index: 0, isTop: true))
        level += 1
        isInside = true
    }

    /// The next name and its entry, which hold as long as the tree lives and is not changed.
    mutating func next() -> (Directory.Name, UnsafeMutablePointer<TreeEntry>)? {
        while let frame = frames.last {
            guard frame.index < frame.node.count else {
                if frame.isTop { level -= 1 }
                frames.removeLast()
                continue
            }
            frames[frames.count - 1].index += 1
            let entry = frame.node.entry(frame.index)
            if frame.node.isIndex {
                if let child = entry.pointee.node {
                    frames.append(Frame(node: child, index: 0, isTop: false))
                }
                continue
            }
            depth = level
            let name = frame.node.name(frame.index)
            enter(entry.pointee)
            return (name, entry)
        }
        return nil
    }

    /// Does not descend into the entry given last; true when it was about to.
    mutating func skipDescendants() -> Bool {
        guard isInside, level > depth else { return false }
        isInside = false
        level -= 1
        frames.removeLast()
        return true
    }
}
