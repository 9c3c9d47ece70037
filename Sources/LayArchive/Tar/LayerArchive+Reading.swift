public import LayDisk
public import LayFiles

extension LayerArchive {
    /// Reads the blob of a layer, plain, gzip, zstd, xz or bzip2; its hard links to files of layers below wait
    /// for `resolveLinks`.
    ///
    /// What is compressed stays so: contents are uncompressed when somebody reads them. Without
    /// random access, as for zstd, all of it goes to `scratch` then, or into memory.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong, `FileError` when it cannot be read.
    /// - Complexity: O(*n*) in the bytes, once.
    public static func read(
        _ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> Reading {
        let blob = try contiguous(blob)
        if let digest = try blob.withBytes({ stored in
            ForeignCompression.detect(stored).map { _ in
                var hash = SHA256()
                hash.update(stored)
                return hash.finish()
            }
        }) {
            return try readForeign(blob, digest, limits, scratch)
        }
        return try blob.withBytes { stored in
            let stream = try ArchiveStream(stored, limits)
            let bytes = BlobBytes(of: blob, limits, scratch)
            let contents = stream.compression == .none ? blob : bytes
            let (changes, links, warnings) = try LayerAssembly.read(stream, contents, limits)
            let (digest, diffID, size) = try stream.finish()
            bytes.seal(size: size, points: stream.points)
            return Reading(
                changes: changes, contents: contents, diffID: diffID, digest: digest,
                uncompressedSize: size,
                compression: stream.compression, warnings: warnings, lowerLinks: links)
        }
    }

    /// Reads a layer of a compression that no image has: what is kept of it is its tar.
    private static func readForeign(
        _ blob: ByteSource, _ digest: Digest, _ limits: ArchiveLimits, _ scratch: ScratchSpace?
    ) throws -> Reading {
        let plain = try uncompressed(blob, limits: limits, scratch: scratch)
        // What is hashed and counted is the blob, which has been read.
        var reading = try TransferProgress.$current.withValue(nil) {
            try read(plain, limits: limits, scratch: scratch)
        }
        try TransferProgress.current?.advance(bytes: blob.count)
        reading.kept = Reading.Kept(source: plain, digest: reading.digest)
        reading.digest = digest
        return reading
    }

    /// The uncompressed bytes of a blob, in `scratch` or in memory; those of a plain one are not
    /// copied.
    ///
    /// - Throws: as `read`.
    /// - Complexity: O(*n*) in the bytes.
    public static func uncompressed(
        _ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> ByteSource {
        let blob = try contiguous(blob)
        return try blob.withBytes { stored in
            if Compression.detect(stored) == .none, ForeignCompression.detect(stored) == nil {
                if stored.count <= limits.bytes { return blob }
                throw ArchiveError.largeArchive(stored.count, limit: limits.bytes)
            }
            if let scratch {
                var file = try ScratchFile(scratch)
                try Compression.decompress(stored, limits: limits) { try file.append($0) }
                return try file.finish()
            }
            var bytes = GrowingBytes(bound: limits.bytes)
            try Compression.decompress(stored, limits: limits) { try bytes.append($0) }
            return try bytes.finish()
        }
    }

    /// Reads the tar of a whole tree; whiteouts in it have nothing to hide.
    ///
    /// What is compressed lies in `scratch` afterwards, or in memory without one: archives of
    /// archives want random access.
    ///
    /// - Throws: as `read`.
    public static func readTree(
        _ blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> FileTree {
        let plain = try uncompressed(blob, limits: limits, scratch: scratch)
        let changes = try plain.withBytes { bytes in
            let stream = try ArchiveStream(bytes, limits, compression: .some(.none))
            let read = try LayerAssembly.read(stream, plain, limits)
            if let link = read.lowerLinks.first { throw link.error }
            return read.changes
        }
        return try changes.applied(to: FileTree())
    }

    /// The source itself, or its bytes in memory when it cannot give them all at once.
    static func contiguous(_ source: ByteSource) throws -> ByteSource {
        if source.isContiguous { return source }
        var bytes = GrowingBytes(bound: source.count)
        var failure: (any Error)?
        try source.read(0..<source.count) { stretch in
            do { try bytes.append(stretch) } catch { failure = error }
        }
        if let failure { throw failure }
        return try bytes.finish()
    }
}
