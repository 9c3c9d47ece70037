public import LayFiles

/// Layers and trees as tars (OCI image-spec layer.md).
public enum LayerArchive {
    /// A layer read from a blob, with what identifies it.
    public struct Reading: Sendable {
        /// What the layer changes.
        public var changes: TreeChanges
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

    /// The uncompressed bytes of a blob; those of a plain one are not copied.
    private static func expand(
        _ blob: ByteSource, _ limits: ArchiveLimits, _ scratch: ScratchSpace?
    ) throws -> (ByteSource, Compression, Digest, Digest) {
        var outcome: Result<(ByteSource?, Compression, Digest, Digest), any Error> = .failure(
            ArchiveError("the blob cannot be read"))
        try blob.read(0..<blob.count) { stored in
            outcome = Result {
                var hasher = SHA256()
                hasher.update(stored)
                let digest = hasher.finish()
                let compression = Compression.detect(stored)
                if compression == .none {
                    if stored.count > limits.bytes {
                        throw ArchiveError.limit(
                            "the archive has \(stored.count) bytes, beyond the limit of "
                                + "\(limits.bytes)", "bytes")
                    }
                    return (nil, compression, digest, digest)
                }
                var inner = SHA256()
                if let scratch {
                    var file = try ScratchFile(scratch)
                    try Compression.decompress(stored, limits: limits) { piece in
                        try file.append(piece)
                        inner.update(piece)
                    }
                    return (try file.finish(), compression, digest, inner.finish())
                }
                var bytes = GrowingBytes(bound: limits.bytes)
                try Compression.decompress(stored, limits: limits) { piece in
                    try bytes.append(piece)
                    inner.update(piece)
                }
                return (try bytes.finish(), compression, digest, inner.finish())
            }
        }
        let (source, compression, digest, diffID) = try outcome.get()
        return (source ?? blob, compression, digest, diffID)
    }

    /// Reads the blob of a layer, plain, gzip or zstd.
    ///
    /// What is compressed lies in `scratch` afterwards, or in memory without one.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong, `FileError` when it cannot be read.
    /// - Complexity: O(*n*) in the bytes, once.
    public static func read(
        _ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> Reading {
        let (source, compression, digest, diffID) = try expand(blob, limits, scratch)
        let (changes, warnings) = try LayerAssembly.read(source, limits)
        return Reading(
            changes: changes, diffID: diffID, digest: digest, uncompressedSize: source.count,
            compression: compression, warnings: warnings)
    }

    /// The uncompressed bytes of a blob, in `scratch` or in memory.
    ///
    /// - Throws: as `read`.
    public static func uncompressed(
        _ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> ByteSource {
        try expand(blob, limits, scratch).0
    }

    /// Reads the tar of a whole tree; whiteouts in it have nothing to hide.
    ///
    /// - Throws: as `read`.
    public static func readTree(_ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits()) throws
        -> FileTree
    {
        let (source, _, _, _) = try expand(blob, limits, nil)
        return try LayerAssembly.read(source, limits).changes.applied(to: FileTree())
    }

    static let whiteoutPrefix = Array(".wh.".utf8)
    static let opaqueName = Array(".wh..wh..opq".utf8)
}
