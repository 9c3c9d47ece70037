package import LayArchive
internal import LayFiles
package import LayImages

/// `docker image inspect` (moby, api/types/image.InspectResponse).
extension Inspection {
    package static func image(_ image: Image, in world: World) -> JSONObject {
        let references = world.references(of: image.id)
        var result: JSONObject = [
            "Id": .string(image.id.description),
            "RepoTags": .array(references.map { .string($0.familiar) }),
            "RepoDigests": .array(digests(image, references).map { .string($0) }),
            "Parent": .string(""),
            "Comment": image.config["comment"] ?? image.config.history.last?["comment"]
                ?? .string(""),
            "Created": image.config["created"] ?? .string(never),
            "DockerVersion": image.config["docker_version"] ?? .string(""),
            "Author": image.config["author"] ?? .string(""),
            "Config": .object(parameters(image.config)),
            "Architecture": .string(image.platform.architecture),
        ]
        if let variant = image.platform.variant { result["Variant"] = .string(variant) }
        result["Os"] = .string(image.platform.os)
        if let version = image.config["os.version"] { result["OsVersion"] = version }
        result["Size"] = .int(Int64(image.size))
        result["GraphDriver"] = .object(["Data": .null, "Name": .string("lay")])
        result["RootFS"] = .object([
            "Type": .string("layers"),
            "Layers": .array(image.config.diffIDs.map { .string($0.description) }),
        ])
        let tagged = world.state.images.lastTagged(image.id).map { Timestamp.text($0) }
        result["Metadata"] = .object(["LastTagTime": .string(tagged ?? never)])
        return result
    }

    /// The time that Go writes for none.
    private static let never = "0001-01-01T00:00:00Z"

    /// The names by which registries know the manifest that the image came with.
    private static func digests(_ image: Image, _ references: [Reference]) -> [String] {
        guard let digest = image.manifest?.digest else { return [] }
        var result: [String] = []
        for reference in references {
            let name = "\(reference.familiarName)@\(digest)"
            if !result.contains(name) { result.append(name) }
        }
        return result
    }

    /// The fields of `Config`: those that Docker always shows first, empty when unset, then what
    /// else the image has.
    private static func parameters(_ config: ImageConfig) -> JSONObject {
        var result: JSONObject = [
            "User": .string(config.user),
            "Env": .array(config.environment.map { .string($0) }),
            "Cmd": config[parameter: "Cmd"] ?? .null,
            "Volumes": config[parameter: "Volumes"] ?? .null,
            "WorkingDir": config[parameter: "WorkingDir"] ?? .string(""),
            "Entrypoint": config[parameter: "Entrypoint"] ?? .null,
            "OnBuild": config[parameter: "OnBuild"] ?? .null,
            "Labels": config[parameter: "Labels"] ?? .null,
        ]
        for (key, value) in config.parameters.entries where result[key] == nil {
            result[key] = value
        }
        return result
    }
}
