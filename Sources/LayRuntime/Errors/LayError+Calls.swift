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
        _ label: String, for name: String, _ signature: Signature, isMethod: Bool
    ) -> LayError {
        let names = signature.parameters.dropFirst(isMethod ? 1 : 0).map(\.name)
        let nearest = Suggestion.nearest(to: label, among: names.sorted())
        return LayError(
            .typeError, "\(subject(name)) has no parameter '\(label)'",
            help: nearest.map { "did you mean '\($0):'?" } ?? help(signature, name, isMethod))
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

    /// What is called is no function.
    /// A value that holds more levels than the thread's stack has room for.
    static var nestedValue: LayError {
        LayError(.limit, "a value is nested too deeply", help: "keep what is nested in a flat list")
    }

    /// Calls through built-in functions, each of which takes room on the thread's stack.
    static var nestedCalls: LayError {
        LayError(
            .limit, "calls through built-in functions are nested too deeply",
            help: "write the recursion with a loop, or give the thread a larger stack")
    }

    /// What a function gave that must say yes or no.
    static func noBool(_ described: String) -> LayError {
        LayError(.typeError, "the function must give a bool, not \(described)")
    }

    static func notCallable(_ described: String) -> LayError {
        LayError(.typeError, "\(described) is no function and cannot be called")
    }

    /// A type without a constructor is called.
    static func noConstructor(_ type: TypeInfo) -> LayError {
        LayError(
            .typeError, "\(type.name) cannot be called",
            help: "it is a type without a constructor")
    }
}
