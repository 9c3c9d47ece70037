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
                if old.byteCount &+ value.byteCount > Int(UInt32.max) >> 1 {
                    return fail("Limit", "a \(typeName(old)) cannot hold more than 2 GiB")
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

    /// An operator that gives up operands: the first for bit 1 of `owned`, the second for bit 2.
    @inline(never)
    func consuming(
        _ operation: Opcode, _ x: Value, _ y: Value, _ target: Slot, _ owned: UInt32
    ) -> Bool {
        guard arithmetic(operation, x, y, target) else { return false }
        if owned & 1 != 0 { machine.release(x) }
        if owned & 2 != 0 { machine.release(y) }
        return true
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

    /// The quotient rounded down, of a positive divisor.
    @inline(__always) static func floorQuotient(_ x: Int, _ y: Int) -> Int {
        // Half as many bits divide in a third of the time.
        if UInt64(bitPattern: Int64(x | y)) >> 32 == 0 {
            return Int(UInt32(truncatingIfNeeded: x) / UInt32(truncatingIfNeeded: y))
        }
        let quotient = x / y
        return x < 0 && quotient &* y != x ? quotient &- 1 : quotient
    }

    /// What the rounded quotient leaves, of a positive divisor.
    @inline(__always) static func floorRemainder(_ x: Int, _ y: Int) -> Int {
        // Of a power of two the low bits are left, also below zero.
        if y & (y &- 1) == 0 { return x & (y &- 1) }
        if UInt64(bitPattern: Int64(x | y)) >> 32 == 0 {
            return Int(UInt32(truncatingIfNeeded: x) % UInt32(truncatingIfNeeded: y))
        }
        let remainder = x % y
        return remainder < 0 ? remainder &+ y : remainder
    }
}
