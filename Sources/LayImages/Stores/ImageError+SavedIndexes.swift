internal import LayBounds
internal import LayFiles

/// What is wrong with the index of a saved world.
extension ImageError {
    static func noWorld(in root: TreePath) -> ImageError {
        ImageError(.notFound, "\(root) holds no saved world")
    }

    static func onlyImages(in root: TreePath) -> ImageError {
        ImageError(
            .notFound, "\(root) is an image layout without a saved world",
            help: "load its images with image.load")
    }

    static func damagedJSON(_ path: TreePath, _ error: any Error) -> ImageError {
        ImageError(.corruptData, "\(path) is damaged: it is no JSON: \(error)")
    }

    static func noManifests(_ path: TreePath) -> ImageError {
        ImageError(.corruptData, "\(path) is damaged: it lists no manifests")
    }

    static func noDigest(in user: String) -> ImageError {
        ImageError(.corruptData, "\(user) is damaged: a digest is missing")
    }
}
