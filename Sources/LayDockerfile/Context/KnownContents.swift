public import LayArchive
public import LayFiles
public import LayWorld

/// The table of known contents that a world keeps, for the length of a build.
public final class KnownContents {
    private var table: ContentTable

    /// The table of a world.
    ///
    /// - Parameter now: the time on the machine's clock, before anything is looked at.
    public init(of cache: BuildCache, now: Nanoseconds) {
        table = ContentTable((try? cache.knownContents?.bytes()) ?? [], now: now)
    }

    /// The digest of contents, read if they are not known.
    ///
    /// - Throws: `FileError` when they cannot be read.
    public func digest(_ contents: FileContents) throws -> Digest {
        try table.digest(of: contents)
    }

    /// Leaves what was learnt with the world.
    public func keep(in cache: inout BuildCache) {
        if table.hasChanged { cache.setKnownContents(table.bytes) }
    }
}
