internal import LaySyntax

extension VM {
    // MARK: Elements

    /// The place of an element that is there, in a container that is its place's own.
    @inline(never)
    func elementSlot(_ container: Value, _ key: Value) -> Slot? {
        switch container.tag {
        case .list:
            guard let index = listIndex(key, container.list.pointee.count) else { return nil }
            return container.list.pointee.data + index
        case .map:
            guard let hash = hash(key) else { return nil }
            if let slot = machine.get(key, hash: hash, in: container.map) { return slot }
            fail(.missingKey(describe(key)))
        default: failAssignment(container)
        }
        return nil
    }

    /// Sets an element; the value becomes the container's. On failure nothing is taken over.
    @inline(never)
    func setElement(_ container: Value, _ key: Value, _ value: Value) -> Bool {
        switch container.tag {
        case .list:
            if key.is(.range) { return setSlice(container, key, value) }
            guard let slot = elementSlot(container, key) else { return false }
            let old = slot.pointee
            slot.pointee = value
            machine.release(old)
            return true
        case .map:
            guard let hash = hash(key) else { return false }
            guard afford(machine.growth(of: container.map)) else { return false }
            machine.set(key, hash: hash, to: value, in: container.map)
            return true
        default:
            failAssignment(container)
            return false
        }
    }

    /// Puts the elements of a list in the place of a stretch, which may be longer or shorter.
    ///
    /// - Complexity: O(*n*) in the elements behind it and the new ones.
    private func setSlice(_ container: Value, _ key: Value, _ value: Value) -> Bool {
        guard let elements = value.elements else { return fail(.noSlice(describe(value))) }
        let list = container.list
        let count = list.pointee.count
        guard let stretch = bounds(key, count), affordElements(count &+ elements.count) else {
            return false
        }
        let tail = (stretch.upperBound..<count).map { list.pointee.data[$0] }
        for index in stretch { machine.release(list.pointee.data[index]) }
        list.pointee.count = stretch.lowerBound
        for element in elements { machine.append(retain(element), to: list) }
        for element in tail { machine.append(element, to: list) }
        machine.release(value)
        return true
    }

    private func failAssignment(_ container: Value) {
        guard container.isPresent else {
            failInUse(container)
            return
        }
        fail(
            .fixedElement(
                of: describe(container), isString: container.is(.string),
                help: types[typeID(container)].assignmentHelp))
    }

    /// A checked position in a list of `count`; negative ones count from the end.
    private func listIndex(_ key: Value, _ count: Int) -> Int? {
        guard key.isInt else {
            fail(.noListIndex(describe(key)))
            return nil
        }
        let index = key.asInt < 0 ? key.asInt &+ count : key.asInt
        if index >= 0, index < count { return index }
        fail(.outsideList(key.asInt, of: count))
        return nil
    }

    /// `container[key]`, owned.
    @inline(never)
    func getElement(_ container: Value, _ key: Value, _ target: Slot) -> Bool {
        switch container.tag {
        case .map:
            guard let hash = hash(key) else { return false }
            let value = machine.get(key, hash: hash, in: container.map)?.pointee ?? .nil
            if value.is(.inUse) {
                failInUse(value)
                return false
            }
            target.pointee = retain(value)
            return true
        case .list:
            if key.is(.range) {
                guard let bounds = bounds(key, container.list.pointee.count) else { return false }
                if !affordElements(bounds.count) { return false }
                target.pointee = slice(container, from: bounds.lowerBound, to: bounds.upperBound)
                return true
            }
            guard let index = listIndex(key, container.list.pointee.count) else { return false }
            let value = container.list.pointee.data[index]
            if value.is(.inUse) {
                failInUse(value)
                return false
            }
            target.pointee = retain(value)
            return true
        case .string: return scalars(container, key, target)
        case .bytes:
            if key.is(.range) {
                guard let bounds = bounds(key, container.byteCount) else { return false }
                if !afford(bounds.count) { return false }
                target.pointee = machine.makeBytes(
                    copying: UnsafeRawBufferPointer(rebasing: container.buffer[bounds]), .bytes)
                return true
            }
            guard let index = listIndex(key, container.byteCount) else { return false }
            target.pointee = .int(Int(container.bytes[index]))
            return true
        default:
            do {
                if let index = types[typeID(container)].index {
                    target.pointee = try index(self, container, key)
                    return true
                }
            } catch {
                pending = layError(error)
                return false
            }
            return fail(.notIndexed(describe(container)))
        }
    }

    /// `container[key]`, borrowed; what the look-up made goes into the ring.
    @inline(never)
    func peekElement(_ container: Value, _ key: Value, _ target: Slot) -> Bool {
        if container.is(.map) {
            guard let hash = hash(key) else { return false }
            let value = machine.get(key, hash: hash, in: container.map)?.pointee ?? .nil
            if value.isPresent {
                target.pointee = value
                return true
            }
        }
        guard getElement(container, key, target) else { return false }
        if container.is(.list), key.isInt {
            // The list still holds its element.
            machine.release(target.pointee)
        } else {
            holdFresh(target.pointee)
        }
        return true
    }

    /// The stretch that a range means in something of `count` elements.
    func bounds(_ key: Value, _ count: Int) -> Range<Int>? {
        let range = key.range.pointee
        func place(_ bound: Int) -> Int { bound < 0 ? bound &+ count : bound }
        let lower = range.header.flags & RangeObject.hasLower != 0 ? place(range.lower) : 0
        var upper = range.header.flags & RangeObject.hasUpper != 0 ? place(range.upper) : count
        if range.header.flags & RangeObject.isClosed != 0,
            range.header.flags & RangeObject.hasUpper != 0
        {
            upper = upper == Int.max ? upper : upper + 1
        }
        if lower < 0 || lower > count || upper > count {
            fail(.outsideSlice((try? display(key, readable: true)) ?? "", of: count))
            return nil
        }
        return lower..<max(lower, upper)
    }

    func slice(_ list: Value, from start: Int, to end: Int) -> Value {
        let result = machine.makeList(capacity: max(0, end - start))
        for index in start..<max(start, end) {
            let value = list.list.pointee.data[index]
            value.retain()
            machine.append(value, to: result.list)
        }
        return result
    }

    /// A string is indexed by Unicode scalars; at once when all are ASCII.
    private func scalars(_ text: Value, _ key: Value, _ target: Slot) -> Bool {
        let isASCII = machine.isASCII(text)
        let count = scalarCount(text)
        let stretch: Range<Int>
        if key.is(.range) {
            guard let bounds = bounds(key, count) else { return false }
            stretch = bounds
        } else {
            guard key.isInt else { return fail(.noStringIndex(describe(key))) }
            let index = key.asInt < 0 ? key.asInt &+ count : key.asInt
            if index < 0 || index >= count { return fail(.outsideString(key.asInt, of: count)) }
            stretch = index..<(index + 1)
        }
        if isASCII {
            if !afford(stretch.count) { return false }
            target.pointee = machine.makeBytes(
                copying: UnsafeRawBufferPointer(rebasing: text.buffer[stretch]), .string)
            return true
        }
        let start = offset(ofInnerScalar: stretch.lowerBound, in: text)
        let end =
            stretch.count == 1
            ? ScalarIndex.offset(of: 1, from: start, in: text.buffer)
            : offset(ofInnerScalar: stretch.upperBound, in: text)
        let part = text.buffer[start..<end]
        if !afford(part.count) { return false }
        target.pointee = machine.makeBytes(copying: UnsafeRawBufferPointer(rebasing: part), .string)
        return true
    }

    func scalarCount(_ text: Value) -> Int {
        if machine.isASCII(text) { return text.byteCount }
        if text.byteCount < ScalarIndex.least {
            return text.buffer.count { $0 & 0xc0 != 0x80 }
        }
        return scalarIndex(of: text).count
    }

    /// Where the scalars of a long string lie: found once, kept with the string.
    func scalarIndex(of text: Value) -> ScalarIndex {
        var index = scalarIndexes[text.bits] ?? ScalarIndex()
        if index.scanned < text.byteCount {
            machine.pointee.fuel &-= (text.byteCount - index.scanned) >> 4
            index.extend(over: text.buffer)
            text.header.pointee.flags |= Machine.hasScalarIndex
            scalarIndexes[text.bits] = index
        }
        return index
    }

    // MARK: Fields and members

    /// The place of a record's field, in a record that is its place's own.
    @inline(never)
    func fieldSlot(_ object: Value, _ symbol: Int32) -> Slot? {
        if object.is(.record) {
            let type = types[Int(object.header.pointee.extra)]
            if let index = type.fields.firstIndex(of: symbol) { return object.fields + index }
            failMember(object, symbol)
            return nil
        }
        let field = name(of: symbol)
        if object.is(.map) {
            fail(.noMapField(field))
        } else {
            fail(
                .fixedField(
                    field, of: describe(object), help: types[typeID(object)].assignmentHelp))
        }
        return nil
    }

    /// `object.name`, owned; a record's place is kept in the instruction.
    @inline(never)
    func getField(
        _ object: Value, _ symbol: Int32, _ target: Slot, _ cache: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        let id = typeID(object)
        let type = types[id]
        if object.is(.record), let index = type.fields.firstIndex(of: symbol) {
            let value = object.fields[index]
            if value.is(.inUse) {
                failInUse(value)
                return false
            }
            cache[2] = UInt32(truncatingIfNeeded: id)
            cache[3] = UInt32(truncatingIfNeeded: index)
            target.pointee = retain(value)
            return true
        }
        if let property = type.properties[symbol] {
            do {
                let frame = machine.pointee.frame
                let saved = machine.pointee.top
                if frame >= machine.pointee.frames {
                    machine.pointee.top = max(
                        saved,
                        frame.pointee.base
                            + Int(frame.pointee.function.pointee.code.pointee.registerCount))
                }
                defer { machine.pointee.top = saved }
                target.pointee = try property(self, object)
                return true
            } catch {
                pending = layError(error)
                return false
            }
        }
        if let value = member(object, symbol) ?? unboundMethod(object, symbol) {
            target.pointee = retain(value)
            return true
        }
        failMember(object, symbol)
        return false
    }

    /// A function or value that a module or a type's name offers, borrowed.
    private func member(_ object: Value, _ symbol: Int32) -> Value? {
        switch object.tag {
        case .module:
            let module = modules[object.indexed.pointee.index]
            guard let variable = module.scope.variables[name(of: symbol)],
                !variable.name.hasPrefix("_"),
                case .global(let slot) = variable.place, !variable.isImported
            else { return nil }
            let value = machine.pointee.globals[slot]
            if variable.isMutable, value.isObject { keep(value) }
            return value.isMissing ? nil : value
        case .type: return types[object.indexed.pointee.index].statics[symbol]
        default: return nil
        }
    }

    /// A method as a function of its receiver: `images.map(image.inspect)`; borrowed. One that changes
    /// its receiver needs a place and is none.
    private func unboundMethod(_ object: Value, _ symbol: Int32) -> Value? {
        guard object.is(.type),
            let method = types[object.indexed.pointee.index].methods[symbol]
        else { return nil }
        let isMutating =
            method.is(.native)
            ? machine.pointee.natives[method.indexed.pointee.index].isMutating
            : method.is(.function) && method.function.pointee.code.pointee.isMutating
        return isMutating ? nil : method
    }

    /// Keeps a member that its module may set anew while it runs.
    private func keep(_ value: Value) {
        if heldMembers.contains(where: { $0.isIdentical(value) }) { return }
        heldMembers.append(retain(value))
    }

    /// True for a member that may be another one at the next call.
    func isChanging(_ receiver: Value, _ symbol: Int32) -> Bool {
        guard receiver.is(.module) else { return false }
        return modules[receiver.indexed.pointee.index].scope.variables[name(of: symbol)]?.isMutable
            == true
    }

    /// The method of a receiver, borrowed; or the member of a module or type. A property whose
    /// value is a function is called too. `nil` after an error.
    func method(_ receiver: Value, _ symbol: Int32, _ count: Int) -> Value? {
        let type = types[typeID(receiver)]
        if let method = type.methods[symbol] { return method }
        if let member = member(receiver, symbol) ?? unboundMethod(receiver, symbol) {
            return member
        }
        if receiver.is(.record), let index = type.fields.firstIndex(of: symbol) {
            pending = .fieldCalled(
                name(of: symbol), of: type.name, isFunction: receiver.fields[index].is(.function))
            return nil
        }
        if type.properties[symbol] != nil {
            pending = propertyCalled(symbol, of: type)
            return nil
        }
        failMember(receiver, symbol, isCall: true)
        return nil
    }

    private func failMember(_ object: Value, _ symbol: Int32, isCall: Bool = false) {
        pending =
            switch object.tag {
            case .module: noMember(symbol, in: modules[object.indexed.pointee.index])
            case .type: noFunction(symbol, of: types[object.indexed.pointee.index])
            default: noMember(symbol, of: types[typeID(object)], isCall: isCall)
            }
    }

    func nearest(_ name: String, _ candidates: [String]) -> String? {
        Suggestion.nearest(to: name, among: candidates.sorted())
    }

    // MARK: Building

    func appendAll(_ source: Value, to list: Value) -> Bool {
        if let elements = source.elements {
            // A list that lacks room grows to twice its size, or to what is asked for.
            if list.list.pointee.count &+ elements.count > Int(list.header.pointee.extra),
                !affordElements(list.list.pointee.count &+ elements.count)
            {
                return false
            }
            for element in elements {
                element.retain()
                machine.append(element, to: list.list)
            }
            return true
        }
        do {
            try requireEnd(of: source)
            try forEach(source) { machine.append($0, to: list.list) }
            return true
        } catch {
            pending = layError(error)
            return false
        }
    }

    func setAll(_ source: Value, in map: Value) -> Bool {
        if source.is(.object), let asMap = types[typeID(source)].asMap {
            do {
                let entries = try asMap(self, source)
                defer { release(entries) }
                return setAll(entries, in: map)
            } catch {
                pending = layError(error)
                return false
            }
        }
        guard source.is(.map) else {
            return fail(.noMapToSpread(describe(source)))
        }
        machine.pointee.fuel &-= Int(source.map.pointee.used) >> 1
        for position in 0..<Int(source.map.pointee.used) {
            let entry = source.map.pointee.entries[position]
            if entry.key.isMissing { continue }
            guard afford(machine.growth(of: map.map)) else { return false }
            entry.value.retain()
            machine.set(entry.key, hash: machine.keyHash(entry.key), to: entry.value, in: map.map)
        }
        return true
    }

    func makeRange(_ lower: Value, _ upper: Value, _ flags: UInt32, _ target: Slot) -> Bool {
        if flags & 1 != 0, !lower.isInt {
            failRange(lower, upper)
            return false
        }
        if flags & 2 != 0, !upper.isInt {
            failRange(.int(0), upper)
            return false
        }
        target.pointee = machine.makeRange(
            lower: flags & 1 != 0 ? lower.asInt : nil, upper: flags & 2 != 0 ? upper.asInt : nil,
            isClosed: flags & 4 != 0)
        return true
    }

    func matchRange(_ value: Value, _ range: Value) -> Bool {
        guard value.isNumber else { return false }
        let bounds = range.range.pointee
        let flags = bounds.header.flags
        let number = value.number
        if flags & RangeObject.hasLower != 0,
            value.isInt ? value.asInt < bounds.lower : !(number >= Double(bounds.lower))
        {
            return false
        }
        if flags & RangeObject.hasUpper == 0 { return true }
        if value.isInt {
            return flags & RangeObject.isClosed != 0
                ? value.asInt <= bounds.upper : value.asInt < bounds.upper
        }
        return flags & RangeObject.isClosed != 0
            ? number <= Double(bounds.upper) : number < Double(bounds.upper)
    }

    /// Joins the texts of values, which are consumed.
    func concatenate(_ values: Slot, _ count: Int, _ target: Slot) -> Bool {
        // The buffer is kept from text to text.
        var text = scratchText
        scratchText = []
        text.removeAll(keepingCapacity: true)
        defer { if text.capacity < 1 << 16 { scratchText = text } }
        do {
            for index in 0..<count {
                let more = values[index].is(.string) ? values[index].byteCount : 0
                // The buffer, which may have room for twice as much, and the string made of it.
                try reserve((text.count &+ more) &* 2)
                try write(values[index], to: &text)
            }
            try reserve(text.count)
        } catch {
            pending = layError(error)
            return false
        }
        for index in 0..<count { machine.release(values[index]) }
        target.pointee = text.withUnsafeBytes { machine.makeBytes(copying: $0, .string) }
        return true
    }
}
