internal import LayArchive
internal import LayFiles

/// Volumes as the saved state describes them.
enum VolumeRecord {
    static func document(_ volume: Volume, layer: JSONObject) -> JSONObject {
        [
            "name": .string(volume.name), "labels": ContainerRecord.pairs(volume.labels),
            "driver": .string(volume.driver),
            "options": ContainerRecord.pairs(volume.options),
            "anonymous": .bool(volume.isAnonymous),
            "created": .int(Int64(volume.created)), "layer": .object(layer),
        ]
    }

    static func volume(_ document: JSONValue, _ tree: FileTree) -> Volume {
        Volume(
            name: document["name"]?.string ?? "", tree: tree,
            labels: ContainerRecord.pairs(document["labels"]),
            driver: document["driver"]?.string ?? "local",
            options: ContainerRecord.pairs(document["options"]),
            isAnonymous: document["anonymous"] == .bool(true),
            created: document["created"]?.int(in: Timestamp.range) ?? 0)
    }
}
