internal import LayArchive
internal import LayBounds
internal import LayDisk
internal import LayFiles
internal import LayImages

/// A layer of a saved world by the index of its entries: its blob is not looked at before contents
/// are.
struct StoredLayer {
    private let entry: LayerRecord
    private let source: ByteSource
    private let index: [UInt8]
    private let limits: ArchiveLimits
    private let scratch: ScratchSpace?
    private let user: String

    init(
        _ entry: LayerRecord, _ source: ByteSource, index: [UInt8], limits: ArchiveLimits,
        scratch: ScratchSpace?, user: String
    ) {
        self.entry = entry
        self.source = source
        self.index = index
        self.limits = limits
        self.scratch = scratch
        self.user = user
    }

    /// The layer.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` for a damaged index.
    /// - Complexity: O(*n*) in the entries.
    func layer() throws -> Layer {
        let contents = LayerArchive.bytes(
            of: source,
            LayerArchive.Promise(
                digest: entry.digest, diffID: entry.diffID, size: entry.size, user: user),
            limits: limits, scratch: scratch)
        let changes: TreeChanges
        do {
            changes = try index.withUnsafeBytes {
                try LayerIndex.changes(in: $0, source: contents)
            }
        } catch let error as LayerIndexError {
            throw ImageError.damagedIndex(entry.index, error)
        }
        return Layer(
            changes, diffID: entry.diffID,
            blob: Layer.Blob(
                source, digest: entry.digest, compression: entry.compression,
                uncompressedSize: entry.size, contents: contents))
    }

    /// The layer of a record, from the blobs of its directory.
    ///
    /// - Throws: as `layer`, and for a blob that is gone or has another size.
    static func read(
        _ entry: LayerRecord, _ blobs: Blobs, scratch: ScratchSpace?, user: String
    ) throws -> Layer {
        let source = ContentsSource(try blobs.read(entry.digest, for: user))
        if source.count != entry.stored {
            throw ImageError.damagedBlob(entry.digest, neededBy: user)
        }
        return try StoredLayer(
            entry, source, index: try blobs.ownDocument(entry.index, for: user),
            limits: blobs.limits, scratch: scratch, user: user
        ).layer()
    }
}

/// The blobs of a directory, for what reads them later: the world that asks runs on one thread at a
/// time, as its files do.
struct SharedBlobs: @unchecked Sendable {
    let blobs: Blobs

    init(_ blobs: Blobs) { self.blobs = blobs }
}
