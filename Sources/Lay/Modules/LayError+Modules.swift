internal import LayBounds
internal import LayRuntime
internal import LayText

/// What the modules for numbers, paths and patterns refuse.
extension LayError {
    static var largeGCD: LayError { LayError(.overflow, "the gcd does not fit a 64-bit int") }

    static func noPathPart(_ value: String) -> LayError {
        LayError(.typeError, "path.join: \(value) is no string")
    }

    static var mixedPaths: LayError {
        LayError(.valueError, "path.relative: one path is absolute, the other is not")
    }

    static func noPattern(_ error: RegexError) -> LayError {
        LayError(
            .valueError,
            error.offset.map { "the pattern is wrong at \($0): \(error.message)" }
                ?? error.message)
    }

    static func noPatternGroup(_ name: String) -> LayError {
        LayError(
            .valueError, "replace: the pattern has no group '\(name)'",
            help: "'$$' stands for a dollar sign")
    }

    static func noPartsWanted(_ limit: Int) -> LayError {
        LayError(.valueError, "split: the limit \(limit) is less than 1")
    }

    static var noPatternFrom: LayError {
        LayError(
            .typeError, "find: a regex is looked for from the start", help: "slice the text first")
    }

    static func noMatchGroup(_ key: String) -> LayError {
        LayError(.keyError, "the match has no group \(key)")
    }

    static func noReplacement(_ value: String) -> LayError {
        LayError(.typeError, "replace: the function must give a string, not \(value)")
    }
}
