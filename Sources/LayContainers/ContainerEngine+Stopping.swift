internal import LayBounds
internal import LayFiles
internal import LayImages
public import LayWorld

extension ContainerEngine {
    /// Sends the stop signal; a program that does not end is killed after its grace, which passes
    /// in the world's clock. One that does not run is left alone.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, and what a signal's handler throws.
    public func stop(_ id: String, timeout: Int? = nil) throws {
        let container = try world.container(id)
        guard container.life.isAlive else { return }
        let settings = container.settings
        let signal = try Signal(settings.stopSignal ?? Container.Settings.defaultStopSignal)
        let status = try deliver(signal, to: id)
        // What took the signal may have removed the container.
        guard world.state.containers[id] != nil else { return forget(id) }
        if let status { return try end(id, status: status, event: "stop") }
        // A program that sleeps may end by itself meanwhile.
        let grace = timeout ?? settings.stopTimeout ?? Container.Settings.defaultStopTimeout
        let last = Timestamp.after(world.state.clock, max(0, grace))
        if container.life.state == .running, let due = processes[id]?.end, due.clock <= last {
            try world.note("container", "stop", container.name)
            return try pass(to: due.clock)
        }
        try pass(to: last)
        try end(id, status: 128 + Signal.kill.number, event: "stop")
    }

    /// Sends a signal; KILL ends any program.
    ///
    /// - Throws: `ImageError` of kind `InvalidState` for a container that does not run, and what
    ///   the signal's handler throws.
    public func kill(_ id: String, _ signal: Signal = .kill) throws {
        let container = try world.container(id)
        try world.requireAlive(container)
        try world.note("container", "kill", container.name)
        if signal == .kill {
            try end(container.id, status: 128 + signal.number, event: "kill")
        } else {
            try signalFirst(container.id, signal)
        }
    }

    /// Pauses a running container: its program does nothing until it goes on.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func pause(_ id: String) throws { try world.pause(try world.container(id)) }

    /// Lets a paused container go on; one that slept through its time ends.
    ///
    /// - Throws: `ImageError` of kind `InvalidState`.
    public func unpause(_ id: String) throws {
        try world.unpause(try world.container(id))
        try pass(to: world.state.clock)
    }

    /// Removes a container; with `volumes` also its anonymous volumes that nobody else uses.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `InvalidState` for a running one without force.
    public func remove(_ id: String, force: Bool = false, volumes: Bool = false) throws {
        try world.remove(id, force: force, volumes: volumes)
        forget(id)
    }

    /// Removes the containers that do not run; gives their names.
    ///
    /// - Throws: `ImageError`.
    public func prune() throws -> [String] {
        let stopped = world.containers.filter { !$0.life.isAlive }
        for container in stopped { try remove(container.id) }
        return stopped.map(\.name)
    }

    /// Lets time pass until a container's program has ended by itself; gives its status.
    ///
    /// - Throws: `ImageError` of kind `InvalidState` for one that never does.
    public func wait(_ id: String) throws -> Int? {
        let container = try world.container(id)
        if container.life.state == .exited { return container.life.status }
        if container.life.state == .running, let end = processes[container.id]?.end {
            try pass(to: end.clock)
            return end.status
        }
        throw ImageError.neverEnds(container)
    }

    // MARK: Signals and time

    /// Lets a running program take a signal; gives the status it ends with, if it does.
    func deliver(_ signal: Signal, to id: String) throws -> Int? {
        guard let process = processes[id]?.process else { return nil }
        let status = try process.signal(signal)
        let output = process.newOutput()
        if !output.isEmpty { _ = world.state.containers.update(id) { $0.life.log += output } }
        return status
    }

    /// Sends a signal to a container's program from one that `exec` runs.
    func signalFirst(_ id: String, _ signal: Signal) throws {
        guard let status = try deliver(signal, to: id), world.state.containers[id] != nil else {
            return
        }
        forget(id)
        try world.ended(id, status: status)
    }

    private func end(_ id: String, status: Int, event: String) throws {
        forget(id)
        let name = try world.container(id).name
        try world.ended(id, status: status)
        try world.note("container", event, name)
    }

    private func forget(_ id: String) {
        processes[id]?.process.kill()
        processes[id] = nil
    }

    /// Lets time pass: what sleeps no longer ends.
    private func pass(to clock: Int) throws {
        world.state.clock = max(world.state.clock, clock)
        let ended = processes.sleepers.compactMap { id in
            processes[id]?.end.flatMap {
                $0.clock <= world.state.clock ? (id: id, end: $0) : nil
            }
        }
        for (id, (_, status)) in ended.sorted(by: { ($0.end.clock, $0.id) < ($1.end.clock, $1.id) })
        {
            // A paused program sleeps on, until it is let go on.
            if world.state.containers[id]?.life.state == .paused { continue }
            processes[id] = nil
            if world.state.containers[id]?.life.state == .running {
                try world.ended(id, status: status)
            }
        }
    }
}
