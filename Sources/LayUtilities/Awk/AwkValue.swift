/// A value of the language.
enum AwkValue {
    /// Never assigned: both 0 and the empty text.
    case nothing
    case number(Double)
    case text(AwkText)
    /// A text from outside, which is a number where it looks like one.
    case input(AwkText)
    case array(AwkArray)

    /// The number that this is.
    @inline(__always)
    var number: Double {
        switch self {
        case .number(let number): number
        case .nothing, .array: 0
        case .text(let text), .input(let text): text.number
        }
    }

    /// Whether this counts as true.
    @inline(__always)
    var truth: Bool {
        switch self {
        case .nothing, .array: false
        case .number(let number): number != 0
        case .text(let text): text.count > 0
        case .input(let text): text.looksNumeric ? text.number != 0 : text.count > 0
        }
    }

    /// The number, where this compares as one; a value never assigned does both.
    @inline(__always)
    var comparableNumber: Double? {
        switch self {
        case .number(let number): number
        case .nothing: 0
        case .input(let text): text.looksNumeric ? text.number : nil
        case .text, .array: nil
        }
    }

    /// A truth as a number.
    @inline(__always)
    static func truth(_ truth: Bool) -> AwkValue { .number(truth ? 1 : 0) }
}

/// What a comparison asks.
enum AwkComparison: Sendable {
    case less, lessOrEqual, equal, unequal, greater, greaterOrEqual

    /// Whether two numbers stand so.
    @inline(__always)
    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .unequal: left != right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// Whether an order of two texts, below, at or above zero, is the one asked for.
    @inline(__always)
    func holds(order: Int) -> Bool {
        switch self {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .equal: order == 0
        case .unequal: order != 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}

/// What is computed of two numbers.
enum AwkOperator: Sendable {
    case add, subtract, multiply, divide, remainder, power
}
