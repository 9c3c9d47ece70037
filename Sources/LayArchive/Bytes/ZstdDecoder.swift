internal import CZstd

/// Uncompresses zstd, frame by frame.
final class ZstdDecoder: BlobDecoder {
    private let context: OpaquePointer
    private let bytes: UnsafeRawBufferPointer
    private let window: Int
    private(set) var offset = 0
    private var isComplete = true

    init(_ bytes: UnsafeRawBufferPointer, _ limits: ArchiveLimits) throws {
        guard let context = ZSTD_createDCtx() else { throw ArchiveError.noMemoryToDecompress }
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
                throw ArchiveError.cutShort("zstd", at: offset)
            }
        }
        return target.pos
    }

    private func fail(_ status: Int, isBehindFrame: Bool) throws {
        switch 0 &- status {
        case 16:
            throw ArchiveError.largeZstdWindow(over: window, isLimited: window < 27, at: offset)
        case 10 where isBehindFrame:
            throw ArchiveError.strayBytes(behind: "zstd", at: offset)
        case 22: throw ArchiveError.wrongZstdChecksum(at: offset)
        default:
            throw ArchiveError.damagedZstd(
                String(cString: ZSTD_getErrorName(status)), at: offset)
        }
    }
}
