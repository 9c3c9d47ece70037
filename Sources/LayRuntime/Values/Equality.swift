internal import LayBounds

extension Machine {
    /// Structural equality of values, identity of containers, volumes and functions.
    @inline(__always)
    func areEqual(_ x: Value, _ y: Value) -> Bool {
        if x.isIdentical(y), !x.isContainer { return !x.isFloat || x.asFloat == x.asFloat }
        if x.is(.string), y.is(.string) { return haveSameBytes(x, y) }
        return areEqualSlowly(x, y)
    }

    @inline(__always)
    private func haveSameBytes(_ x: Value, _ y: Value) -> Bool {
        takeSteps(bytes: x.byteCount == y.byteCount ? x.byteCount : 0)
        return x.hasSameBytes(y)
    }

    /// All pairs inside must be equal, so they wait in a list instead of on Swift's stack: values may
    /// be nested as deeply as they like. A pair that several places share is compared once.
    ///
    /// False as well when the run ends meanwhile.
    @inline(never)
    private func areEqualSlowly(_ x: Value, _ y: Value) -> Bool {
        if !x.isContainer { return areEqualFlat(x, y) }
        var waiting = [(x, y)]
        var turns = 0
        var met: Set<SharedPair> = []
        /// Compares what is flat, lets the rest wait.
        func differ(_ x: Value, _ y: Value) -> Bool {
            if x.isContainer, x.rawTag == y.rawTag {
                waiting.append((x, y))
                return false
            }
            return !areEqualFlat(x, y)
        }
        while let (x, y) = waiting.popLast() {
            guard x.rawTag == y.rawTag else { return false }
            let count: Int
            switch x.tag {
            case .list: count = x.list.pointee.count
            case .record: count = x.fieldCount
            default: count = Int(x.map.pointee.used)
            }
            turns &+= count &+ 1
            if turns > Self.turnsPerLook {
                guard works(turns) else { return false }
                turns = 0
            }
            if !x.isUnique, !y.isUnique, !met.insert(SharedPair(x, y)).inserted { continue }
            switch x.tag {
            case .list:
                guard count == y.list.pointee.count else { return false }
                for index in 0..<count
                where differ(x.list.pointee.data[index], y.list.pointee.data[index]) {
                    return false
                }
            case .record:
                guard x.header.pointee.extra == y.header.pointee.extra else { return false }
                for index in 0..<count where differ(x.fields[index], y.fields[index]) {
                    return false
                }
            default:
                guard x.map.pointee.live == y.map.pointee.live else { return false }
                for position in 0..<count {
                    let entry = x.map.pointee.entries[position]
                    if entry.key.isMissing { continue }
                    guard let other = get(entry.key, hash: keyHash(entry.key), in: y.map),
                        !differ(entry.value, other.pointee)
                    else { return false }
                }
            }
        }
        return true
    }

    /// Elements that are compared or hashed between two looks at the bounds.
    private static var turnsPerLook: Int { 1 << 10 }

    /// Takes steps for work that cannot throw; false when the run is to end.
    func works(_ steps: Int) -> Bool {
        pointee.host?.takeUnretainedValue().works(steps) ?? true
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
        case .string, .bytes: return haveSameBytes(x, y)
        case .range:
            let (a, b) = (x.range.pointee, y.range.pointee)
            return a.lower == b.lower && a.upper == b.upper && a.header.flags == b.header.flags
        case .type, .native, .module: return x.indexed.pointee.index == y.indexed.pointee.index
        case .object:
            guard x.header.pointee.extra == y.header.pointee.extra,
                let vm = pointee.host?.takeUnretainedValue(),
                let equals = vm.types[Int(x.header.pointee.extra)].equals, vm.mayGoOn()
            else { return false }
            return (try? equals(vm, x, y)) ?? false
        default: return false
        }
    }

    /// The hash of a value that is a key of a map.
    @inline(__always) func keyHash(_ key: Value) -> UInt64 {
        if key.isInt { return key.bits }
        if key.is(.string) { return key.stringHash }
        return hash(key) ?? 1
    }

    /// A hash that equal values share; `nil` for what cannot be a key, and when the run ends
    /// meanwhile.
    func hash(_ value: Value) -> UInt64? {
        var walk = HashWalk()
        return hash(value, &walk)
    }

    private func hash(_ value: Value, _ walk: inout HashWalk) -> UInt64? {
        switch value.tag {
        case .string, .bytes:
            return value.stringHash
        // Keys that follow each other lie next to each other.
        case .int: return value.bits
        case .float:
            if let int = Int(exactly: value.asFloat) {
                return UInt64(bitPattern: Int64(int))
            }
            return Value.scramble(value.bits)
        case .nil, .true, .false: return Value.scramble(UInt64(value.rawTag))
        case .list, .record:
            let isList = value.is(.list)
            let count = isList ? value.list.pointee.count : value.fieldCount
            let isShared = !value.isUnique && walk.depth > 0
            if isShared, let known = walk.known[value.bits] { return known }
            walk.turns &+= count &+ 1
            if walk.turns > Self.turnsPerLook {
                guard works(walk.turns) else { return nil }
                walk.turns = 0
            }
            walk.depth += 1
            defer { walk.depth -= 1 }
            if walk.depth & 15 == 0, !StackBound.hasRoom {
                pointee.host?.takeUnretainedValue().stop(.nestedValue)
                return nil
            }
            let values = isList ? value.list.pointee.data : value.fields
            var result: UInt64 = isList ? 1 : UInt64(value.header.pointee.extra)
            for index in 0..<count {
                guard let hash = hash(values[index], &walk) else { return nil }
                result = Value.scramble(result &* 31 &+ hash)
            }
            if isShared { walk.known[value.bits] = result }
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

/// Two containers that several places share, while they are compared.
struct SharedPair: Hashable {
    let x: UInt64
    let y: UInt64

    init(_ x: Value, _ y: Value) { (self.x, self.y) = (x.bits, y.bits) }
}

/// What hashing a nested value keeps on its way: what is shared is hashed once.
private struct HashWalk {
    var depth = 0
    var turns = 0
    var known: [UInt64: UInt64] = [:]
}
