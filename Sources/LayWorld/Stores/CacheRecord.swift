internal import LayArchive
internal import LayFiles
internal import LayImages

/// The results of build steps as the saved state describes them.
enum CacheRecord {
    static func document(_ key: Digest, _ entry: BuildCache.Entry, layer: Digest) -> JSONObject {
        var document: JSONObject = [
            "key": .string(key.description), "word": .string(entry.inputs.word),
            "parts": .array(
                entry.inputs.parts.map {
                    .array([.string($0.kind.rawValue), .string($0.name), .string($0.value)])
                }),
            "place": .string(entry.place), "title": .string(entry.title),
            "created": .int(Int64(entry.created)), "size": .int(Int64(entry.size)),
            "used": .int(Int64(entry.used)), "uses": .int(Int64(entry.uses)),
            "layer": .string(layer.description),
        ]
        if let files = entry.inputs.filesDigest { document["files"] = .string(files.description) }
        if let sent = entry.inputs.sentDigest { document["sent"] = .string(sent.description) }
        return document
    }

    /// An entry with its key; `nil` for a document that is none.
    static func entry(
        _ document: JSONValue, _ result: CachedLayer, files: (Digest) -> FileContents?
    ) -> (key: Digest, entry: BuildCache.Entry, used: Int, uses: Int)? {
        guard let key = document["key"]?.string.flatMap({ Digest(parsing: $0) }),
            let word = document["word"]?.string
        else { return nil }
        var inputs = StepInputs(word)
        for part in document["parts"]?.array ?? [] {
            guard let texts = part.strings, texts.count == 3,
                let kind = StepInputs.Kind(rawValue: texts[0])
            else { return nil }
            inputs.add(kind, texts[1], texts[2])
        }
        // An altered entry would give the result of one step for another.
        if inputs.key != key { return nil }
        if let digest = document["files"]?.string.flatMap({ Digest(parsing: $0) }) {
            inputs.filesDigest = digest
            inputs.files = files(digest)
        }
        if let digest = document["sent"]?.string.flatMap({ Digest(parsing: $0) }) {
            inputs.sentDigest = digest
            inputs.sent = files(digest)
        }
        let counts = JSONValue.counts
        return (
            key,
            BuildCache.Entry(
                inputs, place: document["place"]?.string ?? "",
                title: document["title"]?.string ?? "", result: result,
                created: document["created"]?.int(in: Timestamp.range) ?? 0,
                size: document["size"]?.int(in: counts) ?? 0),
            document["used"]?.int(in: counts) ?? 0, document["uses"]?.int(in: counts) ?? 0
        )
    }
}
