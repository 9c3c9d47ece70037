internal import CDeflate
internal import CISAL
internal import CZstd

/// How the bytes of a layer are stored.
public enum Compression: String, Sendable {
    case none, gzip, zstd

    /// The compression that the first bytes tell.
    public static func detect(_ bytes: UnsafeRawBufferPointer) -> Compression {
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstd }
        return .none
    }

    private static let piece = 256 << 10
    /// Gzip members hold this many bytes each, so that equal bytes come out for any number of
    /// threads.
    private static let member = 1 << 20

    // MARK: Decompressing

    /// Gives the uncompressed bytes piece by piece.
    ///
    /// - Throws: `ArchiveError` for damaged data or more bytes than the limit, and what `body` throws.
    public static func decompress(
        _ bytes: UnsafeRawBufferPointer, limits: ArchiveLimits = ArchiveLimits(),
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var total = 0
        func give(_ piece: UnsafeRawBufferPointer) throws {
            total += piece.count
            if total > limits.bytes {
                throw ArchiveError(
                    "the data grows beyond the limit of \(limits.bytes) bytes", offset: total)
            }
            try body(piece)
        }
        switch detect(bytes) {
        case .none: try give(bytes)
        case .gzip: try inflate(bytes, give)
        case .zstd: try unpackZstd(bytes, give)
        }
    }

    private static func inflate(
        _ bytes: UnsafeRawBufferPointer, _ give: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let state = lay_inflate_create() else {
            throw ArchiveError("no memory to decompress")
        }
        defer { lay_inflate_destroy(state) }
        let output = UnsafeMutablePointer<UInt8>.allocate(capacity: piece)
        defer { output.deallocate() }
        var offset = 0
        while offset < bytes.count {
            // Behind the last member tools may leave zeros.
            let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            if offset > 0, !rest.starts(with: [0x1f, 0x8b]) {
                if rest.allSatisfy({ $0 == 0 }) { return }
                throw ArchiveError(
                    "bytes that are no gzip follow the compressed data", offset: offset)
            }
            lay_inflate_restart(state)
            var finished = false
            while !finished {
                // The library counts in 32 bits.
                let available = min(bytes.count - offset, 1 << 30)
                let input = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + offset) }
                var consumed = 0
                var produced = 0
                var status: Int32 = 0
                finished = lay_inflate_step(
                    state, input, available, output, piece, &consumed, &produced, &status)
                if status != 0 {
                    throw ArchiveError(
                        "the gzip data is damaged (igzip error \(status))", offset: offset)
                }
                offset += consumed
                if produced > 0 { try give(UnsafeRawBufferPointer(start: output, count: produced)) }
                if !finished, consumed == 0, produced == 0 {
                    throw ArchiveError("the gzip data is cut short", offset: offset)
                }
            }
        }
    }

    private static func unpackZstd(
        _ bytes: UnsafeRawBufferPointer, _ give: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let context = ZSTD_createDCtx() else { throw ArchiveError("no memory to decompress") }
        defer { ZSTD_freeDCtx(context) }
        let output = UnsafeMutableRawPointer.allocate(byteCount: piece, alignment: 16)
        defer { output.deallocate() }
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var isComplete = true
        while input.pos < input.size {
            var target = ZSTD_outBuffer(dst: output, size: piece, pos: 0)
            let before = input.pos
            let status = ZSTD_decompressStream(context, &target, &input)
            if ZSTD_isError(status) != 0 {
                throw ArchiveError(
                    "the zstd data is damaged (\(String(cString: ZSTD_getErrorName(status))))",
                    offset: input.pos)
            }
            isComplete = status == 0
            if target.pos > 0 { try give(UnsafeRawBufferPointer(start: output, count: target.pos)) }
            if input.pos == before, target.pos == 0 { break }
        }
        // What is still in the decoder comes out without new input.
        while !isComplete {
            var target = ZSTD_outBuffer(dst: output, size: piece, pos: 0)
            let status = ZSTD_decompressStream(context, &target, &input)
            if ZSTD_isError(status) != 0 || target.pos == 0 {
                throw ArchiveError("the zstd data is cut short", offset: input.pos)
            }
            try give(UnsafeRawBufferPointer(start: output, count: target.pos))
            isComplete = status == 0
        }
    }

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
