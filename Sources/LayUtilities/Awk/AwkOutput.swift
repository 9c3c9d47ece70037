/// A stream that is written, with what waits to be.
final class AwkOutput {
    @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var used = 0
    private let sink: any AwkSink
    private let account: AwkAccount

    private static let room = 64 << 10

    /// A stream over what the host opened.
    init(_ sink: any AwkSink, _ account: AwkAccount) {
        self.sink = sink
        self.account = account
        base = .allocate(capacity: Self.room)
        account.take(Self.room)
    }

    deinit {
        base.deallocate()
        account.give(Self.room)
    }

    /// Writes bytes, now or later.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func write(_ span: UnsafeBufferPointer<UInt8>) throws {
        guard span.count <= Self.room &- used, let source = span.baseAddress else {
            return try writeSlowly(span)
        }
        if span.count <= 16 {
            // A call costs more than a few bytes.
            for index in 0..<span.count { base[used &+ index] = source[index] }
        } else {
            (base + used).update(from: source, count: span.count)
        }
        used &+= span.count
    }

    /// Writes one byte, now or later.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func write(_ byte: UInt8) throws {
        if used == Self.room { try flush() }
        base[used] = byte
        used &+= 1
    }

    /// Writes a whole number, now or later.
    ///
    /// - Throws: what the host throws.
    func write(_ whole: Int) throws {
        if Self.room &- used < AwkNumber.wholeLimit &+ 1 { try flush() }
        if whole >= 0, whole < 10 {
            base[used] = UInt8(truncatingIfNeeded: whole) &+ 48
            used &+= 1
            return
        }
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            guard let start = digits.baseAddress else { return }
            let count = AwkNumber.write(whole, before: start + 24)
            try write(UnsafeBufferPointer(start: start + 24 - count, count: count))
        }
    }

    /// Writes bytes, now or later.
    ///
    /// - Throws: what the host throws.
    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBufferPointer { try write($0) } }

    @inline(never)
    private func writeSlowly(_ span: UnsafeBufferPointer<UInt8>) throws {
        guard span.count > 0 else { return }
        try flush()
        if span.count >= Self.room {
            try sink.write(Array(span))
        } else {
            try write(span)
        }
    }

    /// Hands on what waits.
    ///
    /// - Throws: what the host throws.
    func flush() throws {
        guard used > 0 else { return }
        let bytes = Array(UnsafeBufferPointer(start: base, count: used))
        used = 0
        try sink.write(bytes)
    }

    /// Hands on what waits and closes the stream: its status.
    ///
    /// - Throws: what the host throws.
    func close() throws -> Int {
        try flush()
        return try sink.close()
    }
}
