#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The places of an index where a key may be: first where its hash says, then on by steps that
/// bring in the hash's upper bits, in the end all places.
private struct Probe {
    var place: Int
    private var rest: UInt64

    @inline(__always) init(_ hash: UInt64, _ mask: Int) {
        place = Int(truncatingIfNeeded: hash) & mask
        rest = hash
    }

    @inline(__always) mutating func advance(_ mask: Int) {
        rest >>= 5
        place = (place &* 5 &+ Int(truncatingIfNeeded: rest) &+ 1) & mask
    }
}

extension Machine {
    private func storage(capacity: Int, mask: Int) -> Int {
        capacity &* MemoryLayout<MapEntry>.stride &+ (mask &+ 1) &* 4
    }

    /// Bytes of a map's entries and index.
    func storage(of map: UnsafeMutablePointer<MapObject>) -> Int {
        storage(capacity: Int(map.pointee.capacity), mask: Int(map.pointee.mask))
    }

    /// Bytes that the next new key takes: none while there is room.
    @inline(__always) func growth(of map: UnsafeMutablePointer<MapObject>) -> Int {
        map.pointee.used < map.pointee.capacity ? 0 : storage(of: map) &* 2
    }

    func makeMap() -> Value {
        let object = allocate(MemoryLayout<MapObject>.size, .map)
        allocateStorage(object.assumingMemoryBound(to: MapObject.self), capacity: 5, mask: 7)
        return Value(.map, object)
    }

    private func allocateStorage(_ map: UnsafeMutablePointer<MapObject>, capacity: Int, mask: Int) {
        charge(storage(capacity: capacity, mask: mask))
        map.pointee.live = 0
        map.pointee.used = 0
        map.pointee.last = 0
        map.pointee.capacity = Int32(truncatingIfNeeded: capacity)
        map.pointee.mask = Int32(truncatingIfNeeded: mask)
        map.pointee.entries = Self.memory(capacity * MemoryLayout<MapEntry>.stride)
            .assumingMemoryBound(to: MapEntry.self)
        map.pointee.index = Self.memory((mask + 1) * 4).assumingMemoryBound(to: Int32.self)
        memset(map.pointee.index, 0xff, (mask + 1) * 4)
    }

    func freeMapStorage(_ map: UnsafeMutablePointer<MapObject>) {
        charge(-storage(capacity: Int(map.pointee.capacity), mask: Int(map.pointee.mask)))
        UnsafeMutableRawPointer(map.pointee.entries).deallocate()
        UnsafeMutableRawPointer(map.pointee.index).deallocate()
    }

    /// What an index entry holds beside the position: hash bits that tell most other keys apart
    /// without a look at their entries.
    @inline(__always) private func mark(_ hash: UInt64, _ mask: Int) -> Int32 {
        Int32(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 33)
            & ~Int32(truncatingIfNeeded: mask)
    }

    /// The position of a key among the entries, or -1.
    @inline(__always)
    func find(_ key: Value, hash: UInt64, in map: UnsafeMutablePointer<MapObject>) -> Int {
        let last = map.pointee.last
        if last < map.pointee.used, map.pointee.entries[Int(last)].key.isIdentical(key),
            !key.isFloat
        {
            return Int(last)
        }
        return search(key, hash: hash, in: map)
    }

    @inline(never)
    private func search(_ key: Value, hash: UInt64, in map: UnsafeMutablePointer<MapObject>) -> Int
    {
        let mask = Int(map.pointee.mask)
        let index = map.pointee.index
        let wanted = mark(hash, mask)
        var probe = Probe(hash, mask)
        while true {
            let place = probe.place
            let stored = index[place]
            if stored >= 0 {
                if stored & ~Int32(truncatingIfNeeded: mask) == wanted {
                    let position = Int(stored) & mask
                    let entry = map.pointee.entries + position
                    if areEqual(entry.pointee.key, key) {
                        map.pointee.last = Int32(truncatingIfNeeded: position)
                        return position
                    }
                }
            } else if stored == -1 {
                return -1
            }
            probe.advance(mask)
        }
    }

    /// The value of a key, borrowed.
    func get(_ key: Value, hash: UInt64, in map: UnsafeMutablePointer<MapObject>) -> Slot? {
        let position = find(key, hash: hash, in: map)
        if position < 0 { return nil }
        return valueSlot(map.pointee.entries + position)
    }

    @inline(__always) func valueSlot(_ entry: UnsafeMutablePointer<MapEntry>) -> Slot {
        (UnsafeMutableRawPointer(entry) + MemoryLayout<Value>.stride).assumingMemoryBound(
            to: Value.self)
    }

    /// Sets a key; the value becomes the map's, the key is retained when it is new.
    func set(_ key: Value, hash: UInt64, to value: Value, in map: UnsafeMutablePointer<MapObject>) {
        let position = find(key, hash: hash, in: map)
        if position >= 0 {
            let slot = valueSlot(map.pointee.entries + position)
            let old = slot.pointee
            slot.pointee = value
            release(old)
            return
        }
        if map.pointee.used == map.pointee.capacity { rehash(map) }
        key.retain()
        let used = map.pointee.used
        map.pointee.entries[Int(used)] = MapEntry(key: key, value: value)
        map.pointee.used = used &+ 1
        map.pointee.live &+= 1
        place(used, hash, in: map)
    }

    private func place(_ position: Int32, _ hash: UInt64, in map: UnsafeMutablePointer<MapObject>) {
        let mask = Int(map.pointee.mask)
        var probe = Probe(hash, mask)
        while map.pointee.index[probe.place] >= 0 { probe.advance(mask) }
        map.pointee.index[probe.place] = position | mark(hash, mask)
    }

    /// Takes a key out; gives its value, which is then the caller's.
    func remove(_ key: Value, hash: UInt64, from map: UnsafeMutablePointer<MapObject>) -> Value? {
        let position = find(key, hash: hash, in: map)
        if position < 0 { return nil }
        let mask = Int(map.pointee.mask)
        var probe = Probe(hash, mask)
        while map.pointee.index[probe.place] < 0
            || Int(map.pointee.index[probe.place]) & mask != position
        {
            probe.advance(mask)
        }
        map.pointee.index[probe.place] = -2
        let entry = map.pointee.entries[position]
        map.pointee.entries[position] = MapEntry(key: .missing, value: .nil)
        map.pointee.live &-= 1
        release(entry.key)
        return entry.value
    }

    /// Drops removed entries and makes room for as many again as are live.
    private func rehash(_ map: UnsafeMutablePointer<MapObject>) {
        let old = map.pointee
        let live = Int(old.live)
        var slots = 8
        while slots / 5 * 4 < live + live / 2 + 1 { slots *= 2 }
        if storage(capacity: slots / 5 * 4, mask: slots - 1) > pointee.budget { hasten() }
        allocateStorage(map, capacity: slots / 5 * 4, mask: slots - 1)
        var used: Int32 = 0
        for position in 0..<Int(old.used) where !old.entries[position].key.isMissing {
            map.pointee.entries[Int(used)] = old.entries[position]
            place(used, keyHash(old.entries[position].key), in: map)
            used += 1
        }
        map.pointee.used = used
        map.pointee.live = used
        var freed = old
        freeMapStorage(&freed)
    }

    func copyMap(_ source: UnsafeMutablePointer<MapObject>) -> Value {
        let object = allocate(MemoryLayout<MapObject>.size, .map)
        let map = object.assumingMemoryBound(to: MapObject.self)
        allocateStorage(map, capacity: Int(source.pointee.capacity), mask: Int(source.pointee.mask))
        memcpy(map.pointee.index, source.pointee.index, (Int(source.pointee.mask) + 1) * 4)
        for position in 0..<Int(source.pointee.used) {
            let entry = source.pointee.entries[position]
            entry.key.retain()
            entry.value.retain()
            map.pointee.entries[position] = entry
        }
        map.pointee.used = source.pointee.used
        map.pointee.live = source.pointee.live
        return Value(.map, object)
    }
}
