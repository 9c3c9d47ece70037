internal import LayFiles

/// The blocks of a tar, from the first on: headers that are intact, and the data behind them.
struct TarBlocks {
    private let bytes: UnsafeRawBufferPointer
    /// Where the next block begins.
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The next header; `nil` at the end.
    ///
    /// - Throws: `ArchiveError` when it is cut short or its checksum is wrong.
    mutating func nextHeader() throws -> TarHeader? {
        let start = offset
        guard start + 512 <= bytes.count else {
            // Some writers leave out the zero blocks at the end.
            if bytes[start...].allSatisfy({ $0 == 0 }) { return nil }
            throw ArchiveError("the tar is cut short in a header", offset: start)
        }
        let block = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + 512)])
        if block.allSatisfy({ $0 == 0 }) { return nil }
        guard TarHeader.isIntact(block) else {
            throw ArchiveError(
                start == 0 ? notTar : "the checksum of a header is wrong: the tar is damaged",
                offset: start)
        }
        offset = start + 512
        return TarHeader(block, offset: start)
    }

    private var notTar: String {
        let others: [(name: String, magic: [UInt8])] = [
            ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]), ("bzip2", [0x42, 0x5a, 0x68]),
            ("lz4", [0x04, 0x22, 0x4d, 0x18]), ("zip", [0x50, 0x4b, 3, 4]),
            ("7z", [0x37, 0x7a, 0xbc, 0xaf]),
        ]
        if let other = others.first(where: { bytes.starts(with: $0.magic) }) {
            return
                "this is no tar but \(other.name), which is not read: unpack it, or use gzip or zstd"
        }
        return "the checksum of a header is wrong: this is no tar, or it is damaged"
    }

    /// The data behind a header; the position moves to the block behind it.
    ///
    /// - Throws: `ArchiveError` when the tar ends before.
    mutating func take(_ size: Int, _ header: TarHeader) throws -> UnsafeRawBufferPointer {
        guard size >= 0, size <= bytes.count - offset else {
            throw ArchiveError(
                "the entry '\(header.shown)' says it has \(size) bytes, but the tar ends before",
                offset: header.offset)
        }
        let data = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)])
        offset = min(bytes.count, offset + (size + 511) / 512 * 512)
        return data
    }

    /// Passes data behind an entry that has no use for it. Some old writers give hard links and
    /// directories a size without data, others with; what a header begins at tells.
    mutating func skipUnused(_ size: Int) {
        if size == 0 || canBeHeader(offset) { return }
        guard size <= bytes.count - offset else { return }
        let behind = min(bytes.count, offset + (size + 511) / 512 * 512)
        if canBeHeader(behind) { offset = behind }
    }

    private func canBeHeader(_ place: Int) -> Bool {
        if place == bytes.count { return true }
        guard place + 512 <= bytes.count else { return false }
        let block = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + 512)])
        return TarHeader.isIntact(block) || block.allSatisfy { $0 == 0 }
    }
}
