/// Reaches parts of values by keys and paths.
enum JqPaths {
    // MARK: One key

    /// The part of a value at a key.
    ///
    /// - Throws: `JqRaise` where the value has no such parts.
    static func get(_ value: JqValue, _ key: JqValue, _ account: JqAccount) throws -> JqValue {
        switch (value, key) {
        case (.object(let object), .text(let key)): return object.value(key) ?? .null
        case (.array(let array), .number(let number)):
            guard let index = Int(exactly: number) else { return .null }
            let place = index < 0 ? index &+ array.count : index
            return place >= 0 && place < array.count ? array[place] : .null
        case (.array(let array), .object(let slice)):
            guard let range = range(slice, array.count, account) else {
                throw JqRaise("Start and end indices of an array slice must be numbers")
            }
            if range.count == array.count { return value }
            return .array(try array.copy(range))
        case (.text(let text), .object(let slice)):
            guard let range = range(slice, text.characters, account) else {
                throw JqRaise("Start and end indices of an string slice must be numbers")
            }
            return .text(try self.slice(text, range, account))
        case (.array(let array), .array(let wanted)):
            return try indices(array, wanted, account)
        case (.null, .text), (.null, .number), (.null, .object), (.null, .null):
            if case .null = key { break }
            return .null
        default: break
        }
        if case .text(let text) = key, text.count < 30 {
            throw JqRaise(
                Array("Cannot index \(value.kindName) with string \"".utf8) + text.array
                    + [UInt8(ascii: "\"")])
        }
        throw JqRaise("Cannot index \(value.kindName) with \(key.kindName)")
    }

    /// The places that a slice means.
    static func range(_ slice: JqObject, _ count: Int, _ account: JqAccount) -> Range<Int>? {
        let from = slice.value(JqText.make(Array("start".utf8), account)) ?? .null
        let to = slice.value(JqText.make(Array("end".utf8), account)) ?? .null
        var start = 0.0
        var end = Double(count)
        switch from {
        case .null: break
        case .number(let number): start = number
        default: return nil
        }
        switch to {
        case .null: break
        case .number(let number): end = number
        default: return nil
        }
        if start < 0 { start += Double(count) }
        if end < 0 { end += Double(count) }
        // Comparisons that no NaN passes.
        let first = start > 0 ? Int(min(start, Double(count))) : 0
        let last = end > 0 ? Int(min(end, Double(count)).rounded(.up)) : 0
        return first..<max(first, last)
    }

    private static func slice(
        _ text: JqText, _ range: Range<Int>, _ account: JqAccount
    ) throws -> JqText {
        try text.with { span in
            account.work(span.count / JqAccount.bytesPerStep)
            let start: Int
            let end: Int
            if text.characters == span.count {
                (start, end) = (range.lowerBound, range.upperBound)
            } else {
                start = JqUnicode.offset(span, range.lowerBound)
                end = JqUnicode.offset(span, range.count, from: start)
            }
            if start == 0, end == span.count { return text }
            try account.admit(end &- start)
            return JqText.make(UnsafeBufferPointer(rebasing: span[start..<end]), account)
        }
    }

    /// Where an array stands in another one.
    private static func indices(
        _ array: JqArray, _ wanted: JqArray, _ account: JqAccount
    ) throws -> JqValue {
        var found = try JqArray.make(capacity: 0, account)
        guard wanted.count > 0 else { return .array(found) }
        var index = 0
        while index <= array.count &- wanted.count {
            account.work(1)
            var length = 0
            while length < wanted.count,
                try JqOrder.equal(array[index &+ length], wanted[length], account)
            {
                length &+= 1
            }
            if length == wanted.count { try JqArray.append(.number(index), to: &found) }
            if index & 1023 == 0 { try account.settle() }
            index &+= 1
        }
        return .array(found)
    }

    /// The value with another part at a key.
    ///
    /// - Throws: `JqRaise` where the value has no such parts.
    static func set(
        _ value: consuming JqValue, _ key: JqValue, _ part: JqValue, _ account: JqAccount
    ) throws -> JqValue {
        var value = value
        switch key {
        case .text(let key):
            if case .null = value { value = .object(try JqObject.make(capacity: 8, account)) }
            if let object = value.takeObject() {
                return .object(try JqObject.set(consume object, key, part))
            }
        case .number(let number):
            if case .null = value { value = .array(try JqArray.make(capacity: 0, account)) }
            if let array = value.takeArray() {
                let whole = Int(clamped: number)
                let index = whole < 0 ? whole &+ array.count : whole
                return .array(try JqArray.set(consume array, index, part))
            }
        case .object(let slice):
            if case .null = value { value = .array(try JqArray.make(capacity: 0, account)) }
            if let array = value.takeArray() {
                guard let range = range(slice, array.count, account) else {
                    throw JqRaise("Start and end indices of an array slice must be numbers")
                }
                guard case .array(let parts) = part else {
                    throw JqRaise("A slice of an array can only be assigned another array")
                }
                return .array(try replace(array, range, parts, account))
            }
        default: break
        }
        throw JqRaise("Cannot update field at \(key.kindName) index of \(value.kindName)")
    }

    private static func replace(
        _ array: JqArray, _ range: Range<Int>, _ parts: JqArray, _ account: JqAccount
    ) throws -> JqArray {
        let made = try JqArray.make(
            capacity: array.count &- range.count &+ parts.count, account)
        account.work(array.count / 16)
        for element in array.span[..<range.lowerBound] { made.add(element) }
        for element in parts.span { made.add(element) }
        for element in array.span[range.upperBound...] { made.add(element) }
        return made
    }

    /// Whether a value has a key.
    ///
    /// - Throws: `JqRaise` where it cannot have one.
    static func has(_ value: JqValue, _ key: JqValue) throws -> Bool {
        switch (value, key) {
        case (.null, _): return false
        case (.object(let object), .text(let key)): return object.find(key) != nil
        case (.array(let array), .number(let number)):
            return number > -1 && number < Double(array.count)
        default:
            throw JqRaise("Cannot check whether \(value.kindName) has a \(key.kindName) key")
        }
    }

    // MARK: Paths

    /// The part of a value at a path.
    ///
    /// - Throws: `JqRaise` where there can be none.
    static func get(
        _ value: JqValue, path: JqValue, _ account: JqAccount
    ) throws -> JqValue {
        guard case .array(let keys) = path else {
            throw JqRaise("Path must be specified as an array")
        }
        var value = value
        for key in keys.span { value = try get(value, key, account) }
        return value
    }

    /// The value with another part at a path.
    ///
    /// - Throws: `JqRaise` where there can be none.
    static func set(
        _ value: consuming JqValue, path: JqValue, _ part: JqValue, _ account: JqAccount
    ) throws -> JqValue {
        guard case .array(let keys) = path else {
            throw JqRaise("Path must be specified as an array")
        }
        return try set(consume value, keys, from: 0, part, account)
    }

    private static func set(
        _ value: consuming JqValue, _ keys: JqArray, from start: Int, _ part: JqValue,
        _ account: JqAccount
    ) throws -> JqValue {
        if start == keys.count { return part }
        try account.descend()
        let key = keys[start]
        var value = value
        let old = try take(key, from: &value, account).part
        let new = try set(consume old, keys, from: start &+ 1, part, account)
        return try set(consume value, key, new, account)
    }

    /// The part at a path, which is taken out of the whole where that has one owner.
    ///
    /// - Throws: `JqRaise` where there can be none.
    static func take(
        path: JqValue, from whole: inout JqValue, _ account: JqAccount
    ) throws -> JqValue {
        guard case .array(let keys) = path else {
            throw JqRaise("Path must be specified as an array")
        }
        return try take(keys, from: 0, &whole, account)
    }

    private static func take(
        _ keys: JqArray, from start: Int, _ whole: inout JqValue, _ account: JqAccount
    ) throws -> JqValue {
        guard start < keys.count else {
            var part = JqValue.null
            swap(&part, &whole)
            return part
        }
        try account.descend()
        var (inner, wasTaken) = try take(keys[start], from: &whole, account)
        let part = try take(keys, from: start &+ 1, &inner, account)
        if wasTaken, start &+ 1 < keys.count {
            var rest = JqValue.null
            swap(&rest, &whole)
            whole = try set(consume rest, keys[start], inner, account)
        }
        return part
    }

    /// The part at a key, and whether it was taken out of the value, which is done where that has
    /// one owner, so that the part has one too.
    private static func take(
        _ key: JqValue, from value: inout JqValue, _ account: JqAccount
    ) throws -> (part: JqValue, wasTaken: Bool) {
        switch key {
        case .text(let text):
            if var object = value.takeObject() {
                guard isKnownUniquelyReferenced(&object), let place = object.find(text) else {
                    value = .object(object)
                    break
                }
                let part = object[place].value
                object[place].value = .null
                value = .object(object)
                return (part, true)
            }
        case .number(let number):
            if var array = value.takeArray() {
                guard isKnownUniquelyReferenced(&array), number >= 0,
                    number < Double(array.count)
                else {
                    value = .array(array)
                    break
                }
                let place = Int(number)
                guard Double(place) == number else {
                    value = .array(array)
                    break
                }
                let part = array[place]
                array[place] = .null
                value = .array(array)
                return (part, true)
            }
        default: break
        }
        return (try get(value, key, account), false)
    }

    /// The value without the parts at some paths.
    ///
    /// - Throws: `JqRaise` where it cannot have them.
    static func delete(
        _ value: JqValue, paths: JqValue, _ account: JqAccount
    ) throws -> JqValue {
        guard case .array(let array) = paths else {
            throw JqRaise("Paths must be specified as an array")
        }
        let places = try JqOrder.places(array, account)
        var sorted: [JqArray] = []
        sorted.reserveCapacity(places.count)
        for place in places {
            guard case .array(let path) = array[place] else {
                throw JqRaise(
                    "Path must be specified as array, not \(array[place].kindName)")
            }
            sorted.append(path)
        }
        guard let first = sorted.first else { return value }
        if first.count == 0 { return .null }
        return try delete(value, sorted[...], 0, account)
    }

    private static func delete(
        _ value: JqValue, _ paths: ArraySlice<JqArray>, _ depth: Int, _ account: JqAccount
    ) throws -> JqValue {
        try account.descend()
        var value = value
        var keys: [JqValue] = []
        var index = paths.startIndex
        while index < paths.endIndex {
            account.work(1)
            let key = paths[index][depth]
            let isWhole = paths[index].count == depth + 1
            let start = index
            while index < paths.endIndex, try JqOrder.equal(key, paths[index][depth], account) {
                index += 1
            }
            if isWhole {
                keys.append(key)
                continue
            }
            let part = try get(value, key, account)
            if case .null = part { continue }
            let left = try delete(part, paths[start..<index], depth + 1, account)
            value = try set(consume value, key, left, account)
        }
        return try JqDeletion.delete(keys, from: value, account)
    }
}

extension Int {
    /// A number without its fraction, brought into the range that indices have.
    init(clamped number: Double) {
        let limit = 9e15
        self = number.isNaN ? 0 : Int(Swift.min(Swift.max(number, -limit), limit))
    }
}
