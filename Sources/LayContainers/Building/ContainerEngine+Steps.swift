internal import LayArchive
public import LayFiles
public import LayImages
public import LayWorld

/// The steps of a build that change files, with the cache before them.
extension ContainerEngine {
    /// The result of a step: what the cache has for its inputs, or what `make` gives, which the cache
    /// keeps from then on.
    ///
    /// - Parameters:
    ///   - line: what the history says.
    ///   - make: gives the files after the step.
    /// - Throws: what `make` throws, `FileError` when contents cannot be read, `ImageError` of kind
    ///   `CorruptData` for a damaged result in an imported cache.
    public func step(
        _ inputs: StepInputs, on image: Image, line: String, _ policy: StepPolicy,
        _ make: () throws -> (tree: FileTree, output: ExecutionResult?)
    ) throws -> StepResult {
        let key = inputs.key
        if policy.usesCache, let (layer, source) = try cached(key, policy) {
            let next = try image.adding(
                layer.with(createdBy: line), created: world.timestamp,
                comment: Image.buildComment)
            return StepResult(
                image: next.made(byStep: key), inputs: inputs, key: key, origin: .cached,
                output: nil, source: source)
        }
        let inputs = try inputs.written()
        let outer = ranForeignProgram
        ranForeignProgram = false
        defer { ranForeignProgram = ranForeignProgram || outer }
        let (tree, output) = try make()
        let layer = Layer(try TreeChanges(from: image.tree, to: tree), createdBy: line)
        let next = try image.adding(
            layer, created: world.timestamp, comment: Image.buildComment)
        if ranForeignProgram {
            return StepResult(
                image: next, inputs: inputs, key: key, origin: .uncacheable, output: output)
        }
        world.state.cache.insert(
            key,
            BuildCache.Entry(
                inputs, place: policy.place, title: policy.title.isEmpty ? line : policy.title,
                result: CachedLayer(layer), created: world.state.clock, size: layer.size))
        return StepResult(
            image: next.made(byStep: key), inputs: inputs, key: key,
            origin: policy.usesCache ? .made : .forced, output: output)
    }

    /// The layer that a cache has for a key, and the name of an imported one.
    private func cached(_ key: Digest, _ policy: StepPolicy) throws -> (
        layer: Layer, source: String?
    )? {
        // One that was damaged since the world was saved is made again.
        if let layer = try? world.state.cache.use(key)?.result.layer() { return (layer, nil) }
        for imported in policy.imported {
            guard let entry = imported.cache[key] else { continue }
            let layer = try entry.result.layer()
            world.state.cache.insert(
                key,
                BuildCache.Entry(
                    entry.inputs, place: policy.place, title: entry.title, result: entry.result,
                    created: entry.created, size: entry.size))
            return (layer, imported.name)
        }
        return nil
    }

    /// WORKDIR: where programs start; the directory is made.
    ///
    /// - Throws: as `Image.workingDirectory`.
    public func changeDirectory(
        to path: String, on image: Image, _ policy: StepPolicy = StepPolicy()
    ) throws -> StepResult {
        var inputs = StepInputs("WORKDIR")
        inputs.add(.parent, try image.filesKey().description)
        let next = try image.workingDirectory(path, created: world.timestamp, now: world.now)
        inputs.add(.target, next.config.workingDirectory)
        if !image.config.user.isEmpty { inputs.add(.user, image.config.user) }
        if next.layers.count == image.layers.count {
            return StepResult(
                image: next, inputs: inputs, key: inputs.key, origin: .cached, output: nil)
        }
        let line = "WORKDIR \(next.config.workingDirectory)"
        let result = try step(inputs, on: image, line: line, policy) { (next.tree, nil) }
        return StepResult(
            image: result.image.withWorkingDirectory(next.config.workingDirectory),
            inputs: inputs, key: result.key, origin: result.origin, output: nil,
            source: result.source)
    }
}
