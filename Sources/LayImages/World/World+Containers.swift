internal import LayArchive
internal import LayFiles

extension World {
    /// What a container is made with, besides its image.
    public struct Options: Sendable {
        /// The name; made up when `nil`.
        public var name: String?
        /// The command's words, or `nil` for the image's.
        public var command: [String]?
        /// The entrypoint, or `nil` for the image's.
        public var entrypoint: [String]?
        /// Variables over the image's.
        public var environment: [(key: String, value: String)] = []
        /// Where it starts, or `nil` for the image's.
        public var workingDirectory: String?
        /// As whom it runs, or `nil` for the image's.
        public var user: String?
        /// Mounts that were asked for.
        public var mounts: [Mount] = []
        /// Containers whose mounts it takes, each perhaps read-only.
        public var volumesFrom: [(container: String, isReadOnly: Bool)] = []
        /// Names and values.
        public var labels: [(key: String, value: String)] = []
        /// `no`, `always`, `on-failure[:n]`, `unless-stopped`.
        public var restartPolicy = "no"
        /// True when it is removed as soon as it ends.
        public var removesItself = false
        /// True when its own layer may not be written.
        public var isReadOnly = false
        /// The host name inside.
        public var hostname: String?
        /// The signal that `stop` sends.
        public var stopSignal: String?

        /// What the image says.
        public init() {}
    }

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
            if !state.containers.values.contains(where: { $0.name == name }) { return name }
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
            if let other = state.containers.values.first(where: { $0.name == name }) {
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

    /// All mounts: those asked for, then those of other containers, then the image's volumes;
    /// at one destination the first wins.
    private func mounts(_ image: Image, _ options: Options) throws -> [Mount] {
        var result: [Mount] = []
        for mount in options.mounts {
            if result.contains(where: { $0.destination == mount.destination }) {
                throw ImageError("ValueError", "Duplicate mount point: \(mount.destination)")
            }
            result.append(mount)
        }
        for (name, isReadOnly) in options.volumesFrom {
            for mount in try container(name).mounts
            where !result.contains(where: { $0.destination == mount.destination }) {
                if case .tmpfs = mount.source { continue }
                var inherited = mount
                inherited.isReadOnly = mount.isReadOnly || isReadOnly
                inherited.copies = false
                result.append(inherited)
            }
        }
        for path in image.config.volumes {
            let destination = TreePath(path)
            if result.contains(where: { $0.destination == destination }) { continue }
            let volume = try createVolume(nil)
            result.append(Mount(.volume(volume.name), at: destination, isAnonymous: true))
        }
        return result.sorted { $0.destination.components.count < $1.destination.components.count }
    }

    /// Makes the mount points and fills empty volumes from the image.
    private func prepareMounts(_ container: inout Container) throws {
        for (index, mount) in container.mounts.enumerated() {
            // A mount on a symlink goes where the link leads.
            let destination =
                (try? container.tree.resolve(mount.destination, lastMayBeMissing: true))
                ?? mount.destination
            container.mounts[index].destination = destination
            let outer = container.mounts[..<index].last {
                destination.isBelowOrEqual($0.destination)
            }
            let existing = try? container.tree.entry(at: destination, follow: false)
            switch mount.source {
            case .volume(let name):
                _ = try volume(name)
                if let existing, existing.node.kind != .directory {
                    throw ImageError(
                        "ValueError", "cannot mount a volume on \(destination): not a directory")
                }
                if mount.copies, mount.subpath.isRoot, existing != nil, outer == nil,
                    state.volumes[name]?.isEmpty == true
                {
                    state.volumes[name]?.tree = try container.tree.subtree(destination)
                }
            case .tmpfs:
                container.temporary[destination] = FileTree()
                if let existing {
                    try container.temporary[destination]?.setAttributes(of: .root) {
                        $0 = existing.node.attributes
                    }
                }
            case .bind: break
            }
            if existing == nil, outer == nil {
                try container.tree.makeDirectories(destination, now: now)
            }
            if let outer, case .volume(let name) = outer.source,
                let inside = destination.relative(to: outer.destination)
            {
                try state.volumes[name]?.tree.makeDirectories(
                    outer.subpath.appending(inside), now: now)
            }
        }
    }

    // MARK: Finding and changing

    /// The container of a name, an id or the beginning of one.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func container(_ name: String) throws(ImageError) -> Container {
        if let known = state.containers[name] { return known }
        if let known = state.containers.values.first(where: { $0.name == name }) { return known }
        let matches =
            name.utf8.count >= 4 ? state.containers.values.filter { $0.id.hasPrefix(name) } : []
        if matches.count == 1, let match = matches.first { return match }
        let names = containers.map(\.name)
        throw ImageError(
            "NotFound", "no container '\(name)'",
            help: names.isEmpty
                ? "the world has no container" : "there are \(names.joined(separator: ", "))")
    }

    /// All containers in the order of their creation.
    public var containers: [Container] { state.containers.values.sorted { $0.number < $1.number } }

    /// Lets `body` change the container of an id.
    ///
    /// - Throws: `ImageError` of kind `NotFound` when it is gone, and what `body` throws.
    public func update<Result>(_ id: String, _ body: (inout Container) throws -> Result) throws
        -> Result
    {
        guard var container = state.containers[id] else {
            throw ImageError("NotFound", "the container \(id.prefix(12)) is gone")
        }
        // Taken out, so that its tree is changed in place.
        state.containers[id] = nil
        defer { state.containers[id] = container }
        return try body(&container)
    }

    /// Notes a change of state.
    public func setState(
        _ id: String, _ newState: Container.State, status: Int? = nil, event: String
    ) throws {
        let name = try update(id) { container in
            container.state = newState
            if let status { container.status = status }
            return container.name
        }
        record("container", event, name)
    }

    /// Removes a container; with `volumes` also anonymous volumes that nobody else uses.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `InvalidState` for a running one without force.
    public func remove(_ id: String, force: Bool, volumes: Bool) throws {
        let container = try container(id)
        if container.state == .running || container.state == .paused, !force {
            throw ImageError(
                "InvalidState", "cannot remove the \(container.state) container \(container.name)",
                help: "stop it first, or use force: true")
        }
        state.containers[container.id] = nil
        if volumes || container.removesItself {
            for mount in container.mounts {
                guard case .volume(let name) = mount.source,
                    state.volumes[name]?.isAnonymous == true
                else { continue }
                if users(ofVolume: name).isEmpty { state.volumes[name] = nil }
            }
        }
        record("container", "destroy", container.name)
    }
}
