/// The bytes of a file: an immutable value that shares storage with its other versions.
public struct FileContents: Sendable {
    /// Where the bytes are.
    enum Storage: Sendable {
        /// Few bytes, held directly.
        case inline([UInt8])
        /// A stretch of a larger source, such as a tar in memory or a mapped blob.
        case slice(any ByteSource, offset: Int)
    }

    var storage: Storage
    /// How many bytes there are.
    public private(set) var count: Int

    /// No bytes.
    public static let empty = FileContents([])

    /// Holds `bytes`.
    public init(_ bytes: [UInt8]) {
        storage = .inline(bytes)
        count = bytes.count
    }

    /// Holds the UTF-8 of `text`.
    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// The `count` bytes of `source` from `offset` on, without a copy.
    public init(_ source: any ByteSource, offset: Int, count: Int) {
        storage = .slice(source, offset: offset)
        self.count = count
    }

    /// Calls `body` with the bytes, stretch by stretch, in order.
    ///
    /// - Throws: `FileError` at the root path when a source cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public func forEachStretch(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
        switch storage {
        case .inline(let bytes): bytes.withUnsafeBytes(body)
        case .slice(let source, let offset): try source.read(offset..<(offset + count), body)
        }
    }

    /// All bytes in one array.
    ///
    /// - Throws: `FileError` at the root path when a source cannot be read.
    /// - Complexity: O(*n*).
    public func bytes() throws(FileError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        try forEachStretch { result.append(contentsOf: $0) }
        return result
    }
}
