public import LayArchive
public import LayFiles
public import LayImages

/// What files of the machine held when they were read, told apart by what the machine says of them
/// without opening them.
///
/// A file that was not touched since is not read again. Touched means: another place, file system or
/// number, size, or time to the nanosecond, of which nobody can set the last change's. A file whose
/// last change is not clearly past is read each time: it may change once more and look the same.
///
///     "LAYCT" 0 0 1 │ count │ record … │ SHA-256 of all before
///     record: inode │ device │ path │ size │ modified │ changed │ digest (32)
///
/// Numbers are 64 bits, little-endian; records are in the order of their bytes' first three numbers;
/// of a path there is a hash.
public struct ContentTable: Sendable {
    /// When this run began, as the machine's clock says it.
    private let now: Nanoseconds
    /// The records of former runs.
    private let saved: ContentRecords
    /// Which of them were found to hold.
    private var used: [Bool]
    /// The records of this run.
    private var fresh: [ContentRecords.Key: ContentRecords.Record] = [:]
    /// Files whose contents were known.
    public private(set) var knownFiles = 0
    /// Files that had to be read.
    public private(set) var readFiles = 0

    /// How old a change must be, for clocks of file systems that tick this slowly.
    private static let margin: Nanoseconds = 2_000_000_000
    /// Records that are kept; those of former runs that were of no use go first.
    static let mostRecords = 400_000

    /// The table that was saved as some bytes; damaged ones are an empty table.
    ///
    /// - Parameter now: the time on the machine's clock, before anything is looked at.
    /// - Complexity: O(*n*) in the bytes.
    public init(_ bytes: [UInt8] = [], now: Nanoseconds) {
        self.now = now
        saved = ContentRecords(bytes) ?? ContentRecords()
        used = Array(repeating: false, count: saved.count)
    }

    /// How many files it knows.
    public var count: Int { saved.count + fresh.keys.count { saved.find($0) == nil } }

    /// True when something was learnt that is worth saving.
    public var hasChanged: Bool { !fresh.isEmpty }

    /// The table to be saved.
    ///
    /// - Complexity: O(*n* log *n*).
    public var bytes: [UInt8] {
        let hasRoom = saved.count + fresh.count <= Self.mostRecords
        return saved.bytes(
            with: fresh.map { ($0.key, $0.value) }.sorted { $0.key < $1.key },
            atMost: Self.mostRecords
        ) { hasRoom || used[$0] }
    }

    /// The digest of contents that are known; `nil` for those that have to be read.
    ///
    /// - Complexity: O(log *n*).
    public mutating func known(_ contents: FileContents) -> Digest? {
        guard let stamp = Self.stamp(contents) else { return nil }
        let key = ContentRecords.Key(stamp)
        if !fresh.isEmpty, let record = fresh[key], record.fits(stamp) { return record.digest }
        guard let index = saved.find(key) else { return nil }
        let record = saved.record(index)
        guard record.fits(stamp) else { return nil }
        used[index] = true
        return record.digest
    }

    /// The digest of contents, read if they are not known.
    ///
    /// - Throws: `FileError` when they cannot be read.
    public mutating func digest(of contents: FileContents) throws(FileError) -> Digest {
        if let known = known(contents) {
            knownFiles += 1
            return known
        }
        let digest = try Digest.of(contents)
        learn(digest, of: contents)
        return digest
    }

    /// The digest of everything that a copy takes in; what is not known is read by several threads.
    ///
    /// - Throws: `FileError` when something cannot be read, `BoundReached` when the run may not go on.
    /// - Complexity: O(*n*) in the entries, and in the bytes that have to be read.
    public mutating func inputDigest(of copy: ResolvedCopy) throws -> Digest {
        var digests: [Digest?] = []
        var unknown: [(index: Int, contents: FileContents)] = []
        try copy.forEachInput { input in
            guard case .file(let contents) = input.node.body else { return }
            let found = known(contents)
            if found == nil { unknown.append((digests.count, contents)) } else { knownFiles += 1 }
            digests.append(found)
        }
        let read = try ContentReader.digests(of: unknown.map(\.contents))
        for (file, digest) in zip(unknown, read) {
            digests[file.index] = digest
            learn(digest, of: file.contents)
        }
        var next = digests.makeIterator()
        // They are asked for in the order in which they were found.
        return try copy.inputDigest { try (next.next() ?? nil) ?? Digest.of($0) }
    }

    private mutating func learn(_ digest: Digest, of contents: FileContents) {
        readFiles += 1
        guard let stamp = Self.stamp(contents), isPast(stamp.modified), isPast(stamp.changed) else {
            return
        }
        fresh[ContentRecords.Key(stamp)] = ContentRecords.Record(stamp, digest)
    }

    private func isPast(_ time: Nanoseconds) -> Bool {
        let (limit, overflow) = now.subtractingReportingOverflow(Self.margin)
        return !overflow && time < limit
    }

    private static func stamp(_ contents: FileContents) -> FileStamp? {
        guard let (source, offset) = contents.wholeStretch, offset == 0,
            source.count == contents.count
        else { return nil }
        return source.stamp
    }
}
