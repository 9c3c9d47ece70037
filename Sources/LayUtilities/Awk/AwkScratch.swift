/// Bytes that are put together, the unfinished ones of outer expressions below the inner ones'.
final class AwkScratch {
    @exclusivity(unchecked) private(set) var base: UnsafeMutablePointer<UInt8>
    /// How many bytes there are.
    @exclusivity(unchecked) var count = 0
    @exclusivity(unchecked) private var capacity = 4096
    private let account: AwkAccount

    /// No bytes.
    init(_ account: AwkAccount) {
        self.account = account
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// The bytes behind `start`, valid until more are added.
    @inline(__always)
    func span(from start: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + start, count: count &- start)
    }

    /// Takes the bytes behind `start` away as a text.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func take(from start: Int) throws -> AwkText {
        try account.admit(count &- start)
        let text = AwkText.make(span(from: start), account)
        count = start
        return text
    }

    /// Adds bytes.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ span: UnsafeBufferPointer<UInt8>) throws {
        guard let source = span.baseAddress else { return }
        if span.count > capacity &- count { try grow(span.count) }
        if span.count <= 16 {
            // A call costs more than a few bytes.
            let target = base + count
            for index in 0..<span.count { target[index] = source[index] }
        } else {
            (base + count).update(from: source, count: span.count)
        }
        count &+= span.count
    }

    /// Adds the bytes of a text.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ text: AwkText) throws { try text.with { try append($0) } }

    /// Adds bytes.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBufferPointer { try append($0) } }

    /// Adds one byte.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ byte: UInt8) throws {
        if count == capacity { try grow(1) }
        base[count] = byte
        count &+= 1
    }

    /// Adds a whole number.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(whole value: Int) throws {
        if value >= 0, value < 10 { return try append(UInt8(truncatingIfNeeded: value) &+ 48) }
        if capacity &- count < 24 { try grow(24) }
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            guard let start = digits.baseAddress else { return }
            let length = AwkNumber.write(value, before: start + 24)
            try append(UnsafeBufferPointer(start: start + 24 - length, count: length))
        }
    }

    @inline(never)
    private func grow(_ more: Int) throws {
        guard more < AwkText.limit &- count else {
            throw AwkError.running("a text is too long")
        }
        let room = max(capacity &* 2, count &+ more)
        try account.admit(room)
        account.take(room &- capacity)
        let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        bigger.update(from: base, count: count)
        base.deallocate()
        base = bigger
        capacity = room
    }
}
