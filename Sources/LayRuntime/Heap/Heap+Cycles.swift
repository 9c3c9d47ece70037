extension Machine {
    /// Calls `body` with each object that `value` refers to.
    func children(of value: Value, _ body: (Value) -> Void) {
        func each(_ values: Slot, _ count: Int) {
            for index in 0..<count where values[index].isObject { body(values[index]) }
        }
        switch value.tag {
        case .list: each(value.list.pointee.data, value.list.pointee.count)
        case .map:
            for index in 0..<Int(value.map.pointee.used) {
                let entry = value.map.pointee.entries[index]
                if entry.key.isObject { body(entry.key) }
                if entry.value.isObject { body(entry.value) }
            }
        case .record: each(value.fields, value.fieldCount)
        case .function: each(value.upvalues, Int(value.header.pointee.extra))
        case .cell: if value.cell.pointee.value.isObject { body(value.cell.pointee.value) }
        default: break
        }
    }

    /// Frees what only refers to itself: functions that reach themselves through a cell.
    ///
    /// References from the heap are taken off every count; what still has some is held from
    /// outside, and so is all it reaches. The rest is garbage. Objects of their own allocation are
    /// leaves here: only functions and cells close a cycle, and those are small.
    ///
    /// - Complexity: O(*n*) in the live objects.
    func collectCycles() {
        forEachObject { children(of: $0) { $0.header.pointee.count &-= 1 } }
        var stack: [Value] = []
        func mark(_ root: Value) {
            guard root.header.pointee.mark == 0 else { return }
            root.header.pointee.mark = 1
            stack.append(root)
            while let value = stack.popLast() {
                // A leaf: its references were not taken off.
                if value.header.pointee.sizeClass == 255 { continue }
                children(of: value) { child in
                    child.header.pointee.count &+= 1
                    if child.header.pointee.mark == 0 {
                        child.header.pointee.mark = 1
                        stack.append(child)
                    }
                }
            }
        }
        forEachObject { if $0.header.pointee.count > 0 { mark($0) } }
        var garbage: [Value] = []
        forEachObject { value in
            if value.header.pointee.mark == 0 { garbage.append(value) }
            value.header.pointee.mark = 0
        }
        // Give the garbage its counts back and take the cells' contents out: the rest follows.
        for value in garbage { children(of: value) { $0.header.pointee.count &+= 1 } }
        for value in garbage { value.retain() }
        for value in garbage where value.is(.cell) {
            let held = value.cell.pointee.value
            value.cell.pointee.value = .nil
            release(held)
        }
        for value in garbage { release(value) }
        pointee.cycleCandidates = 0
        pointee.cycleLimit = Swift.max(20_000, pointee.liveObjects)
    }
}
