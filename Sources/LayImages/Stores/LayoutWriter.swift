public import LayArchive
public import LayFiles

/// Writes images as an OCI image layout that skopeo, umoci and podman read.
public struct LayoutWriter {
    let blobs: BlobWriter

    /// Writes below `root` of `files`.
    public init(_ files: any FileSystem, _ root: TreePath) {
        blobs = BlobWriter(files, root)
    }

    init(_ blobs: BlobWriter) { self.blobs = blobs }

    /// Writes images with their names; blobs that are there stay, `index.json` comes last.
    ///
    /// A history that contradicts the layers is repaired on the way. Of an image that was chosen
    /// from an index only the chosen one is written.
    ///
    /// - Throws: `FileError` when something cannot be written, `ImageError` of kind `Exists` when
    ///   a world is saved there, whose index this would replace.
    public func write(_ images: [(image: Image, names: [String])]) throws {
        let root = blobs.blobs.root
        if let index = try? SavedIndex(blobs.blobs), index.state != nil {
            throw ImageError(
                "Exists", "\(root) holds a saved world, which saving an image would replace",
                help: "save the image into another directory")
        }
        do {
            try blobs.prepare()
            var manifests: [JSONValue] = []
            for (image, names) in images { manifests += try descriptors(image.repaired, names) }
            try blobs.commit(manifests)
        } catch {
            blobs.discard()
            throw error
        }
    }

    func prepare() throws { try blobs.prepare() }

    /// The digest of the manifest that an image is written with: the one it came with, or that of
    /// the manifest made here.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of layers made here, which are compressed for it.
    public static func manifestDigest(of image: Image) throws -> Digest {
        if let manifest = image.manifest { return manifest.digest }
        let writer = LayoutWriter(TreeFileSystem(), .root)
        try writer.prepare()
        return Digest.of(try writer.manifest(image).0)
    }

    /// Writes an image's blobs; gives a descriptor for each of its names.
    func descriptors(_ image: Image, _ names: [String]) throws -> [JSONValue] {
        let (bytes, mediaType) = try manifest(image)
        let digest = try blobs.write(bytes)
        return (names.isEmpty ? [nil] : names.map { Optional($0) }).map { name in
            var descriptor = JSONValue.descriptor(mediaType, digest, bytes.count)
            var platform: JSONObject = [
                "architecture": .string(image.platform.architecture),
                "os": .string(image.platform.os),
            ]
            if let variant = image.platform.variant { platform["variant"] = .string(variant) }
            descriptor["platform"] = .object(platform)
            if let name {
                descriptor["annotations"] = .object([MediaType.referenceName: .string(name)])
            }
            return .object(descriptor)
        }
    }

    private func manifest(_ image: Image) throws -> ([UInt8], String) {
        let configBytes = image.config.bytes
        let config = try blobs.write(configBytes)
        var layers: [JSONValue] = []
        for layer in image.layers { layers.append(.object(try writeLayer(layer))) }
        // A manifest that came in goes out byte for byte.
        if let stored = image.manifest { return (stored.bytes, stored.mediaType) }
        let manifest: JSONObject = [
            "schemaVersion": .int(2), "mediaType": .string(MediaType.manifest),
            "config": .object(JSONValue.descriptor(MediaType.config, config, configBytes.count)),
            "layers": .array(layers),
        ]
        return (Array(JSONValue.object(manifest).text().utf8), MediaType.manifest)
    }

    /// Writes a layer's blob: as it came in, or gzip of its canonical tar.
    func writeLayer(_ layer: Layer) throws -> JSONObject {
        if let blob = layer.blob {
            try blobs.write(
                FileContents(blob.source, offset: 0, count: blob.source.count), blob.digest)
            return JSONValue.descriptor(
                MediaType.layer(blob.compression), blob.digest, blob.source.count)
        }
        let diffID = try layer.diffID()
        // What was compressed once need not be to learn its digest again.
        if let known = blobs.compressed[diffID], blobs.has(known.digest, size: known.size) {
            return JSONValue.descriptor(MediaType.layer(.gzip), known.digest, known.size)
        }
        let bytes = try Compression.gzip.compress(try LayerArchive.write(layer.changes))
        let digest = try blobs.write(bytes)
        blobs.compressed[diffID] = (digest, bytes.count)
        return JSONValue.descriptor(MediaType.layer(.gzip), digest, bytes.count)
    }
}
