internal import LayBounds

/// What loops, iterators and ranges refuse; values come as messages describe them.
extension LayError {
    static func notWalkable(_ value: String) -> LayError {
        LayError(.typeError, "\(value) cannot be walked by a loop")
    }

    static var rangeWithoutStart: LayError {
        LayError(.typeError, "a range without a lower bound cannot be walked")
    }

    static var rangeWithoutEnd: LayError {
        LayError(
            .valueError, "a range without an upper bound has no list",
            help: ".lazy first: (1...).lazy.take(10)")
    }

    static func largeSum(_ sum: String) -> LayError {
        LayError(.overflow, "sum: \(sum) does not fit a 64-bit int")
    }

    static var longRange: LayError {
        LayError(.overflow, "the range's length does not fit a 64-bit int")
    }

    static func noStep(_ step: Int) -> LayError {
        LayError(
            .valueError, "step: \(step) is not positive",
            help: "walk the other way with reversed()")
    }

    static var stepWithoutStart: LayError {
        LayError(.valueError, "step: the range has no lower bound")
    }
}
