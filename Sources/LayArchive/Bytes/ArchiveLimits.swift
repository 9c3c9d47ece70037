/// What reading an archive or a document may use up; a bomb ends in an error instead of a full
/// memory.
public struct ArchiveLimits: Sendable {
    /// Bytes after decompression; also the sizes that sparse files claim, together.
    public var bytes: Int
    /// Entries of one archive, with the directories that are made for them.
    public var entries: Int
    /// Bytes of the extended headers of one entry.
    public var headerBytes: Int
    /// Bytes of a path or a link's target.
    public var pathBytes: Int
    /// How often the stored bytes may be contained in the uncompressed ones.
    public var ratio: Int
    /// The uncompressed bytes from which on the ratio is looked at: a large file of zeros is no
    /// attack.
    public var ratioFloor: Int
    /// Bytes of one JSON document: a manifest, a config, an index.
    public var jsonBytes: Int
    /// Arrays and objects inside each other in a JSON document.
    public var jsonDepth: Int
    /// Values of one JSON document.
    public var jsonValues: Int

    /// What an archive can run out of: the limit of that name.
    public enum Limit: String, Sendable {
        /// Bytes after decompression.
        case bytes
        /// Entries of an archive.
        case entries
        /// Bytes of an entry's extended headers.
        case headerBytes
        /// Bytes of a path or a link's target.
        case pathBytes
        /// Uncompressed bytes for each stored one.
        case ratio
        /// Bytes of a JSON document.
        case jsonBytes
    }

    /// The standard limits: 16 GiB, 4 million entries, 1 MiB of headers an entry, Linux' paths, and
    /// beyond 4 GiB 2,000 bytes for each stored one (gzip cannot pass 1,032); 256 MiB of JSON.
    public init(
        bytes: Int = 16 << 30, entries: Int = 4_000_000, headerBytes: Int = 1 << 20,
        pathBytes: Int = 4094, ratio: Int = 2000, ratioFloor: Int = 4 << 30,
        jsonBytes: Int = 256 << 20, jsonDepth: Int = 1000, jsonValues: Int = 10_000_000
    ) {
        self.bytes = bytes
        self.entries = entries
        self.headerBytes = headerBytes
        self.pathBytes = pathBytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.jsonBytes = jsonBytes
        self.jsonDepth = jsonDepth
        self.jsonValues = jsonValues
    }
}
