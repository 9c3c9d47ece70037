internal import LayBounds
internal import LayFiles
internal import LayImages

/// What a build refuses, in BuildKit's words where it has some.
extension ImageError {
    static func noSecret(_ id: String) -> ImageError {
        ImageError(
            .notFound, "secret \(id): not found", help: "--secret id=\(id),src=FILE gives it")
    }

    static func noAgent(_ id: String) -> ImageError {
        ImageError(
            .notFound, "unset ssh forward key \(id)",
            help: "there is no agent here; leave required=true out where the step can do without")
    }

    static func noMountSource(_ path: TreePath) -> ImageError {
        ImageError(
            .notFound,
            "failed to compute cache key: failed to calculate checksum of ref ID: \"\(path)\": not found",
            help: "it is the source of a --mount")
    }
}
