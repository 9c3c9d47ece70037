extension VM {
    /// `place op= value` for two ints or two floats and the commonest operators.
    @inline(__always)
    func updateQuickly(_ place: Slot, _ operation: Int, _ value: Value) -> Bool {
        let old = place.pointee
        if old.isInt, value.isInt {
            let result: (partialValue: Int, overflow: Bool)
            if operation == Int(Opcode.add.rawValue) {
                result = old.asInt.addingReportingOverflow(value.asInt)
            } else if operation == Int(Opcode.subtract.rawValue) {
                result = old.asInt.subtractingReportingOverflow(value.asInt)
            } else {
                return false
            }
            if result.overflow { return false }
            place.pointee = .int(result.partialValue)
            return true
        }
        if old.isFloat, value.isFloat {
            if operation == Int(Opcode.add.rawValue) {
                place.pointee = .float(old.asFloat + value.asFloat)
                return true
            }
            if operation == Int(Opcode.subtract.rawValue) {
                place.pointee = .float(old.asFloat - value.asFloat)
                return true
            }
        }
        return false
    }

    /// `place op= value` for all values. A string, bytes or a list that only the place holds grows
    /// where it is, so that a text built piece by piece takes linear time.
    @inline(never)
    func update(_ place: Slot, _ operation: Int, _ value: Value) -> Bool {
        let old = place.pointee
        guard old.isPresent else {
            failInUse(old)
            return false
        }
        let code = unsafeBitCast(UInt8(truncatingIfNeeded: operation), to: Opcode.self)
        if code == .add, old.rawTag == value.rawTag, old.isObject, old.isUnique,
            old.bits != value.bits
        {
            switch old.tag {
            case .string, .bytes:
                // It grows by half when it has no room.
                let count = old.byteCount &+ value.byteCount
                if count >= Self.freelyAllocated, count > machine.room(of: old),
                    !afford(count &+ count >> 1)
                {
                    return false
                }
                place.pointee = machine.append(value, to: old)
                return true
            case .list: return appendAll(value, to: old)
            case .map: return setAll(value, in: old)
            default: break
            }
        }
        var result = Value.nil
        guard arithmetic(code, old, value, &result) else { return false }
        place.pointee = result
        machine.release(old)
        return true
    }
}
