/// What stands before the bytes of a text.
struct AwkTextHeader {
    /// How many bytes there are.
    var count: Int32
    /// How many bytes there is room for.
    var capacity: Int32
    /// Whether `number` is known.
    var isParsed = false
    /// Whether the whole text is a number.
    var looksNumeric = false
    /// The number that the text begins with.
    var number = 0.0
    /// Who counts the bytes.
    let account: Unmanaged<AwkAccount>?
}

/// Bytes that values share, with the number that they stand for once that is known.
///
/// The bytes never change after the text is handed out, but that a text with one owner may grow.
final class AwkText: ManagedBuffer<AwkTextHeader, UInt8> {
    /// What a text takes beside its bytes.
    private static let overhead = 48
    /// The most bytes of a text.
    static let limit = Int(Int32.max) - 64

    /// A text with room for `capacity` bytes and none in it.
    static func make(capacity: Int, _ account: AwkAccount?) -> AwkText {
        let room = min(max(capacity, 0), limit)
        account?.take(room &+ overhead)
        let header = AwkTextHeader(
            count: 0, capacity: Int32(truncatingIfNeeded: room),
            account: account.map { Unmanaged.passUnretained($0) })
        let made = AwkText.create(minimumCapacity: room) { _ in header }
        return unsafeDowncast(made, to: AwkText.self)
    }

    /// A text of the bytes of a span.
    static func make(_ span: UnsafeBufferPointer<UInt8>, _ account: AwkAccount?) -> AwkText {
        let text = make(capacity: span.count, account)
        text.append(span)
        return text
    }

    /// A text that nobody counts, for programs.
    static func constant(_ bytes: [UInt8]) -> AwkText {
        bytes.withUnsafeBufferPointer { make($0, nil) }
    }

    /// The text without bytes.
    static func empty() -> AwkText { make(capacity: 0, nil) }

    deinit {
        if let account = head.pointee.account {
            account._withUnsafeGuaranteedRef {
                $0.give(Int(head.pointee.capacity) &+ Self.overhead)
            }
        }
    }

    /// The header, without the checks that a class's variables cost.
    @inline(__always)
    private var head: UnsafeMutablePointer<AwkTextHeader> {
        withUnsafeMutablePointerToHeader { $0 }
    }

    /// How many bytes there are.
    @inline(__always)
    var count: Int { Int(head.pointee.count) }

    /// How many bytes there is room for.
    @inline(__always)
    var room: Int { Int(head.pointee.capacity) }

    /// The bytes, which stay where they are as long as the text lives.
    @inline(__always)
    var base: UnsafeMutablePointer<UInt8> { withUnsafeMutablePointerToElements { $0 } }

    /// The bytes, which stay where they are as long as the text lives.
    @inline(__always)
    var span: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Calls `body` with the bytes.
    @inline(__always)
    func with<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(span)
    }

    /// The bytes as an array.
    var array: [UInt8] { with { Array($0) } }

    /// Adds bytes that there is room for.
    @inline(__always)
    func append(_ span: UnsafeBufferPointer<UInt8>) {
        guard let source = span.baseAddress, span.count > 0, span.count <= room &- count else {
            return
        }
        (base + count).update(from: source, count: span.count)
        head.pointee.count &+= Int32(truncatingIfNeeded: span.count)
        head.pointee.isParsed = false
    }

    /// Adds one byte that there is room for.
    @inline(__always)
    func append(_ byte: UInt8) {
        guard count < room else { return }
        base[count] = byte
        head.pointee.count &+= 1
        head.pointee.isParsed = false
    }

    /// The number that the text begins with.
    @inline(__always)
    var number: Double {
        if !head.pointee.isParsed { parse() }
        return head.pointee.number
    }

    /// Whether the whole text is a number, with blanks around it at most.
    @inline(__always)
    var looksNumeric: Bool {
        if !head.pointee.isParsed { parse() }
        return head.pointee.looksNumeric
    }

    private func parse() {
        let parsed = with { AwkNumber.parse($0) }
        head.pointee.number = parsed.value
        head.pointee.looksNumeric = parsed.isWhole
        head.pointee.isParsed = true
    }

    /// Whether two texts have the same bytes.
    static func equal(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        left.count == right.count && AwkLibrary.compare(left, right) == 0
    }

    /// Below, at or above zero as one text lies before, at or behind the other.
    static func order(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let result = AwkLibrary.compare(left, right)
        return result != 0 ? result : left.count &- right.count
    }
}
