internal import CDeflate
internal import CZstd

/// How the bytes of a layer are stored.
public enum Compression: String, Sendable {
    case none, gzip, zstd

    /// The compression that the first bytes tell.
    public static func detect(_ bytes: UnsafeRawBufferPointer) -> Compression {
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstd }
        // A skippable frame, as parallel compressors write one first.
        if bytes.count >= 4, bytes[0] & 0xf0 == 0x50, bytes[1...].starts(with: [0x2a, 0x4d, 0x18]) {
            return .zstd
        }
        return .none
    }

    /// Gzip members hold this many bytes each, so that equal bytes come out for any number of
    /// threads.
    private static let member = 1 << 20

    // MARK: Compressing

    /// The bytes in this compression; equal bytes give equal bytes for one version of the library.
    ///
    /// - Throws: `ArchiveError` when there is no memory for it.
    public func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        switch self {
        case .none: return bytes
        case .gzip: return try Self.gzip(bytes)
        case .zstd: return try Self.zstd(bytes)
        }
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(6) else {
            throw ArchiveError("no memory to compress")
        }
        defer { libdeflate_free_compressor(compressor) }
        var result: [UInt8] = []
        var buffer = [UInt8](
            repeating: 0, count: libdeflate_gzip_compress_bound(compressor, member))
        var offset = 0
        repeat {
            let count = min(member, bytes.count - offset)
            let written = bytes.withUnsafeBytes { source in
                libdeflate_gzip_compress(
                    compressor, source.baseAddress.map { $0 + offset }, count, &buffer, buffer.count
                )
            }
            if written == 0 { throw ArchiveError("the data cannot be compressed") }
            result += buffer[..<written]
            offset += count
        } while offset < bytes.count
        return result
    }

    private static func zstd(_ bytes: [UInt8]) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let written = ZSTD_compress(&buffer, buffer.count, bytes, bytes.count, 3)
        if ZSTD_isError(written) != 0 { throw ArchiveError("the data cannot be compressed") }
        buffer.removeSubrange(written...)
        return buffer
    }
}
