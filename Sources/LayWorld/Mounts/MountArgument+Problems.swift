/// What Docker's client refuses in a `--mount` text, before `mountArgument` names the text.
extension CommaSeparatedLine.Problem {
    static func noPair(_ field: String) -> Self {
        Self("invalid field '\(field)' must be a key=value pair")
    }

    static func unexpectedKey(_ key: String, _ field: String) -> Self {
        Self("unexpected key '\(key)' in '\(field)'")
    }

    static func invalidValue(_ key: String, _ value: String) -> Self {
        Self("invalid value for \(key): \(value)")
    }

    static func invalidRecursion(_ key: String, _ value: String) -> Self {
        .invalidValue(
            key,
            "\(value) (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")")
    }

    static func missing(_ key: String) -> Self { Self("\(key) is required") }

    static func missing(_ option: String, besides recursion: MountArgument.Recursion) -> Self {
        Self(
            "option 'bind-recursive=\(recursion.rawValue)' requires '\(option)' "
                + "to be specified in conjunction")
    }

    static func mixed(_ group: String, with type: String) -> Self {
        Self("cannot mix '\(group)-*' options with mount type '\(type)'")
    }
}
