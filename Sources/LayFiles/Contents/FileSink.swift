/// A file that is being written piece by piece.
public protocol FileSink: ByteSink {
    /// A place for the next `count` bytes, which may be filled from any thread beside what follows;
    /// `nil` where bytes are only taken in order.
    func region(_ count: Int) throws -> (any ByteSink)?
    /// Ends the file, whose bytes are all there now.
    ///
    /// - Throws: `FileError` when they do not fit.
    func finish() throws
}

/// Collects a file in memory for file systems that take only whole ones.
package final class CollectingSink: FileSink {
    private let files: any FileSystem
    private let path: TreePath
    private let memory = MemorySink()

    package init(_ files: any FileSystem, _ path: TreePath) {
        self.files = files
        self.path = path
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws { try memory.write(bytes) }

    package func region(_ count: Int) -> (any ByteSink)? { nil }

    package func finish() throws {
        let contents = FileContents(memory.bytes)
        if let durable = files as? any DurableFileSystem {
            try durable.write(contents, unsynchronizedTo: path)
        } else {
            try files.write(contents, to: path, creating: FileAttributes(mode: 0o644))
        }
    }
}

extension DurableFileSystem {
    /// Collects the file in memory and writes it when it is complete.
    public func sink(unsynchronizedTo path: TreePath) throws(FileError) -> any FileSink {
        CollectingSink(self, path)
    }
}
