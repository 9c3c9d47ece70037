/// How values compare.
enum JqOrder {
    /// Whether two values are equal.
    ///
    /// - Throws: `JqRaise` where they are nested too deeply.
    static func equal(_ left: JqValue, _ right: JqValue, _ account: JqAccount) throws -> Bool {
        switch (left, right) {
        case (.null, .null), (.yes, .yes), (.no, .no): return true
        case (.number(let first), .number(let second)): return first == second
        case (.text(let first), .text(let second)): return JqText.equal(first, second)
        case (.array(let first), .array(let second)):
            guard first.count == second.count else { return false }
            try account.descend()
            account.work(1 &+ first.count / 8)
            for index in 0..<first.count
            where try !equal(first[index], second[index], account) {
                return false
            }
            return true
        case (.object(let first), .object(let second)):
            guard first.count == second.count else { return false }
            try account.descend()
            account.work(1 &+ first.count / 8)
            for entry in first.span {
                guard let other = second.value(entry.key),
                    try equal(entry.value, other, account)
                else { return false }
            }
            return true
        default: return false
        }
    }

    /// Below, at or above zero as one value lies before, at or behind the other.
    ///
    /// - Throws: `JqRaise` where they are nested too deeply.
    static func compare(_ left: JqValue, _ right: JqValue, _ account: JqAccount) throws -> Int {
        switch (left, right) {
        case (.number(let first), .number(let second)):
            // What is no number lies before all numbers, itself included.
            return first < second || first.isNaN ? -1 : first == second ? 0 : 1
        case (.text(let first), .text(let second)): return JqText.order(first, second)
        case (.array(let first), .array(let second)):
            try account.descend()
            account.work(1)
            for index in 0..<min(first.count, second.count) {
                let order = try compare(first[index], second[index], account)
                if order != 0 { return order }
            }
            return first.count &- second.count
        case (.object(let first), .object(let second)):
            return try compare(first, second, account)
        default: return left.kind.rawValue &- right.kind.rawValue
        }
    }

    /// Objects compare by their keys first.
    private static func compare(
        _ left: JqObject, _ right: JqObject, _ account: JqAccount
    ) throws -> Int {
        try account.descend()
        account.work(1)
        let places = (left.sortedPlaces(), right.sortedPlaces())
        for (first, second) in zip(places.0, places.1) {
            let order = JqText.order(left[first].key, right[second].key)
            if order != 0 { return order }
        }
        if left.count != right.count { return left.count &- right.count }
        for (first, second) in zip(places.0, places.1) {
            let order = try compare(left[first].value, right[second].value, account)
            if order != 0 { return order }
        }
        return 0
    }

    /// The places of elements in the order of their keys; equal ones stay in their order.
    ///
    /// - Throws: `JqRaise`; what the host throws where there is no memory.
    static func places(_ keys: JqArray, _ account: JqAccount) throws -> [Int] {
        let count = keys.count
        try account.admit(count &* 16)
        var places = Array(0..<count)
        var other = places
        var width = 1
        while width < count {
            account.work(count)
            try account.settle()
            var start = 0
            while start < count {
                let middle = min(start &+ width, count)
                let end = min(middle &+ width, count)
                var (left, right, target) = (start, middle, start)
                while target < end {
                    let takesLeft: Bool
                    if left == middle {
                        takesLeft = false
                    } else if right == end {
                        takesLeft = true
                    } else {
                        takesLeft =
                            try compare(
                                keys[places[left]], keys[places[right]], account) <= 0
                    }
                    if takesLeft {
                        other[target] = places[left]
                        left &+= 1
                    } else {
                        other[target] = places[right]
                        right &+= 1
                    }
                    target &+= 1
                }
                start = end
            }
            swap(&places, &other)
            width &*= 2
        }
        return places
    }

    /// Whether a value holds another one.
    ///
    /// - Throws: `JqRaise` where they are nested too deeply.
    static func contains(_ value: JqValue, _ part: JqValue, _ account: JqAccount) throws -> Bool {
        switch (value, part) {
        case (.object(let object), .object(let parts)):
            try account.descend()
            for entry in parts.span {
                account.work(1)
                guard let own = object.value(entry.key),
                    try contains(own, entry.value, account)
                else { return false }
            }
            return true
        case (.array(let array), .array(let parts)):
            try account.descend()
            for wanted in parts.span {
                account.work(1 &+ array.count / 8)
                try account.settle()
                guard try array.span.contains(where: { try contains($0, wanted, account) })
                else { return false }
            }
            return true
        case (.text(let text), .text(let wanted)):
            account.work(text.count / JqAccount.bytesPerStep)
            // As far as a byte of zero, which ends texts of C.
            return text.with { text in
                wanted.with { wanted in
                    let (whole, part) = (untilZero(text), untilZero(wanted))
                    return JqLibrary.find(part, in: whole, from: 0) != nil
                }
            }
        default: return try equal(value, part, account)
        }
    }

    private static func untilZero(
        _ span: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        guard let base = span.baseAddress, let zero = JqLibrary.find(0, base, span.count) else {
            return span
        }
        return UnsafeBufferPointer(start: base, count: zero)
    }
}
