public import LayArchive
internal import LayBounds
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
        /// How many bytes they are uncompressed, if whoever read them told.
        public let uncompressedSize: Int?
        /// The uncompressed bytes, where the files of the layer are, if whoever read them told.
        public let contents: ByteSource?

        /// A stored blob.
        public init(
            _ source: ByteSource, digest: Digest, compression: Compression,
            uncompressedSize: Int? = nil, contents: ByteSource? = nil
        ) {
            self.contents = contents
            self.source = source
            self.digest = digest
            self.compression = compression
            self.uncompressedSize = compression == .none ? source.count : uncompressedSize
        }

        /// A blob that was read as a layer.
        public init(_ source: ByteSource, _ reading: LayerArchive.Reading) {
            self.init(
                reading.kept?.source ?? source, digest: reading.kept?.digest ?? reading.digest,
                compression: reading.compression,
                uncompressedSize: reading.uncompressedSize, contents: reading.contents)
        }
    }

    /// What the layer changes.
    public let changes: TreeChanges
    /// What made it, as history tells: a RUN line, a COPY.
    public let createdBy: String
    /// The blob it was read from, if it was.
    public let blob: Blob?
    private let identity: Mutex<Identity>
    private let charge: Charge

    private struct Identity {
        var diffID: Digest?
        /// Bytes of the uncompressed tar.
        var size: Int?
        /// The tar itself, when it is small: most layers that a script makes are one file, and
        /// saving one need not write it a second time.
        var tar: [UInt8]?
        var charge: SharedCharge?
    }

    /// Larger tars are not kept: of images that nobody saves, they would hold in memory a second time
    /// what is in the files.
    private static let keptTar = 8 << 10

    /// Bytes that a layer takes beside its changes.
    private static let held = 400

    /// A layer made here.
    public init(_ changes: TreeChanges, createdBy: String = "") {
        self.changes = changes
        self.createdBy = createdBy
        blob = nil
        identity = Mutex(Identity())
        charge = Charge(Self.held + createdBy.utf8.count)
    }

    /// A layer read from a blob.
    public init(_ changes: TreeChanges, createdBy: String = "", diffID: Digest, blob: Blob?) {
        self.changes = changes
        self.createdBy = createdBy
        self.blob = blob
        identity = Mutex(Identity(diffID: diffID, size: blob?.uncompressedSize))
        charge = Charge(Self.held + createdBy.utf8.count)
    }

    private init(_ layer: Layer, createdBy: String) {
        changes = layer.changes
        self.createdBy = createdBy
        blob = layer.blob
        identity = Mutex(layer.identity.withLock { $0 })
        charge = Charge(Self.held + createdBy.utf8.count)
    }

    /// The same layer with another history line.
    public func with(createdBy: String) -> Layer { Layer(self, createdBy: createdBy) }

    /// The SHA-256 of the uncompressed tar (OCI image-spec config.md, Layer DiffID).
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the layer's bytes the first time.
    public func diffID() throws -> Digest {
        if let known = identity.withLock({ $0.diffID }) { return known }
        return try measured().diffID
    }

    /// Bytes of the uncompressed tar.
    ///
    /// - Throws: `FileError` or `ArchiveError` when it cannot be read.
    /// - Complexity: O(*n*) in the layer's bytes the first time, unless its blob told.
    public func uncompressedSize() throws -> Int {
        if let known = identity.withLock({ $0.size }) { return known }
        return try measured().size
    }

    private func measured() throws -> (diffID: Digest, size: Int) {
        let small = SmallTar(bound: blob == nil ? Self.keptTar : 0)
        try write(to: Optional(small))
        let charge = small.bytes.map { SharedCharge($0.capacity) }
        identity.withLock { ($0.tar, $0.charge) = (small.bytes, charge) }
        let known = identity.withLock { $0 }
        guard let diffID = known.diffID, let size = known.size else {
            throw FileError.unreadLayer
        }
        return (diffID, size)
    }

    /// Writes the layer's tar, uncompressed: the one it came in, or the canonical one.
    ///
    /// - Throws: `FileError` or `ArchiveError` when it cannot be read, `ImageError` of kind
    ///   `CorruptData` when it is not what it was any more; what the sink throws.
    /// - Complexity: O(*n*) in the bytes, of which only a window is in memory.
    public func write(to sink: any ByteSink) throws { try write(to: Optional(sink)) }

    private func write(to sink: (any ByteSink)?) throws {
        let known = identity.withLock { $0 }
        if let tar = known.tar {
            try tar.withUnsafeBytes { bytes in try sink?.write(bytes) }
            return
        }
        if let blob, let size = known.size, known.diffID != nil {
            return try write(blob, size, to: sink)
        }
        let hash = DigestSink(to: sink)
        if let blob {
            try blob.source.withBytes { stored in
                try Compression.decompress(stored) { try hash.write($0) }
            }
        } else {
            try LayerArchive.write(changes, to: hash)
        }
        let size = hash.count
        let diffID = hash.finish()
        let isSame = identity.withLock { identity in
            if let known = identity.diffID, known != diffID { return false }
            (identity.diffID, identity.size) = (diffID, size)
            return true
        }
        if !isSame { throw changed() }
    }

    /// Writes what was read before: equal stored bytes have equal uncompressed ones, and are fewer
    /// to hash.
    private func write(_ blob: Blob, _ size: Int, to sink: (any ByteSink)?) throws {
        try blob.source.withBytes { stored in
            let hash = DigestSink()
            try hash.write(stored)
            if hash.finish() != blob.digest { throw changed() }
            // Whoever read it had limits of its own.
            let limits = ArchiveLimits(bytes: max(size, 1 << 27), ratio: .max)
            var count = 0
            try Compression.decompress(stored, limits: limits) { piece in
                count += piece.count
                try sink?.write(piece)
            }
            if count != size { throw changed() }
        }
    }

    private func changed() -> ImageError {
        let name = identity.withLock { $0.diffID }?.description ?? "made here"
        return .changedFiles(ofLayer: name)
    }

    /// Bytes of the files it holds.
    public var size: Int { changes.size }
}

/// Keeps the bytes of a tar that does not pass a bound.
private final class SmallTar: ByteSink {
    private(set) var bytes: [UInt8]? = []
    private let bound: Int

    init(bound: Int) { self.bound = bound }

    func write(_ more: UnsafeRawBufferPointer) {
        guard let count = bytes?.count else { return }
        if count + more.count > bound { bytes = nil } else { bytes?.append(contentsOf: more) }
    }
}
