internal import CLZMA
internal import LayBounds

/// Compresses or uncompresses one xz stream, or the older form of lzma.
final class XZCoder: StreamCoder {
    /// Which form, and which way.
    enum Direction {
        case decodingXZ, decodingLZMA
        case encodingXZ(level: Int)
        case encodingLZMA(level: Int)
    }

    /// `xz -9` takes half of it to uncompress.
    private static let memoryLimit: UInt64 = 128 << 20
    /// The level above which a compressor takes hundreds of megabytes.
    private static let highestLevel = 6

    private let stream: UnsafeMutablePointer<lzma_stream>
    private let memory = XZMemory()

    init(_ direction: Direction) throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: lzma_stream())
        stream.pointee.allocator = memory.allocator
        let status: lzma_ret
        switch direction {
        case .decodingXZ: status = lzma_stream_decoder(stream, Self.memoryLimit, 0)
        case .decodingLZMA: status = lzma_alone_decoder(stream, Self.memoryLimit)
        case .encodingXZ(let level):
            let level = UInt32(min(level, Self.highestLevel))
            status = lzma_easy_encoder(stream, level, LZMA_CHECK_CRC64)
        case .encodingLZMA(let level):
            var options = lzma_options_lzma()
            _ = lzma_lzma_preset(&options, UInt32(min(level, Self.highestLevel)))
            status = lzma_alone_encoder(stream, &options)
        }
        if status != LZMA_OK { throw memory.refusal ?? ArchiveError.noMemoryToDecompress }
    }

    deinit {
        lzma_end(stream)
        stream.deallocate()
    }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = input.count
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = output.count
        let status = lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
        switch status {
        case LZMA_OK, LZMA_STREAM_END, LZMA_BUF_ERROR: break
        case LZMA_MEM_ERROR:
            if let refusal = memory.refusal { throw refusal }
            throw StreamFault.memory
        case LZMA_MEMLIMIT_ERROR: throw StreamFault.memory
        case LZMA_FORMAT_ERROR: throw StreamFault.foreign
        case LZMA_OPTIONS_ERROR: throw StreamFault.unknownMethod
        default: throw StreamFault.damaged
        }
        return CoderStep(
            consumed: input.count - stream.pointee.avail_in,
            produced: output.count - stream.pointee.avail_out,
            isAtEnd: status == LZMA_STREAM_END)
    }
}
