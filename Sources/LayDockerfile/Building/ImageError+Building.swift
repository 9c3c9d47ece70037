internal import LayBounds
internal import LayFiles
public import LayImages

/// What a build refuses, in BuildKit's words where it has some.
extension ImageError {
    static func noBaseName(_ name: String) -> ImageError {
        ImageError(
            .valueError, "failed to parse stage name \"\(name)\": invalid reference format",
            help: "an image is written name[:tag][@digest], in lower case")
    }

    /// A base that neither the world nor Lay itself has.
    public static func noBase(_ name: String) -> ImageError {
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
