extension Machine {
    /// Structural equality of values, identity of containers, volumes and functions.
    @inline(__always)
    func areEqual(_ x: Value, _ y: Value) -> Bool {
        if x.isIdentical(y) { return !x.isFloat || x.asFloat == x.asFloat }
        if x.is(.string), y.is(.string) { return x.hasSameBytes(y) }
        return areEqualSlowly(x, y)
    }

    /// All pairs inside must be equal, so they wait in a list instead of on Swift's stack: values may
    /// be nested as deeply as they like.
    @inline(never)
    private func areEqualSlowly(_ x: Value, _ y: Value) -> Bool {
        if !x.isContainer { return areEqualFlat(x, y) }
        var waiting = [(x, y)]
        while let (x, y) = waiting.popLast() {
            if x.isIdentical(y), !x.isFloat { continue }
            guard x.isContainer, x.rawTag == y.rawTag else {
                if areEqualFlat(x, y) { continue }
                return false
            }
            switch x.tag {
            case .list:
                let count = x.list.pointee.count
                guard count == y.list.pointee.count else { return false }
                for index in 0..<count {
                    waiting.append((x.list.pointee.data[index], y.list.pointee.data[index]))
                }
            case .record:
                guard x.header.pointee.extra == y.header.pointee.extra else { return false }
                for index in 0..<x.fieldCount { waiting.append((x.fields[index], y.fields[index])) }
            default:
                guard x.map.pointee.live == y.map.pointee.live else { return false }
                for position in 0..<Int(x.map.pointee.used) {
                    let entry = x.map.pointee.entries[position]
                    if entry.key.isMissing { continue }
                    guard let other = get(entry.key, hash: keyHash(entry.key), in: y.map) else {
                        return false
                    }
                    waiting.append((entry.value, other.pointee))
                }
            }
        }
        return true
    }

    /// Equality of values of which one is no container.
    private func areEqualFlat(_ x: Value, _ y: Value) -> Bool {
        if x.isIdentical(y) { return !x.isFloat || x.asFloat == x.asFloat }
        if x.isNumber, y.isNumber {
            if x.isInt != y.isInt {
                // An int that no float stands for exactly equals none.
                let (int, float) = x.isInt ? (x.asInt, y.asFloat) : (y.asInt, x.asFloat)
                return Int(exactly: float) == int
            }
            return x.isInt ? false : x.asFloat == y.asFloat
        }
        guard x.rawTag == y.rawTag else { return false }
        switch x.tag {
        case .string, .bytes: return x.hasSameBytes(y)
        case .range:
            let (a, b) = (x.range.pointee, y.range.pointee)
            return a.lower == b.lower && a.upper == b.upper && a.header.flags == b.header.flags
        case .type, .native, .module: return x.indexed.pointee.index == y.indexed.pointee.index
        case .object:
            guard x.header.pointee.extra == y.header.pointee.extra,
                let vm = pointee.host?.takeUnretainedValue(),
                let equals = vm.types[Int(x.header.pointee.extra)].equals
            else { return false }
            return (try? equals(vm, x, y)) ?? false
        default: return false
        }
    }

    /// The hash of a value that is a key of a map.
    @inline(__always) func keyHash(_ key: Value) -> UInt64 {
        if key.isInt { return key.bits }
        if key.is(.string) { return key.stringHash }
        return hash(key, depth: 0) ?? 1
    }

    /// A hash that equal values share; `nil` for what cannot be a key.
    func hash(_ value: Value, depth: Int) -> UInt64? {
        switch value.tag {
        case .string, .bytes: return value.stringHash
        // Keys that follow each other lie next to each other.
        case .int: return value.bits
        case .float:
            if let int = Int(exactly: value.asFloat) {
                return UInt64(bitPattern: Int64(int))
            }
            return Value.scramble(value.bits)
        case .nil, .true, .false: return Value.scramble(UInt64(value.rawTag))
        case .list, .record:
            if depth > 100 { return nil }
            let isList = value.is(.list)
            let values = isList ? value.list.pointee.data : value.fields
            var result: UInt64 = isList ? 1 : UInt64(value.header.pointee.extra)
            for index in 0..<(isList ? value.list.pointee.count : value.fieldCount) {
                guard let hash = hash(values[index], depth: depth + 1) else { return nil }
                result = Value.scramble(result &* 31 &+ hash)
            }
            return result
        case .range:
            return Value.scramble(
                UInt64(
                    bitPattern: Int64(value.range.pointee.lower &* 31 &+ value.range.pointee.upper))
            )
        case .type, .native, .module: return Value.scramble(UInt64(value.indexed.pointee.index))
        case .function: return Value.scramble(value.bits)
        case .object:
            guard let vm = pointee.host?.takeUnretainedValue() else { return nil }
            return vm.types[Int(value.header.pointee.extra)].hash?(vm, value)
        default: return nil
        }
    }
}
