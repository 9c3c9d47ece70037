internal import LaySyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension VM {
    private static let signs: [Opcode: String] = [
        .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .floorDivide: "//",
        .remainder: "%",
        .power: "**", .bitAnd: "&", .bitOr: "|", .bitXor: "^", .shiftLeft: "<<", .shiftRight: ">>",
    ]

    private static func sign(of operation: Opcode) -> String { signs[operation] ?? "?" }

    /// The operators on everything that the loop does not do itself.
    @inline(never)
    func arithmetic(_ operation: Opcode, _ x: Value, _ y: Value, _ target: Slot) -> Bool {
        if x.isInt, y.isInt { return ints(operation, x.asInt, y.asInt, target) }
        if x.isNumber, y.isNumber { return floats(operation, x.number, y.number, target) }
        if operation == .add, x.rawTag == y.rawTag, x.isContainer || x.is(.string) || x.is(.bytes),
            !x.is(.record)
        {
            return join(x, y, target)
        }
        let sign = Self.sign(of: operation)
        if operation == .add || operation == .subtract, !x.isNumber, !y.isNumber {
            guard mayGoOn() || look(audits: false) else { return false }
            do {
                for type in [types[typeID(x)], types[typeID(y)]] {
                    if let result = try type.combine?(self, sign, x, y) {
                        target.pointee = result
                        return true
                    }
                }
            } catch {
                pending = layError(error)
                return false
            }
        }
        let isText =
            operation == .add && (x.is(.string) || y.is(.string))
            || operation == .remainder && x.is(.string)
        return fail(.noOperator(sign, on: describe(x), and: describe(y), isText: isText))
    }

    /// Strings, bytes, lists and maps one after the other.
    private func join(_ x: Value, _ y: Value, _ target: Slot) -> Bool {
        switch x.tag {
        case .list:
            guard affordElements(x.list.pointee.count &+ y.list.pointee.count) else { return false }
            let result = machine.makeList(capacity: x.list.pointee.count + y.list.pointee.count)
            _ = appendAll(x, to: result)
            _ = appendAll(y, to: result)
            target.pointee = result
        case .map:
            guard afford(machine.storage(of: x.map)) else { return false }
            let result = machine.copyMap(x.map)
            guard setAll(y, in: result) else {
                machine.release(result)
                return false
            }
            target.pointee = result
        default:
            guard affordText(x, y) else { return false }
            target.pointee = machine.concatenate(x, y)
        }
        return true
    }

    /// Room for a list of so many elements.
    func affordElements(_ count: Int) -> Bool {
        machine.pointee.fuel &-= count >> 2
        return afford(count &* MemoryLayout<Value>.stride)
    }

    /// Room for two texts in a row.
    func affordText(_ x: Value, _ y: Value) -> Bool {
        let count = x.byteCount &+ y.byteCount
        if count < Self.freelyAllocated { return true }
        machine.pointee.fuel &-= count >> 6
        return afford(count)
    }

    private func ints(_ operation: Opcode, _ x: Int, _ y: Int, _ target: Slot) -> Bool {
        var result = (partialValue: 0, overflow: false)
        switch operation {
        case .add: result = x.addingReportingOverflow(y)
        case .subtract: result = x.subtractingReportingOverflow(y)
        case .multiply: result = x.multipliedReportingOverflow(by: y)
        case .divide:
            target.pointee = .float(Double(x) / Double(y))
            return true
        case .floorDivide, .remainder:
            if y == 0 { return fail(.divisionByZero("\(x)", Self.sign(of: operation))) }
            if y == -1 {
                // The least int divided by -1 does not fit.
                result =
                    operation == .remainder
                    ? (0, false) : (0 as Int).subtractingReportingOverflow(x)
                break
            }
            let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
            let isRounded = remainder != 0 && (remainder < 0) != (y < 0)
            result.partialValue =
                operation == .remainder
                ? (isRounded ? remainder + y : remainder) : (isRounded ? quotient - 1 : quotient)
        case .power:
            if y < 0 {
                target.pointee = .float(pow(Double(x), Double(y)))
                return true
            }
            guard let value = power(x, y) else { return overflow(operation, x, y) }
            result.partialValue = value
        case .bitAnd: result.partialValue = x & y
        case .bitOr: result.partialValue = x | y
        case .bitXor: result.partialValue = x ^ y
        case .shiftLeft, .shiftRight:
            if y < 0 { return fail(.negativeShift(y)) }
            if operation == .shiftRight {
                result.partialValue = x >> y
            } else {
                let shifted = y > 63 ? 0 : x << y
                result = (shifted, x != 0 && (y > 63 || shifted >> y != x))
            }
        default: return fail(.noIntOperator)
        }
        if result.overflow { return overflow(operation, x, y) }
        target.pointee = .int(result.partialValue)
        return true
    }

    private func overflow(_ operation: Opcode, _ x: Int, _ y: Int) -> Bool {
        fail(.largeResult(x, Self.sign(of: operation), y))
    }

    private func power(_ base: Int, _ exponent: Int) -> Int? {
        var (result, factor, left) = (1, base, exponent)
        while left > 0 {
            if left & 1 == 1 {
                let (value, overflow) = result.multipliedReportingOverflow(by: factor)
                if overflow { return nil }
                result = value
            }
            left >>= 1
            if left == 0 { break }
            let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            factor = square
        }
        return result
    }

    private func floats(_ operation: Opcode, _ x: Double, _ y: Double, _ target: Slot) -> Bool {
        switch operation {
        case .add: target.pointee = .float(x + y)
        case .subtract: target.pointee = .float(x - y)
        case .multiply: target.pointee = .float(x * y)
        case .divide: target.pointee = .float(x / y)
        case .floorDivide, .remainder:
            if y == 0 {
                return fail(.divisionByZero("\(x)", Self.sign(of: operation), by: "\(y)"))
            }
            let remainder = fmod(x, y)
            let rounded = remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
            target.pointee = .float(
                operation == .remainder ? rounded : ((x - rounded) / y).rounded())
        case .power: target.pointee = .float(pow(x, y))
        default: return fail(.noFloatOperator(Self.sign(of: operation)))
        }
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

    @inline(never)
    func negate(_ value: Value, _ target: Slot) -> Bool {
        guard value.isInt else {
            failUnary("-", value)
            return false
        }
        let (result, overflow) = (0 as Int).subtractingReportingOverflow(value.asInt)
        if overflow { return fail(.largeNegation(of: value.asInt)) }
        target.pointee = .int(result)
        return true
    }

    // MARK: Comparison

    /// Structural equality; `nil` after an error.
    @inline(__always)
    func equality(_ x: Value, _ y: Value) -> Bool? {
        if x.isIdentical(y), !x.isContainer { return !x.isFloat || x.asFloat == x.asFloat }
        if x.isInt, y.isInt { return false }
        let isEqual = machine.areEqual(x, y)
        if isEqual || stopped == nil { return isEqual }
        pending = stopped
        return nil
    }

    /// `x < y`; `nil` after an error.
    @inline(never)
    func isLess(_ x: Value, _ y: Value, orEqual: Bool) -> Bool? {
        if x.isInt, y.isInt { return orEqual ? x.asInt <= y.asInt : x.asInt < y.asInt }
        if x.isNumber, y.isNumber { return orEqual ? x.number <= y.number : x.number < y.number }
        guard let order = compare(x, y) else { return nil }
        return orEqual ? order <= 0 : order < 0
    }

    /// Negative, zero or positive; `nil` after an error.
    ///
    /// Lists are compared from the front, what is nested in turn, on a stack of its own; a pair that
    /// several places share is compared once.
    func compare(_ x: Value, _ y: Value) -> Int? {
        guard x.is(.list), y.is(.list) else { return compareFlat(x, y) }
        var open: [(x: Value, y: Value, next: Int)] = [(x, y, 0)]
        var met: Set<SharedPair> = []
        while let last = open.indices.last {
            let (x, y, place) = open[last]
            let (left, right) = (x.list.pointee, y.list.pointee)
            if place >= left.count || place >= right.count {
                if left.count != right.count { return left.count - right.count }
                open.removeLast()
                continue
            }
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look(audits: false) { return nil }
            open[last].next += 1
            let (a, b) = (left.data[place], right.data[place])
            if a.is(.list), b.is(.list) {
                if a.isIdentical(b) { continue }
                if !a.isUnique, !b.isUnique, !met.insert(SharedPair(a, b)).inserted { continue }
                open.append((a, b, 0))
                continue
            }
            guard let order = compareFlat(a, b) else { return nil }
            if order != 0 { return order }
        }
        return 0
    }

    private func compareFlat(_ x: Value, _ y: Value) -> Int? {
        if x.isNumber, y.isNumber {
            if x.isInt, y.isInt { return x.asInt < y.asInt ? -1 : x.asInt > y.asInt ? 1 : 0 }
            if x.number < y.number { return -1 }
            if x.number > y.number { return 1 }
            // An order for sorting: nan is behind every number.
            let (isFirst, isSecond) = (x.number.isNaN, y.number.isNaN)
            return isFirst == isSecond ? 0 : isFirst ? 1 : -1
        }
        if x.rawTag == y.rawTag, x.is(.string) || x.is(.bytes) {
            let common = min(x.byteCount, y.byteCount)
            machine.takeSteps(bytes: common)
            let order = memcmp(x.bytes, y.bytes, common)
            return order != 0 ? Int(order) : x.byteCount - y.byteCount
        }
        fail(.noOrder(of: describe(x), and: describe(y)))
        return nil
    }

    /// `x in y`; `nil` after an error.
    @inline(never)
    func contains(_ x: Value, _ y: Value) -> Bool? {
        switch y.tag {
        case .list:
            return (y.elements ?? UnsafeBufferPointer(start: nil, count: 0)).contains {
                machine.pointee.fuel &-= 1
                return machine.areEqual($0, x)
            }
        case .map:
            guard let hash = hash(x) else { return nil }
            return machine.find(x, hash: hash, in: y.map) >= 0
        case .string, .bytes:
            if y.is(.bytes), x.isInt {
                machine.takeSteps(bytes: y.byteCount)
                return y.buffer.contains { Int($0) == x.asInt }
            }
            guard x.rawTag == y.rawTag else {
                fail(.noPart(describe(x), of: typeName(y)))
                return nil
            }
            return offset(of: x.buffer, in: y.buffer, from: 0) != nil
        case .range: return matchRange(x, y)
        default:
            do {
                if let contains = types[typeID(y)].contains { return try contains(self, x, y) }
            } catch {
                pending = layError(error)
                return nil
            }
            fail(.noContainer(describe(y)))
            return nil
        }
    }

    /// The hash of a map's key; `nil` after an error.
    @inline(__always)
    func hash(_ key: Value) -> UInt64? {
        if key.isInt { return key.bits }
        if key.is(.string) { return key.stringHash }
        return hashSlowly(key)
    }

    @inline(never)
    private func hashSlowly(_ key: Value) -> UInt64? {
        if let hash = machine.hash(key) { return hash }
        if let stopped {
            pending = stopped
            return nil
        }
        fail(.noKey(describe(key)))
        return nil
    }
}
