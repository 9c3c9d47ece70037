extension Compression {
    /// How much is uncompressed at a time.
    static let piece = 256 << 10

    /// Gives the uncompressed bytes piece by piece.
    ///
    /// - Throws: `ArchiveError` for damaged data or more bytes than the limit, and what `body` throws.
    public static func decompress(
        _ bytes: UnsafeRawBufferPointer, limits: ArchiveLimits = ArchiveLimits(),
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var budget = ExpansionBudget(limits, stored: bytes.count)
        let foreign = try ForeignCompression.detect(bytes)?.decoder(bytes)
        guard let decoder = try foreign ?? detect(bytes).decoder(bytes, limits) else {
            try budget.take(bytes.count)
            try body(bytes)
            return
        }
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
        defer { output.deallocate() }
        var count = output.count
        while count == output.count {
            count = try decoder.fill(output)
            try budget.take(count)
            try TransferProgress.current?.advance()
            if count > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<count])) }
        }
    }

    /// The first uncompressed bytes, as many as asked for where there are so many.
    ///
    /// - Throws: `ArchiveError` for data that is damaged before.
    package static func head(_ bytes: UnsafeRawBufferPointer, count: Int) throws -> [UInt8] {
        let foreign = try ForeignCompression.detect(bytes)?.decoder(bytes)
        guard let decoder = try foreign ?? detect(bytes).decoder(bytes, ArchiveLimits()) else {
            return Array(bytes.prefix(count))
        }
        var result = [UInt8](repeating: 0, count: count)
        let filled = try result.withUnsafeMutableBytes { try decoder.fill($0) }
        return Array(result.prefix(filled))
    }
}
