extension VM {
    /// Runs an instruction whose operands are too large for the common ones.
    ///
    /// - Returns: false after an error.
    @inline(never)
    func runFar(_ instruction: UnsafeMutablePointer<UInt32>, _ frame: UnsafeMutablePointer<Frame>)
        -> Bool
    {
        let word = instruction.pointee
        let (first, second) = (Int(instruction[1]), Int(instruction[2]))
        let base = frame.pointee.base
        let target = base + Int((word >> 8) & 0xff)
        let source = base + Int(word >> 24)
        let function = frame.pointee.function
        let code = function.pointee.code
        // The code was made by the compiler of this module, so the number is an operation.
        switch unsafeBitCast(UInt8(truncatingIfNeeded: word >> 16), to: FarOperation.self) {
        case .open: target.pointee = machine.makeList(capacity: 16)
        case .get: target.pointee = slot(first, of: source).pointee
        case .copy:
            let value = slot(first, of: source).pointee
            value.retain()
            target.pointee = value
        case .define:
            let slot = slot(first, of: source)
            let old = slot.pointee
            slot.pointee = target.pointee
            machine.release(old)
        case .clear:
            let list = source.pointee.list
            for index in first...second where index < list.pointee.count {
                let old = list.pointee.data[index]
                list.pointee.data[index] = .nil
                machine.release(old)
            }
        case .unique:
            let slot = slot(first, of: source)
            guard isFree(slot.pointee) else { return false }
            guard machine.makeUnique(slot) else { return false }
            target.pointee = slot.pointee
        case .take:
            let slot = slot(first, of: source)
            guard isFree(slot.pointee) else { return false }
            target.pointee = slot.pointee
            slot.pointee = .inUse
        case .update:
            return update(slot(first, of: source), second, target.pointee)
        case .getUpvalue:
            target.pointee =
                (UnsafeMutableRawPointer(function) + 24).assumingMemoryBound(to: Value.self)[first]
        case .loadConstant: target.pointee = code.pointee.constants[first]
        case .copyConstant:
            let value = code.pointee.constants[first]
            value.retain()
            target.pointee = value
        case .makeFunction:
            target.pointee = makeFunction(code.pointee.functions[first], base, function)
        case .checkType:
            return checkType(
                target.pointee, frame, instruction[1], place: 0, register: second)
        case .matchList:
            let value = source.pointee
            let count = value.is(.list) ? value.list.pointee.count : -1
            target.pointee = .bool(second == 0 ? count == first : count >= first)
        case .matchFields:
            let value = source.pointee
            target.pointee = .bool(
                value.is(.map) || value.is(.record) || value.is(.object) || value.is(.module))
        case .listFromEnd:
            let list = source.pointee.list
            let value = list.pointee.data[list.pointee.count &- first]
            value.retain()
            target.pointee = value
        case .listRest:
            target.pointee = slice(
                source.pointee, from: first, to: source.pointee.list.pointee.count &- second)
        case .makeRecord:
            let values = base[first].list
            let record = machine.makeRecord(
                class: source.pointee.indexed.pointee.index, fields: values.pointee.count)
            record.fields.update(from: values.pointee.data, count: values.pointee.count)
            values.pointee.count = 0
            target.pointee = record
        case .call:
            let values = source.pointee.list
            return callNamed(
                target.pointee, target, receiver: nil, values.pointee.data, values.pointee.count,
                instruction[1], frame)
        case .invoke, .invokeMutating:
            let mutates =
                UInt8(truncatingIfNeeded: word >> 16) == FarOperation.invokeMutating.rawValue
            let values = source[1].list
            let symbol = code.pointee.symbols[second]
            guard let method = method(source.pointee, symbol, values.pointee.count) else {
                return false
            }
            let isMember = source.pointee.is(.module) || source.pointee.is(.type)
            return callNamed(
                method, target, receiver: isMember ? nil : source, values.pointee.data,
                values.pointee.count, instruction[1], frame, mutates: mutates)
        }
        return true
    }

    /// A slot of the list in a register, which is made when it is new.
    private func slot(_ index: Int, of register: Slot) -> Slot {
        let list = register.pointee.list
        while list.pointee.count <= index { machine.append(.nil, to: list) }
        return list.pointee.data + index
    }

    /// True unless a mutating method has the value at this moment.
    private func isFree(_ value: Value) -> Bool {
        if value.isPresent { return true }
        failInUse(value)
        return false
    }
}
