/// A file system that tells when what was written would survive a crash.
public protocol DurableFileSystem: FileSystem {
    /// Writes a file, replacing one of that name; a crash may lose its bytes until it is
    /// synchronised.
    func write(_ contents: FileContents, unsynchronizedTo path: TreePath) throws(FileError)
    /// Opens a file to be written piece by piece, replacing one of that name; a crash may lose its
    /// bytes until it is synchronised.
    func sink(unsynchronizedTo path: TreePath) throws(FileError) -> any FileSink
    /// Returns when the bytes of these files would survive a crash.
    func synchronize(files: [TreePath]) throws(FileError)
    /// Returns when the names in a directory would survive a crash.
    func synchronize(directory: TreePath) throws(FileError)
    /// Takes the lock that a file stands for, without waiting.
    ///
    /// Whoever has it through this object may take it again; a holder that died has let it go.
    ///
    /// - Throws: `FileError` of code `inUse` whose detail names the holder.
    func lock(_ path: TreePath) throws(FileError) -> any FileLock
}

/// A lock that is held until it is released or forgotten.
public protocol FileLock: AnyObject {
    /// Lets it go.
    func release()
}

/// A tree in memory has nothing to lose and one user.
extension TreeFileSystem: DurableFileSystem {
    private final class Lock: FileLock {
        func release() {}
    }

    /// Writes a file.
    public func write(_ contents: FileContents, unsynchronizedTo path: TreePath) throws(FileError) {
        try write(contents, to: path, creating: FileAttributes(mode: 0o644))
    }

    /// Does nothing.
    public func synchronize(files: [TreePath]) throws(FileError) {}

    /// Does nothing.
    public func synchronize(directory: TreePath) throws(FileError) {}

    /// Always free.
    public func lock(_ path: TreePath) throws(FileError) -> any FileLock { Lock() }
}
