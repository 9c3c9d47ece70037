internal import LayBounds

/// Bytes that never change and may lie anywhere: in memory, in a mapped file, in a blob on disk.
///
/// Reading can fail, because a saved world reads blobs only when they are touched. A class and not
/// a protocol, because a tree keeps a reference to it in the 64 bytes of each file.
open class ByteSource: @unchecked Sendable {
    private let initialCount: Int

    /// A source of `count` bytes.
    public init(count: Int) {
        initialCount = count
    }

    /// How many bytes there are.
    open var count: Int { initialCount }

    /// True when any range is given all at once, without a copy.
    open var isContiguous: Bool { false }

    /// What the machine told of a file whose bytes these are, when it was found; `nil` for others.
    open var stamp: FileStamp? { nil }

    /// The bytes as contents that stay what they are, whatever becomes of the file that they are read
    /// from; `nil` for bytes that stay so by themselves.
    ///
    /// - Throws: `FileError` when the file is another one by now, or cannot be read.
    open func held() throws(FileError) -> FileContents? { nil }

    /// Calls `body` with the bytes of `range`, which lies inside `0..<count`: all at once when the
    /// source is contiguous, else stretch by stretch, in order.
    ///
    /// - Throws: `FileError` when the bytes cannot be had or are damaged.
    open func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) throws(FileError)
    {
        throw FileError.noBytes
    }
}

extension ByteSource {
    /// Calls `body` once with all bytes; those of a source that is not contiguous are copied for it.
    ///
    /// - Throws: `FileError` when the bytes cannot be had, and what `body` throws.
    /// - Complexity: O(*n*) for a source that is not contiguous.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws
        -> Result
    {
        if isContiguous {
            var outcome: Swift.Result<Result, any Error>?
            try read(0..<count) { bytes in outcome = Swift.Result { try body(bytes) } }
            if let outcome { return try outcome.get() }
        }
        try MemoryAccount.admit(count)
        var collected: [UInt8] = []
        collected.reserveCapacity(count)
        try read(0..<count) { collected.append(contentsOf: $0) }
        return try collected.withUnsafeBytes(body)
    }
}

/// Bytes in memory, paid for by the account of the thread that makes them.
public final class MemoryBytes: ByteSource, @unchecked Sendable {
    /// The bytes.
    let bytes: [UInt8]
    private let payer: MemoryAccount?

    /// Bytes that the object and its array take beside what they hold.
    private static let overhead = 112

    /// Holds `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        payer = MemoryAccount.current
        super.init(count: bytes.count)
        payer?.charge(bytes.capacity + Self.overhead)
    }

    deinit { payer?.credit(bytes.capacity + Self.overhead) }

    /// True.
    public override var isContiguous: Bool { true }

    /// Calls `body` with the bytes of `range`.
    public override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
