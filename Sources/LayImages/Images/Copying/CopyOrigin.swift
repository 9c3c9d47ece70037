public import LayFiles

/// Where COPY and ADD find their sources.
///
/// Nothing is looked at before a step asks for it, and what a step asks for is told by paths below
/// the origin's own root, which links cannot leave.
public protocol CopyOrigin {
    /// Where a source's words lead to, by these words alone.
    ///
    /// - Throws: what refuses the source.
    func place(of source: String) throws -> TreePath
    /// What is at a path; `nil` for nothing.
    ///
    /// - Throws: `FileError` for a circle of links, and what refuses the path.
    func entry(at path: TreePath, follow: Bool) throws -> FileEntry?
    /// The names in a directory, in byte order.
    ///
    /// - Throws: `FileError`, and what refuses the path.
    func list(_ path: TreePath) throws -> [DirectoryItem]
    /// A directory with everything in it; links stay links.
    ///
    /// - Throws: `FileError`, and what refuses the path.
    func tree(at path: TreePath) throws -> FileTree
    /// The words of a source with what climbs above the root cut off.
    func cleaned(_ source: String) -> String
}

extension CopyOrigin {
    /// The path below the root that a source's words name; what would climb above it is cut off.
    public func place(of source: String) throws -> TreePath { TreePath(source) }

    /// The words of a source without `.` and `..`.
    public func cleaned(_ source: String) -> String {
        "/" + String(decoding: TreePath(source).bytes, as: UTF8.self)
    }
}

/// The files of an image, a stage or a container as an origin: they keep their owners and times.
public struct TreeOrigin: CopyOrigin {
    private let files: FileTree

    /// The files of a tree.
    public init(_ tree: FileTree) {
        files = tree
    }

    /// What is at a path; `nil` for nothing.
    public func entry(at path: TreePath, follow: Bool) throws -> FileEntry? {
        do throws(FileError) {
            return try files.entry(at: path, follow: follow)
        } catch {
            if error.isOfMissing { return nil }
            throw error
        }
    }

    /// The names in a directory, in byte order.
    ///
    /// - Complexity: O(*n*).
    public func list(_ path: TreePath) throws -> [DirectoryItem] { try files.list(path) }

    /// A directory with everything in it.
    public func tree(at path: TreePath) throws -> FileTree { try files.subtree(path) }
}

/// Files from outside as an origin: they become root's and get one time.
public struct HostOrigin: CopyOrigin {
    private let files: any FileSystem
    private let now: Nanoseconds
    private let allow: (String) throws -> TreePath

    /// The files of a file system as far as they may be read.
    ///
    /// - Parameter allow: gives the place of a source, its links resolved, or refuses it.
    public init(
        _ files: any FileSystem, now: Nanoseconds, allow: @escaping (String) throws -> TreePath
    ) {
        self.files = files
        self.now = now
        self.allow = allow
    }

    /// The words of a source as they are, since they may climb where that is granted.
    public func cleaned(_ source: String) -> String { source }

    /// The place of a source.
    ///
    /// - Throws: what refuses it.
    public func place(of source: String) throws -> TreePath { try allow(source) }

    /// Asks for a path by itself: a link on the way may lead out of what was granted.
    private func allowed(_ path: TreePath) throws -> TreePath {
        try allow("/" + String(decoding: path.bytes, as: UTF8.self))
    }

    /// What is at a path; `nil` for nothing.
    public func entry(at path: TreePath, follow: Bool) throws -> FileEntry? {
        if !follow, try files.find(path.parent) != nil {
            let place = try allowed(path.parent).appending(name: path.name)
            return try? rooted(files.entry(at: place, follow: false))
        }
        let place = try allowed(path)
        guard try files.find(place) != nil else { return nil }
        return try rooted(files.entry(at: place, follow: true))
    }

    private func rooted(_ entry: FileEntry) -> FileEntry {
        var node = entry.node
        node.modified = now
        node.attributes.uid = 0
        node.attributes.gid = 0
        return FileEntry(path: entry.path, node: node, linkID: entry.linkID)
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws -> [DirectoryItem] {
        try files.list(try allowed(path))
    }

    /// A directory with everything in it.
    public func tree(at path: TreePath) throws -> FileTree {
        try Snapshot.tree(of: files, at: try allowed(path), modified: now, isRootOwned: true)
    }
}

extension FileError {
    /// True for a path that leads to nothing.
    var isOfMissing: Bool { code == .notFound || code == .notDirectory }
}
