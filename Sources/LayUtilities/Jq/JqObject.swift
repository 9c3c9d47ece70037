/// What stands before the entries of an object.
struct JqObjectHeader {
    var count: Int32
    var capacity: Int32
    /// Places of entries by hash, -1 for none; twice as many as entries. Small objects have none.
    var index: UnsafeMutablePointer<Int32>?
    let account: Unmanaged<JqAccount>
}

/// A key with its value.
struct JqEntry {
    let key: JqText
    var value: JqValue
}

/// The entries of an object, in the order in which they came.
///
/// They never change after the object is handed out, but that one with one owner may.
final class JqObject: ManagedBuffer<JqObjectHeader, JqEntry> {
    private static let overhead = 56
    /// Up to so many entries a key is looked for one by one.
    private static let small = 8
    private static let limit = 1 << 26

    /// An object with room for `capacity` entries and none in it.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func make(capacity: Int, _ account: JqAccount) throws -> JqObject {
        guard capacity <= limit else { throw JqRaise("Object is too big") }
        let room = capacity <= small ? capacity : power(capacity)
        try account.admit(size(room))
        account.take(size(room))
        let made = JqObject.create(minimumCapacity: room) { _ in
            var index: UnsafeMutablePointer<Int32>?
            if room > small {
                index = .allocate(capacity: room &* 2)
                index?.initialize(repeating: -1, count: room &* 2)
            }
            return JqObjectHeader(
                count: 0, capacity: Int32(truncatingIfNeeded: room), index: index,
                account: Unmanaged.passUnretained(account))
        }
        return unsafeDowncast(made, to: JqObject.self)
    }

    private static func power(_ count: Int) -> Int {
        var power = small
        while power < count { power &*= 2 }
        return power
    }

    private static func size(_ room: Int) -> Int {
        room &* (MemoryLayout<JqEntry>.stride &+ (room > small ? 8 : 0)) &+ overhead
    }

    deinit {
        head.index?.deallocate()
        head.account._withUnsafeGuaranteedRef { account in
            for place in 0..<count {
                if case .array = base[place].value {
                    account.free(value(place), 1)
                    value(place).initialize(to: .null)
                } else if case .object = base[place].value {
                    account.free(value(place), 1)
                    value(place).initialize(to: .null)
                }
            }
            base.deinitialize(count: count)
            account.give(Self.size(Int(head.capacity)))
        }
    }

    private func value(_ place: Int) -> UnsafeMutablePointer<JqValue> {
        let offset = MemoryLayout<JqEntry>.offset(of: \.value) ?? 0
        return (UnsafeMutableRawPointer(base + place) + offset).assumingMemoryBound(
            to: JqValue.self)
    }

    @inline(__always)
    private var head: JqObjectHeader {
        get { withUnsafeMutablePointerToHeader { $0.pointee } }
        set { withUnsafeMutablePointerToHeader { $0.pointee = newValue } }
    }

    /// How many entries there are.
    @inline(__always)
    var count: Int { Int(head.count) }

    /// The entry at a place that there is.
    ///
    /// The closures keep the buffer, which a bare pointer into it does not.
    @inline(__always)
    subscript(place: Int) -> JqEntry {
        get { withUnsafeMutablePointerToElements { $0[place] } }
        set { withUnsafeMutablePointerToElements { $0[place] = newValue } }
    }

    /// The entries, which stay where they are as long as the object lives.
    @inline(__always)
    var base: UnsafeMutablePointer<JqEntry> { withUnsafeMutablePointerToElements { $0 } }

    /// The entries.
    @inline(__always)
    var span: UnsafeBufferPointer<JqEntry> { UnsafeBufferPointer(start: base, count: count) }

    private var account: JqAccount { head.account.takeUnretainedValue() }

    // MARK: Finding

    /// The place of a key's entry.
    @inline(__always)
    func find(_ key: JqText) -> Int? {
        guard let index = head.index else {
            for place in 0..<count where base[place].key === key { return place }
            for place in 0..<count where JqText.equal(base[place].key, key) { return place }
            return nil
        }
        let mask = Int(head.capacity) &* 2 &- 1
        var slot = Int(key.hash) & mask
        while true {
            let place = Int(index[slot])
            if place < 0 { return nil }
            if JqText.equal(base[place].key, key) { return place }
            slot = (slot &+ 1) & mask
            account.work(1)
        }
    }

    /// The value of a key.
    @inline(__always)
    func value(_ key: JqText) -> JqValue? { find(key).map { base[$0].value } }

    // MARK: Changing

    /// Adds an entry whose key is not there yet, and for which there is room.
    @inline(__always)
    func add(_ key: JqText, _ value: JqValue) {
        guard head.count < head.capacity else { return }
        let place = count
        (base + place).initialize(to: JqEntry(key: key, value: value))
        head.count &+= 1
        if head.index != nil { note(place) }
    }

    private func note(_ place: Int) {
        guard let index = head.index else { return }
        let mask = Int(head.capacity) &* 2 &- 1
        var slot = Int(base[place].key.hash) & mask
        while index[slot] >= 0 {
            slot = (slot &+ 1) & mask
            account.work(1)
        }
        index[slot] = Int32(truncatingIfNeeded: place)
    }

    /// The object with one owner and room for one more entry.
    private static func owned(_ object: consuming JqObject, growing: Bool) throws -> JqObject {
        var object = object
        let wanted = object.count &+ (growing ? 1 : 0)
        let isUnique = isKnownUniquelyReferenced(&object)
        if isUnique, wanted <= Int(object.head.capacity) { return object }
        let room = growing && wanted > small ? wanted &+ wanted / 2 : growing ? small : wanted
        let made = try make(capacity: max(room, wanted), object.account)
        object.account.work(object.count / 8)
        for entry in object.span { made.add(entry.key, entry.value) }
        return made
    }

    /// The object with a key's value changed or added.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func set(
        _ object: consuming JqObject, _ key: JqText, _ value: JqValue
    ) throws -> JqObject {
        let place = object.find(key)
        let owner = try owned(consume object, growing: place == nil)
        if let place {
            owner[place].value = value
        } else {
            owner.add(key, value)
        }
        return owner
    }

    /// The object without a key.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func remove(_ object: consuming JqObject, _ key: JqText) throws -> JqObject {
        guard let place = object.find(key) else { return object }
        let made = try make(capacity: object.count &- 1, object.account)
        object.account.work(object.count / 8)
        for (other, entry) in object.span.enumerated() where other != place {
            made.add(entry.key, entry.value)
        }
        return made
    }

    /// The places of the entries in the order of their keys.
    func sortedPlaces() -> [Int] {
        account.work(count)
        return (0..<count).sorted { JqText.order(base[$0].key, base[$1].key) < 0 }
    }

    /// The keys as an array.
    ///
    /// - Throws: what the host throws where there is no memory.
    func keys(isSorted: Bool) throws -> JqValue {
        let array = try JqArray.make(capacity: count, account)
        if isSorted {
            for place in sortedPlaces() { array.add(.text(base[place].key)) }
        } else {
            for entry in span { array.add(.text(entry.key)) }
        }
        return .array(array)
    }
}
