internal import LayBounds
internal import LaySyntax

/// What is wrong with names and where they stand, while a program is made and while it runs.
extension LayError {
    static func unknownName(_ name: String, nearest: String?) -> LayError {
        let near = nearest.map {
            $0 == name ? "it is declared further down: move this below it" : "did you mean '\($0)'?"
        }
        return LayError(
            .nameError, "unknown name '\(name)'",
            help: nearest == name ? near : OtherLanguages.help(forWord: name) ?? near)
    }

    /// A name gets a value before it is declared.
    static func undeclaredTarget(_ name: String, nearest: String?) -> LayError {
        var error = unknownName(name, nearest: nearest)
        error.help =
            nearest.map { "did you mean '\($0)'?" } ?? "declare it: let \(name) = …, or var"
        return error
    }

    /// `help` knows nothing of the name.
    static func nothingCalled(_ name: String, nearest: String?) -> LayError {
        LayError(
            .nameError, "nothing is called '\(name)'",
            help: nearest.map { "did you mean '\($0)'?" } ?? "help() lists what there is")
    }

    static func declaredTwice(_ name: String, firstLine: Int) -> LayError {
        LayError(
            .nameError, "'\(name)' is declared twice", help: "the first is in line \(firstLine)")
    }

    static func notYetDeclared(_ name: String?) -> LayError {
        LayError(
            .nameError,
            "\(name.map { "'\($0)'" } ?? "a variable") is used before its declaration has run",
            help: "move the declaration above the first use")
    }

    static var functionNotYetDeclared: LayError {
        LayError(.nameError, "a function is used before its declaration has run")
    }

    static var beingChanged: LayError {
        LayError(
            .invalidState, "the value is being changed by a method that is still running",
            help: "copy it before the call")
    }

    static func noType(_ name: String) -> LayError {
        LayError(.typeError, "'\(name)' is no type")
    }

    static func noModule(_ name: String) -> LayError {
        LayError(.typeError, "'\(name)' is no module, so it offers no types")
    }

    static func notExtensible(_ value: String) -> LayError {
        LayError(.typeError, "only a type can be extended, not \(value)")
    }

    static func memberExists(_ name: String, of type: String) -> LayError {
        LayError(
            .exists, "\(type) already has a member '\(name)'", help: "choose another name")
    }

    static var noModules: LayError { LayError(.notFound, "this host offers no modules") }
}
