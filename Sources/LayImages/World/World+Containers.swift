extension World {
    /// The container of a name, an id or the beginning of one.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func container(_ name: String) throws(ImageError) -> Container {
        if let known = state.containers[name] { return known }
        if let known = state.containers.named(name) { return known }
        let matches = name.utf8.count >= 4 ? state.containers.beginning(with: name) : []
        if matches.count == 1, let match = matches.first { return match }
        let names = containers.map(\.name)
        throw ImageError(
            "NotFound", "no container '\(name)'",
            help: names.isEmpty
                ? "the world has no container" : "there are \(names.joined(separator: ", "))")
    }

    /// All containers in the order of their creation.
    public var containers: [Container] { state.containers.all }

    /// Lets `body` change the container of an id.
    ///
    /// - Throws: `ImageError` of kind `NotFound` when it is gone, and what `body` throws.
    public func update<Result>(_ id: String, _ body: (inout Container) throws -> Result) throws
        -> Result
    {
        guard let result = try state.containers.update(id, body) else {
            throw ImageError("NotFound", "the container \(id.prefix(12)) is gone")
        }
        return result
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
