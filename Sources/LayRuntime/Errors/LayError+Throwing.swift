internal import LayBounds

/// What `throw`, `assert` and patterns say; values come as messages describe them.
extension LayError {
    static func noError(_ value: String) -> LayError {
        LayError(
            .typeError, "only an error can be thrown, not \(value)",
            help: "throw error(\"message\", kind: \"Kind\")")
    }

    static func noStatus(_ number: Int) -> LayError {
        LayError(
            .valueError, "\(number) is no exit status",
            help: "a status goes from 0, all went well, to 255")
    }

    /// Not a failure: how a program that called `exit` comes to its end.
    static func exited(_ status: UInt8) -> LayError {
        var error = LayError(.cancelled, "exit(\(status)) ended the program")
        error.exit = status
        return error
    }

    static func ownKind(_ word: String) -> LayError {
        LayError(
            .valueError, "a script cannot throw a \(word)", help: "this kind is the engine's own")
    }

    /// The text is the script's reason, or else what it asserted; `values` tell of the parts.
    static func assertionFailed(_ text: String, values: [String]) -> LayError {
        LayError(
            .assertionError, "assertion failed: \(text)",
            help: values.isEmpty ? nil : values.joined(separator: "\n           "))
    }

    static func noCause(_ value: String) -> LayError {
        LayError(
            .typeError, "error: 'cause' must be an error, not \(value)",
            help: "catch NotFound as e { throw error(\"…\", cause: e) }")
    }

    static func noArm(for value: String) -> LayError {
        LayError(
            .valueError, "no arm of the match fits \(value)", help: "add an arm: _ => …")
    }

    static func missingPatternKey(_ key: String, nearest: String?) -> LayError {
        LayError(
            .keyError, "the map has no key '\(key)'",
            help: nearest.map { "did you mean '\($0)'?" } ?? "give it a default: {\(key) = …}")
    }

    static func noPattern(for value: String) -> LayError {
        LayError(.valueError, "\(value) does not fit the pattern")
    }

    /// What a host's code threw, of a kind that nobody translates.
    static func unknown(_ error: any Error) -> LayError { LayError(.ioError, "\(error)") }

    /// An instruction failed and did not say why.
    static var unexplained: LayError {
        LayError(.ioError, "the machine failed without an error")
    }
}
