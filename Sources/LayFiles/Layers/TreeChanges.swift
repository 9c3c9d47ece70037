internal import LayBounds

/// The contents of a layer: additions, replacements and removals to apply to a tree.
///
/// Held as overlayfs holds an upper directory: a tree whose names may also be whiteouts, whose
/// directories may be opaque, and whose directories that are no entries themselves are marked as
/// only the way to one (OCI image-spec layer.md).
public struct TreeChanges: Sendable {
    var upper: FileTree

    /// No changes.
    public init() { upper = FileTree(root: .implied(making: true)) }

    /// True when applying it changes nothing.
    public var isEmpty: Bool {
        root.node == nil && root.has(TreeEntry.isImplicit) && !root.has(TreeEntry.isOpaque)
    }

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

    /// Adds a removal of whatever is at the path; below what the layer replaces or removes it is
    /// nothing, and the directories on the way are not made.
    ///
    /// - Throws: `nameTooLong`; `invalidArgument` for a name that OCI reserves.
    public mutating func addRemoval(at path: TreePath) throws(FileError) {
        try addRemoval(at: path, making: false)
    }

    /// The same with `making` for a removal of what the layer added: the directories on the way are
    /// made where there are none.
    package mutating func addRemoval(at path: TreePath, making: Bool) throws(FileError) {
        if try makeParents(path, making: making) { try set(path, .removal) }
    }

    /// Adds the removal of what lies below the layer at a path, but of no entry of the layer itself.
    ///
    /// - Throws: as `addRemoval`.
    package mutating func addWhiteout(of path: TreePath, making: Bool) throws(FileError) {
        guard let entry = raw(path), entry.isDirectory else {
            if raw(path) == nil { try addRemoval(at: path, making: making) }
            return
        }
        if !entry.isMadeByLayer { return try addRemoval(at: path, making: making) }
        upper.own(path)?.pointee.flags |= TreeEntry.isOpaque
        upper.own(path)?.pointee.flags &= ~(TreeEntry.isImplicit | TreeEntry.makesWay)
    }

    /// Hides everything that lies below a directory; what is no directory stays as it is, and none is
    /// made, unless the layer adds something below.
    ///
    /// - Throws: `nameTooLong`; `invalidArgument` for a name that OCI reserves.
    public mutating func addOpaque(at path: TreePath) throws(FileError) {
        try addOpaque(at: path, making: false)
    }

    /// The same with `making` for a directory that is made where there is none.
    package mutating func addOpaque(at path: TreePath, making: Bool) throws(FileError) {
        if !path.isRoot {
            guard try makeParents(path, making: making) else { return }
            if raw(path) == nil { try set(path, .implied(making: making)) }
        }
        guard let entry = upper.own(path), entry.pointee.isDirectory else { return }
        entry.pointee.flags |= TreeEntry.isOpaque
        if making, entry.pointee.has(TreeEntry.isImplicit) {
            entry.pointee.flags |= TreeEntry.makesWay
        }
    }

    /// Adds another name for a file of the layer.
    ///
    /// - Throws: `notFound` when the layer has no such file.
    public mutating func addHardLink(to source: TreePath, at path: TreePath) throws(FileError) {
        guard let entry = raw(source), entry.kind != TreeEntry.whiteout,
            !source.isBelowOrEqual(path), !path.isBelowOrEqual(source)
        else { throw FileError.targetOutsideLayer(source) }
        if entry.isDirectory { throw FileError.linkedDirectory(source) }
        try makeParents(path, making: true)
        let name = Array(path.name)
        if let directory = upper.own(path.parent),
            let replaced = name.withName({ Directory.remove($0, from: directory) })
        {
            upper.discard(replaced)
        }
        // The directory's time is what its own entry says.
        try upper.link(source, to: path, now: raw(path.parent)?.modified ?? 0)
    }

    /// Puts the directories above a path into the layer, as the way to something; false when one of
    /// them is no directory or removed, and nothing is to be made.
    @discardableResult
    private mutating func makeParents(
        _ path: TreePath, making: Bool
    ) throws(FileError) -> Bool {
        try path.checkNames()
        // A look-up for each name of a path of 2,000 names would let a small archive take minutes.
        if let parent = raw(path.parent), making ? parent.isMadeByLayer : parent.isDirectory {
            return true
        }
        var current = TreePath.root
        for name in path.parent.components {
            current = current.appending(name: name)
            let found = try upper.find(
                current, follow: false, mayBeMissing: true, seesWhiteouts: true
            ).entry
            if let found, found.isDirectory {
                if making, !found.isMadeByLayer {
                    upper.own(current)?.pointee.flags |= TreeEntry.makesWay
                }
                continue
            }
            if found != nil, !making { return false }
            var entry = TreeEntry.implied(making: making)
            // A parent that this layer removes or replaces becomes a directory that hides the rest.
            if found != nil { entry.flags = TreeEntry.isOpaque }
            try set(current, entry)
        }
        return true
    }

    mutating func put(
        _ path: TreePath, _ entry: (TreeEntry?) -> TreeEntry
    ) throws(FileError) {
        try makeParents(path, making: true)
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
    /// A directory that hides what lies below it; without a node, one that stays what it is but for
    /// that.
    public var isOpaque: Bool
    /// A removal of what the layer itself had added: the directory that holds it, or an opaque one
    /// itself, is made where there is none.
    public var makesDirectory: Bool
    /// Equal for names of one inode, else 0.
    public var linkID: Int

    /// The removal of a path.
    public static func removal(of path: TreePath) -> Change {
        Change(
            kind: .removed, path: path, node: nil, isOpaque: false, makesDirectory: false, linkID: 0
        )
    }

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
        /// The last directory with removals alone that is made all the same.
        var bare: TreePath?
        return AnyIterator {
            while let (path, entry) = walk.nextEntry() {
                if entry.has(TreeEntry.isImplicit) {
                    if !path.isRoot, bare.map({ path.isBelowOrEqual($0) }) != true {
                        bare = entry.isBare ? path : nil
                    }
                    if !entry.has(TreeEntry.isOpaque) { continue }
                }
                var change = upper.change(entry, at: path)
                if change.node == nil, let bare {
                    let directory = change.isOpaque ? path : path.parent
                    change.makesDirectory =
                        directory.isBelowOrEqual(bare) && self.raw(directory)?.isMadeByLayer == true
                }
                return change
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
            if change.isOpaque {
                try addOpaque(at: change.path, making: change.makesDirectory)
            } else {
                try addRemoval(at: change.path, making: change.makesDirectory)
            }
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
        let isOpaque = entry.isDirectory && entry.has(TreeEntry.isOpaque)
        if entry.kind == TreeEntry.whiteout || entry.has(TreeEntry.isImplicit) {
            var removal = Change.removal(of: path)
            removal.isOpaque = isOpaque
            return removal
        }
        let (_, node, names) = linked(entry)
        // The other names of an inode may have been replaced since.
        return Change(
            kind: entry.flags & TreeEntry.wasThere != 0 ? .modified : .added, path: path,
            node: node, isOpaque: isOpaque, makesDirectory: false,
            linkID: names > 1 ? entry.link : 0)
    }
}

extension TreeEntry {
    /// A directory that is no entry of a layer, only the way to one.
    static func implied(making: Bool) -> TreeEntry {
        var entry = TreeEntry(FileNode(.directory, attributes: FileAttributes(mode: 0o755)))
        entry.flags = isImplicit | (making ? makesWay : 0)
        return entry
    }

    /// True for a layer's directory that is made where there is none and in which nothing is added.
    ///
    /// - Complexity: O(*n*) in the removals before the first addition.
    var isBare: Bool {
        guard has(Self.isImplicit), has(Self.makesWay) else { return false }
        var walk = EntryWalk(below: self)
        while let (_, entry) = walk.next() {
            if entry.pointee.kind != Self.whiteout, !entry.pointee.has(Self.isImplicit) {
                return false
            }
        }
        return true
    }
}
