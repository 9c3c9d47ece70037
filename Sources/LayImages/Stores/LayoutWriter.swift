public import LayArchive
public import LayFiles

/// Writes images as an OCI image layout that skopeo, umoci and podman read.
public struct LayoutWriter {
    private let blobs: Blobs
    private let files: any FileSystem
    private let root: TreePath

    /// Writes below `root` of `files`.
    public init(_ files: any FileSystem, _ root: TreePath) {
        self.files = files
        self.root = root
        blobs = Blobs(files: files, root: root)
    }

    /// Writes images with their names; blobs that are there stay, `index.json` comes last.
    ///
    /// A history that contradicts the layers is repaired on the way. Of an image that was chosen
    /// from an index only the chosen one is written.
    ///
    /// - Throws: `FileError` when something cannot be written.
    public func write(_ images: [(image: Image, names: [String])]) throws {
        try blobs.prepare()
        var manifests: [JSONValue] = []
        for (image, names) in images { manifests += try descriptors(image.repaired, names) }
        try writeIndex(manifests)
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
                descriptor["annotations"] = .object([
                    "org.opencontainers.image.ref.name": .string(name)
                ])
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
        let bytes = try Compression.gzip.compress(try LayerArchive.write(layer.changes))
        let digest = try blobs.write(bytes)
        return JSONValue.descriptor(MediaType.layer(.gzip), digest, bytes.count)
    }

    func writeBlob(_ bytes: [UInt8]) throws -> Digest { try blobs.write(bytes) }

    func writeIndex(_ manifests: [JSONValue]) throws {
        let index: JSONObject = [
            "schemaVersion": .int(2), "mediaType": .string(MediaType.index),
            "manifests": .array(manifests),
        ]
        let bytes = Array(JSONValue.object(index).text().utf8)
        let path = root.appending(name: "index.json".utf8)
        if case .file(let old)? = try? files.entry(at: path, follow: true).node.body,
            try old.bytes() == bytes
        {
            return
        }
        try files.write(FileContents(bytes), to: path, creating: FileAttributes(mode: 0o644))
    }
}
