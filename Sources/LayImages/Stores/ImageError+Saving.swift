internal import LayArchive
internal import LayBounds
internal import LayFiles

/// What saving refuses.
extension ImageError {
    static func noFormat(_ name: String) -> ImageError {
        ImageError(
            .valueError, "no format '\(name)'",
            help: "\"oci\" is a directory or a .tar, \"docker\" what docker load reads, "
                + "\"tar\" and \"directory\" are the files alone")
    }

    static func noTreeFormat(_ name: String) -> ImageError {
        ImageError(
            .valueError, "no format '\(name)'",
            help: "a tree is saved as \"tar\" or \"directory\"")
    }

    static func noCompression(_ name: String) -> ImageError {
        ImageError(
            .valueError, "no compression '\(name)'",
            help: "\"gzip\", \"zstd\" and \"none\" are known")
    }

    static func noLevel(_ level: Int, of compression: Compression) -> ImageError {
        let levels = compression.levels
        return ImageError(
            .valueError, "\(compression.rawValue) has no level \(level)",
            help: "its levels are \(levels.lowerBound) to \(levels.upperBound)")
    }

    static func levelOfNothing(_ level: Int) -> ImageError {
        ImageError(
            .valueError, "compression_level \(level) has nothing to be the level of",
            help: "say compression: \"gzip\" or \"zstd\" as well")
    }

    static func uncompressed(_ format: ImageExporter.Format) -> ImageError {
        ImageError(
            .valueError, "format \"\(format.rawValue)\" takes no compression",
            help: format == .docker
                ? "layers in it are uncompressed; \"oci\" has compressed ones"
                : "\"oci\" compresses layers, and \"tar\" the archive")
    }

    static func uncompressedLayout(_ path: String) -> ImageError {
        ImageError(
            .valueError, "'\(path)' would not be compressed: the layers in it are",
            help: "name a directory or a .tar, or say format: \"tar\" for the files alone")
    }

    static var uncompressedDirectory: ImageError {
        ImageError(
            .valueError, "format \"directory\" takes no compression", help: "\"tar\" does")
    }

    static func untagged(_ reference: Reference) -> ImageError {
        ImageError(
            .valueError, "'\(reference)' has no tag, and docker-archives name images by tags")
    }

    static func notEmpty(_ path: TreePath) -> ImageError {
        ImageError(
            .exists, "\(path) has something in it, which saving would mix up with",
            help: "save into a directory that is empty or not there")
    }

    static func holdsWorld(_ root: TreePath) -> ImageError {
        ImageError(
            .exists, "\(root) holds a saved world, which saving an image would replace",
            help: "save the image into another directory")
    }

    static func changedBlob(_ digest: Digest) -> ImageError {
        ImageError(
            .corruptData, "the blob \(digest) changed since it was loaded",
            help: "load the image again")
    }
}
