public import LayFiles

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

/// A file on its way into a directory, under a name of its own.
struct StagedFile {
    let sink: any FileSink
    let temporary: TreePath
}

/// Collects a file in memory for file systems that take only whole ones.
final class CollectingSink: FileSink {
    private let files: any FileSystem
    private let path: TreePath
    private let memory = MemorySink()

    init(_ files: any FileSystem, _ path: TreePath) {
        self.files = files
        self.path = path
    }

    func write(_ bytes: UnsafeRawBufferPointer) { memory.write(bytes) }

    func region(_ count: Int) -> (any ByteSink)? { nil }

    func finish() throws {
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
