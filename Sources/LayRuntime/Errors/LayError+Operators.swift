internal import LayBounds

/// What the operators refuse; values come as messages describe them.
extension LayError {
    static func noOperator(_ sign: String, on x: String, and y: String, isText: Bool) -> LayError {
        LayError(
            .typeError, "'\(sign)' does not work on \(x) and \(y)",
            help: isText
                ? "to put a value into a text, interpolate it: \"… \\(value)\""
                : sign == "*" ? "x.repeat(n) repeats a string or a list" : nil)
    }

    static func divisionByZero(_ dividend: String, _ sign: String, by zero: String = "0")
        -> LayError
    {
        LayError(.valueError, "\(dividend) \(sign) \(zero): division by zero")
    }

    static func negativeShift(_ distance: Int) -> LayError {
        LayError(.valueError, "a shift by \(distance): the distance is negative")
    }

    static var noIntOperator: LayError {
        LayError(.typeError, "this operator does not work on ints")
    }

    static func noFloatOperator(_ sign: String) -> LayError {
        LayError(.typeError, "'\(sign)' works on ints, not on floats")
    }

    static func largeResult(_ x: Int, _ sign: String, _ y: Int) -> LayError {
        LayError(
            .overflow, "\(x) \(sign) \(y) does not fit a 64-bit int",
            help: "use floats where the size matters more than the last digit")
    }

    static func largeNegation(of value: Int) -> LayError {
        LayError(.overflow, "-(\(value)) does not fit a 64-bit int")
    }

    static func noIntOperand(of operation: String, _ value: String) -> LayError {
        LayError(.typeError, "'\(operation)' needs an int, not \(value)")
    }

    static func noRangeBound(_ value: String) -> LayError {
        LayError(.typeError, "a range needs ints, not \(value)")
    }

    static func noCondition(_ value: String) -> LayError {
        LayError(
            .typeError, "a condition must be a bool, not \(value)",
            help: "compare it: x != nil, x != 0, not s.is_empty")
    }

    static func noOrder(of x: String, and y: String) -> LayError {
        LayError(
            .typeError, "\(x) and \(y) have no order",
            help: "numbers, strings, bytes and lists of these do")
    }

    static func noPart(_ value: String, of type: String) -> LayError {
        LayError(.typeError, "a \(type) can hold a \(type), not \(value)")
    }

    static func noContainer(_ value: String) -> LayError {
        LayError(
            .typeError, "'in' needs a list, map, string, range, tree or image, not \(value)")
    }
}
