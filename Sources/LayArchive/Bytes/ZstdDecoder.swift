internal import CZstd

/// Uncompresses zstd, frame by frame.
final class ZstdDecoder: BlobDecoder {
    private let context: OpaquePointer
    private let bytes: UnsafeRawBufferPointer
    private let window: Int
    private(set) var offset = 0
    private var isComplete = true

    init(_ bytes: UnsafeRawBufferPointer, _ limits: ArchiveLimits) throws {
        guard let context = ZSTD_createDCtx() else { throw ArchiveError("no memory to decompress") }
        self.context = context
        self.bytes = bytes
        // A frame of a few bytes may ask for a window of gigabytes. 8 MiB are what every decoder
        // must allow (RFC 8878, 3.1.1.1.2).
        let needed = Int.bitWidth - max(0, limits.bytes - 1).leadingZeroBitCount
        window = min(27, max(23, needed))
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(window))
    }

    deinit { ZSTD_freeDCtx(context) }

    func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: offset)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        // What is still in the decoder comes out without new input.
        while target.pos < target.size, input.pos < input.size || !isComplete {
            let (before, filled) = (input.pos, target.pos)
            let status = ZSTD_decompressStream(context, &target, &input)
            offset = input.pos
            if ZSTD_isError(status) != 0 {
                try fail(status, isBehindFrame: before > 0 && isComplete)
            }
            isComplete = status == 0
            if input.pos == before, target.pos == filled {
                throw ArchiveError("the zstd data is cut short", offset: offset)
            }
        }
        return target.pos
    }

    private func fail(_ status: Int, isBehindFrame: Bool) throws {
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
