/// What stands before the bytes of a text.
struct JqTextHeader {
    /// How many bytes there are.
    var count: Int32
    /// How many bytes there is room for.
    var capacity: Int32
    /// What tells texts apart; 0 where it is not known yet.
    var hash: UInt32 = 0
    /// How many characters there are; -1 where it is not known yet.
    var characters: Int32 = -1
    /// Who counts the bytes.
    let account: Unmanaged<JqAccount>
}

/// Bytes of UTF-8 that values share.
///
/// They never change after the text is handed out, but that a text with one owner may grow.
final class JqText: ManagedBuffer<JqTextHeader, UInt8> {
    /// What a text takes beside its bytes.
    private static let overhead = 56
    /// The most bytes of a text.
    static let limit = Int(Int32.max) - 64

    /// A text with room for `capacity` bytes and none in it.
    static func make(capacity: Int, _ account: JqAccount) -> JqText {
        let room = min(max(capacity, 0), limit)
        account.take(room &+ overhead)
        let made = JqText.create(minimumCapacity: room) { _ in
            JqTextHeader(
                count: 0, capacity: Int32(truncatingIfNeeded: room),
                account: Unmanaged.passUnretained(account))
        }
        return unsafeDowncast(made, to: JqText.self)
    }

    /// A text of bytes that are UTF-8.
    static func make(_ span: UnsafeBufferPointer<UInt8>, _ account: JqAccount) -> JqText {
        let text = make(capacity: span.count, account)
        text.append(span)
        return text
    }

    /// A text of bytes that are UTF-8.
    static func make(_ bytes: [UInt8], _ account: JqAccount) -> JqText {
        bytes.withUnsafeBufferPointer { make($0, account) }
    }

    /// A text of any bytes, with U+FFFD for what is no UTF-8.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func make(
        anything span: UnsafeBufferPointer<UInt8>, _ account: JqAccount
    ) throws -> JqText {
        try account.admit(span.count)
        if JqUnicode.isValid(span) { return make(span, account) }
        let bytes = JqBytes(account)
        try JqUnicode.repair(span, bytes)
        return bytes.text(account)
    }

    deinit {
        head.account._withUnsafeGuaranteedRef {
            $0.give(Int(head.capacity) &+ Self.overhead)
        }
    }

    /// The header, without the checks that a class's variables cost.
    @inline(__always)
    private var head: JqTextHeader {
        get { withUnsafeMutablePointerToHeader { $0.pointee } }
        set { withUnsafeMutablePointerToHeader { $0.pointee = newValue } }
    }

    /// How many bytes there are.
    @inline(__always)
    var count: Int { Int(head.count) }

    /// How many bytes there is room for.
    @inline(__always)
    var room: Int { Int(head.capacity) }

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
        head.count &+= Int32(truncatingIfNeeded: span.count)
        head.hash = 0
        head.characters = -1
    }

    /// How many characters there are.
    var characters: Int {
        if head.characters < 0 {
            head.characters = Int32(truncatingIfNeeded: JqUnicode.count(span))
        }
        return Int(head.characters)
    }

    /// What tells texts apart.
    @inline(__always)
    var hash: UInt32 {
        if head.hash == 0 { head.hash = Self.hash(span) }
        return head.hash
    }

    /// What tells texts apart; never 0.
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash = UInt(bitPattern: text.count) &* 0x9E37_79B9_7F4A_7C15
        var place = 0
        if let base = text.baseAddress {
            let raw = UnsafeRawPointer(base)
            while place &+ 8 <= text.count {
                let word = raw.loadUnaligned(fromByteOffset: place, as: UInt.self)
                hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
                hash ^= hash >> 32
                place &+= 8
            }
        }
        var word: UInt = 0
        while place < text.count {
            word = word << 8 | UInt(text[place])
            place &+= 1
        }
        hash = (hash ^ word) &* 0xC4CE_B9FE_1A85_EC53
        return UInt32(truncatingIfNeeded: hash ^ hash >> 31) | 1
    }

    /// Whether two texts have the same bytes.
    @inline(__always)
    static func equal(_ left: JqText, _ right: JqText) -> Bool {
        left === right
            || left.count == right.count
                && JqLibrary.compare(left.base, right.base, left.count) == 0
    }

    /// Below, at or above zero as one text lies before, at or behind the other.
    static func order(_ left: JqText, _ right: JqText) -> Int {
        let result = JqLibrary.compare(left.base, right.base, min(left.count, right.count))
        return result != 0 ? result : left.count &- right.count
    }

    /// The text of both, in the place of the first where that has one owner and room.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func join(
        _ left: consuming JqText, _ right: JqText, _ account: JqAccount
    ) throws -> JqText {
        var text = left
        if text.room &- text.count >= right.count, isKnownUniquelyReferenced(&text) {
            right.with { text.append($0) }
            return text
        }
        let length = text.count &+ right.count
        guard length < limit else { throw JqRaise("a string is too long") }
        // Room to grow, once the text has grown at all.
        let room = text.count < 64 ? length : length &+ length / 2
        try account.admit(room)
        let joined = make(capacity: room, account)
        text.with { joined.append($0) }
        right.with { joined.append($0) }
        return joined
    }
}
