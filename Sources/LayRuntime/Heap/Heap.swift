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
    /// Size and alignment of a block, so that a cell finds its own; a few bytes are left to the
    /// system's allocator, whose blocks otherwise would not fit one behind the other.
    private static var blockSpan: Int { 1 << 16 }
    private static var blockBytes: Int { blockSpan - 64 }
    /// Blocks below which nothing is looked for that could be given back.
    private static var fewBlocks: Int { 128 }

    /// Memory for an object with one reference; its fields are not set.
    @inline(__always) func allocate(_ size: Int, _ kind: Tag, extra: Int = 0)
        -> UnsafeMutableRawPointer
    {
        let words = (size &+ 7) >> 3
        if words < 64, let cell = pointee.free[words] {
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

    /// What a block begins with; its cells follow at once.
    ///
    ///     ┌────────────┬───────┬──────┬──────────────────┐
    ///     │ next block │ words │ idle │ cells of `words` │
    ///     └────────────┴───────┴──────┴──────────────────┘
    struct Block {
        var next: UnsafeMutablePointer<Block>?
        /// Size of its cells, in words.
        var words: Int
        /// Free cells, while they are counted.
        var idle: Int

        var cells: Int { (blockBytes - MemoryLayout<Block>.size) / (words &* 8) }
    }

    /// Cuts a new block into free cells.
    private func refill(_ words: Int) {
        if pointee.blockCount >= pointee.blocksPerSweep {
            giveBackBlocks()
            pointee.blocksPerSweep = max(Self.fewBlocks, pointee.blockCount &* 2)
        }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: Self.blockBytes, alignment: Self.blockSpan)
        charge(Self.blockBytes)
        if pointee.budget < 0 { hasten() }
        let block = memory.initializeMemory(
            as: Block.self, to: Block(next: pointee.blocks, words: words, idle: 0))
        pointee.blocks = block
        pointee.blockCount &+= 1
        let cell = words &* 8
        let cells = block.pointee.cells
        var head = pointee.free[words]
        var next = memory + MemoryLayout<Block>.size + (cells - 1) * cell
        for _ in 0..<cells {
            next.storeBytes(of: 0, as: UInt64.self)
            (next + 8).storeBytes(of: head, as: UnsafeMutableRawPointer?.self)
            head = next
            next -= cell
        }
        pointee.free[words] = head
    }

    /// Gives blocks back whose cells are all free: the heap is charged for what it holds, and a
    /// phase of a program that needs cells of another size may have them.
    ///
    /// - Complexity: O(*n*) in the free cells and the blocks.
    func giveBackBlocks() {
        var block = pointee.blocks
        while let current = block {
            current.pointee.idle = 0
            block = current.pointee.next
        }
        for words in 0..<Self.largeWords {
            forEachFreeCell(words) { Self.block(of: $0).pointee.idle &+= 1 }
        }
        for words in 0..<Self.largeWords {
            var kept: UnsafeMutableRawPointer?
            forEachFreeCell(words) { cell in
                let block = Self.block(of: cell)
                if block.pointee.idle < block.pointee.cells {
                    (cell + 8).storeBytes(of: kept, as: UnsafeMutableRawPointer?.self)
                    kept = cell
                }
            }
            pointee.free[words] = kept
        }
        var kept: UnsafeMutablePointer<Block>?
        block = pointee.blocks
        while let current = block {
            block = current.pointee.next
            if current.pointee.idle < current.pointee.cells {
                current.pointee.next = kept
                kept = current
            } else {
                UnsafeMutableRawPointer(current).deallocate()
                charge(-Self.blockBytes)
                pointee.blockCount &-= 1
            }
        }
        pointee.blocks = kept
    }

    private static func block(of cell: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Block> {
        UnsafeMutableRawPointer(
            bitPattern: UInt(bitPattern: cell) & ~UInt(truncatingIfNeeded: blockSpan &- 1)
        ).unsafelyUnwrapped.assumingMemoryBound(to: Block.self)
    }

    private func forEachFreeCell(_ words: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
        var cell = pointee.free[words]
        while let current = cell {
            cell = (current + 8).load(as: UnsafeMutableRawPointer?.self)
            body(current)
        }
    }

    /// Memory from the system, which ends the process when it has none left, as Swift's own does.
    static func memory(_ size: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer.allocate(byteCount: Swift.max(size, 16), alignment: 16)
    }

    /// Brings the next look near, without counting the steps that are left until then.
    @inline(never)
    func hasten() {
        if pointee.fuel < 0 { return }
        pointee.slice &-= pointee.fuel &+ 1
        pointee.fuel = -1
    }

    /// Takes steps for bytes that are gone through at once, however the run stands: it ends at its
    /// next look.
    @inline(__always)
    func takeSteps(bytes: Int) {
        if bytes >= 1 << 10 { pointee.fuel &-= bytes >> 8 }
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
        if pointee.isFreeing {
            wait(first)
            return
        }
        pointee.isFreeing = true
        defer { pointee.isFreeing = false }
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
                (object + 8).storeBytes(of: pointee.free[words], as: UnsafeMutableRawPointer?.self)
                pointee.free[words] = object
            }
            if pointee.pendingCount == 0 { return }
            pointee.pendingCount &-= 1
            object = pointee.pending[pointee.pendingCount]
        }
    }

    private func drop(_ value: Value) {
        guard value.isObject else { return }
        let header = value.header
        header.pointee.count &-= 1
        if header.pointee.count == 0 { wait(value.pointer) }
    }

    /// Puts an object without references behind those that are to be freed.
    private func wait(_ object: UnsafeMutableRawPointer) {
        if pointee.pendingCount == pointee.pendingCapacity {
            let capacity = pointee.pendingCapacity * 2
            let grown = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: capacity)
            grown.update(from: pointee.pending, count: pointee.pendingCount)
            pointee.pending.deallocate()
            pointee.pending = grown
            pointee.pendingCapacity = capacity
        }
        pointee.pending[pointee.pendingCount] = object
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
        case .string where header.pointee.flags & Self.hasScalarIndex != 0:
            pointee.host?.takeUnretainedValue().scalarIndexes[value.bits] = nil
        default: break
        }
    }

    /// Calls `body` with every object of the shared blocks.
    func forEachObject(_ body: (Value) -> Void) {
        var block = pointee.blocks
        while let current = block {
            let cell = current.pointee.words * 8
            var object = UnsafeMutableRawPointer(current) + MemoryLayout<Block>.size
            for _ in 0..<current.pointee.cells {
                let kind = object.load(as: UInt8.self)
                if kind != 0 { body(Value(rawTag: kind, bits: UInt64(UInt(bitPattern: object)))) }
                object += cell
            }
            block = current.pointee.next
        }
    }
}
