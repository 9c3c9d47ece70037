internal import LayBounds

/// What the instructions of a Dockerfile refuse, in Docker's words where it has some.
extension ImageError {
    static func noArgument(_ word: String, exactly: Bool = false) -> ImageError {
        ImageError(.valueError, "\(word) requires \(exactly ? "exactly" : "at least") one argument")
    }

    static func noTarget(_ word: String) -> ImageError {
        ImageError(.valueError, "\(word) requires at least two arguments")
    }

    static func severalSources(_ word: String, into target: String) -> ImageError {
        ImageError(
            .valueError,
            "When using \(word) with more than one source file, the destination must be a directory and end with a /",
            help: "write to: \"\(target)/\"")
    }

    static func noSource(_ source: String, _ word: String, beside names: [String] = [])
        -> ImageError
    {
        let path = source.hasPrefix("/") ? source : "/\(source)"
        return ImageError(
            .notFound,
            "\(word): failed to compute cache key: failed to calculate checksum: \"\(path)\": not found",
            help: names.isEmpty
                ? "no source is there" : "there are \(names.joined(separator: ", "))")
    }

    static func noNetwork(_ source: String) -> ImageError {
        ImageError(
            .valueError, "ADD \(source): there is no network here to fetch it from",
            help: "fetch it first, and add the file")
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

    static func brokenPattern(_ pattern: Substring) -> ImageError {
        ImageError(.valueError, "syntax error in pattern '\(pattern)'")
    }
}
