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
        let (tree, lost) = try build(step, words, named: line)
        return try image.replacingFiles(
            with: tree, createdBy: line, created: world.timestamp, comment: Image.buildComment
        ).warning(lost.map { "'\(line)' wrote to \($0), which is the runtime's: it is lost" })
    }

    /// The files that a command leaves behind, and where it wrote what no image holds.
    private func build(_ image: Image, _ words: [String], named line: String) throws -> (
        FileTree, lost: [TreePath]
    ) {
        var options = World.Options()
        options.command = words
        options.entrypoint = []
        let before = world.state
        let container = try world.create(image, imageName: world.name(of: image), options)
        do {
            try makeWorkingDirectory(of: container.id)
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
        let made = try world.container(container.id)
        var kept = before
        for volume in before.volumes.all {
            kept.volumes[volume.name] = world.state.volumes[volume.name]
        }
        world.state = kept
        return (made.tree, made.changedRuntimePaths)
    }
}
