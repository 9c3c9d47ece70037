internal import LayArchive
internal import LayFiles
public import LayImages
internal import LayWorld

extension ContainerEngine {
    /// Runs a command as a step of a build: its writable layer becomes the image's next.
    ///
    /// - Throws: as `run(_:on:_:)` with a step.
    public func run(_ words: [String], on image: Image) throws -> Image {
        try run(RunStep(words), on: image).image
    }

    /// Runs a command as a step of a build, or takes what the cache has of it.
    ///
    /// - Throws: `ExecutionError` for a command that fails, whose container stays to look into;
    ///   `ImageError` of kind `InvalidState` for one that does not end.
    public func run(
        _ run: RunStep, on image: Image, _ policy: StepPolicy = StepPolicy()
    ) throws -> StepResult {
        let line = image.runLine(run.words)
        var lost: [TreePath] = []
        let result = try step(inputs(of: run, on: image), on: image, line: line, policy) {
            let made = try files(after: run, on: image, named: line)
            lost = made.lost
            return (made.tree, made.output)
        }
        if lost.isEmpty { return result }
        return StepResult(
            image: result.image.warning(
                lost.map { "'\(line)' wrote to \($0), which is the runtime's: it is lost" }),
            inputs: result.inputs, key: result.key, origin: result.origin, output: result.output,
            source: result.source)
    }

    /// What a RUN depends on (moby/buildkit, solver/llbsolver/ops/exec.go, CacheMap).
    ///
    /// What it fetches is not in it, there as here: nobody knows before what a command asks for, so a
    /// step stays known when an address gives something else. ADD depends on what it fetches.
    private func inputs(of run: RunStep, on image: Image) throws -> StepInputs {
        var inputs = StepInputs("RUN")
        inputs.add(.parent, try image.filesKey().description)
        for (index, word) in run.words.enumerated() { inputs.add(.command, "\(index)", word) }
        for (key, value, isArgument) in image.buildEnvironment {
            inputs.add(isArgument ? .argument : .environment, key, value)
        }
        inputs.add(.workingDirectory, image.config.workingDirectory)
        inputs.add(.user, image.config.user)
        inputs.add(.platform, image.platform.description)
        for (key, value) in run.sandbox { inputs.add(.sandbox, key, value) }
        for (key, _) in run.secrets { inputs.add(.sandbox, "secret variable", key) }
        for mount in run.mounts {
            let target = mount.target.description
            inputs.add(.mount, target, mount.description)
            if case .files(_, _, let key) = mount.source {
                inputs.add(.content, target, key.description)
            }
        }
        if let shown = run.shown { inputs.setFiles(shown) }
        if let sent = run.sent { inputs.setSent(sent) }
        if run.mountsVolumes {
            inputs.add(.sandbox, "volumes", image.config.volumes.joined(separator: " "))
        }
        let registered = runtime.registered
        if !registered.isEmpty { inputs.add(.programs, registered.joined(separator: " ")) }
        return inputs
    }

    /// The files that a command leaves behind, and where it wrote what no image holds.
    private func files(after run: RunStep, on image: Image, named line: String) throws -> (
        tree: FileTree, output: ExecutionResult, lost: [TreePath]
    ) {
        var options = World.Options()
        options.command = run.words
        options.entrypoint = []
        options.mountsImageVolumes = run.mountsVolumes
        // moby/buildkit, frontend/dockerfile: what a step sees as its host.
        options.hostname = "buildkitsandbox"
        options.environment =
            run.proxies
            + image.buildEnvironment.filter(\.isArgument).map { ($0.key, $0.value) } + run.secrets
        let before = world.state
        let mounts = try StepMounts(run.mounts, in: world)
        options.mounts = mounts.mounts
        let container: Container
        do {
            container = try world.create(
                image.withoutArguments, imageName: world.name(of: image), options)
        } catch {
            world.state = before
            throw error
        }
        let result: ExecutionResult
        do {
            try makeWorkingDirectory(of: container.id)
            var streams = ProgramStreams()
            streams.onOutput = run.onOutput
            let process = try runtime.start(
                try request(container, run.words), files(of: container.id), streams)
            if process.state == .stays {
                throw ImageError.endlessStep(line)
            }
            result = process.result
            if result.status != 0 {
                // The container stays, to look into.
                try world.ended(container.id, status: result.status)
                throw ExecutionError.failed(run.words, result, in: container.id)
            }
        } catch {
            if world.state.containers[container.id]?.life.state == .created {
                world.state.containers[container.id] = nil
            } else {
                try forget(run, mounts, in: container.id, before: image.tree)
            }
            mounts.remove(from: world)
            throw error
        }
        let made = try world.container(container.id)
        let caches = mounts.caches(in: world)
        var kept = before
        for volume in before.volumes.all {
            kept.volumes[volume.name] = world.state.volumes[volume.name]
        }
        world.state = kept
        for (id, tree) in caches { world.state.cache.setMount(id, tree) }
        return (
            try mounts.withoutPoints(made.tree, before: image.tree), result,
            made.changedRuntimePaths
        )
    }

    /// Takes from the container of a step that failed what no step leaves behind: its mounts, and the
    /// variables that hold secrets.
    private func forget(
        _ run: RunStep, _ mounts: StepMounts, in id: String, before: FileTree
    ) throws {
        let names = Set(run.secrets.map(\.key))
        try world.update(id) { container in
            container.settings.mounts.removeAll { mounts.holds($0) }
            container.settings.environment.removeAll { line in
                names.contains(String(line.prefix { $0 != "=" }))
            }
            container.tree = try mounts.withoutPoints(container.tree, before: before)
            container.temporary = [:]
        }
    }
}
