internal import CZstd
internal import LayBounds

/// Uncompresses one frame of zstd.
final class ZstdStreamDecoder: StreamCoder {
    /// The largest window, of 128 MiB, as `zstd -d` has it.
    private static let window: Int32 = 27

    private let context: OpaquePointer

    init() throws {
        guard let context = ZSTD_createDCtx() else { throw ArchiveError.noMemoryToDecompress }
        self.context = context
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.window)
    }

    deinit { ZSTD_freeDCtx(context) }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let status = ZSTD_decompressStream(context, &target, &source)
        if ZSTD_isError(status) != 0 {
            switch 0 &- status {
            case 10: throw StreamFault.foreign
            case 16: throw StreamFault.memory
            case 22: throw StreamFault.checksum
            default: throw StreamFault.damaged
            }
        }
        return CoderStep(consumed: source.pos, produced: target.pos, isAtEnd: status == 0)
    }
}

/// Compresses to one frame of zstd.
final class ZstdStreamEncoder: StreamCoder {
    private let context: OpaquePointer
    private let charge: Charge

    init(level: Int) throws {
        let memory = level < 7 ? 8 << 20 : level < 13 ? 40 << 20 : 100 << 20
        try MemoryAccount.admit(memory)
        charge = Charge(memory)
        guard let context = ZSTD_createCCtx() else { throw ArchiveError.noMemoryToCompress }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit { ZSTD_freeCCtx(context) }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let status = ZSTD_compressStream2(
            context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
        if ZSTD_isError(status) != 0 { throw ArchiveError.notCompressible }
        return CoderStep(
            consumed: source.pos, produced: target.pos,
            isAtEnd: isLast && status == 0 && source.pos == input.count)
    }
}
