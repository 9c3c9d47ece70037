internal import LayBounds

/// The contents of a layer: additions, replacements and removals to apply to a tree.
///
/// Held as overlayfs holds an upper directory: a tree whose names may also be whiteouts, whose
/// directories may be opaque, and whose directories that are no entries themselves are marked as
/// only the way to one (OCI image-spec layer.md).
public struct TreeChanges: Sendable {
    var upper: FileTree

    /// No changes.
    public init() {
        var root = TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
        root.flags = TreeEntry.isImplicit
        upper = FileTree(root: root)
    }

    /// True when applying it changes nothing.
    public var isEmpty: Bool { root.node == nil && root.has(TreeEntry.isImplicit) }

    var root: TreeEntry { upper.root }

    // MARK: Building

    /// Adds an entry; a directory over a directory of the layer keeps what is below it.
    ///
    /// - Throws: `nameTooLong`; `invalidArgument` for a name that OCI reserves, or what no tree
    ///   takes.
    public mutating func add(_ node: FileNode, at path: TreePath) throws(FileError) {
        try node.check(at: path)
        if path.isRoot {
            guard node.kind == .directory else { return }
            let root = upper.ownRoot()
            root.pointee.set(node)
            root.pointee.flags &= ~TreeEntry.isImplicit
            return
        }
        try put(path) { existing in
            var entry = TreeEntry(node)
            if let existing, existing.isDirectory, entry.isDirectory {
                entry.reference = existing.reference
                entry.node?.retain()
                entry.flags |= existing.flags & TreeEntry.isOpaque
            }
            // A whiteout of the same name hides what lies below, not this entry.
            if let existing, existing.kind == TreeEntry.whiteout, entry.isDirectory {
                entry.flags |= TreeEntry.isOpaque
            }
            return entry
        }
    }

    /// Adds a removal of whatever is at the path.
    ///
    /// - Throws: `nameTooLong`; `invalidArgument` for a name that OCI reserves.
    public mutating func addRemoval(at path: TreePath) throws(FileError) {
        try put(path) { _ in .removal }
    }

    /// Lets a directory of the layer hide everything below it; one that is no entry yet becomes
    /// one, 0755.
    ///
    /// - Throws: `nameTooLong`.
    public mutating func addOpaque(at path: TreePath) throws(FileError) {
        try makeParents(path)
        if !path.isRoot, raw(path)?.isDirectory != true {
            try add(FileNode(.directory, attributes: FileAttributes(mode: 0o755)), at: path)
        }
        guard let entry = upper.own(path) else { throw FileError(.notFound, path) }
        entry.pointee.flags |= TreeEntry.isOpaque
        entry.pointee.flags &= ~TreeEntry.isImplicit
    }

    /// Adds another name for a file of the layer.
    ///
    /// - Throws: `notFound` when the layer has no such file.
    public mutating func addHardLink(to source: TreePath, at path: TreePath) throws(FileError) {
        try makeParents(path)
        let name = Array(path.name)
        if let directory = upper.own(path.parent),
            let replaced = name.withName({ Directory.remove($0, from: directory) })
        {
            upper.discard(replaced)
        }
        guard let entry = raw(source), entry.kind != TreeEntry.whiteout else {
            throw FileError.targetOutsideLayer(source)
        }
        // The directory's time is what its own entry says.
        try upper.link(source, to: path, now: raw(path.parent)?.modified ?? 0)
    }

    private mutating func makeParents(_ path: TreePath) throws(FileError) {
        // A look-up for each name of a path of 2,000 names would let a small archive take minutes.
        if raw(path.parent)?.isDirectory == true { return }
        var current = TreePath.root
        for name in path.parent.components {
            current = current.appending(name: name)
            let found = try upper.find(
                current, follow: false, mayBeMissing: true, seesWhiteouts: true
            ).entry
            if let found, found.isDirectory { continue }
            // A parent that this layer removes or replaces becomes a directory that hides the rest.
            var entry = TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
            entry.flags = found == nil ? TreeEntry.isImplicit : TreeEntry.isOpaque
            try set(current, entry)
        }
    }

    mutating func put(
        _ path: TreePath, _ entry: (TreeEntry?) -> TreeEntry
    ) throws(FileError) {
        try makeParents(path)
        let existing = try upper.find(path, follow: false, mayBeMissing: true, seesWhiteouts: true)
            .entry
        try set(path, entry(existing))
    }

    /// Sets the entry of a path, whose references become the layer's, also when it is refused.
    private mutating func set(_ path: TreePath, _ entry: TreeEntry) throws(FileError) {
        do throws(FileError) {
            try place(path, entry)
        } catch {
            entry.releaseObjects()
            throw error
        }
    }

    private mutating func place(_ path: TreePath, _ entry: TreeEntry) throws(FileError) {
        let name = Array(path.name)
        if name.count > 255 { throw FileError(.nameTooLong, path) }
        try FileError.check(name, of: path)
        guard let directory = upper.own(path.parent), directory.pointee.isDirectory else {
            throw FileError(.notDirectory, path.parent)
        }
        if let replaced = name.withName({ Directory.set($0, to: entry, in: directory) }) {
            upper.discard(replaced)
        }
    }
}

/// One change of a layer.
public struct Change: Sendable {
    /// What happens to the path.
    public enum Kind: String, Sendable {
        case added = "A"
        case modified = "M"
        case removed = "D"
    }

    /// Added, modified or removed. Only a layer made from two trees knows what was there before.
    public var kind: Kind
    /// Where.
    public var path: TreePath
    /// What stands there afterwards; `nil` for a removal.
    public var node: FileNode?
    /// A directory that hides what lies below it.
    public var isOpaque: Bool
    /// Equal for names of one inode, else 0.
    public var linkID: Int

    /// What stands there afterwards, with its place; `nil` for a removal.
    public var entry: FileEntry? { node.map { FileEntry(path: path, node: $0) } }
}

extension TreeChanges: Sequence {
    /// The changes in path order.
    ///
    /// - Complexity: O(1) for each step.
    public func makeIterator() -> AnyIterator<Change> {
        var walk = upper.walk()
        let upper = self.upper
        return AnyIterator {
            while let (path, entry) = walk.nextEntry() {
                if entry.flags & TreeEntry.isImplicit != 0 { continue }
                return upper.change(entry, at: path)
            }
            return nil
        }
    }

    /// How many changes there are.
    ///
    /// - Complexity: O(*c*).
    public var count: Int { reduce(0) { count, _ in count + 1 } }

    /// Bytes of the files it holds; the names of one inode count once.
    public var size: Int {
        var seen: Set<Int> = []
        return reduce(0) { sum, change in
            guard let node = change.node, node.kind == .file,
                change.linkID == 0 || seen.insert(change.linkID).inserted
            else { return sum }
            let (total, overflow) = sum.addingReportingOverflow(node.size)
            return overflow ? .max : total
        }
    }

    /// The changes for which `isIncluded` holds.
    ///
    /// - Throws: what `isIncluded` throws.
    public func filtered(_ isIncluded: (Change) throws -> Bool) throws -> TreeChanges {
        var result = TreeChanges()
        var links: [Int: TreePath] = [:]
        for change in self where try isIncluded(change) { try result.take(change, &links) }
        return result
    }

    /// Adds a change of another layer; `links` remembers the names that inodes got here.
    mutating func take(_ change: Change, _ links: inout [Int: TreePath]) throws(FileError) {
        guard let node = change.node else {
            try addRemoval(at: change.path)
            return
        }
        if change.linkID != 0, let first = links[change.linkID] {
            try addHardLink(to: first, at: change.path)
            return
        }
        if change.linkID != 0 { links[change.linkID] = change.path }
        try add(node, at: change.path)
        let wasThere = change.kind == .modified
        guard let entry = upper.own(change.path) else { return }
        if change.isOpaque { entry.pointee.flags |= TreeEntry.isOpaque }
        if wasThere { entry.pointee.flags |= TreeEntry.wasThere }
    }
}

extension FileTree {
    /// What an entry of a layer's tree says.
    func change(_ entry: TreeEntry, at path: TreePath) -> Change {
        if entry.kind == TreeEntry.whiteout {
            return Change(kind: .removed, path: path, node: nil, isOpaque: false, linkID: 0)
        }
        let (_, node, names) = linked(entry)
        // The other names of an inode may have been replaced since.
        return Change(
            kind: entry.flags & TreeEntry.wasThere != 0 ? .modified : .added, path: path,
            node: node, isOpaque: entry.flags & TreeEntry.isOpaque != 0,
            linkID: names > 1 ? entry.link : 0)
    }
}
