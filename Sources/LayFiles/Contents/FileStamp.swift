/// What the machine tells of a file without opening it, which changes when the file does.
public struct FileStamp: Sendable, Hashable {
    /// Where the file was found.
    public var path: TreePath
    /// The file system that it is on.
    public var device: UInt64
    /// Its number there.
    public var inode: UInt64
    /// Its bytes.
    public var size: Int
    /// When its contents changed last.
    public var modified: Nanoseconds
    /// When anything of it changed last, which nobody can set.
    public var changed: Nanoseconds

    /// The stamp of these parts.
    public init(
        path: TreePath, device: UInt64, inode: UInt64, size: Int, modified: Nanoseconds,
        changed: Nanoseconds
    ) {
        self.path = path
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}
