internal import LayArchive
internal import LayFiles
public import LayImages

extension World {
    /// An image of a container: its image, its writable layer, and its own configuration.
    ///
    /// What lies in mounts is no part of it; a directory made as a mount point is. A container that
    /// changed nothing adds no layer, only a history entry (moby daemon/commit.go).
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func commit(_ container: Container, message: String?, author: String?) throws -> Image {
        let changes = try container.changes()
        var config = container.image.config
        config.environment = container.environment
        config[parameter: "Cmd"] = words(container.arguments)
        config[parameter: "Entrypoint"] = words(container.entrypoint)
        config[parameter: "WorkingDir"] =
            container.workingDirectory == "/" && config[parameter: "WorkingDir"] == nil
            ? nil : .string(container.workingDirectory)
        if !container.user.isEmpty { config[parameter: "User"] = .string(container.user) }
        if !container.labels.isEmpty {
            var labels = config[parameter: "Labels"]?.object ?? JSONObject()
            for (key, value) in container.labels { labels[key] = .string(value) }
            config[parameter: "Labels"] = .object(labels)
        }
        // A bare -v /path is declared by the container itself, as VOLUME is by an image.
        let declared = container.mounts.filter { $0.origin == .anonymous }
        if !declared.isEmpty {
            var volumes = config[parameter: "Volumes"]?.object ?? JSONObject()
            for mount in declared { volumes[mount.destination.description] = .object([:]) }
            config[parameter: "Volumes"] = .object(volumes)
        }
        if let author { config["author"] = .string(author) }
        let createdBy = container.command.joined(separator: " ")
        var layers = container.image.layers
        var diffID: Digest?
        if !changes.isEmpty {
            let layer = Layer(changes, createdBy: createdBy)
            diffID = try layer.diffID()
            layers.append(layer)
        }
        config.addHistory(createdBy, created: timestamp, diffID: diffID, comment: message)
        record("container", "commit", container.name)
        return Image(layers: layers, config: config)
    }

    private func words(_ words: [String]) -> JSONValue? {
        words.isEmpty ? nil : .array(words.map { .string($0) })
    }
}
