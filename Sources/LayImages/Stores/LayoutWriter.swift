public import LayArchive
internal import LayBounds
public import LayFiles

/// Writes images as an OCI image layout that skopeo, umoci and podman read.
public struct LayoutWriter {
    let blobs: BlobWriter
    private let encoding: LayerEncoding

    /// Writes below `root` of `files`.
    public init(
        _ files: any FileSystem, _ root: TreePath, encoding: LayerEncoding = .standard
    ) {
        self.init(BlobWriter(files, root), encoding)
    }

    package init(_ blobs: BlobWriter, _ encoding: LayerEncoding = .standard) {
        self.blobs = blobs
        self.encoding = encoding
    }

    /// Writes images with their names; images and blobs that are there stay, `index.json` comes
    /// last.
    ///
    /// An image that has one of the names there is replaced by the new one, as skopeo does it. A
    /// history that contradicts the layers is repaired on the way. Of an image that was chosen from
    /// an index only the chosen one is written.
    ///
    /// - Throws: `FileError` when something cannot be written; `ImageError` of kind `Exists` when
    ///   a world is saved there, whose index this would change, `CorruptData` when the index there
    ///   is none.
    public func write(_ images: [(image: Image, names: [String])]) throws {
        let former = try SavedIndex(ifIn: blobs.layout)
        if former?.state != nil { throw ImageError.holdsWorld(blobs.layout.root) }
        do {
            try blobs.prepare()
            var manifests: [JSONValue] = []
            for (image, names) in images {
                manifests += try descriptors(image.repaired, names, isNamedInFull: true)
            }
            let kept = former?.manifests(besides: manifests) ?? []
            try blobs.commit(kept + manifests, over: former?.document)
        } catch {
            blobs.discard()
            throw error
        }
    }

    /// The digest of the manifest that an image is written with: the one it came with, or that of
    /// the manifest made here.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of layers made here, which are compressed for it.
    public static func manifestDigest(of image: Image) throws -> Digest {
        Digest.of(try standardManifest(image).bytes)
    }

    /// The descriptor of the manifest that an image is written with, as an index names it.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of layers made here, which are compressed for it.
    public static func descriptor(of image: Image) throws -> JSONObject {
        let (bytes, mediaType) = try standardManifest(image)
        return descriptor(mediaType, Digest.of(bytes), bytes.count, of: image)
    }

    private static func standardManifest(_ image: Image) throws -> (
        bytes: [UInt8], mediaType: String
    ) {
        if let manifest = image.manifest { return (manifest.bytes, manifest.mediaType) }
        let encoding = LayerEncoding.standard
        let layers = try image.layers.map { layer in
            let blob = try encoding.blob(of: layer)
            return JSONValue.descriptor(encoding.mediaType(of: layer), blob.digest, blob.size)
        }
        return (manifest(image, layers), MediaType.manifest)
    }

    private static func descriptor(
        _ mediaType: String, _ digest: Digest, _ size: Int, of image: Image
    ) -> JSONObject {
        var descriptor = JSONValue.descriptor(mediaType, digest, size)
        var platform: JSONObject = [
            "architecture": .string(image.platform.architecture),
            "os": .string(image.platform.os),
        ]
        if let variant = image.platform.variant { platform["variant"] = .string(variant) }
        descriptor["platform"] = .object(platform)
        return descriptor
    }

    /// Writes an image's blobs; gives a descriptor for each of its names, if asked with the full form
    /// too that containerd and Docker look for.
    package func descriptors(_ image: Image, _ names: [String], isNamedInFull: Bool = false) throws
        -> [JSONValue]
    {
        let (bytes, mediaType) = try manifest(image)
        let digest = try blobs.write(bytes)
        return (names.isEmpty ? [nil] : names.map { Optional($0) }).map { name in
            var descriptor = Self.descriptor(mediaType, digest, bytes.count, of: image)
            if let name {
                var annotations: JSONObject = [MediaType.referenceName: .string(name)]
                if isNamedInFull, let full = try? Reference(name).description {
                    annotations[MediaType.containerdName] = .string(full)
                }
                descriptor["annotations"] = .object(annotations)
            }
            return .object(descriptor)
        }
    }

    private func manifest(_ image: Image) throws -> ([UInt8], String) {
        _ = try blobs.write(image.config.bytes)
        let layers = try image.layers.map { try writeLayer($0) }
        // A manifest that came in goes out byte for byte.
        let isUnchanged = image.layers.allSatisfy { $0.blob.map(encoding.keeps) ?? false }
        // A layout with Docker's media types is read by few tools.
        if let stored = image.manifest, isUnchanged, !stored.hasDockerTypes {
            return (stored.bytes, stored.mediaType)
        }
        return (Self.manifest(image, layers), MediaType.manifest)
    }

    private static func manifest(_ image: Image, _ layers: [JSONObject]) -> [UInt8] {
        let config = JSONValue.descriptor(
            MediaType.config, image.config.digest, image.config.bytes.count)
        let manifest: JSONObject = [
            "schemaVersion": .int(2), "mediaType": .string(MediaType.manifest),
            "config": .object(config), "layers": .array(layers.map { .object($0) }),
        ]
        return Array(JSONValue.object(manifest).text().utf8)
    }

    /// Writes a layer's blob: as it came in, or its canonical tar compressed.
    package func writeLayer(_ layer: Layer) throws -> JSONObject {
        let mediaType = encoding.mediaType(of: layer)
        if let blob = layer.blob, encoding.keeps(blob) {
            try writeStored(blob)
            return JSONValue.descriptor(mediaType, blob.digest, blob.source.count)
        }
        let diffID = try layer.diffID()
        // What was compressed once need not be to learn its digest again.
        if let known = blobs.compressed[diffID], blobs.has(known.digest, size: known.size) {
            return JSONValue.descriptor(mediaType, known.digest, known.size)
        }
        let blob = try blobs.write("\(diffID.hex).\(encoding.compression)") { sink in
            try encoding.write(layer, to: sink)
        }
        blobs.compressed[diffID] = blob
        return JSONValue.descriptor(mediaType, blob.digest, blob.size)
    }

    private func writeStored(_ blob: Layer.Blob) throws {
        if blobs.has(blob.digest, size: blob.source.count) { return }
        let contents = FileContents(blob.source, offset: 0, count: blob.source.count)
        // The file it lies in may have been written to since it was loaded.
        if try Digest.of(contents) != blob.digest {
            throw ImageError.changedBlob(blob.digest)
        }
        try blobs.write(contents, blob.digest)
    }
}
