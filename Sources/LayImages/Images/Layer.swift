public import LayArchive
public import LayFiles
internal import Synchronization

/// A layer: changes to a tree, with the digests that name it.
///
/// A layer that was read keeps its blob, so that it goes out as it came in; one made here is
/// serialised the first time somebody asks for its identity.
public final class Layer: Sendable {
    /// The blob of a layer as another tool stored it.
    public struct Blob: Sendable {
        /// The bytes.
        public let source: ByteSource
        /// Their digest.
        public let digest: Digest
        /// How they are compressed.
        public let compression: Compression

        /// A stored blob.
        public init(_ source: ByteSource, digest: Digest, compression: Compression) {
            self.source = source
            self.digest = digest
            self.compression = compression
        }
    }

    /// What the layer changes.
    public let changes: TreeChanges
    /// What made it, as history tells: a RUN line, a COPY.
    public let createdBy: String
    /// The blob it was read from, if it was.
    public let blob: Blob?
    private let identity: Mutex<Digest?>

    /// A layer made here.
    public init(_ changes: TreeChanges, createdBy: String = "") {
        self.changes = changes
        self.createdBy = createdBy
        blob = nil
        identity = Mutex(nil)
    }

    /// A layer read from a blob.
    public init(_ changes: TreeChanges, createdBy: String = "", diffID: Digest, blob: Blob?) {
        self.changes = changes
        self.createdBy = createdBy
        self.blob = blob
        identity = Mutex(diffID)
    }

    /// The same layer with another history line.
    public func with(createdBy: String) -> Layer {
        let known = identity.withLock { $0 }
        if let known { return Layer(changes, createdBy: createdBy, diffID: known, blob: blob) }
        return Layer(changes, createdBy: createdBy)
    }

    /// The SHA-256 of the uncompressed tar (OCI image-spec config.md, Layer DiffID).
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the layer's bytes the first time.
    public func diffID() throws -> Digest {
        if let known = identity.withLock({ $0 }) { return known }
        let digest = Digest.of(try LayerArchive.write(changes))
        identity.withLock { $0 = digest }
        return digest
    }

    /// Bytes of the files it holds.
    public var size: Int { changes.size }
}
