internal import CBZip2
internal import LayBounds

/// Compresses or uncompresses one bzip2 stream.
final class BZip2Coder: StreamCoder {
    /// Which way.
    enum Direction {
        case decoding
        case encoding(level: Int)
    }

    // It must stay where it is: the library compares the address.
    private let stream: UnsafeMutablePointer<bz_stream>
    private let isEncoding: Bool
    private let charge: Charge

    init(_ direction: Direction) throws {
        // What bzip2(1) says of its memory.
        let memory: Int
        switch direction {
        case .decoding: memory = 3_700_000 + (100 << 10)
        case .encoding(let level): memory = 400_000 + 8 * 100_000 * level
        }
        try MemoryAccount.admit(memory)
        charge = Charge(memory)
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
        let status: Int32
        switch direction {
        case .decoding:
            isEncoding = false
            status = BZ2_bzDecompressInit(stream, 0, 0)
        case .encoding(let level):
            isEncoding = true
            status = BZ2_bzCompressInit(stream, Int32(level), 0, 0)
        }
        if status != BZ_OK {
            throw isEncoding
                ? ArchiveError.noMemoryToCompress : ArchiveError.noMemoryToDecompress
        }
    }

    deinit {
        if isEncoding { BZ2_bzCompressEnd(stream) } else { BZ2_bzDecompressEnd(stream) }
        stream.deallocate()
    }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        // The library counts in 32 bits.
        let (available, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
        stream.pointee.next_in = input.baseAddress.map {
            UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: CChar.self))
        }
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(room)
        let status =
            isEncoding
            ? BZ2_bzCompress(stream, isLast && available == input.count ? BZ_FINISH : BZ_RUN)
            : BZ2_bzDecompress(stream)
        switch status {
        case BZ_OK, BZ_RUN_OK, BZ_FINISH_OK, BZ_STREAM_END: break
        case BZ_DATA_ERROR_MAGIC: throw StreamFault.foreign
        case BZ_MEM_ERROR: throw StreamFault.memory
        // A step without input.
        case BZ_PARAM_ERROR where isEncoding && available == 0: break
        default: throw StreamFault.damaged
        }
        return CoderStep(
            consumed: available - Int(stream.pointee.avail_in),
            produced: room - Int(stream.pointee.avail_out), isAtEnd: status == BZ_STREAM_END)
    }
}
