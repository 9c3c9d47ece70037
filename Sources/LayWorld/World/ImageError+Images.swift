internal import LayArchive
internal import LayBounds
internal import LayImages

/// What is refused of a world's images, in Docker's words where it has some.
extension ImageError {
    static func noImage(_ name: String, tagged: [String]) -> ImageError {
        ImageError(
            .notFound, "No such image: \((try? Reference(name))?.familiar ?? name)",
            help: tagged.isEmpty
                ? "the world has no tagged image" : "tagged are \(tagged.joined(separator: ", "))")
    }

    static func severalImages(_ prefix: String, _ matches: [Digest]) -> ImageError {
        let ids = matches.prefix(4).map(\.short).joined(separator: ", ")
        return ImageError(
            .valueError, "'\(prefix)' is the beginning of \(matches.count) image ids",
            help: "give more digits: \(ids)\(matches.count > 4 ? " …" : "")")
    }

    static func tagWithDigest(_ reference: Reference) -> ImageError {
        ImageError(
            .valueError, "refusing to create a tag with a digest reference",
            help: "a tag is a name of one's own: \(reference.familiarName):1.0")
    }

    static var tagNamedDigest: ImageError {
        ImageError(
            .valueError, "refusing to create an ambiguous tag using digest algorithm as name",
            help: "choose another name")
    }

    static func imageInUse(_ id: Digest, byRunning user: Container) -> ImageError {
        ImageError(
            .inUse,
            "conflict: unable to delete \(id.short) (cannot be forced) - image is being used by running container \(user.id.prefix(12))",
            help: "stop and remove the container \(user.name) first")
    }

    static func imageInUse(_ id: Digest, named name: String?, byStopped user: Container)
        -> ImageError
    {
        let short = user.id.prefix(12)
        return ImageError(
            .inUse,
            name.map {
                "conflict: unable to remove repository reference \"\($0)\" (must force) - container \(short) is using its referenced image \(id.short)"
            }
                ?? "conflict: unable to delete \(id.short) (must be forced) - image is being used by stopped container \(short)",
            help: "remove the container \(user.name) first, or use force: true")
    }

    static func imageHasNames(_ id: Digest, _ names: [Reference]) -> ImageError {
        ImageError(
            .inUse,
            "conflict: unable to delete \(id.short) (must be forced) - image is referenced in multiple repositories",
            help: "remove one name: \(names.map(\.familiar).joined(separator: ", "))")
    }
}
