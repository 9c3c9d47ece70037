public import LayFiles

/// Counts and hashes what is written, and gives it on if there is somebody to give it to.
public final class DigestSink: ByteSink {
    private let next: (any ByteSink)?
    private var hasher: SHA256? = SHA256()
    /// How many bytes were written.
    public private(set) var count = 0

    /// Gives the bytes on to `next`.
    public init(to next: (any ByteSink)? = nil) {
        self.next = next
    }

    /// Takes the next bytes.
    ///
    /// - Throws: what `next` throws.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        hasher?.update(bytes)
        count += bytes.count
        try next?.write(bytes)
    }

    /// The digest of all bytes that were written, once; nothing is written afterwards.
    public func finish() -> Digest {
        let hasher = hasher.take() ?? SHA256()
        return hasher.finish()
    }
}
