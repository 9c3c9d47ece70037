internal import CLZMA
internal import LayBounds

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Uncompresses xz, stream by stream.
final class XZDecoder: BlobDecoder {
    /// `xz -9` takes half of it; what asks for more is refused before it is made.
    private static let memoryLimit = 128 << 20

    private let stream: UnsafeMutablePointer<lzma_stream>
    private let allocator: UnsafeMutablePointer<lzma_allocator>
    private let memory = XZMemory()
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    private var isAtEnd = false

    init(_ bytes: UnsafeRawBufferPointer) throws {
        self.bytes = bytes
        stream = .allocate(capacity: 1)
        stream.initialize(to: lzma_stream())
        allocator = .allocate(capacity: 1)
        allocator.initialize(
            to: lzma_allocator(
                alloc: { memory, count, size in
                    memory.flatMap { XZMemory.of($0).allocate(count, size) }
                },
                free: { memory, block in
                    if let memory { XZMemory.of(memory).free(block) }
                }, opaque: Unmanaged.passUnretained(memory).toOpaque()))
        stream.pointee.allocator = UnsafePointer(allocator)
        let status = lzma_stream_decoder(
            stream, UInt64(Self.memoryLimit), lay_lzma_concatenated)
        if status != LZMA_OK { throw memory.refusal ?? ArchiveError.noMemoryToDecompress }
    }

    deinit {
        lzma_end(stream)
        stream.deallocate()
        allocator.deallocate()
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

/// The memory of a decoder, paid for by the account of the thread that uses it.
private final class XZMemory {
    private var sizes: [UnsafeMutableRawPointer: Int] = [:]
    private let payer = MemoryAccount.current
    /// Why memory was refused, if it was.
    private(set) var refusal: BoundReached?

    static func of(_ pointer: UnsafeMutableRawPointer) -> XZMemory {
        Unmanaged<XZMemory>.fromOpaque(pointer).takeUnretainedValue()
    }

    func allocate(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer? {
        let (total, overflow) = count.multipliedReportingOverflow(by: size)
        if overflow { return nil }
        do throws(BoundReached) {
            try MemoryAccount.admit(total)
        } catch {
            refusal = error
            return nil
        }
        guard let block = malloc(max(1, total)) else { return nil }
        payer?.charge(total)
        sizes[block] = total
        return block
    }

    func free(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        if let size = sizes.removeValue(forKey: block) { payer?.credit(size) }
        releaseBlock(block)
    }
}

/// `free` under a name that a method of that name does not hide.
private func releaseBlock(_ block: UnsafeMutableRawPointer) { free(block) }
