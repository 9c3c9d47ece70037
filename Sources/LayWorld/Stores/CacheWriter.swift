internal import LayArchive
internal import LayFiles
internal import LayImages

/// Writes results of build steps into a layout: their layers, each with the index of its entries, and
/// the lists of what they copied.
struct CacheWriter {
    private let blobs: BlobWriter
    private let layouts: LayoutWriter
    /// The indexes of layers that lie there, by the digests of their blobs.
    private let former: [Digest: LayerRecord]
    /// Those of the layers that were written.
    private(set) var layers: [Digest: LayerRecord] = [:]

    init(_ blobs: BlobWriter, _ layouts: LayoutWriter, former: [Digest: LayerRecord]) {
        self.blobs = blobs
        self.layouts = layouts
        self.former = former
    }

    /// Writes the blobs of a result; gives its record, and the descriptors of the blobs. `nil` for
    /// one that was damaged since it was saved: the next build makes it again.
    mutating func write(_ key: Digest, _ entry: BuildCache.Entry) throws -> (
        document: JSONObject, blobs: [JSONObject]
    )? {
        let descriptor: JSONObject
        if let stored = entry.result.record, blobs.has(stored.digest, size: stored.stored),
            blobs.has(stored.index, size: stored.indexSize)
        {
            layers[stored.digest] = stored
            descriptor = JSONValue.descriptor(
                MediaType.layer(stored.compression), stored.digest, stored.stored)
        } else {
            guard let layer = try? entry.result.layer() else { return nil }
            descriptor = try layouts.writeLayer(layer)
            try writeIndex(layer)
        }
        guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            return nil
        }
        var written = [descriptor]
        let inputs = entry.inputs
        for (contents, digest, type) in [
            (inputs.files, inputs.filesDigest, MediaType.copiedFiles),
            (inputs.sent, inputs.sentDigest, MediaType.sentFiles),
        ] {
            guard let contents, let digest else { continue }
            try blobs.write(contents, digest)
            written.append(JSONValue.descriptor(type, digest, contents.count))
        }
        return (CacheRecord.document(key, entry, layer: digest), written)
    }

    /// Writes the entries of a layer, so that reading it again needs no look at its blob.
    mutating func writeIndex(_ layer: Layer) throws {
        let known: (digest: Digest, size: Int)?
        if let blob = layer.blob {
            known = (blob.digest, blob.source.count)
        } else {
            known = blobs.compressed[try layer.diffID()]
        }
        guard let blob = known, layers[blob.digest] == nil else { return }
        if let former = former[blob.digest], blobs.has(former.index, size: former.indexSize) {
            layers[blob.digest] = former
            return
        }
        guard let (entry, index) = try LayerRecord.indexing(layer, blob, .gzip) else { return }
        try blobs.write(FileContents(index), entry.index)
        layers[blob.digest] = entry
    }

    /// The records of the layers, and the descriptors of their indexes, in order.
    var records: (documents: [JSONValue], blobs: [JSONObject]) {
        let sorted = layers.values.sorted { $0.digest < $1.digest }
        return (
            sorted.map(\.document),
            sorted.map { JSONValue.descriptor(MediaType.layerIndex, $0.index, $0.indexSize) }
        )
    }
}

extension LayoutWriter {
    /// Writes a manifest of Lay's own kinds; gives its descriptor.
    func writeManifest(
        _ config: JSONValue, _ type: String, _ layers: [JSONObject], to blobs: BlobWriter
    ) throws -> JSONObject {
        let config = Array(config.text().utf8)
        let manifest: JSONObject = [
            "schemaVersion": .int(2), "mediaType": .string(MediaType.manifest),
            "config": .object(
                JSONValue.descriptor(type, try blobs.write(config), config.count)),
            "layers": .array(layers.map { .object($0) }),
        ]
        let bytes = Array(JSONValue.object(manifest).text().utf8)
        return JSONValue.descriptor(MediaType.manifest, try blobs.write(bytes), bytes.count)
    }
}
