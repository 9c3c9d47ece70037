extension VM {
    enum Step {
        case element, end, failed
    }

    /// Prepares a loop over `source`: `state[0]` holds it, or what steps through it, owned.
    @inline(never)
    func iterate(_ source: Value, _ state: Slot) -> Bool {
        state[1] = .int(0)
        switch source.tag {
        case .list, .map, .range, .string, .bytes:
            if source.is(.range), source.range.pointee.header.flags & RangeObject.hasLower == 0 {
                return fail(.rangeWithoutStart)
            }
            state[0] = retain(source)
            return true
        case .object:
            if object(source, as: NativeIterator.self) != nil {
                state[0] = retain(source)
                return true
            }
            do {
                if let asMap = types[typeID(source)].asMap {
                    state[0] = try asMap(self, source)
                    return true
                }
                if let iterate = types[typeID(source)].iterate {
                    state[0] = machine.makeHost(
                        try iterate(self, source), type: BuiltinType.iterator.rawValue)
                    return true
                }
            } catch {
                pending = layError(error)
                return false
            }
            return fail(.notWalkable(describe(source)))
        default:
            return fail(.notWalkable(describe(source)))
        }
    }

    /// Takes a step: the element goes to `state[2]`; for pairs the key or index does, and the
    /// element to `state[3]`. Both are owned.
    func next(_ state: Slot, pairs: Bool) -> Step {
        let source = state[0]
        let position = state[1].asInt
        let first = pairs ? state + 3 : state + 2
        switch source.tag {
        case .list:
            guard position < source.list.pointee.count else { return .end }
            first.pointee = retain(source.list.pointee.data[position])
        case .map:
            let map = source.map
            var place = position
            while place < Int(map.pointee.used), map.pointee.entries[place].key.isMissing {
                place += 1
            }
            guard place < Int(map.pointee.used) else { return .end }
            state[2] = retain(map.pointee.entries[place].key)
            if pairs { state[3] = retain(map.pointee.entries[place].value) }
            state[1] = .int(place + 1)
            return .element
        case .range:
            let range = source.range.pointee
            let (value, overflow) = range.lower.addingReportingOverflow(position)
            if overflow { return .end }
            if range.header.flags & RangeObject.hasUpper != 0 {
                let isClosed = range.header.flags & RangeObject.isClosed != 0
                guard isClosed ? value <= range.upper : value < range.upper else { return .end }
            }
            first.pointee = .int(value)
        case .string:
            // The lower half of the position counts bytes, the upper one scalars; a scalar's length
            // follows from its first byte.
            let (position, index) = (position & 0xffff_ffff, position >> 32)
            guard position < source.byteCount else { return .end }
            let byte = source.bytes[position]
            let length = min(
                byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4, source.byteCount - position
            )
            first.pointee = machine.makeBytes(
                copying: UnsafeRawBufferPointer(
                    rebasing: source.buffer[position..<(position + length)]), .string)
            if pairs { state[2] = .int(index) }
            state[1] = .int(position + length + (index + 1) << 32)
            return .element
        case .bytes:
            guard position < source.byteCount else { return .end }
            first.pointee = .int(Int(source.bytes[position]))
        default:
            guard let iterator = object(source, as: NativeIterator.self) else { return .end }
            do {
                guard let value = try iterator.next(self) else { return .end }
                first.pointee = value
            } catch {
                pending = layError(error)
                return .failed
            }
        }
        if pairs { state[2] = .int(position) }
        state[1] = .int(position &+ 1)
        return .element
    }

    /// Calls `body` with each element as a loop would give it; the element is the body's own.
    package func forEach(_ source: Value, _ body: (Value) throws -> Void) throws {
        let state = Slot.allocate(capacity: 4)
        defer { state.deallocate() }
        guard iterate(source, state) else { throw takePending() }
        // It may be long, so an audit has to find what holds it.
        lifetime.hold(state[0])
        defer { lifetime.letGo(state[0]) }
        while true {
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look(audits: false) { throw takePending() }
            switch next(state, pairs: false) {
            case .element: try body(state[2])
            case .end: return
            case .failed: throw takePending()
            }
        }
    }

    // MARK: Patterns

    /// The value under a key of a map, or a field of a record or native value; else `missing`.
    func matchKey(
        _ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32, _ target: Slot
    ) -> Bool {
        let code = frame.pointee.function.pointee.code
        let key = code.pointee.constants[Int(index)]
        let symbol = code.pointee.symbols[Int(index)]
        switch value.tag {
        case .map:
            let slot = machine.get(key, hash: key.stringHash, in: value.map)
            target.pointee = slot.map { retain($0.pointee) } ?? .missing
        case .record:
            let type = types[typeID(value)]
            target.pointee =
                type.fields.firstIndex(of: symbol).map { retain(value.fields[$0]) } ?? .missing
        default:
            guard let property = types[typeID(value)].properties[symbol] else {
                target.pointee = .missing
                return true
            }
            do {
                target.pointee = try property(self, value)
            } catch {
                pending = layError(error)
                return false
            }
        }
        return true
    }
}
