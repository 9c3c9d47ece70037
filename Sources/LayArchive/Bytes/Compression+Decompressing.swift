internal import CISAL
internal import CZstd

extension Compression {
    private static let piece = 256 << 10

    /// Counts what comes out against the limits, before anyone keeps it.
    private struct Budget {
        let limits: ArchiveLimits
        let stored: Int
        var total = 0

        mutating func take(_ count: Int) throws {
            total += count
            if total > limits.bytes {
                throw ArchiveError.limit(
                    "the data grows beyond the limit of \(limits.bytes) bytes", "bytes",
                    offset: total)
            }
            if total > limits.ratioFloor, total / max(1, stored) > limits.ratio {
                throw ArchiveError.limit(
                    "the data grows to more than \(limits.ratio) times its stored \(stored) bytes",
                    "ratio", offset: total)
            }
        }
    }

    /// Gives the uncompressed bytes piece by piece.
    ///
    /// - Throws: `ArchiveError` for damaged data or more bytes than the limit, and what `body` throws.
    public static func decompress(
        _ bytes: UnsafeRawBufferPointer, limits: ArchiveLimits = ArchiveLimits(),
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var budget = Budget(limits: limits, stored: bytes.count)
        func give(_ piece: UnsafeRawBufferPointer) throws {
            try budget.take(piece.count)
            try body(piece)
        }
        switch detect(bytes) {
        case .none: try give(bytes)
        case .gzip: try inflate(bytes, give)
        case .zstd: try unpackZstd(bytes, limits, give)
        }
    }

    // MARK: gzip

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
                        "the gzip data is damaged: \(reason(status))", offset: offset)
                }
                offset += consumed
                if produced > 0 { try give(UnsafeRawBufferPointer(start: output, count: produced)) }
                if !finished, consumed == 0, produced == 0 {
                    throw ArchiveError("the gzip data is cut short", offset: offset)
                }
            }
        }
    }

    private static func reason(_ status: Int32) -> String {
        switch status {
        case -1: "a block is invalid"
        case -2: "a symbol is invalid"
        case -3: "a match leads back before the beginning"
        case -4: "its header is invalid"
        case -5: "its method is not deflate"
        case -6: "a checksum or length is wrong"
        default: "igzip error \(status)"
        }
    }

    // MARK: zstd

    private static func unpackZstd(
        _ bytes: UnsafeRawBufferPointer, _ limits: ArchiveLimits,
        _ give: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let context = ZSTD_createDCtx() else { throw ArchiveError("no memory to decompress") }
        defer { ZSTD_freeDCtx(context) }
        // A frame of a few bytes may ask for a window of gigabytes. 8 MiB are what every decoder
        // must allow (RFC 8878, 3.1.1.1.2).
        let needed = Int.bitWidth - max(0, limits.bytes - 1).leadingZeroBitCount
        let window = min(27, max(23, needed))
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(window))
        let output = UnsafeMutableRawPointer.allocate(byteCount: piece, alignment: 16)
        defer { output.deallocate() }
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var isComplete = true
        // What is still in the decoder comes out without new input.
        while input.pos < input.size || !isComplete {
            var target = ZSTD_outBuffer(dst: output, size: piece, pos: 0)
            let before = input.pos
            let status = ZSTD_decompressStream(context, &target, &input)
            if ZSTD_isError(status) != 0 {
                try fail(status, window, input.pos, isBehindFrame: before > 0 && isComplete)
            }
            isComplete = status == 0
            if target.pos > 0 { try give(UnsafeRawBufferPointer(start: output, count: target.pos)) }
            if input.pos == before, target.pos == 0 {
                throw ArchiveError("the zstd data is cut short", offset: input.pos)
            }
        }
    }

    private static func fail(
        _ status: Int, _ window: Int, _ offset: Int, isBehindFrame: Bool
    ) throws {
        switch 0 &- status {
        case 16:
            let reach = "more than \((1 << window) >> 20) MiB"
            if window < 27 {
                throw ArchiveError.limit(
                    "a zstd frame wants a window of \(reach), beyond the limit of bytes", "bytes",
                    offset: offset)
            }
            throw ArchiveError(
                "a zstd frame wants a window of \(reach): compress it again without --long",
                offset: offset)
        case 10 where isBehindFrame:
            throw ArchiveError("bytes that are no zstd follow the compressed data", offset: offset)
        case 22: throw ArchiveError("the zstd data is damaged: a checksum is wrong", offset: offset)
        default:
            let text = String(cString: ZSTD_getErrorName(status))
            throw ArchiveError("the zstd data is damaged (\(text))", offset: offset)
        }
    }
}
