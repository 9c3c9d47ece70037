/// The bytes of a file that its reader may not have: it can be seen, not opened.
public final class SealedBytes: ByteSource, @unchecked Sendable {
    /// The file.
    public let path: TreePath

    /// The bytes of the file at `path`, which says it has `count`.
    public init(_ path: TreePath, count: Int) {
        self.path = path
        super.init(count: count)
    }

    /// - Throws: `FileError` of code `permissionDenied`, always.
    public override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        throw FileError(.permissionDenied, path)
    }
}
