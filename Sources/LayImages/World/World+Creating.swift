internal import LayArchive
internal import LayFiles

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

    private func newName() -> String {
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
        if let name = options.name {
            try Names.check(name, "container")
            if let other = state.containers.named(name) {
                throw ImageError(
                    "Exists",
                    "the name '\(name)' is in use by the container \(other.id.prefix(12))",
                    help: "remove or rename that container first")
            }
        }
        let entrypoint = options.entrypoint ?? image.config.entrypoint ?? []
        // An entrypoint given here drops the image's command.
        let command =
            options.command ?? (options.entrypoint == nil ? image.config.command : nil) ?? []
        if entrypoint.isEmpty, command.isEmpty {
            throw ImageError(
                "ValueError", "no command specified: neither the image nor the call names one",
                help: "give it one: command: [\"sh\"]")
        }
        let before = state
        do {
            let id = newID("container")
            var container = Container(
                id: id, name: options.name ?? newName(), image: image, imageName: imageName)
            container.number = state.counter
            container.created = state.clock
            container.entrypoint = entrypoint
            container.command = entrypoint + command
            container.environment = merged(image.config.environment, options.environment)
            container.workingDirectory = options.workingDirectory ?? image.config.workingDirectory
            container.user = options.user ?? image.config.user
            container.labels = options.labels
            container.restartPolicy = options.restartPolicy
            container.removesItself = options.removesItself
            container.isReadOnly = options.isReadOnly
            container.hostname = options.hostname ?? String(id.prefix(12))
            container.stopSignal =
                options.stopSignal ?? image.config[parameter: "StopSignal"]?.string ?? "SIGTERM"
            container.mounts = try mounts(image, options)
            keep(image)
            try prepareMounts(&container)
            if !container.workingDirectory.isEmpty,
                !container.tree.contains(TreePath(container.workingDirectory)),
                !container.mounts.contains(where: {
                    TreePath(container.workingDirectory).isBelowOrEqual($0.destination)
                })
            {
                try container.tree.makeDirectories(TreePath(container.workingDirectory), now: now)
            }
            state.containers[id] = container
            record("container", "create", container.name)
            return container
        } catch {
            state = before
            throw error
        }
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
