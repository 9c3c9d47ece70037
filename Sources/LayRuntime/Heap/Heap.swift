#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Machine {
    /// Objects of fewer words than this come from shared blocks.
    private static var largeWords: Int { 64 }
    private static var blockBytes: Int { 1 << 16 }

    /// Memory for an object with one reference; its fields are not set.
    @inline(__always) func allocate(_ size: Int, _ kind: Tag, extra: Int = 0)
        -> UnsafeMutableRawPointer
    {
        let words = (size &+ 7) >> 3
        if words < 64, let cell = pointee.free[words] {
            pointee.budget &-= words &* 8
            pointee.liveObjects &+= 1
            pointee.free[words] = (cell + 8).load(as: UnsafeMutableRawPointer?.self)
            cell.assumingMemoryBound(to: ObjectHeader.self).pointee = ObjectHeader(
                kind: kind.rawValue, mark: 0, sizeClass: UInt8(truncatingIfNeeded: words), flags: 0,
                extra: UInt32(truncatingIfNeeded: extra), count: 1, auxiliary: 0)
            return cell
        }
        return allocateSlowly(words, kind, extra)
    }

    @inline(never)
    private func allocateSlowly(_ words: Int, _ kind: Tag, _ extra: Int) -> UnsafeMutableRawPointer
    {
        if words < Self.largeWords {
            refill(words)
            return allocate(words &* 8, kind, extra: extra)
        }
        pointee.budget &-= words &* 8
        pointee.liveObjects &+= 1
        let cell = Self.memory(words &* 8 &+ 8)
        // The words of a large object stand in front of it.
        cell.storeBytes(of: words, as: Int.self)
        let object = cell + 8
        object.assumingMemoryBound(to: ObjectHeader.self).pointee = ObjectHeader(
            kind: kind.rawValue, mark: 0, sizeClass: 255, flags: 0,
            extra: UInt32(truncatingIfNeeded: extra), count: 1, auxiliary: 0)
        return object
    }

    /// Cuts a new block into free cells.
    private func refill(_ words: Int) {
        let block = Self.memory(Self.blockBytes)
        block.storeBytes(of: pointee.blocks, as: UnsafeMutableRawPointer?.self)
        (block + 8).storeBytes(of: words, as: Int.self)
        pointee.blocks = block
        let cell = words &* 8
        let cells = (Self.blockBytes - 16) / cell
        var head = pointee.free[words]
        var next = block + 16 + (cells - 1) * cell
        for _ in 0..<cells {
            next.storeBytes(of: 0, as: UInt64.self)
            (next + 8).storeBytes(of: head, as: UnsafeMutableRawPointer?.self)
            head = next
            next -= cell
        }
        pointee.free[words] = head
    }

    /// Memory from the system, which ends the process when it has none left, as Swift's own does.
    static func memory(_ size: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer.allocate(byteCount: Swift.max(size, 16), alignment: 16)
    }

    /// Counts bytes outside the cells, such as a list's storage.
    @inline(__always) func charge(_ bytes: Int) { pointee.budget &-= bytes }

    /// Drops a reference; the last one frees the object and what only it held.
    @inline(__always) func release(_ value: Value) {
        if value.isObject {
            let header = value.header
            let count = header.pointee.count &- 1
            header.pointee.count = count
            if count == 0 { free(value.pointer) }
        }
    }

    /// Frees an object without references, and in turn what it was the last to hold.
    @inline(never)
    func free(_ first: UnsafeMutableRawPointer) {
        let bottom = pointee.pendingCount
        var object = first
        while true {
            dropContents(object)
            let header = object.assumingMemoryBound(to: ObjectHeader.self)
            header.pointee.kind = 0
            pointee.liveObjects &-= 1
            let words = Int(header.pointee.sizeClass)
            if pointee.poisons {
                quarantine(object, words)
            } else if words == 255 {
                let cell = object - 8
                pointee.budget &+= cell.load(as: Int.self) &* 8
                cell.deallocate()
            } else {
                pointee.budget &+= words &* 8
                (object + 8).storeBytes(of: pointee.free[words], as: UnsafeMutableRawPointer?.self)
                pointee.free[words] = object
            }
            if pointee.pendingCount == bottom { return }
            pointee.pendingCount &-= 1
            object = pointee.pending[pointee.pendingCount]
        }
    }

    private func drop(_ value: Value) {
        guard value.isObject else { return }
        let header = value.header
        header.pointee.count &-= 1
        guard header.pointee.count == 0 else { return }
        if pointee.pendingCount == pointee.pendingCapacity {
            let capacity = pointee.pendingCapacity * 2
            let grown = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: capacity)
            grown.update(from: pointee.pending, count: pointee.pendingCount)
            pointee.pending.deallocate()
            pointee.pending = grown
            pointee.pendingCapacity = capacity
        }
        pointee.pending[pointee.pendingCount] = value.pointer
        pointee.pendingCount &+= 1
    }

    private func drop(_ values: Slot, _ count: Int) {
        var index = 0
        while index < count {
            drop(values[index])
            index &+= 1
        }
    }

    /// Drops what an object refers to and frees its storage outside its cell.
    private func dropContents(_ object: UnsafeMutableRawPointer) {
        let header = object.assumingMemoryBound(to: ObjectHeader.self)
        let value = Value(rawTag: header.pointee.kind, bits: UInt64(UInt(bitPattern: object)))
        switch value.tag {
        case .list:
            let list = value.list
            drop(list.pointee.data, list.pointee.count)
            freeListStorage(list)
        case .map:
            let map = value.map
            var index = 0
            while index < Int(map.pointee.used) {
                drop(map.pointee.entries[index].key)
                drop(map.pointee.entries[index].value)
                index &+= 1
            }
            freeMapStorage(map)
        case .record: drop(value.fields, value.fieldCount)
        case .function: drop(value.upvalues, Int(header.pointee.extra))
        case .cell: drop(value.cell.pointee.value)
        case .object: value.host.pointee.reference.release()
        default: break
        }
    }

    /// Calls `body` with every object of the shared blocks.
    func forEachObject(_ body: (Value) -> Void) {
        var block = pointee.blocks
        while let current = block {
            let cell = (current + 8).load(as: Int.self) * 8
            var object = current + 16
            for _ in 0..<((Self.blockBytes - 16) / cell) {
                let kind = object.load(as: UInt8.self)
                if kind != 0 { body(Value(rawTag: kind, bits: UInt64(UInt(bitPattern: object)))) }
                object += cell
            }
            block = current.load(as: UnsafeMutableRawPointer?.self)
        }
    }
}
