internal import LayBounds
internal import LayFiles
public import LayImages
internal import LayWorld

extension ContainerEngine {
    /// Runs a command as a step of a build: its writable layer becomes the image's next.
    ///
    /// - Throws: `ExecutionError` for a command that fails, whose container stays to look into;
    ///   `ImageError` of kind `InvalidState` for one that does not end.
    public func run(_ words: [String], on image: Image) throws -> Image {
        let (step, line) = image.runStep(words)
        // The arguments were the step's alone: the layer goes onto the image without them.
        return try image.replacingFiles(
            with: try build(step, words, named: line), createdBy: line, created: world.timestamp,
            comment: Image.buildComment)
    }

    /// The files that a command leaves behind.
    private func build(_ image: Image, _ words: [String], named line: String) throws -> FileTree {
        var options = World.Options()
        options.command = words
        options.entrypoint = []
        let before = world.state
        let container = try world.create(image, imageName: world.name(of: image), options)
        do {
            let process = try runtime.start(
                try request(container, words), files(of: container.id), ProgramStreams())
            if process.state == .stays {
                throw ImageError.endlessStep(line)
            }
            let result = process.result
            if result.status != 0 {
                // The container stays, to look into.
                try world.ended(container.id, status: result.status)
                throw ExecutionError.failed(words, result, in: container.id)
            }
        } catch {
            if world.state.containers[container.id]?.life.state == .created {
                world.state.containers[container.id] = nil
            }
            throw error
        }
        let tree = try world.container(container.id).tree
        var kept = before
        for volume in before.volumes.all {
            kept.volumes[volume.name] = world.state.volumes[volume.name]
        }
        world.state = kept
        return tree
    }
}
