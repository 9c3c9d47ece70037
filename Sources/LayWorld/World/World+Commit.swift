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
        try requireEvent()
        let changes = try container.changes()
        var config = container.settings.configuration(over: container.image.config)
        if let author { config["author"] = .string(author) }
        let createdBy = container.settings.command.joined(separator: " ")
        let layer = changes.isEmpty ? nil : Layer(changes, createdBy: createdBy)
        config.addHistory(
            createdBy, created: timestamp, diffID: try layer?.diffID(), comment: message)
        record("container", "commit", container.name)
        return try container.image.committed(layer, config)
    }
}
