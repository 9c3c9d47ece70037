public import LayDisk
public import LayFiles

/// Keeps bytes whose number is not known yet: in a file without a name, or in memory.
public final class SpoolSink: ByteSink {
    private var file: ScratchFile?
    private var memory: GrowingBytes?

    /// Keeps them in `scratch`, or in memory without one.
    ///
    /// - Throws: `FileError` when no file can be made there.
    public init(_ scratch: ScratchSpace?) throws {
        if let scratch {
            file = try ScratchFile(scratch)
        } else {
            memory = GrowingBytes(bound: .max)
        }
    }

    /// Adds bytes.
    ///
    /// - Throws: `FileError` when the file cannot grow, `ArchiveError` when the memory cannot.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try file?.append(bytes)
        try memory?.append(bytes)
    }

    /// All of them, once; nothing is written afterwards.
    ///
    /// - Throws: as `write`.
    public func finish() throws -> ByteSource {
        if let file = file.take() { return try file.finish() }
        if let memory = memory.take() { return try memory.finish() }
        return MemoryBytes([])
    }
}
