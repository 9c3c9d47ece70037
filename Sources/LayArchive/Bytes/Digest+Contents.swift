public import LayFiles

extension FileContents {
    /// The digest of the bytes, which need not be in memory.
    ///
    /// - Throws: `FileError` when they cannot be read.
    /// - Complexity: O(*n*).
    public func digest() throws -> Digest {
        let hash = DigestSink()
        try write(to: hash)
        return hash.finish()
    }
}
