/// Bytes that never change and may lie anywhere: in memory, in a mapped file, in a blob on disk.
///
/// Reading can fail, because a saved world reads blobs only when they are touched.
public protocol ByteSource: AnyObject, Sendable {
    /// How many bytes there are.
    var count: Int { get }
    /// Calls `body` with the bytes of `range`, which lies inside `0..<count`.
    ///
    /// - Throws: `FileError` when the bytes cannot be had or are damaged.
    func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) throws(FileError)
}

/// Bytes in memory.
public final class MemoryBytes: ByteSource {
    private let bytes: [UInt8]

    /// Holds `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes there are.
    public var count: Int { bytes.count }

    /// Calls `body` with the bytes of `range`.
    public func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
