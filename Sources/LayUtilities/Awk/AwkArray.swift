/// One element of an array.
struct AwkElement {
    /// The subscript, but for whole numbers, which `number` holds.
    var text: AwkText?
    /// The subscript that is a whole number.
    var number: Int
    /// What tells places apart; never negative, -1 for an element that was deleted.
    var hash: Int
    /// What the element holds.
    var value: AwkValue

    /// Whether the element was not deleted.
    var isLive: Bool { hash >= 0 }
}

/// An associative array, which keeps its elements in the order in which they came.
///
/// A subscript that is a whole number as `%d` writes it is kept as a number, whatever it came as.
final class AwkArray {
    /// The elements with the deleted ones between them.
    @exclusivity(unchecked) private(set) var elements: UnsafeMutablePointer<AwkElement>
    /// How many elements there are with the deleted ones.
    @exclusivity(unchecked) private(set) var used = 0
    /// How many elements there are.
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var capacity: Int
    /// Places of elements by hash, -1 for none; twice as many as elements.
    @exclusivity(unchecked) private var index: UnsafeMutablePointer<Int32>
    private let account: AwkAccount
    /// How many arrays this one lies in.
    private let depth: Int

    /// The most arrays in one another, which are let go of one in the other.
    private static let deepest = 400
    private static let smallest = 8
    private static let free: Int32 = -1

    /// An array without elements.
    convenience init(_ account: AwkAccount) { self.init(account, depth: 0) }

    private init(_ account: AwkAccount, depth: Int) {
        self.account = account
        self.depth = depth
        capacity = Self.smallest
        elements = .allocate(capacity: capacity)
        index = .allocate(capacity: capacity &* 2)
        index.initialize(repeating: Self.free, count: capacity &* 2)
        account.take(Self.size(capacity))
    }

    deinit {
        elements.deinitialize(count: used)
        elements.deallocate()
        index.deallocate()
        account.give(Self.size(capacity))
    }

    /// An array without elements that is to be an element of this one.
    ///
    /// - Throws: `AwkError` where that is too deep.
    func inner(_ machine: AwkMachine) throws -> AwkArray {
        guard depth < Self.deepest else { throw machine.error("arrays are nested too deeply") }
        return AwkArray(account, depth: depth + 1)
    }

    private static func size(_ capacity: Int) -> Int {
        capacity &* (MemoryLayout<AwkElement>.stride &+ 8) &+ 64
    }

    /// What tells whole numbers apart.
    @inline(__always)
    static func hash(_ number: Int) -> Int {
        // Numbers in a row stay in a row, which memory is quickest at; the steps of `next` tell
        // those apart that share their lower bits.
        number & Int.max
    }

    /// What tells texts apart.
    @inline(__always)
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
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
        return Int(bitPattern: (hash ^ hash >> 29) >> 1)
    }

    /// The whole number that a subscript is, where it is written as `%d` would.
    @inline(__always)
    static func whole(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count > 0, text.count <= 16 else { return nil }
        let first = text[0]
        if first == 48 { return text.count == 1 ? 0 : nil }
        var place = first == 45 ? 1 : 0
        guard place < text.count, text[place] &- 49 < 9 else { return nil }
        var value = 0
        while place < text.count {
            guard text[place] &- 48 < 10 else { return nil }
            value = value &* 10 &+ Int(text[place] &- 48)
            place &+= 1
        }
        return first == 45 ? 0 &- value : value
    }

    /// The element of a whole number.
    @inline(__always)
    func find(_ number: Int) -> UnsafeMutablePointer<AwkValue>? {
        let place = place(of: number, Self.hash(number))
        return place < 0 ? nil : pointer(place)
    }

    /// The element of a text.
    @inline(__always)
    func find(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<AwkValue>? {
        if let number = Self.whole(text) { return find(number) }
        let place = place(of: text, Self.hash(text))
        return place < 0 ? nil : pointer(place)
    }

    /// The element of a whole number, made where there is none; valid until the next one is made.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func locate(_ number: Int) throws -> UnsafeMutablePointer<AwkValue> {
        let hash = Self.hash(number)
        let place = place(of: number, hash)
        return pointer(place >= 0 ? place : try add(nil, number, hash))
    }

    /// The element of a text, made where there is none; valid until the next one is made.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func locate(_ text: UnsafeBufferPointer<UInt8>) throws -> UnsafeMutablePointer<AwkValue> {
        if let number = Self.whole(text) { return try locate(number) }
        let hash = Self.hash(text)
        let place = place(of: text, hash)
        return pointer(place >= 0 ? place : try add(AwkText.make(text, account), 0, hash))
    }

    /// Deletes the element of a text, if there is one.
    func remove(_ text: UnsafeBufferPointer<UInt8>) {
        if let number = Self.whole(text) { return remove(number) }
        remove(at: place(of: text, Self.hash(text)))
    }

    /// Deletes the element of a whole number, if there is one.
    func remove(_ number: Int) { remove(at: place(of: number, Self.hash(number))) }

    /// Deletes all elements.
    func removeAll() {
        elements.deinitialize(count: used)
        used = 0
        count = 0
        if capacity > 64 {
            resize(Self.smallest)
        } else {
            index.update(repeating: Self.free, count: capacity &* 2)
        }
    }

    @inline(__always)
    private func pointer(_ place: Int) -> UnsafeMutablePointer<AwkValue> {
        let offset = MemoryLayout<AwkElement>.offset(of: \.value) ?? 24
        return (UnsafeMutableRawPointer(elements + place) + offset)
            .assumingMemoryBound(to: AwkValue.self)
    }

    @inline(__always)
    private func place(of number: Int, _ hash: Int) -> Int {
        let mask = capacity &* 2 &- 1
        var (slot, rest) = (hash & mask, hash)
        while true {
            let place = Int(index[slot])
            if place < 0 { return -1 }
            let element = elements + place
            if element.pointee.hash == hash, element.pointee.number == number,
                element.pointee.text == nil
            {
                return place
            }
            Self.next(&slot, &rest, mask)
        }
    }

    /// Steps on from a slot that is taken, in the end to every one.
    @inline(__always)
    private static func next(_ slot: inout Int, _ rest: inout Int, _ mask: Int) {
        rest >>= 5
        slot = (slot &* 5 &+ rest &+ 1) & mask
    }

    @inline(__always)
    private func place(of text: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int {
        let mask = capacity &* 2 &- 1
        var (slot, rest) = (hash & mask, hash)
        while true {
            let place = Int(index[slot])
            if place < 0 { return -1 }
            let element = elements + place
            if element.pointee.hash == hash, let own = element.pointee.text,
                AwkText.equal(own.span, text)
            {
                return place
            }
            Self.next(&slot, &rest, mask)
        }
    }

    @inline(never)
    private func add(_ text: AwkText?, _ number: Int, _ hash: Int) throws -> Int {
        if used == capacity {
            let wanted = count &* 2 > capacity ? capacity &* 2 : capacity
            // While the elements move, both are there.
            try account.admit(Self.size(wanted))
            resize(wanted)
        }
        let place = used
        (elements + place).initialize(
            to: AwkElement(text: text, number: number, hash: hash, value: .nothing))
        used &+= 1
        count &+= 1
        enter(place, hash)
        return place
    }

    @inline(__always)
    private func enter(_ place: Int, _ hash: Int) {
        let mask = capacity &* 2 &- 1
        var (slot, rest) = (hash & mask, hash)
        while index[slot] >= 0 { Self.next(&slot, &rest, mask) }
        index[slot] = Int32(truncatingIfNeeded: place)
    }

    private func remove(at place: Int) {
        guard place >= 0 else { return }
        // The place stays taken in the index, so that what lies behind it is still found.
        elements[place].hash = -1
        elements[place].text = nil
        elements[place].value = .nothing
        count &-= 1
        if count == 0 { removeAll() }
    }

    /// Moves the living elements to memory of another size.
    private func resize(_ newCapacity: Int) {
        let (old, oldUsed, oldIndex) = (elements, used, index)
        account.take(Self.size(newCapacity))
        account.give(Self.size(capacity))
        capacity = newCapacity
        elements = .allocate(capacity: newCapacity)
        index = .allocate(capacity: newCapacity &* 2)
        index.initialize(repeating: Self.free, count: newCapacity &* 2)
        used = 0
        for place in 0..<oldUsed {
            let element = (old + place).move()
            guard element.isLive else { continue }
            enter(used, element.hash)
            (elements + used).initialize(to: element)
            used &+= 1
        }
        old.deallocate()
        oldIndex.deallocate()
    }
}
