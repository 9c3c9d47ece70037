internal import CBZip2
internal import LayBounds
internal import LayFiles

/// Uncompresses bzip2, stream by stream, as parallel compressors write many.
final class BZip2Decoder: BlobDecoder {
    /// What the library takes for blocks of 900 kB (bzip2(1), Memory Management).
    private static let memory = 3_700_000 + (100 << 10)

    // It must stay where it is: the library compares the address.
    private let stream: UnsafeMutablePointer<bz_stream>
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    private var isInStream = false
    private let charge: Charge

    init(_ bytes: UnsafeRawBufferPointer) throws {
        try MemoryAccount.admit(Self.memory)
        charge = Charge(Self.memory)
        self.bytes = bytes
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
    }

    deinit {
        if isInStream { BZ2_bzDecompressEnd(stream) }
        stream.deallocate()
    }

    func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < output.count, try isInStream || beginStream() {
            // The library counts in 32 bits.
            let (available, room) = (min(bytes.count - offset, 1 << 30), output.count - filled)
            stream.pointee.next_in = bytes.baseAddress.map {
                UnsafeMutablePointer(mutating: ($0 + offset).assumingMemoryBound(to: CChar.self))
            }
            stream.pointee.avail_in = UInt32(available)
            stream.pointee.next_out = output.baseAddress.map {
                ($0 + filled).assumingMemoryBound(to: CChar.self)
            }
            stream.pointee.avail_out = UInt32(min(room, 1 << 30))
            let space = Int(stream.pointee.avail_out)
            let status = BZ2_bzDecompress(stream)
            let consumed = available - Int(stream.pointee.avail_in)
            let produced = space - Int(stream.pointee.avail_out)
            offset += consumed
            filled += produced
            if status == BZ_STREAM_END {
                BZ2_bzDecompressEnd(stream)
                isInStream = false
            } else if status == BZ_MEM_ERROR {
                throw ArchiveError.noMemoryToDecompress
            } else if status != BZ_OK {
                throw ArchiveError.damaged("bzip2", "a block or a checksum is wrong", at: offset)
            } else if consumed == 0, produced == 0 {
                throw ArchiveError.cutShort("bzip2", at: offset)
            }
        }
        return filled
    }

    private func beginStream() throws -> Bool {
        if offset == bytes.count { return false }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        if offset > 0, !rest.starts(with: [0x42, 0x5a, 0x68]) {
            if rest.isZero {
                offset = bytes.count
                return false
            }
            throw ArchiveError.strayBytes(behind: "bzip2", at: offset)
        }
        stream.pointee = bz_stream()
        guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
            throw ArchiveError.noMemoryToDecompress
        }
        isInStream = true
        return true
    }
}
