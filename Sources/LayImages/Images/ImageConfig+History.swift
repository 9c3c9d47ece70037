public import LayArchive

/// The layers and the history that a configuration names (OCI image-spec config.md).
extension ImageConfig {
    /// The uncompressed digests of the layers.
    public var diffIDs: [Digest] {
        document["rootfs"]?["diff_ids"]?.strings?.compactMap { Digest(parsing: $0) } ?? []
    }

    /// The history entries.
    public var history: [JSONObject] { document["history"]?.array?.compactMap(\.object) ?? [] }

    /// True for an entry that made no layer.
    static func isEmptyLayer(_ entry: JSONObject) -> Bool { entry["empty_layer"] == .bool(true) }

    /// How a history contradicts the layers; `nil` when it fits, or when there is none, which OCI
    /// allows.
    public var historyFault: String? {
        let lines = history
        let made = lines.count { !Self.isEmptyLayer($0) }
        if lines.isEmpty || made == diffIDs.count { return nil }
        return "the history tells of \(made) layers, but the image has \(diffIDs.count)"
    }

    /// Makes the history tell of as many layers as there are: surplus entries from the top made
    /// none, and what is missing gets entries that say so.
    public mutating func repairHistory() {
        var lines = history
        var surplus = lines.count { !Self.isEmptyLayer($0) } - diffIDs.count
        if surplus == 0 { return }
        for index in lines.indices.reversed()
        where surplus > 0 && !Self.isEmptyLayer(lines[index]) {
            lines[index]["empty_layer"] = .bool(true)
            surplus -= 1
        }
        while surplus < 0 {
            var entry: JSONObject = ["comment": .string("history was missing")]
            if let created = document["created"] { entry["created"] = created }
            lines.append(entry)
            surplus += 1
        }
        self["history"] = .array(lines.map { .object($0) })
    }

    /// Sets the layers' digests.
    public mutating func setDiffIDs(_ digests: [Digest]) {
        self["rootfs"] = Self.rootfs(digests.map { .string($0.description) })
    }
}
