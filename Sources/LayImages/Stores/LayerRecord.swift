package import LayArchive
internal import LayFiles

/// What a world's state says of a layer's blob, so that opening needs no look at it.
package struct LayerRecord: Sendable {
    package let digest: Digest
    package let diffID: Digest
    /// Bytes of the blob.
    package let stored: Int
    /// Bytes of the uncompressed tar.
    package let size: Int
    package let compression: Compression
    /// The blob of the layer's entries, and its size.
    package let index: Digest
    package let indexSize: Int

    /// The record of a layer whose blob is written as `blob`, and the index it names; `nil` when the
    /// contents lie elsewhere.
    ///
    /// The index is the same whether the layer was made here or read from that blob.
    ///
    /// - Complexity: O(*c*) in the changes.
    package static func indexing(
        _ layer: Layer, _ blob: (digest: Digest, size: Int), _ compression: Compression
    ) throws -> (record: LayerRecord, index: [UInt8])? {
        let (changes, contents): (TreeChanges, ByteSource)
        if let known = layer.blob {
            guard let bytes = known.contents else { return nil }
            (changes, contents) = (layer.changes, bytes)
        } else {
            contents = ByteSource(count: .max)
            changes = try LayerArchive.placed(layer.changes, in: contents)
        }
        guard let index = LayerIndex.bytes(of: changes, source: contents) else { return nil }
        let record = LayerRecord(
            digest: blob.digest, diffID: try layer.diffID(), stored: blob.size,
            size: try layer.uncompressedSize(),
            compression: layer.blob?.compression ?? compression, index: Digest.of(index),
            indexSize: index.count)
        return (record, index)
    }
}

extension LayerRecord {
    // MARK: JSON

    package init?(_ document: JSONValue) {
        func digest(_ name: String) -> Digest? {
            document[name]?.string.flatMap { Digest(parsing: $0) }
        }
        func number(_ name: String) -> Int? {
            document[name]?.int.flatMap { Int(exactly: $0) }.flatMap { $0 >= 0 ? $0 : nil }
        }
        guard let blob = digest("blob"), let diffID = digest("diff_id"),
            let index = digest("index"),
            let stored = number("stored"), let size = number("size"),
            let indexSize = number("index_size"),
            let compression = document["compression"]?.string.flatMap({ Compression(rawValue: $0) })
        else { return nil }
        self.digest = blob
        self.diffID = diffID
        self.index = index
        self.stored = stored
        self.size = size
        self.indexSize = indexSize
        self.compression = compression
    }

    package var document: JSONValue {
        .object([
            "blob": .string(digest.description), "diff_id": .string(diffID.description),
            "stored": .int(Int64(stored)), "size": .int(Int64(size)),
            "compression": .string(compression.rawValue), "index": .string(index.description),
            "index_size": .int(Int64(indexSize)),
        ])
    }
}
