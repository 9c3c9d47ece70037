internal import LayBounds
internal import LayFiles
internal import LayImages

/// What a build refuses, in BuildKit's words where it has some.
extension ImageError {
    static var insecureStep: ImageError {
        ImageError(
            .valueError, "failed to load LLB: security.insecure is not allowed",
            help: "there is no sandbox here to leave: the step runs without --security")
    }

    static var addressInCopy: ImageError {
        ImageError(
            .valueError, "source can't be a URL for COPY", help: "ADD fetches what has an address")
    }

    static var checksumOfSeveral: ImageError {
        ImageError(.valueError, "checksum can't be specified for multiple sources")
    }

    static var checksumOfFile: ImageError {
        ImageError(.valueError, "checksum requires HTTP(S) or Git sources")
    }

    static func mountAtRoot() -> ImageError {
        ImageError(
            .valueError, "invalid mount target \"/\"",
            help: "a mount has a place of its own: target=/src")
    }

    /// A base that neither the world nor Lay itself has.
    static func noBase(_ name: String) -> ImageError {
        let full = (try? Reference(name).description) ?? name
        return ImageError(
            .notFound, "\(full): not found",
            help:
                "the world has no such image: load it with image.load(\"DIR or TAR\", \"\(name)\"), "
                + "name it with --build-context \(name)=oci-layout://DIR, or begin FROM toolbox")
    }

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
