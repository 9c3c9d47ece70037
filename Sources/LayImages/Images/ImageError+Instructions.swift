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

    static func noHealthcheck(help: String? = nil) -> ImageError {
        ImageError(.valueError, "Missing command after HEALTHCHECK CMD", help: help)
    }

    static var timedHealthcheckNone: ImageError {
        ImageError(.valueError, "HEALTHCHECK NONE takes no arguments")
    }

    static func noRetries(_ count: Int) -> ImageError {
        ImageError(
            .valueError, "--retries cannot be negative (\(count))",
            help: "0 stands for Docker's own 3")
    }
}
