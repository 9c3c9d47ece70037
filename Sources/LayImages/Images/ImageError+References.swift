internal import LayBounds

/// What is no name of an image, in Docker's words, and no platform.
extension ImageError {
    private static func reference(_ text: String, _ reason: String, help: String? = nil)
        -> ImageError
    {
        ImageError(
            .valueError, "\"\(text)\" is not a valid repository/tag: \(reason)", help: help)
    }

    static func noReference(_ text: String) -> ImageError {
        .reference(
            text, "invalid reference format",
            help:
                "a reference is [registry/]name[:tag][@digest], such as app:1.0 or ghcr.io/me/app")
    }

    static func referenceLikeID(_ text: String) -> ImageError {
        .reference(
            text, "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings",
            help: "such a name would be taken for an image's id")
    }

    static func upperCaseName(_ name: Substring, of text: String) -> ImageError {
        .reference(
            text, "invalid reference format: repository name (\(name)) must be lowercase",
            help: "write \(name.lowercased())")
    }

    static func upperCaseReference(_ text: String) -> ImageError {
        .reference(text, "repository name must be lowercase", help: "write it in lower case")
    }

    static func longRepository(_ text: String) -> ImageError {
        .reference(text, "repository name must not be more than 255 characters")
    }

    static func referenceDigest(_ text: String, _ reason: String) -> ImageError {
        .reference(
            text, reason, help: "a digest is sha256: and 64 digits from 0 to 9 and a to f")
    }

    static func noPlatform(_ text: String) -> ImageError {
        ImageError(
            .valueError, "'\(text)' is no platform",
            help: "write os/architecture, such as linux/arm64")
    }
}
