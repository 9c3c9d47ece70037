/// A tree as programs see it: each change replaces the tree held here.
public final class TreeFileSystem: FileSystem {
    /// The tree as it is now.
    public var tree: FileTree
    /// The time that new files get.
    public let now: Nanoseconds
    let openFiles = OpenTreeFiles()

    /// Starts from `tree`.
    public init(_ tree: FileTree = FileTree(), now: Nanoseconds = 0) {
        self.tree = tree
        self.now = now
    }

    /// The entry at a path.
    public func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        try tree.entry(at: path, follow: follow)
    }

    /// The names in a directory, in byte order.
    public func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] { try tree.list(path) }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try tree.resolve(path, lastMayBeMissing: lastMayBeMissing)
    }

    /// Creates the file or replaces its contents.
    public func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    )
        throws(FileError)
    {
        try tree.write(contents, to: path, creating: attributes, now: now)
    }

    /// Adds bytes to the end of a file.
    public func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        try tree.append(bytes, to: path, creating: attributes, now: now)
    }

    /// Makes a new node.
    public func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        try tree.make(node, at: path, now: now)
    }

    /// Gives an inode another name.
    public func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        try tree.link(source, to: path, now: now)
    }

    /// Removes a name that is no directory.
    public func unlink(_ path: TreePath) throws(FileError) {
        if openFiles.isEmpty { return try tree.unlink(path, now: now) }
        try openFiles.removing(path, from: tree) { () throws(FileError) in
            try tree.unlink(path, now: now)
        }
    }

    /// Removes an empty directory.
    public func removeDirectory(_ path: TreePath) throws(FileError) {
        try tree.removeDirectory(path, now: now)
    }

    /// Removes a name with all below it.
    ///
    /// - Complexity: O(*d* log *n*) when nothing in the tree is hard-linked.
    public func removeAll(_ path: TreePath) throws(FileError) {
        // What is open below is to be told of one by one.
        if !openFiles.isEmpty { return try removeOneByOne(path) }
        try tree.removeAll(path, now: now)
    }

    /// Moves, replacing what POSIX lets `rename(2)` replace.
    public func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        if openFiles.isEmpty { return try tree.rename(source, to: target, now: now) }
        try openFiles.renaming(source, to: target, in: tree) { () throws(FileError) in
            try tree.rename(source, to: target, now: now)
        }
    }

    /// Changes mode, owner or extended attributes.
    public func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) {
        try tree.setAttributes(of: path, follow: follow, change)
    }

    /// Sets the modification time.
    public func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        try tree.setModified(time, of: path, follow: follow)
    }

    /// Cuts a file or fills it with zeros.
    public func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        try tree.truncate(path, to: size, now: now)
    }
}

extension TreeFileSystem: OpenTree {
    package var openTree: FileTree { tree }

    package func change(
        _ path: TreePath, _ body: (inout FileTree) throws(FileError) -> Void
    ) throws(FileError) { try body(&tree) }

    /// Opens a file.
    public func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        let entry = try entry(opening: path, flags, creating: attributes)
        if let body = entry.node.openBody(at: entry.path) { return OpenFile(body, flags) }
        return OpenFile(try openFiles.file(at: entry.path, of: self), flags)
    }
}
