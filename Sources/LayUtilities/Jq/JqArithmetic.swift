extension JqMachine {
    /// The value of an operation.
    ///
    /// - Throws: `JqRaise` where the values do not go together.
    @inline(__always)
    func compute(
        _ number: Int32, _ left: consuming JqValue, _ right: consuming JqValue
    ) throws -> JqValue {
        guard case .number(let first) = left, case .number(let second) = right else {
            return try computeOthers(number, left, right)
        }
        switch JqOperator(rawValue: Int(number)) {
        case .add: return .number(first + second)
        case .subtract: return .number(first - second)
        case .multiply: return .number(first * second)
        case .divide:
            guard second != 0 else {
                throw JqRaise(left, right, "cannot be divided because the divisor is zero")
            }
            return .number(first / second)
        case .modulo:
            let divisor = Int(saturating: second)
            guard divisor != 0 else {
                throw JqRaise(
                    left, right, "cannot be divided (remainder) because the divisor is zero")
            }
            let dividend = Int(saturating: first)
            return .number(dividend.remainderReportingOverflow(dividingBy: divisor).partialValue)
        case .equal: return .bool(first == second)
        case .notEqual: return .bool(first != second)
        // What is no number lies before all numbers.
        case .less: return .bool(first < second || first.isNaN)
        case .greater: return .bool(first > second || second.isNaN && !first.isNaN)
        case .lessEqual: return .bool(first <= second || first.isNaN)
        case .greaterEqual: return .bool(first >= second || second.isNaN && !first.isNaN)
        case nil: return .null
        }
    }

    @inline(never)
    private func computeOthers(
        _ number: Int32, _ left: consuming JqValue, _ right: consuming JqValue
    ) throws -> JqValue {
        switch JqOperator(rawValue: Int(number)) {
        case .add: return try add(consume left, right)
        case .subtract: return try subtract(left, right)
        case .multiply: return try multiply(left, right)
        case .divide:
            if case .text(let text) = left, case .text(let separator) = right {
                return try JqTexts.split(text, separator, account)
            }
            throw JqRaise(left, right, "cannot be divided")
        case .modulo: throw JqRaise(left, right, "cannot be divided (remainder)")
        case .equal: return .bool(try JqOrder.equal(left, right, account))
        case .notEqual: return .bool(try !JqOrder.equal(left, right, account))
        case .less: return .bool(try JqOrder.compare(left, right, account) < 0)
        case .greater: return .bool(try JqOrder.compare(left, right, account) > 0)
        case .lessEqual: return .bool(try JqOrder.compare(left, right, account) <= 0)
        case .greaterEqual: return .bool(try JqOrder.compare(left, right, account) >= 0)
        case nil: return .null
        }
    }

    private func add(_ left: consuming JqValue, _ right: JqValue) throws -> JqValue {
        if case .null = left { return right }
        if case .null = right { return left }
        var left = left
        switch right {
        case .text(let end):
            if let start = left.takeText() {
                return .text(try JqText.join(consume start, end, account))
            }
        case .array(let end):
            if var start = left.takeArray() {
                let count = start.count
                if count == 0 { return right }
                // A copy, since both may be the same array.
                let parts = end.count
                account.work(parts / 16)
                try JqArray.own(&start, room: count &+ parts)
                for index in 0..<parts { start.add(end[index]) }
                return .array(start)
            }
        case .object(let end):
            if let start = left.takeObject() { return .object(try merge(consume start, end)) }
        default: break
        }
        throw JqRaise(left, right, "cannot be added")
    }

    private func merge(_ left: consuming JqObject, _ right: JqObject) throws -> JqObject {
        var object = left
        account.work(right.count)
        for entry in right.span {
            object = try JqObject.set(consume object, entry.key, entry.value)
        }
        return object
    }

    private func subtract(_ left: JqValue, _ right: JqValue) throws -> JqValue {
        guard case .array(let array) = left, case .array(let parts) = right else {
            throw JqRaise(left, right, "cannot be subtracted")
        }
        let made = try JqArray.make(capacity: array.count, account)
        for element in array.span {
            account.work(1 &+ parts.count / 8)
            try account.settle()
            if try !parts.span.contains(where: { try JqOrder.equal(element, $0, account) }) {
                made.add(element)
            }
        }
        return .array(made)
    }

    private func multiply(_ left: JqValue, _ right: JqValue) throws -> JqValue {
        switch (left, right) {
        case (.text(let text), .number(let times)), (.number(let times), .text(let text)):
            return try repeated(text, times)
        case (.object(let first), .object(let second)):
            return .object(try mergeDeeply(first, second))
        default: throw JqRaise(left, right, "cannot be multiplied")
        }
    }

    private func repeated(_ text: JqText, _ times: Double) throws -> JqValue {
        // One less, as jq counts.
        let count = times.isNaN ? -1 : Int(clamped: times - 1)
        if count < 0 { return .null }
        let copies = count &+ 1
        guard text.count == 0 || copies <= JqText.limit / max(1, text.count) else {
            throw JqRaise("Repeat string result too long")
        }
        if text.count == 0 { return .text(text) }
        try account.admit(text.count &* copies)
        let made = JqText.make(capacity: text.count &* copies, account)
        for _ in 0..<copies { text.with { made.append($0) } }
        return .text(made)
    }

    private func mergeDeeply(_ left: consuming JqObject, _ right: JqObject) throws -> JqObject {
        try account.descend()
        var object = left
        account.work(right.count)
        for entry in right.span {
            if case .object(let new) = entry.value, case .object(let old) = object.value(entry.key)
            {
                let merged = try mergeDeeply(consume old, new)
                object = try JqObject.set(consume object, entry.key, .object(merged))
            } else {
                object = try JqObject.set(consume object, entry.key, entry.value)
            }
        }
        return object
    }
}

extension Int {
    /// A number without its fraction; what does not fit is the smallest number, as processors have it.
    init(saturating number: Double) {
        self =
            number > -9.3e18 && number < 9.2233720368547748e18
            ? Int(exactly: number.rounded(.towardZero)) ?? Int.min : Int.min
    }
}
