/// What stands before the elements of an array.
struct JqArrayHeader {
    var count: Int32
    var capacity: Int32
    let account: Unmanaged<JqAccount>
}

/// The elements of an array.
///
/// They never change after the array is handed out, but that one with one owner may.
final class JqArray: ManagedBuffer<JqArrayHeader, JqValue> {
    private static let overhead = 48
    /// The most elements of an array.
    static let limit = 1 << 27

    /// An array with room for `capacity` elements and none in it.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func make(capacity: Int, _ account: JqAccount) throws -> JqArray {
        guard capacity <= limit else { throw JqRaise("Array is too long") }
        let bytes = capacity &* MemoryLayout<JqValue>.stride &+ overhead
        try account.admit(bytes)
        account.take(bytes)
        let made = JqArray.create(minimumCapacity: capacity) { _ in
            JqArrayHeader(
                count: 0, capacity: Int32(truncatingIfNeeded: capacity),
                account: Unmanaged.passUnretained(account))
        }
        return unsafeDowncast(made, to: JqArray.self)
    }

    /// An array of some elements.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func make(_ elements: [JqValue], _ account: JqAccount) throws -> JqArray {
        let array = try make(capacity: elements.count, account)
        for element in elements { array.add(element) }
        return array
    }

    deinit {
        head.account._withUnsafeGuaranteedRef {
            if count > 0 { $0.free(base, count) }
            $0.give(
                Int(head.capacity) &* MemoryLayout<JqValue>.stride &+ Self.overhead)
        }
    }

    @inline(__always)
    private var head: JqArrayHeader {
        get { withUnsafeMutablePointerToHeader { $0.pointee } }
        set { withUnsafeMutablePointerToHeader { $0.pointee = newValue } }
    }

    /// How many elements there are.
    @inline(__always)
    var count: Int { Int(head.count) }

    /// How many elements there is room for.
    @inline(__always)
    var room: Int { Int(head.capacity) }

    /// The element at a place that there is.
    ///
    /// The closures keep the buffer, which a bare pointer into it does not.
    @inline(__always)
    subscript(place: Int) -> JqValue {
        get { withUnsafeMutablePointerToElements { $0[place] } }
        set { withUnsafeMutablePointerToElements { $0[place] = newValue } }
    }

    /// The elements, which stay where they are as long as the array lives.
    @inline(__always)
    var base: UnsafeMutablePointer<JqValue> { withUnsafeMutablePointerToElements { $0 } }

    /// The elements.
    @inline(__always)
    var span: UnsafeBufferPointer<JqValue> { UnsafeBufferPointer(start: base, count: count) }

    /// Who counts the bytes.
    private var account: JqAccount { head.account.takeUnretainedValue() }

    /// Adds an element that there is room for.
    @inline(__always)
    func add(_ element: JqValue) {
        guard head.count < head.capacity else { return }
        (base + count).initialize(to: element)
        head.count &+= 1
    }

    /// Lengthens with `null` up to `length` elements, for which there is room.
    func fill(_ length: Int) { while count < min(length, room) { add(.null) } }

    /// Drops the elements behind the first `length`.
    func cut(_ length: Int) {
        guard length < count else { return }
        let dropped = count &- length
        head.count = Int32(truncatingIfNeeded: length)
        account.free(base + length, dropped)
    }

    /// A copy of some elements, with room for more.
    ///
    /// - Throws: what the host throws where there is no memory.
    func copy(_ range: Range<Int>, room: Int = 0) throws -> JqArray {
        let made = try Self.make(capacity: max(range.count, room), account)
        account.work(range.count / 16)
        made.base.initialize(from: base + range.lowerBound, count: range.count)
        made.head.count = Int32(truncatingIfNeeded: range.count)
        return made
    }

    /// Makes an array one with one owner and room for `length` elements.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func own(_ array: inout JqArray, room length: Int) throws {
        if isKnownUniquelyReferenced(&array) {
            if length <= array.room { return }
            let made = try make(capacity: grown(length), array.account)
            made.takeOver(array)
            array = made
        } else {
            array = try array.copy(
                0..<array.count, room: length > array.count ? grown(length) : length)
        }
    }

    /// Moves the elements of another array here, and leaves it empty.
    @inline(never)
    private func takeOver(_ other: JqArray) {
        defer { withExtendedLifetime(other) {} }
        base.moveInitialize(from: other.base, count: other.count)
        head.count = other.head.count
        other.head.count = 0
    }

    private static func grown(_ length: Int) -> Int {
        length <= 4 ? 4 : length &+ length / 2
    }

    /// Adds an element to an array, in its place where that has one owner.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    static func append(_ element: JqValue, to array: inout JqArray) throws {
        try own(&array, room: array.count &+ 1)
        array.add(element)
    }

    /// The array with another element at a place, which may lie behind its end.
    ///
    /// - Throws: what the host throws where there is no memory; `JqRaise`.
    static func set(_ array: consuming JqArray, _ index: Int, _ value: JqValue) throws -> JqArray {
        guard index >= 0 else { throw JqRaise("Out of bounds negative array index") }
        guard index < limit else { throw JqRaise("Array index too large") }
        let length = max(array.count, index &+ 1)
        var array = array
        try own(&array, room: length)
        array.fill(length)
        array[index] = value
        return array
    }
}
