internal import LayBounds
internal import LayDisk
internal import LayFiles
internal import Synchronization

/// The uncompressed bytes of a compressed blob, which stays compressed: what is read is inflated
/// again from the nearest of the points that were noted on the first way through.
///
///     gzip    ├──────────┼─────────┼───────────┼────┤   points, 50 to 90 KiB each
///     bytes   ├────4 MiB────┼────4 MiB────┼────4 MiB────┼──┤
///
/// Other compressions have no such points; those are uncompressed whole when they are first read.
final class BlobBytes: ByteSource, @unchecked Sendable {
    /// The distance of points in uncompressed bytes, a multiple of `Compression.piece`.
    static let segment = 4 << 20

    /// Names the blob in the cache.
    private let id = lastID.add(1, ordering: .relaxed).newValue
    private static let lastID = Atomic(0)
    private let blob: ByteSource
    private let scratch: ScratchSpace?
    private let limits: ArchiveLimits
    /// What the blob has to be, when it was not read yet.
    private let promise: LayerArchive.Promise?
    // Written once, before the reading that makes this object ends.
    private var size = Int.max
    private let access = Mutex(Access.unread)

    /// How the bytes are got at.
    private enum Access {
        case unread
        case points([Inflater.Point])
        case whole(ByteSource)
    }

    /// The bytes of a blob that is being read; `seal` tells the rest.
    init(of blob: ByteSource, _ limits: ArchiveLimits, _ scratch: ScratchSpace?) {
        self.blob = blob
        self.limits = limits
        self.scratch = scratch
        promise = nil
        super.init(count: 0)
    }

    /// The bytes of a blob that is read and verified when they are first asked for.
    init(
        of blob: ByteSource, _ promise: LayerArchive.Promise, _ limits: ArchiveLimits,
        _ scratch: ScratchSpace?
    ) {
        self.blob = blob
        self.limits = limits
        self.scratch = scratch
        self.promise = promise
        size = promise.size
        super.init(count: 0)
    }

    deinit { SegmentCache.shared.removeAll(of: id) }

    func seal(size: Int, points: [Inflater.Point]) {
        self.size = size
        if !points.isEmpty { access.withLock { $0 = .points(points) } }
    }

    override var count: Int { size }

    override func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void)
        throws(FileError)
    {
        let points: [Inflater.Point]
        switch try opened() {
        case .points(let known): points = known
        case .whole(let bytes): return try bytes.read(range, body)
        case .unread: return
        }
        var position = range.lowerBound
        while position < range.upperBound {
            let number = position / Self.segment
            let start = number * Self.segment
            let end = min(range.upperBound, start + Self.segment)
            let segment = try SegmentCache.shared.segment(of: id, number) {
                () throws(FileError) in try inflate(number, points)
            }
            body(
                UnsafeRawBufferPointer(rebasing: segment.bytes[(position - start)..<(end - start)]))
            position = end
        }
    }

    private func inflate(
        _ number: Int, _ points: [Inflater.Point]
    ) throws(FileError) -> SegmentCache.Segment {
        let start = number * Self.segment
        let segment = SegmentCache.Segment(count: min(Self.segment, size - start))
        var failure: (any Error)? = ArchiveError.otherBlob
        try withStored { stored in
            do {
                let inflater = try Inflater(stored, from: points[number])
                var filled = 0
                while filled < segment.bytes.count {
                    let end = min(filled + Compression.piece, segment.bytes.count)
                    let piece = UnsafeMutableRawBufferPointer(
                        rebasing: segment.buffer[filled..<end])
                    if try inflater.fill(piece) < piece.count { return }
                    filled = end
                }
                // A file that was written to meanwhile is found out here.
                let next = number + 1
                if next < points.count {
                    if inflater.isAt(points[next]) { failure = nil }
                } else {
                    var more: UInt8 = 0
                    let count = try withUnsafeMutableBytes(of: &more) { try inflater.fill($0) }
                    if count == 0 { failure = nil }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw .changedBlob(failure) }
        return segment
    }

    /// Calls `body` once with the blob.
    private func withStored(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
        do {
            try blob.withBytes(body)
        } catch {
            throw error as? FileError ?? .changedBlob(error)
        }
    }

    // MARK: The first look

    private func opened() throws(FileError) -> Access {
        let known = access.withLock { $0 }
        if case .unread = known {
            let fresh: Access
            do {
                // What is read here is not what a save counts, and its end would look like damage.
                fresh = try TransferProgress.$current.withValue(nil) { try open() }
            } catch {
                if let error = error as? FileError { throw error }
                if let bound = error as? BoundReached { throw FileError(bound) }
                throw promise.map { $0.broken(error) } ?? .changedBlob(error)
            }
            access.withLock { $0 = fresh }
            return fresh
        }
        return known
    }

    /// Goes through the blob for its points, and holds it against what was promised.
    private func open() throws -> Access {
        var outcome: Result<Access, any Error> = .failure(ArchiveError.unreadable)
        try withStored { stored in
            outcome = Result {
                guard let promise else { return .unread }
                if Compression.detect(stored) == .zstd {
                    var hash = SHA256()
                    hash.update(stored)
                    try promise.check(hash.finish(), promise.diffID, promise.size)
                    return .unread
                }
                let stream = try ArchiveStream(stored, limits)
                let (digest, diffID, size) = try stream.finish()
                try promise.check(digest, diffID, size)
                return stream.points.isEmpty ? .whole(blob) : .points(stream.points)
            }
        }
        let access = try outcome.get()
        guard case .unread = access else { return access }
        let bytes = try LayerArchive.uncompressed(blob, limits: limits, scratch: scratch)
        guard bytes.count == size else { throw ArchiveError.otherSize }
        return .whole(bytes)
    }
}

/// Segments of blobs that were inflated last, for all threads.
final class SegmentCache: Sendable {
    /// Some uncompressed bytes.
    final class Segment: @unchecked Sendable {
        let buffer: UnsafeMutableRawBufferPointer
        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }

        init(count: Int) {
            buffer = .allocate(byteCount: max(1, count), alignment: 64)
        }

        deinit { buffer.deallocate() }
    }

    private struct Entry {
        let owner: Int
        let number: Int
        let segment: Segment
    }

    /// 32 MiB for the whole process.
    static let shared = SegmentCache(limit: 8)

    private let limit: Int
    /// The last used last.
    private let entries = Mutex<[Entry]>([])

    init(limit: Int) {
        self.limit = limit
    }

    /// Forgets the segments of a blob that is gone.
    func removeAll(of owner: Int) {
        entries.withLock { entries in entries.removeAll { $0.owner == owner } }
    }

    /// The segment of a blob, from `make` unless it is here.
    func segment(
        of owner: Int, _ number: Int, make: () throws(FileError) -> Segment
    ) throws(FileError) -> Segment {
        let known = entries.withLock { entries -> Segment? in
            guard
                let index = entries.lastIndex(where: { $0.owner == owner && $0.number == number })
            else { return nil }
            let entry = entries.remove(at: index)
            entries.append(entry)
            return entry.segment
        }
        if let known { return known }
        let segment = try make()
        entries.withLock { entries in
            if entries.count >= limit { entries.removeFirst() }
            entries.append(Entry(owner: owner, number: number, segment: segment))
        }
        return segment
    }
}
