internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What arguments cannot be, each with the value that stands in its place.
extension LayError {
    static func noReceiver(of property: String, _ type: String) -> LayError {
        LayError(.typeError, "\(property) is a property of \(type)")
    }

    static func noStrings(_ value: String) -> LayError {
        LayError(.typeError, "a list of strings is needed, not one with \(value)")
    }

    static func noCommand(_ value: String) -> LayError {
        LayError(.typeError, "a command is a string or a list of strings, not \(value)")
    }

    static func noSignal(_ value: String) -> LayError {
        LayError(.typeError, "a signal is a name or a number, not \(value)")
    }

    static func noMount(_ value: String) -> LayError {
        LayError(.typeError, "volumes: a mount is volume.at(path) or a string, not \(value)")
    }

    static func noVolumesFrom(_ value: String) -> LayError {
        LayError(.typeError, "volumes_from takes containers and names, not \(value)")
    }

    static func noLayer(_ value: String) -> LayError {
        LayError(
            .typeError, "squash: only layers can be squashed, not \(value)",
            help: "layer.squash([first, second])")
    }

    static func noSetting(_ key: String) -> LayError {
        LayError(
            .typeError, "'\(key)' has no value",
            help: "\"\" is an empty one; with_config replaces the whole field")
    }

    static func noConfiguration(_ value: String) -> LayError {
        LayError(
            .typeError, "a configuration cannot hold \(value)",
            help: "maps, lists, strings, ints, bools and nil")
    }

    static var noFieldName: LayError { LayError(.typeError, "a field's name is no string") }

    static var deepConfiguration: LayError {
        LayError(.valueError, "the map is nested too deeply")
    }

    static func noNode(_ value: String, at path: String) -> LayError {
        LayError(
            .typeError, "'\(path)' cannot be \(value)",
            help: "a string, bytes, file(…), symlink(…) or directory(…)")
    }

    static func noMode(_ mode: Int) -> LayError {
        LayError(
            .valueError, "the mode \(mode) is not between 0 and 0o7777",
            help: "modes are octal: 0o644")
    }

    static func noTime(_ seconds: Double) -> LayError {
        LayError(
            .valueError, "the time \(seconds) is out of range",
            help: "times are seconds since 1970")
    }

    static func noProgramName(_ name: String) -> LayError {
        LayError(
            .valueError, "program: '\(name)' is no name of a program",
            help: "a name without a slash, by which commands call it")
    }
}
