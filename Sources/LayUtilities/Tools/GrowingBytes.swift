#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Bytes that grow, read and written by pointer, whose memory is accounted for.
///
/// A pointer taken from them is good until they grow.
final class GrowingBytes {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int
    /// Is told how many bytes more will be held, and may refuse them.
    private let hold: (Int) throws -> Void

    /// No bytes yet.
    init(_ hold: @escaping (Int) throws -> Void) {
        self.hold = hold
        capacity = 256
        base = .allocate(capacity: 256)
    }

    deinit { base.deallocate() }

    /// The bytes, good until they change.
    @inline(__always)
    var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// The bytes as an array of their own.
    var array: [UInt8] { Array(text) }

    /// Makes room for more bytes.
    ///
    /// - Throws: what refuses the memory.
    func reserve(_ more: Int) throws {
        if more > capacity &- count { try grow(more) }
    }

    private func grow(_ more: Int) throws {
        let (needed, overflows) = count.addingReportingOverflow(more)
        let larger = max(overflows ? Int.max : needed, capacity &* 2)
        try hold(larger &- capacity)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Adds one byte.
    ///
    /// - Throws: what refuses the memory.
    @inline(__always)
    func append(_ byte: UInt8) throws {
        if count == capacity { try grow(1) }
        base[count] = byte
        count &+= 1
    }

    /// Adds bytes, which may not be these.
    ///
    /// - Throws: what refuses the memory.
    @inline(__always)
    func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        try append(bytes.baseAddress, bytes.count)
    }

    /// Adds the bytes of a range of a text.
    ///
    /// - Throws: what refuses the memory.
    @inline(__always)
    func append(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) throws {
        try append(text.baseAddress.map { $0 + start }, end &- start)
    }

    @inline(__always)
    private func append(_ start: UnsafePointer<UInt8>?, _ length: Int) throws {
        guard let start, length > 0 else { return }
        if length > capacity &- count { try grow(length) }
        let target = base + count
        if length < 16 {
            for index in 0..<length { target[index] = start[index] }
        } else {
            memcpy(target, start, length)
        }
        count &+= length
    }

    /// Adds bytes.
    ///
    /// - Throws: what refuses the memory.
    func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { try append($0) }
    }

    /// Forgets all bytes and keeps the memory.
    func removeAll() { count = 0 }

    /// Forgets the bytes before `end`.
    func removeFirst(_ end: Int) {
        guard end > 0, end <= count else { return }
        memmove(base, base + end, count &- end)
        count &-= end
    }

    /// Forgets the bytes at and behind `end`.
    func truncate(to end: Int) {
        if end >= 0, end < count { count = end }
    }

    /// Changes the byte at `index`.
    func replace(at index: Int, with byte: UInt8) {
        if index >= 0, index < count { base[index] = byte }
    }
}
