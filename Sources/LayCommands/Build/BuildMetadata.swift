internal import LayArchive
internal import LayImages

/// What `--metadata-file` holds, under the names that buildx has for it; what differs from build to
/// build is left out.
struct BuildMetadata {
    let text: String

    init(_ image: Image, _ references: [Reference]) throws {
        var descriptor = try LayoutWriter.descriptor(of: image)
        let digest = descriptor["digest"] ?? .null
        if let created = image.config["created"] {
            // Where buildx has it: between the size and the platform.
            let platform = descriptor["platform"]
            descriptor["platform"] = nil
            descriptor["annotations"] = .object(["org.opencontainers.image.created": created])
            descriptor["platform"] = platform
        }
        var document: JSONObject = [
            "containerimage.config.digest": .string(image.id.description),
            "containerimage.descriptor": .object(descriptor),
            "containerimage.digest": digest,
        ]
        if !references.isEmpty {
            document["image.name"] = .string(
                references.map(\.description).joined(separator: ","))
        }
        text = JSONValue.object(document).text(isIndented: true)
    }
}
