internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell

extension Bindings {
    func installExec() {
        method(container, "exec", "command user? env? workdir? stdin? check?") {
            [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            try world.requireRunning(container, to: "exec")
            let words = try command(call[1], shell: container.image.config.shell)
            let input = call.has(5) ? try contents(call, 5).bytes() : []
            let context = try context(
                handle.id, words, user: try call.optionalString(2), environment: try pairs(call, 3),
                workingDirectory: try call.optionalString(4), input: input)
            let (_, result) = try execute(context)
            let isChecked = call.has(6) ? try call.bool(6) : true
            if isChecked, result.status != 0 { throw failure(words, result, container: call[0]) }
            return vm.object(Box(result), execution)
        }
        method(container, "check_health") { [unowned self] (handle: ContainerHandle, _) in
            let container = try world.container(handle.id)
            guard let check = container.image.healthcheck else {
                throw LayError(
                    "InvalidState", "the container \(container.name) has no health check",
                    help: "image.healthcheck(command…) gives it one")
            }
            try world.requireRunning(container, to: "check_health")
            let probe = try probe(container, check.test)
            try world.update(container.id) { $0.health?.add(probe, retries: check.retries) }
            let now = try world.container(handle.id).health?.status.rawValue
            if now != container.health?.status.rawValue {
                world.note("container", "health_status: \(now ?? "none")", container.name)
            }
            return now.map { value($0) } ?? .nil
        }
        property(execution, "status") { (result: ExecutionResult) in .int(result.status) }
        property(execution, "stdout") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.output, as: UTF8.self))
        }
        property(execution, "stderr") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.errors, as: UTF8.self))
        }
        property(execution, "output") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.written, as: UTF8.self))
        }
        execution.display = { [unowned self] _, value, _ in
            let result: ExecutionResult? = content(value)
            return result.map { String(decoding: $0.written, as: UTF8.self) } ?? ""
        }
    }

    /// Runs a check; one that cannot be run at all is unhealthy, as in Docker.
    private func probe(_ container: Container, _ words: [String]) throws -> Health.Probe {
        do {
            let context = try context(
                container.id, words, user: nil, environment: [], workingDirectory: nil)
            let result = try execute(context).result
            return Health.Probe(
                time: world.state.clock, status: result.status,
                output: String(decoding: result.written.prefix(4096), as: UTF8.self))
        } catch let error as LayError where error.kind == "ExitStatus" {
            return Health.Probe(time: world.state.clock, status: -1, output: error.message)
        }
    }
}
