internal import LayBounds
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
            if words.isEmpty {
                throw LayError(
                    .valueError, "exec: no command is given",
                    help: "a text for the shell, or a list of words")
            }
            let directory = try call.optionalString(4).flatMap { $0.isEmpty ? nil : $0 }
            if let directory, !directory.hasPrefix("/") {
                throw LayError(
                    .valueError,
                    "the working directory '\(directory)' is invalid, it needs to be an absolute path",
                    help: "begin it with /")
            }
            let context = try context(
                handle.id, words, user: try call.optionalString(2), environment: try pairs(call, 3),
                workingDirectory: directory, input: input, process: 7)
            context.signalFirst = { [unowned self] name in
                try signalFirst(handle.id, try Signal(name))
            }
            let isChecked = call.has(6) ? try call.bool(6) : true
            let result = try run(context, isChecked: isChecked)
            if isChecked, result.status != 0 { throw failure(words, result, container: call[0]) }
            return vm.object(Box(result), execution)
        }
        method(container, "check_health") { [unowned self] (handle: ContainerHandle, _) in
            let container = try world.container(handle.id)
            guard let check = container.image.healthcheck else {
                throw LayError(
                    .invalidState, "the container \(container.name) has no health check",
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

    /// Runs a program of `exec`; unless the call checks, one that cannot be run at all is a result
    /// with status 126 or 127 like any other.
    private func run(_ context: ProgramContext, isChecked: Bool) throws -> ExecutionResult {
        do {
            if (try? context.files.entry(at: context.workingDirectory, follow: true))?.node.kind
                != .directory
            {
                throw refusal(
                    ProgramError(
                        .notFound,
                        "cannot work in \(context.workingDirectory): there is no such directory",
                        status: ExitStatus.notFound, help: "make it first, or name another workdir")
                )
            }
            return try execute(context).result
        } catch let error as LayError
            where error.kind == .exitStatus && !isChecked
        {
            let status = error.details.first { $0.0 == "status" }?.1.value
            let text = Array((error.message + "\n").utf8)
            return ExecutionResult(
                status: status.flatMap { $0.isInt ? $0.asInt : nil } ?? Int(ExitStatus.notFound),
                output: context.output.bytes, errors: context.errors.bytes + text,
                written: context.journal.bytes + text)
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
        } catch let error as LayError where error.kind == .exitStatus {
            return Health.Probe(time: world.state.clock, status: -1, output: error.message)
        }
    }
}
