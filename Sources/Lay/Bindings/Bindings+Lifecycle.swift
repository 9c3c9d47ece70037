internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell

/// A program that stays: how it takes a signal, and what it wrote.
final class Service {
    /// Gives the status the program ends with, or `nil` when it goes on; `nil` for a program
    /// without a handler, which as PID 1 gets no default action.
    let handler: ((String) throws -> UInt8?)?
    /// When it ends by itself, and with which status: a program that sleeps.
    let end: (clock: Int, status: Int)?
    private let journal: OutputJournal
    private var logged: Int

    init(
        _ context: ProgramContext, _ handler: ((String) throws -> UInt8?)?,
        end: (clock: Int, status: Int)? = nil
    ) {
        self.handler = handler
        self.end = end
        journal = context.journal
        logged = context.journal.bytes.count
    }

    /// What was written since it was asked last.
    func newOutput() -> ArraySlice<UInt8> {
        defer { logged = journal.bytes.count }
        return journal.bytes[logged...]
    }
}

/// The programs that stay, by container; those that end by themselves are known apart, so that
/// time can pass without asking every one.
struct Services {
    private var all: [String: Service] = [:]
    private(set) var sleepers: Set<String> = []

    subscript(id: String) -> Service? {
        get { all[id] }
        set {
            all[id] = newValue
            if newValue?.end != nil { sleepers.insert(id) } else { sleepers.remove(id) }
        }
    }
}

extension Bindings {
    /// Starts a container: runs its program to the end, or leaves it running when it stays.
    func start(_ id: String) throws {
        let container = try world.container(id)
        guard try world.mayStart(container) else { return }
        let outcome: ProgramOutcome
        let context: ProgramContext
        do {
            context = try self.context(
                id, container.command, user: nil, environment: [], workingDirectory: nil,
                isMain: true)
            try world.started(id)
            outcome = try execute(context).outcome
        } catch {
            let error = self.error(error)
            guard world.state.containers[id] != nil else { throw error }
            // A program that cannot be run at all leaves the container as it was.
            try world.update(id) { changed in
                changed.state = container.state
                changed.started = container.started
                changed.status = container.status
            }
            if error.kind == .exitStatus {
                let status = error.details.first { $0.0 == "status" }?.1.value
                try world.failedToStart(
                    id,
                    status: status.flatMap { $0.isInt ? $0.asInt : nil }
                        ?? Int(ExitStatus.notFound),
                    reason: error.message)
            }
            if container.removesItself {
                try world.remove(id, force: true, volumes: true)
            }
            throw error
        }
        guard world.state.containers[id] != nil else { return }
        try world.update(id) { $0.log += context.journal.bytes }
        switch outcome {
        case .exited(let status) where context.asleep > 0:
            let seconds = Int(min(context.asleep.rounded(.up), 1e15))
            services[id] = Service(
                context, nil, end: (Timestamp.after(world.state.clock, seconds), Int(status)))
        case .exited(let status): try world.ended(id, status: Int(status))
        case .stays(let handler): services[id] = Service(context, handler)
        }
    }

    /// Lets time pass: what sleeps no longer ends.
    private func pass(to clock: Int) throws {
        world.state.clock = max(world.state.clock, clock)
        let ended = services.sleepers.compactMap { id in
            services[id]?.end.flatMap {
                $0.clock <= world.state.clock ? (id: id, end: $0) : nil
            }
        }
        for (id, (_, status)) in ended.sorted(by: { ($0.end.clock, $0.id) < ($1.end.clock, $1.id) })
        {
            services[id] = nil
            guard let container = world.state.containers[id] else { continue }
            // A paused program sleeps on.
            if container.state == .running { try world.ended(id, status: status) }
        }
    }

    /// Waits for a program that sleeps; gives the status, or `nil` for one that does not end.
    private func awaitEnd(of container: Container) throws -> Int? {
        if container.state == .exited { return container.status }
        guard container.state == .running, let end = services[container.id]?.end else { return nil }
        try pass(to: end.clock)
        return end.status
    }

    /// Lets a running program take a signal; gives the status it ends with, if it does.
    private func deliver(_ signal: Signal, to id: String) throws -> Int? {
        guard let service = services[id], let handler = service.handler else { return nil }
        let status = try handler(signal.name)
        let output = service.newOutput()
        if !output.isEmpty { _ = world.state.containers.update(id) { $0.log += output } }
        return status.map { Int($0) }
    }

    /// Sends a signal to a container's program from one that `exec` runs.
    func signalFirst(_ id: String, _ signal: Signal) throws {
        guard let status = try deliver(signal, to: id) else { return }
        services[id] = nil
        try world.ended(id, status: status)
    }

    private func end(_ id: String, status: Int, event: String) throws {
        services[id] = nil
        let name = try world.container(id).name
        try world.ended(id, status: status)
        world.note("container", event, name)
    }

    /// Sends the stop signal; a program that does not end is killed after its grace, which passes
    /// in the world's clock.
    func stop(_ id: String, timeout: Int? = nil) throws {
        let container = try world.container(id)
        guard container.state == .running || container.state == .paused else { return }
        let grace = timeout ?? container.stopTimeout
        if let status = try deliver(try Signal(container.stopSignal), to: id) {
            try end(id, status: status, event: "stop")
            return
        }
        guard world.state.containers[id] != nil else { return }
        // A program that sleeps may end by itself meanwhile.
        let last = Timestamp.after(world.state.clock, max(0, grace))
        if let due = services[id]?.end, due.clock <= last {
            world.note("container", "stop", container.name)
            return try pass(to: due.clock)
        }
        try pass(to: last)
        try end(id, status: 128 + Signal.kill.number, event: "stop")
    }

    func installLifecycle() {
        func act(
            _ name: String, _ parameters: String = "",
            _ body: @escaping (Container, borrowing NativeCall) throws -> Void
        ) {
            method(container, name, parameters) { [unowned self] (handle: ContainerHandle, call) in
                try body(try world.container(handle.id), call)
                return vm.retain(call[0])
            }
        }
        act("start") { [unowned self] container, _ in try start(container.id) }
        act("stop", "timeout?") { [unowned self] container, call in
            try stop(container.id, timeout: call.has(1) ? try call.int(1) : nil)
        }
        act("restart", "timeout?") { [unowned self] container, call in
            try stop(container.id, timeout: call.has(1) ? try call.int(1) : nil)
            try start(container.id)
            world.note("container", "restart", container.name)
        }
        act("kill", "signal?") { [unowned self] container, call in
            let signal = try call.has(1) ? signal(call[1]) : Signal.kill
            try world.requireAlive(container)
            world.note("container", "kill", container.name)
            if signal == .kill {
                try end(container.id, status: 128 + signal.number, event: "kill")
            } else if let status = try deliver(signal, to: container.id) {
                services[container.id] = nil
                try world.ended(container.id, status: status)
            }
        }
        act("pause") { [unowned self] container, _ in try world.pause(container) }
        act("unpause") { [unowned self] container, _ in try world.unpause(container) }
        act("rename", "name") { [unowned self] container, call in
            try world.rename(container, to: try call.string(1))
        }
        method(container, "remove", "force? volumes?") {
            [unowned self] (handle: ContainerHandle, call) in
            try world.remove(handle.id, force: try call.flag(1), volumes: try call.flag(2))
            services[handle.id] = nil
            return .nil
        }
        method(container, "wait") { [unowned self] (handle: ContainerHandle, _) in
            let container = try world.container(handle.id)
            guard let status = try awaitEnd(of: container) else {
                throw LayError(
                    .invalidState,
                    "the container \(container.name) never ends by itself: it is \(container.state.rawValue)",
                    help: container.state == .created ? "start() it first" : "stop() or kill() it")
            }
            return .int(status)
        }
        method(container, "logs") { [unowned self] (handle: ContainerHandle, _) in
            value(String(decoding: try world.container(handle.id).log, as: UTF8.self))
        }
        installCopiesOfContainers()
    }

    private func signal(_ value: Value) throws -> Signal {
        if value.isInt { return try Signal("\(value.asInt)") }
        guard value.tag == .string else {
            throw LayError(.typeError, "a signal is a name or a number, not \(vm.describe(value))")
        }
        return try Signal(value.text)
    }

    private func installCopiesOfContainers() {
        method(container, "commit", "message? author?") {
            [unowned self] (handle: ContainerHandle, call) in
            let image = try world.commit(
                try world.container(handle.id), message: try call.optionalString(1),
                author: try call.optionalString(2))
            return value(keep(image))
        }
        method(container, "fork", "name?") { [unowned self] (handle: ContainerHandle, call) in
            let copy = try world.fork(
                try world.container(handle.id), name: try call.optionalString(1))
            return value(ContainerHandle(id: copy.id))
        }
        method(container, "checkpoint") { [unowned self] (handle: ContainerHandle, _) in
            value(try world.container(handle.id).tree)
        }
        method(container, "restore", "point") { [unowned self] (handle: ContainerHandle, call) in
            guard let tree: FileTree = content(call[1]) else {
                throw call.mismatch(1, "a checkpoint")
            }
            try world.update(try world.container(handle.id).id) { $0.tree = tree }
            return vm.retain(call[0])
        }
    }
}
