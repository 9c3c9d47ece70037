internal import LayArchive
internal import LayBounds
internal import LayFiles
public import LayImages

extension World {
    private static let adjectives = [
        "amber", "brisk", "calm", "clever", "eager", "fair", "gentle", "happy", "keen", "lively",
        "lucid", "mellow",
        "nimble", "patient", "quiet", "steady", "sunny", "tidy", "vivid", "warm",
    ]
    private static let animals = [
        "badger", "crane", "dolphin", "falcon", "finch", "fox", "heron", "ibis", "lynx", "marten",
        "otter", "owl",
        "puffin", "raven", "seal", "sparrow", "stork", "swift", "tern", "whale",
    ]

    func newName() -> String {
        var number = state.counter
        while true {
            let adjective = Self.adjectives[number % Self.adjectives.count]
            let animal = Self.animals[number / Self.adjectives.count % Self.animals.count]
            let round = number / (Self.adjectives.count * Self.animals.count)
            let name = "\(adjective)_\(animal)" + (round > 0 ? "\(round)" : "")
            if state.containers.named(name) == nil { return name }
            number += 1
        }
    }

    /// Makes a container from an image: its name, its mounts and their directories, and the first
    /// contents of empty volumes.
    ///
    /// - Throws: `ImageError` of kind `Exists`, `ValueError` or `NotFound`; `FileError`.
    public func create(_ image: Image, imageName: String, _ options: Options) throws -> Container {
        try requireContainer()
        try requireEvent()
        // As in Docker a name may be written with its slash, and an empty one is none.
        let name = options.name.flatMap { text in
            text.isEmpty ? nil : text.hasPrefix("/") ? String(text.dropFirst()) : text
        }
        if let name {
            try Names.check(name, "container")
            if let other = state.containers.named(name) {
                throw ImageError.nameTaken(name, by: other)
            }
        }
        let entrypoint = options.entrypoint ?? image.config.entrypoint ?? []
        // An entrypoint given here drops the image's command.
        let command =
            options.command ?? (options.entrypoint == nil ? image.config.command : nil) ?? []
        if entrypoint.isEmpty, command.isEmpty {
            throw ImageError.noCommand
        }
        if options.removesItself, options.restartPolicy != .never {
            throw ImageError.restartsAndRemovesItself
        }
        if let (key, value) = options.environment.first(where: {
            $0.key.isEmpty || $0.key.contains("=")
        }) {
            throw ImageError.invalidVariable(key, value)
        }
        let asked = options.workingDirectory.flatMap { $0.isEmpty ? nil : $0 }
        let directory = asked ?? image.config.workingDirectory
        if !directory.hasPrefix("/") {
            throw ImageError.relativeWorkingDirectory(directory)
        }
        let stopSignal = options.stopSignal ?? image.config[parameter: "StopSignal"]?.string
        if let text = options.stopSignal { _ = try Signal(text) }
        if let seconds = options.stopTimeout, seconds < 0 {
            throw ImageError.noStopTimeout(seconds)
        }
        return try undoing {
            let id = newID("container")
            var settings = Container.Settings()
            settings.entrypoint = entrypoint
            settings.command = entrypoint + command
            settings.environment = merged(image.config.environment, options.environment)
            settings.workingDirectory = directory
            settings.user = options.user ?? image.config.user
            settings.labels = options.labels
            settings.restartPolicy = options.restartPolicy
            settings.removesItself = options.removesItself
            settings.isReadOnly = options.isReadOnly
            settings.hostname = options.hostname ?? String(id.prefix(12))
            settings.stopSignal = stopSignal
            settings.stopTimeout = options.stopTimeout
            settings.mounts = try mounts(image, options)
            var container = Container(
                id: id, name: name ?? newName(), image: image, imageName: imageName,
                settings: settings)
            container.number = state.counter
            container.created = state.clock
            container.life.health = image.healthcheck.map { _ in Health() }
            keep(image)
            try prepareMounts(&container)
            try makeWorkingDirectory(&container)
            state.containers[id] = container
            record("container", "create", container.name)
            return container
        }
    }

    /// Makes the directory that the container works in, 0755 and root's, below a mount too, where
    /// only the layer shows it (moby SetupWorkingDirectory).
    private func makeWorkingDirectory(_ container: inout Container) throws {
        let path = TreePath(container.settings.workingDirectory)
        if RuntimeFiles(planned: container).root(of: path) != nil { return }
        if container.settings.mounts.contains(where: { path.isBelowOrEqual($0.destination) }) {
            // What is there already, a file say, is hidden.
            try? container.tree.makeDirectories(path, now: now)
            return
        }
        if let entry = try? container.tree.entry(at: path) {
            if entry.node.kind == .directory { return }
            throw ImageError.workingDirectoryTaken(path)
        }
        try container.tree.makeDirectories(path, now: now)
    }

    /// Image variables and those over them, by name, the later one winning in its place.
    private func merged(_ lines: [String], _ over: [(key: String, value: String)]) -> [String] {
        var result = lines
        for (key, value) in over {
            if let index = result.firstIndex(where: { $0.hasPrefix("\(key)=") }) {
                result[index] = "\(key)=\(value)"
            } else {
                result.append("\(key)=\(value)")
            }
        }
        return result
    }
}
