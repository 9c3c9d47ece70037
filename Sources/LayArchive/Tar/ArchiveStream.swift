internal import LayFiles

/// The uncompressed bytes of a blob from front to back, a window of them at a time, and the digests
/// of both sides.
final class ArchiveStream: TarInput {
    /// How the blob is stored.
    let compression: Compression
    /// Where the window begins in the uncompressed bytes.
    private(set) var offset = 0
    /// Places from which the blob can be inflated again, one for each `BlobBytes.segment`.
    private(set) var points: [Inflater.Point] = []

    private let stored: UnsafeRawBufferPointer
    private let decoder: (any BlobDecoder)?
    private var budget: ExpansionBudget
    private var isAtEnd: Bool
    // The window lies in the buffer, or is the blob itself when that is plain.
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var window: UnsafeRawBufferPointer
    private var hashed = 0
    private var storedHash: SHA256? = SHA256()
    private var innerHash: SHA256? = SHA256()

    /// Begins with the stored bytes, which have to stay where they are; as `compression` says, or
    /// they themselves.
    ///
    /// - Throws: `ArchiveError` when they are more than the limits allow.
    init(
        _ stored: UnsafeRawBufferPointer, _ limits: ArchiveLimits, compression: Compression? = nil
    ) throws {
        let compression = compression ?? Compression.detect(stored)
        self.compression = compression
        self.stored = stored
        decoder = try compression.decoder(stored, limits)
        budget = ExpansionBudget(limits, stored: stored.count)
        isAtEnd = decoder == nil
        window = isAtEnd ? stored : UnsafeRawBufferPointer(start: nil, count: 0)
        if decoder == nil, stored.count > limits.bytes {
            throw ArchiveError.largeArchive(stored.count, limit: limits.bytes)
        }
    }

    deinit { buffer.deallocate() }

    /// The next bytes, fewer than asked for only at the end; they are there until the next call.
    func peek(_ count: Int) throws -> UnsafeRawBufferPointer {
        while window.count < count, !isAtEnd { try refill() }
        return UnsafeRawBufferPointer(rebasing: window.prefix(count))
    }

    /// Passes bytes; gives how many there were.
    func skip(_ count: Int) throws -> Int {
        var passed = 0
        while true {
            let step = min(window.count, count - passed)
            window = UnsafeRawBufferPointer(rebasing: window[step...])
            offset += step
            passed += step
            if passed == count || isAtEnd { return passed }
            try refill()
        }
    }

    /// Uncompresses what is left and verifies it; gives the digests.
    ///
    /// - Throws: `ArchiveError` for damaged data.
    func finish() throws -> (digest: Digest, diffID: Digest, size: Int) {
        _ = try skip(.max)
        try hashStored(stored.count)
        guard let outer = storedHash.take()?.finish(), let inner = innerHash.take()?.finish() else {
            throw ArchiveError.readBefore
        }
        return decoder == nil ? (outer, outer, stored.count) : (outer, inner, budget.total)
    }

    /// Adds a piece behind the window, which moves to the front of the buffer.
    private func refill() throws {
        guard let decoder else { return }
        let size = window.count + Compression.piece
        if buffer.count < size {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(size, min(2 * buffer.count, size + (4 << 20))), alignment: 64)
            larger.copyMemory(from: window)
            buffer.deallocate()
            buffer = larger
        } else if let base = window.baseAddress, base != UnsafeRawPointer(buffer.baseAddress) {
            buffer.baseAddress?.copyMemory(from: base, byteCount: window.count)
        }
        let target = UnsafeMutableRawBufferPointer(rebasing: buffer[window.count..<size])
        if budget.total.isMultiple(of: BlobBytes.segment), let inflater = decoder as? Inflater {
            points.append(inflater.point)
        }
        let count = try decoder.fill(target)
        try budget.take(count)
        try hashStored(decoder.offset)
        innerHash?.update(UnsafeRawBufferPointer(rebasing: target[..<count]))
        isAtEnd = count < target.count
        window = UnsafeRawBufferPointer(rebasing: buffer[..<(window.count + count)])
    }

    /// Hashes the stored bytes while they are in the cache.
    private func hashStored(_ end: Int) throws {
        if end > hashed {
            storedHash?.update(UnsafeRawBufferPointer(rebasing: stored[hashed..<end]))
        }
        try TransferProgress.current?.advance(bytes: max(0, end - hashed))
        hashed = max(hashed, end)
    }
}
