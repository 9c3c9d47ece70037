#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Machine {
    private static var valueSize: Int { MemoryLayout<Value>.stride }

    func makeList(capacity: Int) -> Value {
        let room = Swift.max(capacity, 4)
        let object = allocate(MemoryLayout<ListObject>.size, .list, extra: room)
        let list = object.assumingMemoryBound(to: ListObject.self)
        charge(room &* Self.valueSize)
        list.pointee.count = 0
        list.pointee.data = Self.memory(room &* Self.valueSize).assumingMemoryBound(to: Value.self)
        return Value(.list, object)
    }

    /// Adds a value, which becomes the list's.
    @inline(__always) func append(_ value: Value, to list: UnsafeMutablePointer<ListObject>) {
        let count = list.pointee.count
        if count == Int(list.pointee.header.extra) { grow(list) }
        list.pointee.data[count] = value
        list.pointee.count = count &+ 1
    }

    @inline(never)
    private func grow(_ list: UnsafeMutablePointer<ListObject>) {
        let gap = Int(list.pointee.header.auxiliary)
        let old = Int(list.pointee.header.extra) &+ gap
        if gap > old >> 1 {
            // Half of the storage is free in front.
            let base = list.pointee.data - gap
            base.update(from: list.pointee.data, count: list.pointee.count)
            setStorage(of: list, base, capacity: old)
            return
        }
        var capacity = old &* 2
        if capacity &* Self.valueSize > pointee.budget {
            // Near the limit it grows slowly, and the next look ends the run.
            capacity = old &+ max(old >> 3, 4)
            if capacity &* Self.valueSize > pointee.budget { hasten() }
        }
        charge((capacity &- old) &* Self.valueSize)
        let data = Self.memory(capacity &* Self.valueSize).assumingMemoryBound(to: Value.self)
        memcpy(data, list.pointee.data, list.pointee.count &* Self.valueSize)
        UnsafeMutableRawPointer(list.pointee.data - gap).deallocate()
        setStorage(of: list, data, capacity: capacity)
    }

    private func setStorage(
        of list: UnsafeMutablePointer<ListObject>, _ data: Slot, capacity: Int
    ) {
        list.pointee.data = data
        list.pointee.header.extra = UInt32(truncatingIfNeeded: capacity)
        list.pointee.header.auxiliary = 0
    }

    /// Forgets a list's first element, which the caller has taken.
    ///
    /// - Complexity: O(1), so that a list serves as a queue.
    func dropFirst(of list: UnsafeMutablePointer<ListObject>) {
        list.pointee.data += 1
        list.pointee.count &-= 1
        list.pointee.header.extra &-= 1
        list.pointee.header.auxiliary &+= 1
    }

    func freeListStorage(_ list: UnsafeMutablePointer<ListObject>) {
        let gap = Int(list.pointee.header.auxiliary)
        charge(-((Int(list.pointee.header.extra) &+ gap) &* Self.valueSize))
        UnsafeMutableRawPointer(list.pointee.data - gap).deallocate()
    }

    /// A record with `count` fields that are not set yet.
    func makeRecord(class id: Int, fields count: Int) -> Value {
        let object = allocate(16 &+ count &* Self.valueSize, .record, extra: id)
        let value = Value(.record, object)
        value.header.pointee.auxiliary = UInt32(truncatingIfNeeded: count)
        return value
    }

    func makeCell(_ value: Value) -> Value {
        let object = allocate(MemoryLayout<CellObject>.size, .cell)
        object.assumingMemoryBound(to: CellObject.self).pointee.value = value
        pointee.cycleCandidates &+= 1
        return Value(.cell, object)
    }

    func makeIndexed(_ kind: Tag, _ index: Int) -> Value {
        let object = allocate(MemoryLayout<IndexedObject>.size, kind)
        object.assumingMemoryBound(to: IndexedObject.self).pointee.index = index
        return Value(kind, object)
    }

    func makeHost(_ object: AnyObject, type: Int) -> Value {
        let cell = allocate(MemoryLayout<HostObject>.size, .object, extra: type)
        cell.assumingMemoryBound(to: HostObject.self).pointee.reference = Unmanaged.passRetained(
            object)
        return Value(.object, cell)
    }

    func makeRange(lower: Int?, upper: Int?, isClosed: Bool) -> Value {
        let object = allocate(MemoryLayout<RangeObject>.size, .range)
        let range = object.assumingMemoryBound(to: RangeObject.self)
        range.pointee.lower = lower ?? 0
        range.pointee.upper = upper ?? 0
        range.pointee.header.flags =
            (lower == nil ? 0 : RangeObject.hasLower) | (upper == nil ? 0 : RangeObject.hasUpper)
            | (isClosed ? RangeObject.isClosed : 0)
        return Value(.range, object)
    }

    /// Makes the container in `slot` the slot's own before it is changed.
    ///
    /// - Returns: false, with `Limit` pending, when there is no room for the copy.
    @inline(__always) func makeUnique(_ slot: Slot) -> Bool {
        slot.pointee.isContainer && !slot.pointee.isUnique ? copy(in: slot) : true
    }

    @inline(never)
    private func copy(in slot: Slot) -> Bool {
        let bytes = containerBytes(slot.pointee)
        if bytes >= VM.freelyAllocated {
            guard let vm = pointee.host?.takeUnretainedValue(), vm.afford(bytes) else {
                return false
            }
            pointee.fuel &-= bytes >> 6
        }
        slot.pointee = copy(slot.pointee)
        return true
    }

    /// Bytes that a copy of a list, map or record takes, one level deep.
    func containerBytes(_ value: Value) -> Int {
        switch value.tag {
        case .list: value.list.pointee.count &* Self.valueSize
        case .map: storage(of: value.map)
        default: value.fieldCount &* Self.valueSize
        }
    }

    /// A copy one level deep; takes over one of the references to `value`, which has several.
    @inline(never)
    func copy(_ value: Value) -> Value {
        pointee.copies &+= 1
        let result: Value
        switch value.tag {
        case .list:
            let source = value.list
            let count = source.pointee.count
            result = makeList(capacity: count)
            copy(source.pointee.data, to: result.list.pointee.data, count)
            result.list.pointee.count = count
        case .record:
            result = makeRecord(class: Int(value.header.pointee.extra), fields: value.fieldCount)
            copy(value.fields, to: result.fields, value.fieldCount)
        default: result = copyMap(value.map)
        }
        value.header.pointee.count &-= 1
        return result
    }

    private func copy(_ source: Slot, to target: Slot, _ count: Int) {
        var index = 0
        while index < count {
            let value = source[index]
            value.retain()
            target[index] = value
            index &+= 1
        }
    }
}
