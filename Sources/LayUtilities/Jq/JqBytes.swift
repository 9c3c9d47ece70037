/// Bytes that are put together, whose memory is accounted for.
final class JqBytes {
    @exclusivity(unchecked) private(set) var base: UnsafeMutablePointer<UInt8>
    /// How many bytes there are.
    @exclusivity(unchecked) var count = 0
    @exclusivity(unchecked) private var capacity = 256
    private let account: JqAccount?

    /// No bytes; without an account they are few.
    init(_ account: JqAccount?) {
        self.account = account
        account?.take(capacity)
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
        account?.give(capacity)
    }

    /// The bytes, valid until more are added.
    @inline(__always)
    var span: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// The bytes as a text.
    func text(_ account: JqAccount) -> JqText { JqText.make(span, account) }

    /// The bytes as an array.
    var array: [UInt8] { Array(span) }

    /// Makes room for more bytes.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func reserve(_ more: Int) throws {
        if more > capacity &- count { try grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) throws {
        guard more < JqText.limit &- count else { throw JqRaise("a string is too long") }
        let room = max(capacity &* 2, count &+ more)
        try account?.admit(room)
        account?.take(room &- capacity)
        let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        bigger.update(from: base, count: count)
        base.deallocate()
        base = bigger
        capacity = room
    }

    /// Adds one byte.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ byte: UInt8) throws {
        if count == capacity { try grow(1) }
        base[count] = byte
        count &+= 1
    }

    /// Adds bytes.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ span: UnsafeBufferPointer<UInt8>) throws {
        guard let source = span.baseAddress else { return }
        try reserve(span.count)
        (base + count).update(from: source, count: span.count)
        count &+= span.count
    }

    /// Adds the bytes of a text.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(_ text: JqText) throws { try text.with { try append($0) } }

    /// Adds bytes.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBufferPointer { try append($0) } }

    /// Adds text that the program is written with.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func append(_ text: StaticString) throws {
        try append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds the same byte several times.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(repeating byte: UInt8, _ times: Int) throws {
        guard times > 0 else { return }
        try reserve(times)
        (base + count).update(repeating: byte, count: times)
        count &+= times
    }

    /// Adds a character.
    ///
    /// - Throws: what the host throws where there is no memory.
    func append(character: UInt32) throws {
        try reserve(4)
        count &+= JqUnicode.encode(character, base + count)
    }
}
