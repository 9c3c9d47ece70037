internal import CDeflate
internal import CZstd
internal import Dispatch
internal import LayBounds
public import LayFiles
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Compresses what is written on all cores, and gives it on in order.
///
/// Pieces of a fixed size become gzip members or zstd frames of their own, so that equal bytes come
/// out for any number of threads.
///
///     written  │ 1 MiB │ 1 MiB │ 1 MiB │ …
///                 │       │       │         one core each
///     given on  ▓member▓member▓▓member▓▓…
public final class CompressingSink: ByteSink {
    private let next: any ByteSink
    private let compression: Compression
    private let level: Int
    private let piece: Int
    /// Bytes that wait until there are enough for all cores.
    private var batch = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private let fullBatch: Int
    private var charge = SharedCharge.none
    private var filled = 0
    private var isEmpty = true
    private let zeros = ZeroPiece()

    /// Compresses into `next` at a level, the nearest there is.
    public init(to next: any ByteSink, _ compression: Compression, level: Int? = nil) {
        self.next = next
        self.compression = compression
        let levels = compression.levels
        self.level = min(
            max(level ?? compression.standardLevel, levels.lowerBound), levels.upperBound)
        // A frame of zstd looks back further than the 32 KiB of gzip.
        piece = compression == .zstd ? 4 << 20 : 1 << 20
        // Two for each core, so that none waits long for the last one.
        let count = max(2, min(32, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        fullBatch = piece * count
    }

    deinit { free(batch.baseAddress) }

    /// Makes the batch larger: twice as large, since most of what is compressed is small.
    ///
    /// - Throws: `BoundReached` and `ArchiveError` when there is no room.
    private func grow() throws {
        let size = min(fullBatch, max(Self.firstBatch, batch.count * 2))
        // What comes out of it may be as large.
        try MemoryAccount.admit(size * 2)
        guard let grown = realloc(batch.baseAddress, size) else {
            throw ArchiveError.noMemoryToCompress
        }
        batch = UnsafeMutableRawBufferPointer(start: grown, count: size)
        charge = SharedCharge(size * 2)
    }

    private static let firstBatch = 64 << 10

    /// Takes the next bytes.
    ///
    /// - Throws: `ArchiveError` when there is no memory to compress, and what `next` throws.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        if compression == .none { return try next.write(bytes) }
        var rest = bytes
        while !rest.isEmpty {
            if filled == batch.count { try grow() }
            let count = min(rest.count, batch.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: batch[filled..<(filled + count)]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == fullBatch { try flush() }
        }
    }

    /// Compresses what is left. No bytes at all become one empty member or frame.
    ///
    /// - Throws: as `write`.
    public func finish() throws {
        if compression != .none, filled > 0 || isEmpty { try flush() }
    }

    private func flush() throws {
        let count = max(1, (filled + piece - 1) / piece)
        let pieces = Pieces(
            bytes: UnsafeRawBufferPointer(rebasing: batch[..<filled]), size: piece,
            compression: compression, level: level)
        let zeros = zeros
        let results = Mutex<[Int: Result<[UInt8], any Error>]>([:])
        try RunBounds.look()
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = Result { () throws in
                guard pieces.isZero(index) else { return try pieces.compressed(index) }
                return try zeros.bytes { try pieces.compressed(index) }
            }
            results.withLock { $0[index] = result }
        }
        filled = 0
        isEmpty = false
        let finished = results.withLock { $0 }
        for index in 0..<count {
            if let bytes = try finished[index]?.get() { try next.write(bytes) }
        }
    }
}

/// A whole piece of zeros, of which holes have thousands.
private final class ZeroPiece: Sendable {
    private let compressed = Mutex<[UInt8]?>(nil)

    func bytes(_ make: () throws -> [UInt8]) throws -> [UInt8] {
        try compressed.withLock { known in
            let bytes = try known ?? make()
            known = bytes
            return bytes
        }
    }
}

/// Bytes that are compressed piece by piece, from several threads at once.
private struct Pieces: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    let size: Int
    let compression: Compression
    let level: Int

    private func piece(_ index: Int) -> UnsafeRawBufferPointer {
        let start = index * size
        return UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + size)])
    }

    /// True for a whole piece of zeros.
    func isZero(_ index: Int) -> Bool {
        let piece = piece(index)
        return piece.count == size && piece.isZero
    }

    func compressed(_ index: Int) throws -> [UInt8] {
        let piece = piece(index)
        return compression == .zstd ? try zstd(piece) : try gzip(piece)
    }

    private func gzip(_ piece: UnsafeRawBufferPointer) throws -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else {
            throw ArchiveError.noMemoryToCompress
        }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_gzip_compress_bound(compressor, piece.count)
        return try [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = libdeflate_gzip_compress(
                compressor, piece.baseAddress, piece.count, buffer.baseAddress, bound)
            if count == 0 { throw ArchiveError.notCompressible }
        }
    }

    private func zstd(_ piece: UnsafeRawBufferPointer) throws -> [UInt8] {
        let bound = ZSTD_compressBound(piece.count)
        return try [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let written = ZSTD_compress(
                buffer.baseAddress, bound, piece.baseAddress, piece.count, Int32(level))
            if ZSTD_isError(written) != 0 { throw ArchiveError.notCompressible }
            count = written
        }
    }
}
