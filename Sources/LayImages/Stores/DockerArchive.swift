public import LayArchive
public import LayFiles

/// Images as `docker save` writes them: a tar with a `manifest.json`, configs by their digest, and
/// layers as uncompressed tars (moby image/tarexport).
///
///     manifest.json       [{"Config": "<id>.json", "RepoTags": ["app:1"], "Layers": ["<diffID>.tar"]}]
///     <id>.json           the config, byte for byte
///     <diffID>.tar        a layer, once for all images that have it
///     repositories        {"app": {"1": "<top layer>"}}, for tools from before manifest.json
public enum DockerArchive {
    /// The tar of images with their names.
    ///
    /// - Throws: `FileError` or `ArchiveError` when a layer cannot be read, `ImageError` of kind
    ///   `ValueError` for a name without a tag.
    /// - Complexity: O(*n*) in the uncompressed bytes of all layers.
    public static func write(
        _ images: [(image: Image, names: [Reference])], scratch: ScratchSpace? = nil
    ) throws -> [UInt8] {
        var tree = FileTree()
        func put(_ name: String, _ contents: FileContents) throws {
            let path = TreePath(name)
            if tree.contains(path) { return }
            try tree.write(contents, to: path)
        }
        var entries: [JSONValue] = []
        var repositories = JSONObject()
        for (image, names) in images {
            let image = image.repaired
            let config = "\(image.id.hex).json"
            try put(config, FileContents(image.config.bytes))
            var layers: [String] = []
            for layer in image.layers {
                let name = "\(try layer.diffID().hex).tar"
                if !tree.contains(TreePath(name)) {
                    try put(name, try layer.uncompressed(scratch: scratch))
                }
                layers.append(name)
            }
            var tags: [JSONValue] = []
            for name in names {
                guard let tag = name.tag else {
                    throw ImageError(
                        "ValueError",
                        "'\(name)' has no tag, and docker-archives name images by tags")
                }
                tags.append(.string(name.familiar))
                let repository = String(name.familiar.dropLast(tag.count + 1))
                var known = repositories[repository]?.object ?? JSONObject()
                known[tag] = .string(layers.last.map { String($0.dropLast(4)) } ?? "")
                repositories[repository] = .object(known)
            }
            entries.append(
                .object([
                    "Config": .string(config), "RepoTags": tags.isEmpty ? .null : .array(tags),
                    "Layers": .array(layers.map { .string($0) }),
                ]))
        }
        try put("manifest.json", FileContents(JSONValue.array(entries).text()))
        if !repositories.entries.isEmpty {
            try put("repositories", FileContents(JSONValue.object(repositories).text()))
        }
        return try LayerArchive.write(tree)
    }
}

extension Layer {
    /// The layer's tar, uncompressed: the one it came in, or the canonical one.
    ///
    /// - Throws: `FileError` or `ArchiveError` when it cannot be read.
    /// - Complexity: O(*n*) in the bytes.
    public func uncompressed(scratch: ScratchSpace? = nil) throws -> FileContents {
        guard let blob else { return FileContents(try LayerArchive.write(changes)) }
        let bytes = try LayerArchive.uncompressed(blob.source, scratch: scratch)
        return FileContents(bytes, offset: 0, count: bytes.count)
    }
}
