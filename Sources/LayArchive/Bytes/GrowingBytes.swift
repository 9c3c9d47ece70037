internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that are added piece by piece, never with more room than a bound.
///
/// Not an array: large blocks grow in place by `realloc`, where an array copies and holds both.
struct GrowingBytes: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    private var count = 0
    private var capacity = 0
    private let bound: Int

    init(bound: Int) {
        self.bound = max(0, bound)
    }

    deinit { free(base) }

    /// Adds a piece; one that passes the bound is refused by whoever counts.
    mutating func append(_ piece: UnsafeRawBufferPointer) throws {
        if piece.isEmpty { return }
        let (needed, overflow) = count.addingReportingOverflow(piece.count)
        if overflow { throw ArchiveError.largerThanMemory }
        if needed > capacity {
            let (larger, isHuge) = capacity.addingReportingOverflow(capacity / 2)
            try resize(to: max(needed, min(bound, isHuge ? .max : max(larger, 64 << 10))))
        }
        guard let base else { return }
        UnsafeMutableRawBufferPointer(start: base + count, count: piece.count).copyMemory(
            from: piece)
        count = needed
    }

    private mutating func resize(to size: Int) throws {
        guard let grown = realloc(base, max(1, size)) else {
            throw ArchiveError.noMemory(for: size, at: count)
        }
        base = grown
        capacity = size
    }

    /// The bytes, with the spare room given back.
    consuming func finish() throws -> ByteSource {
        if capacity > count { try resize(to: count) }
        let bytes = HeapBytes(base: base, count: count)
        base = nil
        return bytes
    }
}

/// Bytes in a block of their own.
private final class HeapBytes: ByteSource, @unchecked Sendable {
    private let base: UnsafeMutableRawPointer?

    init(base: UnsafeMutableRawPointer?, count: Int) {
        self.base = base
        super.init(count: count)
    }

    deinit { free(base) }

    override var isContiguous: Bool { true }

    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        let all = UnsafeRawBufferPointer(start: base, count: count)
        body(UnsafeRawBufferPointer(rebasing: all[range]))
    }
}
