internal import LayFiles
internal import LayImages
internal import LayWorld

extension ContainerEngine {
    /// Starts a container: runs its program to the end, or leaves it running when it goes on. One
    /// that runs already is left alone.
    ///
    /// - Throws: `ExecutionError` for a program that cannot be run, which leaves the container as it
    ///   was, with its status; `ImageError` of kind `InvalidState` for a paused one; what a program
    ///   that a host registered throws.
    public func start(_ id: String) throws {
        let container = try world.container(id)
        guard try world.mayStart(container) else { return }
        let process: any RunningProcess
        do {
            var request = try request(container, container.settings.command)
            request.isMain = true
            try makeWorkingDirectory(of: id)
            try world.started(id)
            process = try runtime.start(request, files(of: id), ProgramStreams())
        } catch {
            guard world.state.containers[id] != nil else { throw error }
            try giveUp(container, error)
            throw error
        }
        guard world.state.containers[id] != nil else { return }
        let output = process.newOutput()
        let isAlive = try world.update(id) { container in
            container.life.log += output
            return container.life.isAlive
        }
        // A program may have stopped its own container.
        guard isAlive else { return process.kill() }
        switch process.state {
        case .exited(let status): try world.ended(id, status: status)
        case .stays: processes[id] = Processes.Entry(process: process, end: nil)
        case .sleeps(let seconds, let status):
            let end = Timestamp.after(world.state.clock, seconds)
            processes[id] = Processes.Entry(process: process, end: (end, status))
        }
    }

    /// Makes the directory that a container works in where a mount lacks it.
    func makeWorkingDirectory(of id: String) throws {
        do {
            try world.makeWorkingDirectory(of: id)
        } catch let error as FileError where !error.isBound {
            throw ExecutionError.noWorkingDirectory(error)
        }
    }

    /// Puts a container back whose program did not start.
    private func giveUp(_ container: Container, _ error: any Error) throws {
        try world.update(container.id) { changed in
            changed.life.state = container.life.state
            changed.life.started = container.life.started
            changed.life.status = container.life.status
        }
        if let error = error as? ExecutionError {
            try world.failedToStart(container.id, status: error.status, reason: error.message)
        }
        if container.settings.removesItself {
            try remove(container.id, force: true, volumes: true)
        }
    }

    /// Stops a container and starts it again.
    ///
    /// - Throws: as `stop` and `start`.
    public func restart(_ id: String, timeout: Int? = nil) throws {
        try stop(id, timeout: timeout)
        try start(id)
        try world.note("container", "restart", try world.container(id).name)
    }
}
