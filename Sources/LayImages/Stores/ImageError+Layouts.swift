package import LayArchive
internal import LayBounds
internal import LayFiles

/// What is wrong where images and worlds are read from.
extension ImageError {
    static func noPlaceOfImages(_ path: TreePath) -> ImageError {
        ImageError(.valueError, "\(path) is neither a directory nor a file")
    }

    static func namesNoImage(_ name: String, _ root: TreePath) -> ImageError {
        ImageError(
            .notFound, "there is no image '\(name)' in \(root): it is a root file system",
            help: "leave the name out, or tag the image with tag: \"\(name)\"")
    }

    static func noImage(_ name: String, in place: String, known: [String]) -> ImageError {
        ImageError(
            .notFound, "there is no image '\(name)' in \(place)",
            help: known.isEmpty
                ? "it holds no image at all" : "it holds \(known.joined(separator: ", "))")
    }

    static func noImage(for platform: Platform, in place: String, known: [String]) -> ImageError {
        ImageError(
            .notFound, "no image for \(platform) in \(place)",
            help: known.isEmpty
                ? "it holds no image at all" : "there is one for \(known.joined(separator: ", "))")
    }

    static func noBlob(_ digest: Digest, neededBy user: String) -> ImageError {
        ImageError(
            .corruptData, "the blob \(digest) that \(user) needs is missing",
            help: "copy the image again")
    }

    static func blobIsNoFile(_ digest: Digest, neededBy user: String) -> ImageError {
        ImageError(.corruptData, "the blob \(digest) that \(user) needs is no file")
    }

    /// A blob whose bytes are others than its name says.
    package static func damagedBlob(_ digest: Digest, neededBy user: String) -> ImageError {
        ImageError(
            .corruptData,
            "the blob \(digest) that \(user) needs is damaged: its bytes have another digest",
            help: "copy the image again")
    }

    static func noJSON(_ place: String, _ error: any Error) -> ImageError {
        ImageError(.corruptData, "\(place) is no JSON: \(error)")
    }

    static func namelessLayer(_ index: Int, of image: String) -> ImageError {
        ImageError(
            .corruptData, "\(image) names no file for its layer \(index)",
            help: "whoever wrote it counted on a daemon that has the layer: save it with all layers"
        )
    }

    static var noConfig: ImageError {
        ImageError(.corruptData, "an image's config is no JSON object")
    }

    static func namesNoConfig(_ manifest: String) -> ImageError {
        ImageError(.corruptData, "\(manifest) names no config")
    }

    static func noDescriptorDigest(in user: String) -> ImageError {
        ImageError(.corruptData, "a descriptor in \(user) has no digest")
    }

    static func deepIndex(_ digest: Digest) -> ImageError {
        ImageError(.corruptData, "image indexes are nested too deeply at \(digest)")
    }

    static var incompleteEntry: ImageError {
        ImageError(.corruptData, "an entry of manifest.json has no Config or no Layers")
    }

    static var emptyArchive: ImageError { ImageError(.notFound, "the archive has no image") }

    /// An archive that lacks what its own manifest names.
    static func missingPart(_ part: String, of image: String, _ place: TreePath) -> ImageError {
        ImageError(
            .corruptData, "\(image) needs '\(part)', which is not in \(place)",
            help: "the archive is cut short or was packed anew: write it again")
    }

    static func namelessPart(of image: String, _ place: TreePath) -> ImageError {
        ImageError(.corruptData, "\(image) in \(place) names a layer or a config without a name")
    }

    static func manyParents(of image: String) -> ImageError {
        ImageError(.corruptData, "\(image) has more parents than an image can have: a circle?")
    }

    static func otherManifest(_ name: String) -> ImageError {
        ImageError(
            .valueError, "\(name) is no image's manifest of schema 2",
            help: "copy the image with skopeo copy --format oci")
    }

    static func layoutVersion(_ version: String, _ root: TreePath) -> ImageError {
        ImageError(
            .valueError, "the layout \(root) is of version '\(version)'; 1.0.0 is known")
    }

    /// Nothing there is an image; `skipped` says what the last one was.
    static func onlyArtifacts(_ place: String, _ skipped: String) -> ImageError {
        ImageError(.notFound, "there is no image in \(place)", help: skipped)
    }

    static func otherSize(_ digest: Digest, _ size: Int, named: Int64, in user: String)
        -> ImageError
    {
        ImageError(
            .corruptData,
            "the blob \(digest) has \(size) bytes, but \(user) says \(named)",
            help: "copy the image again")
    }

    static func noConfigField(_ key: String, of kind: String, in user: String) -> ImageError {
        ImageError(.corruptData, "the config of \(user) is damaged: its \(key) is not \(kind)")
    }

    static func noLayerDigest(in manifest: String) -> ImageError {
        ImageError(.corruptData, "a layer of \(manifest) has no digest")
    }

    static func foreignLayer(_ digest: Digest, _ mediaType: String) -> ImageError {
        ImageError(
            .valueError,
            "the layer \(digest) is a foreign layer (\(mediaType)), which lies elsewhere")
    }

    static func otherLayerCount(of name: String, _ count: Int, named: Int) -> ImageError {
        ImageError(.corruptData, "\(name) has \(count) layers, but its config names \(named)")
    }

    static func otherLayer(_ index: Int, of name: String, named diffID: Digest) -> ImageError {
        ImageError(
            .corruptData,
            "layer \(index) of \(name) is not the one its config names (\(diffID))")
    }

    static func unreadLayer(_ index: Int) -> ImageError {
        ImageError(.corruptData, "layer \(index) was not read")
    }
}
