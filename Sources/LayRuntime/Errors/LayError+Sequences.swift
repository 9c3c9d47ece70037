internal import LayBounds

/// What the members of lists, maps and iterators refuse; values come as messages describe them.
extension LayError {
    static func noBool(_ value: String) -> LayError {
        LayError(.typeError, "the function must give a bool, not \(value)")
    }

    static var noBools: LayError {
        LayError(.typeError, "without a function the elements must be bools")
    }

    static func noNumber(_ value: String, in member: String) -> LayError {
        LayError(.typeError, "\(member): \(value) is no number")
    }

    static func noListToZip(_ value: String) -> LayError {
        LayError(.typeError, "zip joins lists, not \(value)")
    }

    /// A list of a key and a value is needed to make a map.
    static func noEntry(_ value: String, in member: String) -> LayError {
        LayError(.valueError, "\(member): \(value) is no list of a key and a value")
    }

    /// The least or greatest of no values is asked for.
    static func noneToCompare(_ member: String, help: String) -> LayError {
        LayError(.valueError, "\(member) of nothing", help: help)
    }

    static var popFromEmpty: LayError { LayError(.indexError, "pop from an empty list") }

    /// The number is a size or a limit.
    static func belowOne(_ number: Int, _ what: String, in member: String) -> LayError {
        LayError(.valueError, "\(member): the \(what) \(number) is less than 1")
    }

    static var twoOrders: LayError {
        LayError(
            .typeError, "sort takes 'by' or 'with', not both",
            help: "with: (a, b) => a.name < b.name compares two elements")
    }

    static func reversedKeys(_ keys: Int, given: Int? = nil) -> LayError {
        LayError(
            .valueError,
            given.map { "sort has \(keys) functions in 'by' and \($0) directions in 'reverse'" }
                ?? "sort: 'reverse' is a list only where 'by' is one",
            help: "sorted(by: [x => x.a, x => x.b], reverse: [true, false])")
    }

    static func noComparison(_ value: String) -> LayError {
        LayError(
            .typeError, "sort: 'with' must give a bool or a number, not \(value)",
            help: "(a, b) => a.size > b.size puts the largest first")
    }

    static func negativeRepeat(_ count: Int) -> LayError {
        LayError(.valueError, "repeat: the count \(count) is negative")
    }
}
