internal import LayBounds
internal import LayRuntime

/// What the engine cannot import, or hand from one side to the other.
extension LayError {
    static func noModule(_ name: String, known: [String], nearest: String?) -> LayError {
        LayError(
            .notFound, "no module '\(name)' in the standard library",
            help: nearest.map { "did you mean '\($0)'?" }
                ?? "it has \(known.joined(separator: ", "))")
    }

    static var deepValue: LayError {
        LayError(.limit, "the value is nested too deeply for Swift")
    }

    static func notGiven(_ type: String) -> LayError {
        LayError(.typeError, "a \(type) cannot be given to a script")
    }
}
