public import LayFiles

/// Layers and trees as tars (OCI image-spec layer.md).
public enum LayerArchive {
    /// A layer read from a blob, with what identifies it.
    public struct Reading: Sendable {
        /// What the layer changes.
        public var changes: TreeChanges
        /// The uncompressed tar, where the contents of files are.
        public var contents: ByteSource
        /// The SHA-256 of the uncompressed tar.
        public var diffID: Digest
        /// The SHA-256 of the blob as it was stored.
        public var digest: Digest
        /// Bytes of the uncompressed tar.
        public var uncompressedSize: Int
        /// How the blob was stored.
        public var compression: Compression
        /// What was left out, such as sockets.
        public var warnings: [String]
    }

    static let whiteoutPrefix = Array(".wh.".utf8)
    static let opaqueName = Array(".wh..wh..opq".utf8)
}
