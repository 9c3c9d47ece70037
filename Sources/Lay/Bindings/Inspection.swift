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

    static func mount(_ mount: Mount, _ root: String = "/var/lib/docker/volumes") -> JSONObject {
        let isWritable = JSONValue.bool(!mount.isReadOnly)
        let destination = JSONValue.string(mount.destination.description)
        switch mount.source {
        case .volume(let name):
            return [
                "Type": .string("volume"), "Name": .string(name),
                "Source": .string("\(root)/\(name)/_data"),
                "Destination": destination, "Driver": .string("local"),
                "Mode": .string(mount.isReadOnly ? "ro" : "z"),
                "RW": isWritable, "Propagation": .string(""),
            ]
        case .bind(let source):
            return [
                "Type": .string("bind"), "Source": .string(source.description),
                "Destination": destination,
                "Mode": .string(mount.isReadOnly ? "ro" : ""), "RW": isWritable,
                "Propagation": .string("rprivate"),
            ]
        case .tmpfs:
            return [
                "Type": .string("tmpfs"), "Source": .string(""), "Destination": destination,
                "Mode": .string(""),
                "RW": isWritable, "Propagation": .string(""),
            ]
        }
    }

    static func volume(_ volume: Volume, driverRoot: String = "/var/lib/docker/volumes")
        -> JSONObject
    {
        [
            "CreatedAt": .string(Timestamp.text(volume.created)), "Driver": .string(volume.driver),
            "Labels": volume.labels.isEmpty ? .null : .object(object(volume.labels)),
            "Mountpoint": .string("\(driverRoot)/\(volume.name)/_data"),
            "Name": .string(volume.name),
            "Options": volume.options.isEmpty ? .null : .object(object(volume.options)),
            "Scope": .string("local"),
        ]
    }

    static func object(_ pairs: [(key: String, value: String)]) -> JSONObject {
        var result = JSONObject()
        for (key, value) in pairs { result[key] = .string(value) }
        return result
    }
}
