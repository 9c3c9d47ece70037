internal import LayBounds
internal import LayFiles
public import LayImages

/// What a build refuses, in BuildKit's words where it has some.
extension ImageError {
    static func noBaseName(_ name: String, _ reason: String) -> ImageError {
        let path =
            name.split(separator: "@").first?.split(separator: ":").first.map(String.init) ?? ""
        let isUpper = path != path.lowercased()
        let full = path.contains("/") ? path : "library/\(path)"
        return ImageError(
            .valueError,
            "failed to parse stage name \"\(name)\": invalid reference format"
                + (isUpper ? ": repository name (\(full)) must be lowercase" : ""),
            help: "an image is written name[:tag][@digest], in lower case (\(reason))")
    }

    static func noStagePlatform(_ text: String) -> ImageError {
        ImageError(
            .valueError,
            "failed to parse platform \(text): \"\(text)\": cannot parse platform specifier: invalid argument",
            help: "a platform is written os/architecture[/variant], such as linux/arm64")
    }

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

    static var unknownDigest: ImageError {
        ImageError(
            .valueError, "unsupported digest algorithm", help: "sha256, sha384 or sha512")
    }

    static var shortDigest: ImageError {
        ImageError(
            .valueError, "invalid checksum digest length",
            help: "a digest is written sha256: and 64 hexadecimal digits")
    }

    /// A missing source as BuildKit tells it of a stage or an image, which it does not look through
    /// before.
    func ofAnotherStage(isThere: (TreePath) throws -> Bool) rethrows -> ImageError {
        let prefix = "failed to compute cache key: failed to calculate checksum of ref ID: \""
        guard kind == .notFound, message.hasPrefix(prefix), message.hasSuffix("\": not found")
        else { return self }
        let path = message.dropFirst(prefix.count).dropLast("\": not found".count)
        if try isThere(TreePath(String(path))) { return self }
        return ImageError(
            .notFound, "lstat \(path): no such file or directory", help: help)
    }

    static func mountAtRoot() -> ImageError {
        ImageError(
            .valueError, "invalid mount target \"/\"",
            help: "a mount has a place of its own: target=/src")
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
