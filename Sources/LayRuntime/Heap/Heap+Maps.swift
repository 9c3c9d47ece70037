#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Machine {
    private func storage(capacity: Int, mask: Int) -> Int {
        capacity &* MemoryLayout<MapEntry>.stride &+ (mask &+ 1) &* 4
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

    /// The position of a key among the entries, or -1.
    @inline(never)
    func find(_ key: Value, hash: UInt64, in map: UnsafeMutablePointer<MapObject>) -> Int {
        let mask = Int(map.pointee.mask)
        var place = Int(truncatingIfNeeded: hash >> 1) & mask
        while true {
            let position = Int(map.pointee.index[place])
            if position == -1 { return -1 }
            if position >= 0 {
                let entry = map.pointee.entries + position
                if entry.pointee.hash == hash, areEqual(entry.pointee.key, key) { return position }
            }
            place = (place &+ 1) & mask
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
        map.pointee.entries[Int(used)] = MapEntry(key: key, value: value, hash: hash)
        map.pointee.used = used &+ 1
        map.pointee.live &+= 1
        place(used, hash, in: map)
    }

    private func place(_ position: Int32, _ hash: UInt64, in map: UnsafeMutablePointer<MapObject>) {
        let mask = Int(map.pointee.mask)
        var place = Int(truncatingIfNeeded: hash >> 1) & mask
        while map.pointee.index[place] >= 0 { place = (place &+ 1) & mask }
        map.pointee.index[place] = position
    }

    /// Takes a key out; gives its value, which is then the caller's.
    func remove(_ key: Value, hash: UInt64, from map: UnsafeMutablePointer<MapObject>) -> Value? {
        let position = find(key, hash: hash, in: map)
        if position < 0 { return nil }
        let mask = Int(map.pointee.mask)
        var place = Int(truncatingIfNeeded: hash >> 1) & mask
        while Int(map.pointee.index[place]) != position { place = (place &+ 1) & mask }
        map.pointee.index[place] = -2
        let entry = map.pointee.entries[position]
        map.pointee.entries[position] = MapEntry(key: .missing, value: .nil, hash: 0)
        map.pointee.live &-= 1
        release(entry.key)
        return entry.value
    }

    /// Drops removed entries and makes room for as many again as are live.
    private func rehash(_ map: UnsafeMutablePointer<MapObject>) {
        let old = map.pointee
        let live = Int(old.live)
        var slots = 8
        while slots / 4 * 3 - 1 < live + live / 2 + 1 { slots *= 2 }
        allocateStorage(map, capacity: slots / 4 * 3 - 1, mask: slots - 1)
        var used: Int32 = 0
        for position in 0..<Int(old.used) where !old.entries[position].key.isMissing {
            map.pointee.entries[Int(used)] = old.entries[position]
            place(used, old.entries[position].hash, in: map)
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
