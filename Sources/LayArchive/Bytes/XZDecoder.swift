internal import CLZMA
internal import LayBounds

/// Uncompresses xz, stream by stream.
final class XZDecoder: BlobDecoder {
    /// `xz -9` takes half of it; what asks for more is refused before it is made.
    private static let memoryLimit = 128 << 20

    private let stream: UnsafeMutablePointer<lzma_stream>
    private let memory = XZMemory()
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    private var isAtEnd = false

    init(_ bytes: UnsafeRawBufferPointer) throws {
        self.bytes = bytes
        stream = .allocate(capacity: 1)
        stream.initialize(to: lzma_stream())
        stream.pointee.allocator = memory.allocator
        let status = lzma_stream_decoder(
            stream, UInt64(Self.memoryLimit), lay_lzma_concatenated)
        if status != LZMA_OK { throw memory.refusal ?? ArchiveError.noMemoryToDecompress }
    }

    deinit {
        lzma_end(stream)
        stream.deallocate()
    }

    func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = output.count
        while !isAtEnd, stream.pointee.avail_out > 0 {
            stream.pointee.next_in = bytes.baseAddress.map {
                ($0 + offset).assumingMemoryBound(to: UInt8.self)
            }
            stream.pointee.avail_in = bytes.count - offset
            let status = lzma_code(stream, LZMA_FINISH)
            offset = bytes.count - stream.pointee.avail_in
            switch status {
            case LZMA_OK: continue
            case LZMA_STREAM_END: isAtEnd = true
            default: throw fault(status)
            }
        }
        return output.count - stream.pointee.avail_out
    }

    private func fault(_ status: lzma_ret) -> any Error {
        switch status {
        case LZMA_BUF_ERROR: ArchiveError.cutShort("xz", at: offset)
        case LZMA_MEM_ERROR: memory.refusal ?? ArchiveError.noMemoryToDecompress
        case LZMA_MEMLIMIT_ERROR: ArchiveError.largeXZ(over: Self.memoryLimit, at: offset)
        case LZMA_FORMAT_ERROR where offset > 12: ArchiveError.strayBytes(behind: "xz", at: offset)
        case LZMA_OPTIONS_ERROR: ArchiveError.damaged("xz", "a filter is unknown", at: offset)
        default: ArchiveError.damaged("xz", "a block or a checksum is wrong", at: offset)
        }
    }
}
