internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages

/// What is wrong where a world is saved.
extension ImageError {
    static func worldInUse(_ root: TreePath, by holder: String?) -> ImageError {
        ImageError(
            .inUse, "the world in \(root) is in use by \(holder ?? "another process")",
            help: "wait for it to end; reading with world.load is possible meanwhile")
    }

    static func worldNotSaved(_ root: TreePath, _ error: FileError) -> ImageError {
        ImageError(
            error.code.kind, "the world is not saved in \(root): \(error)",
            help: error.code == .noSpace
                ? "what was saved there before is whole; make room and save again" : nil)
    }

    static func replacedTooFast(_ root: TreePath) -> ImageError {
        ImageError(.inUse, "the world in \(root) is replaced faster than it can be read")
    }

    static func unknownWorldVersion(_ root: TreePath) -> ImageError {
        ImageError(.corruptData, "the world saved in \(root) is not of a version Lay knows")
    }

    static func unknownNeeds(of digest: Digest, in root: TreePath) -> ImageError {
        ImageError(
            .corruptData,
            "the blob \(digest) in \(root) is damaged: nobody knows which blobs it needs",
            help: "open the world and save it, which drops what cannot be read")
    }

    static func noDigest(of user: String) -> ImageError {
        ImageError(.corruptData, "a digest is missing where \(user) is described")
    }

    static func damagedImage(_ id: Digest) -> ImageError {
        ImageError(.corruptData, "the image \(id.short) that it needs is damaged")
    }

    static func damagedIndex(_ digest: Digest, _ error: LayerIndexError) -> ImageError {
        ImageError(.corruptData, "the blob \(digest) is damaged: \(error)")
    }

    static func manifestOfAnother(_ image: Image) -> ImageError {
        ImageError(.corruptData, "its manifest is another image's (\(image.id))")
    }

    static func layerOfAnother(_ index: Int) -> ImageError {
        ImageError(.corruptData, "layer \(index) is not the one its config names")
    }
}
