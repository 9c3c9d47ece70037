internal import LayBounds
internal import LaySyntax

/// What is wrong with a call, in the same words before the run as in it.
extension LayError {
    /// The name of a function in messages.
    private static func subject(_ name: String) -> String {
        name.isEmpty ? "this function" : name
    }

    private static func help(_ signature: Signature, _ name: String, _ isMethod: Bool) -> String {
        "its signature is \(signature.text(name, skippingReceiver: isMethod))"
    }

    /// There are more arguments than parameters; `count` is without the receiver.
    static func tooManyArguments(
        _ count: Int, for name: String, _ signature: Signature, isMethod: Bool
    ) -> LayError {
        let wanted = signature.parameters.count - (isMethod ? 1 : 0)
        return LayError(
            .typeError,
            "\(subject(name)) takes \(wanted) argument\(wanted == 1 ? "" : "s"), got \(count)",
            help: help(signature, name, isMethod))
    }

    /// A parameter that has to be given got nothing.
    static func missingArgument(
        _ parameter: Int, for name: String, _ signature: Signature, isMethod: Bool
    ) -> LayError {
        LayError(
            .typeError,
            "\(subject(name)) misses the argument '\(signature.parameters[parameter].name)'",
            help: help(signature, name, isMethod))
    }

    /// No parameter has the name of the label.
    static func unknownLabel(
        _ label: String, for name: String, _ signature: Signature, isMethod: Bool,
        given: Set<String> = []
    ) -> LayError {
        let names = signature.parameters.dropFirst(isMethod ? 1 : 0).map(\.name)
            .filter { !given.contains($0) }
        let nearest = Suggestion.nearest(to: label, among: names.sorted())
        let all = help(signature, name, isMethod)
        return LayError(
            .typeError, "\(subject(name)) has no parameter '\(label)'",
            help: nearest.map { near in
                // Of many parameters the near one says more than all of them.
                let rest = signature.parameters.count < 8 ? " " + all : ""
                return "did you mean '\(near):'?" + rest
            } ?? all)
    }

    /// Two arguments are meant for one parameter.
    static func argumentGivenTwice(
        _ parameter: Int, for name: String, _ signature: Signature, isMethod: Bool
    ) -> LayError {
        LayError(
            .typeError, "the argument '\(signature.parameters[parameter].name)' is given twice",
            help: help(signature, name, isMethod))
    }

    /// An argument is of another type than its parameter.
    static func mismatch(
        _ subject: String, of name: String, _ signature: Signature, wanted: String, given: String,
        isMethod: Bool
    ) -> LayError {
        LayError(
            .typeError, "\(Self.subject(name)): \(subject) must be \(wanted), not \(given)",
            help: help(signature, name, isMethod))
    }

    /// A function gave another type than it says.
    static func wrongResult(of name: String, wanted: String, given: String) -> LayError {
        LayError(.typeError, "\(subject(name)) must give \(wanted), not \(given)")
    }

    /// A variable gets a value of another type than its declaration says.
    static func wrongValue(of name: String, wanted: String, given: String) -> LayError {
        LayError(.typeError, "\(name) must be \(wanted), not \(given)")
    }

    /// A record's field gets a value of another type than its declaration says.
    static func wrongField(_ name: String, of record: String, wanted: String, given: String)
        -> LayError
    {
        LayError(.typeError, "the field '\(name)' of \(record) must be \(wanted), not \(given)")
    }

    /// A method changes a receiver that lies in no place.
    static func unheldReceiver(of name: String, _ type: String) -> LayError {
        LayError(
            .immutableError, "'\(name)' changes its \(type), which no var holds",
            help: "put the \(type) into a var and call the method on that")
    }

    /// A key of a map that is spread names no parameter.
    static func noLabel(_ key: String) -> LayError {
        LayError(.typeError, "a spread map's keys must be strings, not \(key)")
    }

    /// The arguments cannot be taken from the value.
    static func notSpreadable(_ value: String) -> LayError {
        LayError(.typeError, "only a list or a map can be spread, not \(value)")
    }

    /// What is called is no function.
    static func notCallable(_ described: String) -> LayError {
        LayError(.typeError, "\(described) is no function and cannot be called")
    }

    /// A type without a constructor is called.
    static func noConstructor(_ type: TypeInfo) -> LayError {
        LayError(
            .typeError, "\(type.name) cannot be called",
            help: OtherLanguages.help(forName: type.name) ?? "it is a type without a constructor")
    }
}
