#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// True when all bytes are zero, as those of a hole are.
    ///
    /// - Complexity: O(*n*), and O(1) for most bytes that are not.
    package var isZero: Bool {
        guard let base = baseAddress, count > 0 else { return true }
        // All are equal to the one before them.
        return self[0] == 0 && memcmp(base, base + 1, count - 1) == 0
    }
}
