internal import LayArchive
internal import LayFiles
internal import LayImages

/// What `inspect` shows: Docker's shape and field names.
enum Inspection {
    static func image(_ image: Image, tags: [String]) -> JSONObject {
        [
            "Id": .string(image.id.description), "RepoTags": .array(tags.map { .string($0) }),
            "Created": image.config["created"] ?? .string(Timestamp.text(0)),
            "Author": image.config["author"] ?? .string(""),
            "Architecture": .string(image.platform.architecture),
            "Os": .string(image.platform.os), "Size": .int(Int64(image.size)),
            "Config": .object(image.config.parameters),
            "RootFS": .object([
                "Type": .string("layers"),
                "Layers": .array(image.config.diffIDs.map { .string($0.description) }),
            ]),
        ]
    }

    static func object(_ pairs: [(key: String, value: String)]) -> JSONObject {
        var result = JSONObject()
        for (key, value) in pairs { result[key] = .string(value) }
        return result
    }
}
