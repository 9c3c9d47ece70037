/// What a program in a container sees: one root with every operation Linux has on files.
///
/// A tree, a container with its mounts and a host directory all conform. Paths are walked with
/// symlinks resolved inside the file system; `follow` says whether a link in the last place is.
/// A class, because programs that run one after the other see each other's writes.
public protocol FileSystem: AnyObject {
    /// The entry at `path`.
    func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry
    /// What is at `path` and how large it is, without a look at its contents.
    func status(at path: TreePath, follow: Bool) throws(FileError) -> (kind: FileKind, size: Int)
    /// The names in a directory with their kinds, in byte order.
    func list(_ path: TreePath) throws(FileError) -> [DirectoryItem]
    /// Everything in a directory, in byte order; links are not followed, and contents are read when
    /// somebody reads them.
    func survey(_ path: TreePath) throws(FileError) -> [FileEntry]
    /// The path with every link resolved; the last name need not exist when `lastMayBeMissing`.
    func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath

    /// Creates the file or replaces the contents of the one there, which keeps mode and owner;
    /// `attributes` are those of a file that has to be made.
    func write(_ contents: FileContents, to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    /// Adds bytes to the end of a file, which is made when missing.
    func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    /// Opens a file, which stays the same whatever becomes of its names; `attributes` are those of
    /// a file that has to be made. Whether it may be read or written is asked here and not later.
    func open(_ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes)
        throws(FileError) -> OpenFile
    /// Makes a new node that is no regular file: directory, symlink, fifo or device (or an empty
    /// file). Refused with `exists` when the name is taken.
    func make(_ node: FileNode, at path: TreePath) throws(FileError)
    /// Another name for the inode at `source`, a link itself when it is one.
    func link(_ source: TreePath, to path: TreePath) throws(FileError)
    /// Removes a name that is no directory.
    func unlink(_ path: TreePath) throws(FileError)
    /// Removes an empty directory.
    func removeDirectory(_ path: TreePath) throws(FileError)
    /// Removes a name with all below it.
    func removeAll(_ path: TreePath) throws(FileError)
    /// Moves, replacing what POSIX lets `rename(2)` replace.
    func rename(_ source: TreePath, to target: TreePath) throws(FileError)
    /// Changes mode, owner or extended attributes.
    func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void)
        throws(FileError)
    /// Sets the modification time.
    func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    /// Cuts the file or fills it with zeros.
    func truncate(_ path: TreePath, to size: Int) throws(FileError)

    /// These files as far as they are granted: what is reached through the result lies there,
    /// whatever links say.
    func confined(to grants: FileGrants) -> any ConfinedFileSystem

    /// The time that new files get.
    var now: Nanoseconds { get }
}

extension FileSystem {
    /// Everything in a directory, as its entries tell one by one.
    ///
    /// - Complexity: O(*n*) in the names, each looked for from the root.
    public func survey(_ path: TreePath) throws(FileError) -> [FileEntry] {
        var entries: [FileEntry] = []
        for item in try list(path) {
            entries.append(try entry(at: path.appending(name: item.name), follow: false))
        }
        return entries
    }

    /// What is at `path` and how large it is, as its entry says.
    public func status(
        at path: TreePath, follow: Bool
    ) throws(FileError) -> (kind: FileKind, size: Int) {
        let node = try entry(at: path, follow: follow).node
        return (node.kind, node.size)
    }
}

/// A name in a directory.
public struct DirectoryItem: Sendable, Equatable {
    /// The name's bytes.
    public var name: [UInt8]
    /// What it names, a link not followed.
    public var kind: FileKind

    /// The name of something of this kind.
    public init(name: [UInt8], kind: FileKind) {
        self.name = name
        self.kind = kind
    }
}
