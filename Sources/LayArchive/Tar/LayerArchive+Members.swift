internal import LayBounds
package import LayFiles

extension LayerArchive {
    /// An entry of an archive that is no layer, as its headers tell it.
    package struct Member {
        /// The name as it is written, which may lead anywhere.
        package let name: [UInt8]
        /// What it is; `nil` for a further name of a file.
        package let node: FileNode?
        /// The attributes of the header, which a further name of a file has as well.
        package let attributes: FileAttributes
        /// The time of the header.
        package let modified: Nanoseconds
        /// The name that a link holds, symbolic or hard, as it is written.
        package let target: [UInt8]
    }

    /// Gives the entries of an archive one after the other, plain, gzip, zstd, xz or bzip2; nothing is
    /// known of what they mean together.
    ///
    /// - Parameter body: gives how many files and directories it made of an entry, which the limits
    ///   bound.
    /// - Throws: `ArchiveError` with the place of what is wrong, `FileError` when it cannot be read, and
    ///   what `body` throws.
    /// - Complexity: O(*n*) in the bytes, once.
    package static func forEachMember(
        of blob: ByteSource, limits: ArchiveLimits = ArchiveLimits(),
        _ body: (Member) throws -> Int
    ) throws {
        let blob = try contiguous(blob)
        let plain =
            try blob.withBytes { ForeignCompression.detect($0) } == nil
            ? blob : try uncompressed(blob, limits: limits)
        try plain.withBytes { stored in
            let stream = try ArchiveStream(stored, limits)
            let bytes = BlobBytes(of: plain, limits, nil)
            let contents = stream.compression == .none ? plain : bytes
            var reader = TarReader(stream, limits: limits)
            var count = 0
            while let entry = try reader.next() {
                if count & 0xff == 0 { try RunBounds.look() }
                if entry.path.contains(0) { throw ArchiveError.zeroInName(entry) }
                if entry.target.contains(0) { throw ArchiveError.zeroInTarget(entry) }
                count += 1
                count += try body(
                    Member(
                        name: entry.path, node: try node(of: entry, in: contents),
                        attributes: entry.attributes, modified: entry.modified,
                        target: entry.target))
                if count > limits.entries {
                    throw ArchiveError.manyEntries(limits.entries, at: entry.headerOffset)
                }
            }
            let (_, _, size) = try stream.finish()
            bytes.seal(size: size, points: stream.points)
        }
    }

    private static func node(of entry: TarEntry, in source: ByteSource) throws -> FileNode? {
        let body: FileNode.Body
        switch entry.kind {
        case .file: body = .file(try entry.contents(in: source))
        case .directory: body = .directory
        case .symlink: body = .symlink(target: entry.target)
        case .fifo: body = .fifo
        case .characterDevice: body = .characterDevice(entry.device)
        case .blockDevice: body = .blockDevice(entry.device)
        case .hardLink: return nil
        }
        return FileNode(body, attributes: entry.attributes, modified: entry.modified)
    }
}
