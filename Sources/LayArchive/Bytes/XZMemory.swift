internal import CLZMA
internal import LayBounds

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory of a coder, paid for by the account of the thread that uses it.
final class XZMemory {
    private var sizes: [UnsafeMutableRawPointer: Int] = [:]
    private let payer = MemoryAccount.current
    private let functions: UnsafeMutablePointer<lzma_allocator>
    /// Why memory was refused, if it was.
    private(set) var refusal: BoundReached?

    init() {
        functions = .allocate(capacity: 1)
        functions.initialize(
            to: lzma_allocator(
                alloc: { memory, count, size in
                    memory.flatMap { XZMemory.of($0).allocate(count, size) }
                },
                free: { memory, block in
                    if let memory { XZMemory.of(memory).free(block) }
                }, opaque: nil))
        functions.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit { functions.deallocate() }

    /// What the library allocates with, while the object is there.
    var allocator: UnsafePointer<lzma_allocator> { UnsafePointer(functions) }

    private static func of(_ pointer: UnsafeMutableRawPointer) -> XZMemory {
        Unmanaged<XZMemory>.fromOpaque(pointer).takeUnretainedValue()
    }

    private func allocate(_ count: Int, _ size: Int) -> UnsafeMutableRawPointer? {
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

    private func free(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        if let size = sizes.removeValue(forKey: block) { payer?.credit(size) }
        releaseBlock(block)
    }
}

/// `free` under a name that a method of that name does not hide.
private func releaseBlock(_ block: UnsafeMutableRawPointer) { free(block) }
