internal import LayBounds
internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that are added piece by piece, never with more room than a bound; paid for by the account
/// of the thread that begins them.
///
/// Not an array: large blocks grow in place by `realloc`, where an array copies and holds both.
struct GrowingBytes: ~Copyable {
    private var base: UnsafeMutableRawPointer?
    private var count = 0
    private var capacity = 0
    private let bound: Int
    private let payer = MemoryAccount.current

    init(bound: Int) {
        self.bound = max(0, bound)
    }

    deinit {
        free(base)
        payer?.credit(capacity)
    }

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
        // Large blocks move without a copy of both at one time.
        try MemoryAccount.admit(size - capacity)
        guard let grown = realloc(base, max(1, size)) else {
            throw ArchiveError.noMemory(for: size, at: count)
        }
        base = grown
        payer?.charge(size - capacity)
        capacity = size
    }

    /// The bytes, with the spare room given back.
    consuming func finish() throws -> ByteSource {
        if capacity > count { try resize(to: count) }
        let bytes = HeapBytes(base: base, count: count, size: capacity, payer)
        base = nil
        capacity = 0
        return bytes
    }
}

/// Bytes in a block of their own.
private final class HeapBytes: ByteSource, @unchecked Sendable {
    private let base: UnsafeMutableRawPointer?
    private let size: Int
    private let payer: MemoryAccount?

    init(base: UnsafeMutableRawPointer?, count: Int, size: Int, _ payer: MemoryAccount?) {
        self.base = base
        self.size = size
        self.payer = payer
        super.init(count: count)
    }

    deinit {
        free(base)
        payer?.credit(size)
    }

    override var isContiguous: Bool { true }

    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        let all = UnsafeRawBufferPointer(start: base, count: count)
        body(UnsafeRawBufferPointer(rebasing: all[range]))
    }
}
