internal import LayBounds

/// What indexes, keys and fields refuse; values come as messages describe them.
extension LayError {
    static func noKey(_ value: String) -> LayError {
        LayError(.typeError, "\(value) cannot be a map's key")
    }

    static func missingKey(_ key: String) -> LayError {
        LayError(.keyError, "the map has no key \(key)", help: "set it first: m[key] = …")
    }

    static func notIndexed(_ value: String) -> LayError {
        LayError(.typeError, "\(value) cannot be indexed")
    }

    static func fixedElement(of value: String, isString: Bool, help: String?) -> LayError {
        LayError(
            .typeError, "an element of \(value) cannot be set",
            help: help ?? (isString ? "strings never change: build another one" : nil))
    }

    static func noListIndex(_ key: String) -> LayError {
        LayError(.typeError, "a list is indexed by ints and ranges, not \(key)")
    }

    /// A step of `dig` leads into a value that has nothing inside.
    static func noParts(_ value: String, _ step: String) -> LayError {
        LayError(.typeError, "dig: \(value) has nothing under \(step)")
    }

    static func noSlice(_ value: String) -> LayError {
        LayError(
            .typeError, "elements in the place of others are a list, not \(value)",
            help: "put brackets around a single one")
    }

    static func noStringIndex(_ key: String) -> LayError {
        LayError(.typeError, "a string is indexed by ints and ranges, not \(key)")
    }

    static func outsideList(_ index: Int, of count: Int) -> LayError {
        LayError(
            .indexError, "index \(index) is outside a list of \(count)",
            help: count == 0
                ? "the list is empty"
                : "indexes go from 0 to \(count - 1), or from -1 back to \(-count)")
    }

    /// A member of lists got the index.
    static func outsideList(_ index: Int, of count: Int, in member: String) -> LayError {
        LayError(.indexError, "\(member): index \(index) is outside a list of \(count)")
    }

    static func outsideString(_ index: Int, of count: Int) -> LayError {
        LayError(.indexError, "index \(index) is outside a string of \(count)")
    }

    static func outsideSlice(_ range: String, of count: Int) -> LayError {
        LayError(
            .indexError, "the slice \(range) is outside of \(count) elements",
            help: "bounds go from 0 to \(count)")
    }

    static func noMapField(_ field: String) -> LayError {
        LayError(
            .nameError, "a map has no field '\(field)'", help: "set a key: m[\"\(field)\"] = …")
    }

    static func fixedField(_ field: String, of value: String, help: String?) -> LayError {
        LayError(.typeError, "the field '\(field)' of \(value) cannot be set", help: help)
    }

    static func noMapToSpread(_ value: String) -> LayError {
        LayError(.typeError, "only a map can be spread into a map, not \(value)")
    }
}
