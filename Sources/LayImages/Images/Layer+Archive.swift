public import LayArchive
public import LayFiles

extension Layer {
    /// The layer that a tar holds, plain or compressed.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong.
    /// - Complexity: O(*n*) in the bytes.
    public convenience init(archive source: ByteSource, limits: ArchiveLimits = ArchiveLimits())
        throws
    {
        let reading = try LayerArchive.read(source, limits: limits)
        try reading.checkLinks()
        self.init(reading.changes, diffID: reading.diffID, blob: Blob(source, reading))
    }

    /// The layer's canonical tar in a compression, none unless one is named.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a compression or a level that is none;
    ///   `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public func archive(compression name: String? = nil, level: Int? = nil) throws -> [UInt8] {
        let compression = try Compression(named: name ?? "none")
        let level = try compression.checked(level)
        return try compression.compress(try LayerArchive.write(changes), level: level)
    }
}
