internal import LayFiles

/// The blocks of a tar, from the first on: headers that are intact, and the data behind them.
final class TarBlocks {
    private let stream: any TarInput
    /// Data behind the last header that its reader may still ask for, with what fills its last block.
    private var left = 0
    private var padding = 0
    /// The block of the last header, which outlives the stream's window.
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)

    init(_ stream: any TarInput) {
        self.stream = stream
    }

    deinit { block.deallocate() }

    /// Where the next block begins.
    var offset: Int { stream.offset }

    /// The next header, valid until the one after it; `nil` at the end.
    ///
    /// - Throws: `ArchiveError` when it is cut short or its checksum is wrong.
    func nextHeader() throws -> TarHeader? {
        try finishData()
        let start = offset
        let next = try stream.peek(512)
        guard next.count == 512 else {
            // Some writers leave out the zero blocks at the end.
            if next.isZero { return nil }
            throw ArchiveError.cutHeader(at: start)
        }
        if next.isZero { return nil }
        guard TarHeader.isIntact(next) else {
            throw start == 0 ? ArchiveError.noTar(next) : .damagedHeader(at: start)
        }
        block.copyMemory(from: next)
        _ = try stream.skip(512)
        return TarHeader(UnsafeRawBufferPointer(block), offset: start)
    }

    /// True at a lone block of zeros that a header follows: two of them are the end.
    func isAtLoneZeros() throws -> Bool {
        let next = try stream.peek(1024)
        guard next.count == 1024 else { return false }
        let second = UnsafeRawBufferPointer(rebasing: next[512...])
        return !second.isZero && TarHeader.isIntact(second)
    }

    /// The first bytes behind a header, fewer only at the end of the tar; valid until the position
    /// moves.
    func peek(_ count: Int) throws -> UnsafeRawBufferPointer { try stream.peek(count) }

    /// The data behind a header, valid until the next call; the position moves to the block behind it.
    ///
    /// - Throws: `ArchiveError` when the tar ends before.
    func take(_ size: Int, _ header: TarHeader) throws -> UnsafeRawBufferPointer {
        _ = try stream.peek(Self.padded(size))
        let data = try stream.peek(size)
        try skip(size, header)
        return data
    }

    /// Passes the data behind a header and what fills its last block.
    ///
    /// - Throws: `ArchiveError` when the tar ends before.
    func skip(_ size: Int, _ header: TarHeader) throws {
        guard size >= 0, try stream.skip(size) == size else {
            throw ArchiveError.missingBytes(of: header, size)
        }
        _ = try stream.skip(-size & 511)
    }

    /// Leaves the data behind a header to whoever reads it before the next header is asked for.
    func leave(_ size: Int) {
        left = size
        padding = -size & 511
    }

    /// The next piece of data that was left; none behind it.
    ///
    /// - Throws: `ArchiveError` when the tar ends before.
    func takeData(_ most: Int) throws -> UnsafeRawBufferPointer {
        let wanted = min(left, most)
        let data = try stream.peek(wanted)
        if data.count < wanted { throw ArchiveError.cutData(at: stream.offset) }
        return data
    }

    /// Passes data that was taken.
    func passData(_ count: Int) throws {
        left -= try stream.skip(count)
    }

    private func finishData() throws {
        guard left > 0 || padding > 0 else { return }
        let (wanted, padding) = (left, padding)
        (left, self.padding) = (0, 0)
        guard try stream.skip(wanted) == wanted else {
            throw ArchiveError.cutData(at: stream.offset)
        }
        _ = try stream.skip(padding)
    }

    /// Passes blocks until one is a header, or two of them are zeros; false at the end.
    func skipToHeader() throws -> Bool {
        while true {
            let next = try stream.peek(512)
            if next.count < 512 { return false }
            if next.isZero || TarHeader.isIntact(next) { return true }
            _ = try stream.skip(512)
        }
    }

    /// Passes zeros; gives how many blocks there were.
    func skipZeros() throws -> Int {
        var count = 0
        while true {
            let next = try stream.peek(512)
            guard next.count == 512, next.isZero else { return count }
            _ = try stream.skip(512)
            count += 1
        }
    }

    /// Passes data behind an entry that has no use for it. Some old writers give hard links and
    /// directories a size without data, others with; what a header begins at tells.
    func skipUnused(_ size: Int, _ header: TarHeader) throws {
        if try size == 0 || Self.canBeHeader(stream.peek(512)) { return }
        let padded = Self.padded(size)
        if padded > Self.lookAhead { return try skip(size, header) }
        let ahead = try stream.peek(padded + 512)
        if ahead.count >= padded,
            Self.canBeHeader(UnsafeRawBufferPointer(rebasing: ahead[padded...]))
        {
            _ = try stream.skip(padded)
        }
    }

    private static let lookAhead = 1 << 20

    private static func padded(_ size: Int) -> Int {
        let (sum, overflow) = size.addingReportingOverflow(-size & 511)
        return overflow ? size : sum
    }

    private static func canBeHeader(_ block: UnsafeRawBufferPointer) -> Bool {
        if block.isEmpty { return true }
        return block.count == 512 && (block.isZero || TarHeader.isIntact(block))
    }
}
