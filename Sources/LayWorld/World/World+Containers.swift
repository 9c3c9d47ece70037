internal import LayBounds
public import LayImages

extension World {
    /// The container of a name, an id or the beginning of one.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func container(_ name: String) throws(ImageError) -> Container {
        if let known = state.containers[name] { return known }
        if let known = state.containers.named(name) { return known }
        if name.hasPrefix("/"), let known = state.containers.named(String(name.dropFirst())) {
            return known
        }
        let isHex = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
        let matches = isHex && !name.isEmpty ? state.containers.beginning(with: name) : []
        if matches.count == 1, let match = matches.first { return match }
        if matches.count > 1 {
            throw .severalContainers(name)
        }
        throw .noContainer(name, known: containers.prefix(10).map(\.name))
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
            throw ImageError.containerGone(id)
        }
        return result
    }

    /// Removes a container; with `volumes` also anonymous volumes that nobody else uses.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `InvalidState` for a running one without force.
    public func remove(_ id: String, force: Bool, volumes: Bool) throws {
        let container = try container(id)
        if !force, container.life.state == .running {
            throw ImageError.removesRunning(container)
        }
        if !force, container.life.state == .paused {
            throw ImageError.removesPaused(container)
        }
        state.containers[container.id] = nil
        if volumes || container.settings.removesItself {
            for mount in container.settings.mounts {
                // An anonymous volume that was mounted by its name is kept, as moby keeps it.
                guard case .volume(let name) = mount.source, mount.isAnonymous,
                    state.volumes[name]?.isAnonymous == true
                else { continue }
                if users(ofVolume: name).isEmpty { state.volumes[name] = nil }
            }
        }
        record("container", "destroy", container.name)
    }
}
