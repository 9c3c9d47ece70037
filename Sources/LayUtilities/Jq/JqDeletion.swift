/// Takes parts out of values.
enum JqDeletion {
    /// The value without the parts at some keys, which are sorted.
    ///
    /// - Throws: `JqRaise` where it cannot have them.
    static func delete(
        _ keys: [JqValue], from value: JqValue, _ account: JqAccount
    ) throws -> JqValue {
        if keys.isEmpty { return value }
        switch value {
        case .null: return value
        case .array(let array): return .array(try delete(keys, from: array, account))
        case .object(var object):
            for key in keys {
                guard case .text(let text) = key else {
                    throw JqRaise("Cannot delete \(key.kindName) field of object")
                }
                object = try JqObject.remove(consume object, text)
                try account.settle()
            }
            return .object(object)
        default: throw JqRaise("Cannot delete fields from \(value.kindName)")
        }
    }

    private static func delete(
        _ keys: [JqValue], from array: JqArray, _ account: JqAccount
    ) throws -> JqArray {
        account.work(array.count / 8 &+ keys.count)
        var isDeleted = [Bool](repeating: false, count: array.count)
        for key in keys {
            switch key {
            case .number(let number):
                let whole = Int(clamped: number)
                let place = number < 0 ? whole &+ array.count : whole
                if isDeleted.indices.contains(place) { isDeleted[place] = true }
            case .object(let slice):
                guard let range = JqPaths.range(slice, array.count, account) else {
                    throw JqRaise("Start and end indices of an array slice must be numbers")
                }
                account.work(range.count / 8)
                for place in range { isDeleted[place] = true }
            default: throw JqRaise("Cannot delete \(key.kindName) element of array")
            }
        }
        let made = try JqArray.make(capacity: array.count, account)
        for (place, element) in array.span.enumerated() where !isDeleted[place] {
            made.add(element)
        }
        return made
    }
}
