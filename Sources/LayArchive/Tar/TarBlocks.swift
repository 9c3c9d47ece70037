internal import LayFiles

/// The blocks of a tar, from the first on: headers that are intact, and the data behind them.
final class TarBlocks {
    private let stream: ArchiveStream
    /// The block of the last header, which outlives the stream's window.
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)

    init(_ stream: ArchiveStream) {
        self.stream = stream
    }

    deinit { block.deallocate() }

    /// Where the next block begins.
    var offset: Int { stream.offset }

    /// The next header, valid until the one after it; `nil` at the end.
    ///
    /// - Throws: `ArchiveError` when it is cut short or its checksum is wrong.
    func nextHeader() throws -> TarHeader? {
        let start = offset
        let next = try stream.peek(512)
        guard next.count == 512 else {
            // Some writers leave out the zero blocks at the end.
            if next.isZero { return nil }
            throw ArchiveError("the tar is cut short in a header", offset: start)
        }
        if next.isZero { return nil }
        guard TarHeader.isIntact(next) else {
            throw ArchiveError(
                start == 0
                    ? Self.notTar(next) : "the checksum of a header is wrong: the tar is damaged",
                offset: start)
        }
        block.copyMemory(from: next)
        _ = try stream.skip(512)
        return TarHeader(UnsafeRawBufferPointer(block), offset: start)
    }

    private static func notTar(_ block: UnsafeRawBufferPointer) -> String {
        let others: [(name: String, magic: [UInt8])] = [
            ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]), ("bzip2", [0x42, 0x5a, 0x68]),
            ("lz4", [0x04, 0x22, 0x4d, 0x18]), ("zip", [0x50, 0x4b, 3, 4]),
            ("7z", [0x37, 0x7a, 0xbc, 0xaf]),
        ]
        if let other = others.first(where: { block.starts(with: $0.magic) }) {
            return
                "this is no tar but \(other.name), which is not read: unpack it, or use gzip or zstd"
        }
        return "the checksum of a header is wrong: this is no tar, or it is damaged"
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
            throw ArchiveError(
                "the entry '\(header.shown)' says it has \(size) bytes, but the tar ends before",
                offset: header.offset)
        }
        _ = try stream.skip(-size & 511)
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
