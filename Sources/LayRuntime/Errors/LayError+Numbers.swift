internal import LayBounds

/// What the members of numbers refuse.
extension LayError {
    static func noInt(_ quoted: String) -> LayError {
        LayError(.valueError, "\(quoted) is no int")
    }

    static func noFloat(_ quoted: String) -> LayError {
        LayError(.valueError, "\(quoted) is no float")
    }

    package static func largeNumber(_ text: String) -> LayError {
        LayError(.overflow, "\(text) does not fit a 64-bit int")
    }

    package static var largeAbs: LayError {
        LayError(.overflow, "abs of the least int does not fit")
    }

    static func noBase(_ base: Int, in member: String) -> LayError {
        LayError(.valueError, "\(member): there is no base \(base)", help: "2 to 36")
    }

    static func noForm(_ text: String) -> LayError {
        LayError(
            .valueError, "format: \"\(text)\" is no form",
            help:
                "[[fill]align][sign][#][0][width][group][.digits][type], as in \"08.2f\" or \">10\""
        )
    }

    static func wrongForm(_ text: String, for value: String) -> LayError {
        LayError(
            .typeError, "format: \"\(text)\" does not suit \(value)",
            help: "d, x, o and b write ints, f, e and % numbers, s any value")
    }

    static func wideFormat(_ width: Int) -> LayError {
        LayError(.valueError, "format: a width of \(width) is too much")
    }

    static func noScalar(_ number: Int) -> LayError {
        LayError(.valueError, "\(number) is no Unicode scalar")
    }
}
