internal import LayBounds

/// What the instructions of a Dockerfile refuse, in Docker's words where it has some.
extension ImageError {
    static func noArgument(_ word: String, exactly: Bool = false) -> ImageError {
        ImageError(.valueError, "\(word) requires \(exactly ? "exactly" : "at least") one argument")
    }

    static func blankName(_ word: String) -> ImageError {
        ImageError(.valueError, "\(word) names can not be blank")
    }

    static func unsettable(_ word: String, _ name: String) -> ImageError {
        ImageError(
            .valueError, "\(word): '\(name)' cannot be set",
            help: "a name has no '=', and neither side a NUL")
    }

    static var blankArgument: ImageError {
        ImageError(
            .valueError, "ARG names can not be blank",
            help: "arg(\"VERSION\", \"1.0\") declares one")
    }

    static var blankVolume: ImageError {
        ImageError(.valueError, "VOLUME specified can not be an empty string")
    }

    static func noSignal(_ text: String) -> ImageError {
        ImageError(
            .valueError, "invalid signal: \(text)",
            help: "name one, such as SIGTERM, or give 1 to 64")
    }

    static var chainedOnBuild: ImageError {
        ImageError(.valueError, "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
    }

    static func noTrigger(_ word: String) -> ImageError {
        ImageError(.valueError, "\(word) isn't allowed as an ONBUILD trigger")
    }
}
