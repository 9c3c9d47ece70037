/// An operator with two operands that are both evaluated.
enum ArithmeticOperator: UInt8, Sendable {
    case multiply, divide, remainder
    case add, subtract
    case shiftLeft, shiftRight
    case less, lessOrEqual, greater, greaterOrEqual
    case equal, notEqual
    case and, exclusiveOr, or
    case power

    /// How tightly the operator binds; a greater number binds more tightly.
    var precedence: Int {
        switch self {
        case .power: ArithmeticPrecedence.power
        case .multiply, .divide, .remainder: 12
        case .add, .subtract: 11
        case .shiftLeft, .shiftRight: 10
        case .less, .lessOrEqual, .greater, .greaterOrEqual: 9
        case .equal, .notEqual: 8
        case .and: 7
        case .exclusiveOr: 6
        case .or: 5
        }
    }

    /// Whether some right operand has no result.
    var isPartial: Bool {
        self == .divide || self == .remainder || self == .power
    }

    /// The value in 64-bit two's complement, wrapped around as the processor does it.
    ///
    /// - Throws: the kind of the error, for a division by zero or an exponent below zero.
    /// - Complexity: O(1).
    @inline(__always)
    func apply(_ left: Int, _ right: Int) throws(ArithmeticError.Kind) -> Int {
        switch self {
        case .add: return left &+ right
        case .subtract: return left &- right
        case .less: return left < right ? 1 : 0
        case .multiply: return left &* right
        case .divide:
            if right == 0 { throw .divisionByZero }
            return left.dividedReportingOverflow(by: right).partialValue
        case .remainder:
            if right == 0 { throw .divisionByZero }
            return right == -1 ? 0 : left % right
        case .shiftLeft: return left &<< right
        case .shiftRight: return left &>> right
        case .lessOrEqual: return left <= right ? 1 : 0
        case .greater: return left > right ? 1 : 0
        case .greaterOrEqual: return left >= right ? 1 : 0
        case .equal: return left == right ? 1 : 0
        case .notEqual: return left != right ? 1 : 0
        case .and: return left & right
        case .exclusiveOr: return left ^ right
        case .or: return left | right
        case .power:
            if right < 0 { throw .exponentBelowZero }
            return Self.power(left, right)
        }
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var result = 1
        var factor = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result &* factor }
            factor = factor &* factor
            rest >>= 1
        }
        return result
    }
}

extension ArithmeticError.Kind: Error {}

/// The precedences of what is no `ArithmeticOperator`.
enum ArithmeticPrecedence {
    /// Below everything: what a parenthesis or the end reduces to.
    static let lowest = 0
    /// `=` and `+=`, from right to left.
    static let assignment = 1
    /// `? :`, from right to left.
    static let conditional = 2
    /// `||`.
    static let or = 3
    /// `&&`.
    static let and = 4
    /// `**`, from right to left.
    static let power = 13
    /// `- + ! ~` before an operand; they bind more tightly than `**`.
    static let unary = 14
}
