internal import LayBounds
public import LayImages

/// The states of a container, with Docker's refusals.
///
/// What runs is the host's matter: it asks whether a change is allowed, runs the program, and says
/// what came of it.
extension World {
    // MARK: Starting and ending

    /// True when a container may be started, false when it runs already, which is no error.
    ///
    /// - Throws: `ImageError` of kind `InvalidState` for a paused one.
    public func mayStart(_ container: Container) throws(ImageError) -> Bool {
        if container.life.state == .paused {
            throw .startsPaused(container)
        }
        return container.life.state != .running
    }

    /// Notes that a container's program runs.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func started(_ id: String) throws {
        try requireEvent()
        let now = state.clock
        let name = try update(id) { container in
            container.life.state = .running
            container.life.status = nil
            container.life.started = now
            container.life.startError = ""
            if container.life.health != nil { container.life.health = Health() }
            return container.name
        }
        record("container", "start", name)
    }

    /// Notes that a container's program could not be run at all: it stays as it was.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func failedToStart(_ id: String, status: Int, reason: String) throws {
        try update(id) { container in
            container.life.status = status
            container.life.startError = reason
        }
    }

    /// Notes that a container's program ended; one made with `rm` goes with its anonymous volumes.
    ///
    /// - Throws: `ImageError` of kind `NotFound`.
    public func ended(_ id: String, status: Int) throws {
        let now = state.clock
        let (name, removesItself) = try update(id) { container in
            container.life.state = .exited
            container.life.status = status
            container.life.finished = now
            container.emptyTemporary()
            return (container.name, container.settings.removesItself)
        }
        record("container", "die", name)
        if removesItself { try remove(id, force: true, volumes: true) }
    }

    /// Refuses what only a running container can do.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func requireRunning(_ container: Container, to action: String) throws(ImageError) {
        switch container.life.state {
        case .running: return
        case .paused:
            throw .paused(container, before: action)
        case .created, .exited:
            throw .notRunning(container)
        }
    }

    /// Refuses to send a signal to a container that does not run; a paused one takes signals.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func requireAlive(_ container: Container) throws(ImageError) {
        if container.life.state == .running || container.life.state == .paused { return }
        throw .killsStopped(container)
    }

    // MARK: Pausing

    /// Pauses a running container.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func pause(_ container: Container) throws {
        if container.life.state == .paused {
            throw ImageError.alreadyPaused(container)
        }
        try requireRunning(container, to: "pause")
        try requireEvent()
        try update(container.id) { $0.life.state = .paused }
        record("container", "pause", container.name)
    }

    /// Lets a paused container go on.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func unpause(_ container: Container) throws {
        guard container.life.state == .paused else {
            throw ImageError.notPaused(container)
        }
        try update(container.id) { $0.life.state = .running }
        record("container", "unpause", container.name)
    }

    // MARK: Names and copies

    /// Gives a container another name.
    ///
    /// - Throws: `ImageError` of kind `ValueError` or `Exists`.
    public func rename(_ container: Container, to name: String) throws {
        let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
        if name == container.name {
            throw ImageError.sameName
        }
        try requireEvent()
        try Names.check(name, "container")
        if let other = state.containers.named(name) { throw ImageError.nameTaken(name, by: other) }
        try update(container.id) { $0.name = name }
        record("container", "rename", name)
    }

    /// Another container with the same writable layer, which both share until one writes.
    ///
    /// - Throws: `ImageError` of kind `ValueError` or `Exists` for the name.
    /// - Complexity: O(log *n*) in the containers.
    public func fork(_ container: Container, name: String?) throws -> Container {
        try requireContainer()
        try requireEvent()
        if let name {
            try Names.check(name, "container")
            if let other = state.containers.named(name) {
                throw ImageError.nameTaken(name, by: other)
            }
        }
        let id = newID("container")
        var made = Container(
            id: id, name: name ?? newName(), image: container.image,
            imageName: container.imageName, settings: container.settings)
        (made.tree, made.temporary) = (container.tree, container.temporary)
        made.number = state.counter
        made.created = state.clock
        made.life.health = container.life.health.map { _ in Health() }
        if container.settings.hostname == container.id.prefix(12) {
            made.settings.hostname = String(id.prefix(12))
        }
        state.containers[made.id] = made
        record("container", "create", made.name)
        return made
    }
}
