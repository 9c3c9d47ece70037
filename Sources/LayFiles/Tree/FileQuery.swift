internal import LayBounds

/// What is asked of the entries of a tree; what is left out is not asked.
public struct FileQuery: Sendable {
    /// Their kind.
    public var kind: FileKind?
    /// Files of more bytes than these.
    public var larger: Int?
    /// Files of fewer bytes than these.
    public var smaller: Int?
    /// Their owner, as `chown` takes it; names are those of the tree's own `/etc/passwd`.
    public var owner: String?
    /// Permission bits that they have, others besides or not.
    public var mode: UInt16?
    /// Changed after this time.
    public var newer: Nanoseconds?

    /// Asks nothing unless told.
    public init(
        kind: FileKind? = nil, larger: Int? = nil, smaller: Int? = nil, owner: String? = nil,
        mode: UInt16? = nil, newer: Nanoseconds? = nil
    ) {
        self.kind = kind
        self.larger = larger
        self.smaller = smaller
        self.owner = owner
        self.mode = mode
        self.newer = newer
    }

    fileprivate func fits(_ node: FileNode, _ owner: Ownership?) -> Bool {
        let attributes = node.attributes
        if let kind, node.kind != kind { return false }
        if let larger, node.kind != .file || node.size <= larger { return false }
        if let smaller, node.kind != .file || node.size >= smaller { return false }
        if let uid = owner?.uid, attributes.uid != uid { return false }
        if let gid = owner?.gid, attributes.gid != gid { return false }
        if let mode, attributes.mode & mode != mode { return false }
        if let newer, node.modified <= newer { return false }
        return true
    }
}

extension FileTree {
    /// The entries below a directory that fit a glob and a query, in path order; lazy.
    ///
    /// A glob that begins with a slash is for whole paths, another for what is below the directory.
    ///
    /// - Throws: `FileError` when there is no such directory; `OperationError` for a glob that is
    ///   too large, or an owner that `/etc/passwd` does not know.
    /// - Complexity: O(1) for each entry that is passed; directories in which nothing can fit are
    ///   not entered.
    public func entries(
        matching glob: String, _ query: FileQuery = FileQuery(), within directory: TreePath = .root
    ) throws -> some Sequence<FileEntry> {
        let (walk, owner) = try search(glob, query, directory)
        return walk.lazy.filter { query.fits($0.node, owner) }
    }

    /// Calls `body` with the entries that `entries` would give; asks now and then whether the run
    /// may go on.
    ///
    /// - Throws: as `entries`; what `body` throws.
    public func forEachEntry(
        matching glob: String, _ query: FileQuery = FileQuery(), within directory: TreePath = .root,
        _ body: (FileEntry) throws -> Void
    ) throws {
        var (walk, owner) = try search(glob, query, directory)
        var pace = RunBounds.Pace()
        while let step = walk.step() {
            try pace.step()
            if let entry = step, query.fits(entry.node, owner) { try body(entry) }
        }
    }

    private func search(
        _ glob: String, _ query: FileQuery, _ directory: TreePath
    ) throws -> (GlobWalk, Ownership?) {
        let start = try entry(at: directory)
        guard start.node.kind == .directory else { throw FileError(.notDirectory, directory) }
        let owner = try query.owner.map { try Ownership($0, TreeFileSystem(self)) }
        let walk = GlobWalk(
            try PathGlob(glob), in: self, below: start.path, isAbsolute: glob.hasPrefix("/"))
        return (walk, owner)
    }
}

extension FileKind {
    /// The kind that a word of scripts means.
    ///
    /// - Throws: `ValueError` for another word.
    public init(named word: String) throws(OperationError) {
        guard let kind = Self.allCases.first(where: { $0.word == word }) else {
            throw OperationError(
                .valueError, "find: there is no kind '\(word)'",
                help: Self.allCases.map { "\"\($0.word)\"" }.joined(separator: ", ") + " are")
        }
        self = kind
    }
}
