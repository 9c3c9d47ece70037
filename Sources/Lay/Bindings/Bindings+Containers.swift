internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell

/// A container in a script: resolved by id in the world that is current.
struct ContainerHandle {
    let id: String
}

extension Bindings {
    func value(_ handle: ContainerHandle) -> Value { vm.object(Box(handle), container) }

    func installContainers() {
        container.assignmentHelp = "write to it: c.write(path, text)"
        container.equals = { [unowned self] _, a, b in
            guard let x: ContainerHandle = content(a), let y: ContainerHandle = content(b) else {
                return false
            }
            return x.id == y.id
        }
        container.hash = { [unowned self] _, value in
            let handle: ContainerHandle? = content(value)
            return UInt64(handle?.id.prefix(15) ?? "0", radix: 16) ?? 0
        }
        container.row = { [unowned self] _, value in
            guard let handle: ContainerHandle = content(value) else { return [] }
            guard let container = world.state.containers[handle.id] else {
                return [String(handle.id.prefix(12)), "removed"]
            }
            let status = container.status.map { " (\($0))" } ?? ""
            return [
                String(container.id.prefix(12)), container.name, container.state.rawValue + status,
                container.imageName,
            ]
        }
        container.display = { [unowned self] _, value, _ in
            guard let handle: ContainerHandle = content(value) else { return "<container>" }
            guard let container = world.state.containers[handle.id] else {
                return "\(handle.id.prefix(12)) (removed)"
            }
            return
                "\(container.name)  \(container.state.rawValue)\(container.status.map { " (\($0))" } ?? "")  \(container.imageName)"
        }
        container.contains = { [unowned self] _, path, value in
            guard let handle: ContainerHandle = content(value), path.tag == .string else {
                return false
            }
            return
                (try? ContainerFileSystem(world, handle.id).entry(
                    at: TreePath(path.text), follow: true)) != nil
        }
        container.index = { [unowned self] _, value, key in
            guard let handle: ContainerHandle = content(value), key.tag == .string else {
                return .nil
            }
            let container = try world.container(handle.id)
            let files = ContainerFileSystem(world, handle.id)
            do throws(FileError) {
                return self.value(try files.entry(at: TreePath(key.text), follow: true))
            } catch {
                guard error.code == .notFound else { throw error }
                throw missing(TreePath(key.text), "container \(container.name)") {
                    try? files.list($0)
                }
            }
        }
        vm.constructor(container, "name") { [unowned self] call in
            value(ContainerHandle(id: try world.container(try call.string(0)).id))
        }
        vm.function(container, "prune") { [unowned self] _ in
            let stopped = world.containers.filter { $0.state == .exited || $0.state == .created }
            for container in stopped {
                try world.remove(container.id, force: false, volumes: false)
            }
            return list(stopped.map(\.name))
        }
        let parameters =
            "name? command? entrypoint? env? workdir? user? volumes? volumes_from? mounts? tmpfs? labels? restart? rm? read_only? hostname? stop_signal?"
        method(image, "create", parameters) { [unowned self] (image: Image, call) in
            value(ContainerHandle(id: try create(image, call).id))
        }
        method(image, "start", parameters) { [unowned self] (image: Image, call) in
            let container = try create(image, call)
            try start(container.id)
            return value(ContainerHandle(id: container.id))
        }
        installContainerProperties()
        installContainerFiles()
        installLifecycle()
    }

    private func create(_ image: Image, _ call: borrowing NativeCall) throws -> Container {
        var options = World.Options()
        options.name = try call.optionalString(1)
        if call.has(2) { options.command = try command(call[2], shell: image.config.shell) }
        if call.has(3) { options.entrypoint = try command(call[3], shell: image.config.shell) }
        options.environment = try pairs(call, 4)
        options.workingDirectory = try call.optionalString(5)
        options.user = try call.optionalString(6)
        options.mounts = try mounts(call)
        options.volumesFrom = try volumesFrom(call)
        options.labels = try pairs(call, 11)
        options.restartPolicy = try call.optionalString(12) ?? "no"
        options.removesItself = try call.flag(13)
        options.isReadOnly = try call.flag(14)
        options.hostname = try call.optionalString(15)
        options.stopSignal = try call.optionalString(16)
        return try world.create(image, imageName: name(of: image), options)
    }

    private func installContainerProperties() {
        func read(_ name: String, _ body: @escaping (Container) throws -> Value) {
            property(container, name) { [unowned self] (handle: ContainerHandle) in
                guard let container = world.state.containers[handle.id] else {
                    throw LayError("NotFound", "the container \(handle.id.prefix(12)) is gone")
                }
                return try body(container)
            }
        }
        read("id") { [unowned self] in value($0.id) }
        read("name") { [unowned self] in value($0.name) }
        read("image") { [unowned self] in value($0.image) }
        read("state") { [unowned self] in value($0.state.rawValue) }
        read("status") { $0.status.map { .int($0) } ?? .nil }
        read("created") { .int($0.created) }
        read("labels") { [unowned self] in map($0.labels) }
        read("fs") { [unowned self] in value($0.tree) }
        read("layer") { [unowned self] in
            value(Layer(try $0.changes(), createdBy: "container \($0.name)"))
        }
        read("mounts") { [unowned self] container in
            value(.array(Inspection.mounts(container)))
        }
        method(container, "inspect") { [unowned self] (handle: ContainerHandle, _) in
            value(
                .object(
                    Inspection.container(
                        try world.container(handle.id), volumes: world.state.volumes)))
        }
        method(container, "diff") { [unowned self] (handle: ContainerHandle, _) in
            vm.list(try world.container(handle.id).diff().map { vm.object(Box($0), difference) })
        }
        property(difference, "kind") { [unowned self] (entry: (kind: String, path: TreePath)) in
            value(entry.kind)
        }
        property(difference, "path") { [unowned self] (entry: (kind: String, path: TreePath)) in
            value(entry.path.description)
        }
        difference.row = { [unowned self] _, value in
            let entry: (kind: String, path: TreePath)? = content(value)
            return entry.map { [$0.kind, $0.path.description] } ?? []
        }
        difference.display = { [unowned self] _, value, _ in
            let entry: (kind: String, path: TreePath)? = content(value)
            return entry.map { "\($0.kind) \($0.path)" } ?? ""
        }
        property(execution, "status") { (result: ExecutionResult) in .int(result.status) }
        property(execution, "stdout") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.output, as: UTF8.self))
        }
        property(execution, "stderr") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.errors, as: UTF8.self))
        }
        property(execution, "output") { [unowned self] (result: ExecutionResult) in
            value(String(decoding: result.output + result.errors, as: UTF8.self))
        }
        execution.display = { [unowned self] _, value, _ in
            let result: ExecutionResult? = content(value)
            return result.map { String(decoding: $0.output + $0.errors, as: UTF8.self) } ?? ""
        }
    }

    private func installContainerFiles() {
        func files(
            _ name: String, _ parameters: String,
            _ body: @escaping (ContainerFileSystem, borrowing NativeCall) throws -> Value
        ) {
            method(container, name, parameters) { [unowned self] (handle: ContainerHandle, call) in
                _ = try world.container(handle.id)
                return try body(ContainerFileSystem(world, handle.id), call)
            }
        }
        files("get", "path") { [unowned self] files, call in
            guard let entry = try? files.entry(at: try path(call, 1), follow: true) else {
                return .nil
            }
            return value(entry)
        }
        files("list", "path?") { [unowned self] files, call in
            list(
                try files.list(call.has(1) ? try path(call, 1) : .root).map {
                    TreePath.display($0.name[...])
                })
        }
        files("write", "path contents mode? owner?") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path, files)
            try files.write(try contents(call, 2), to: path, creating: FileAttributes(mode: 0o644))
            if let mode = try mode(call, 3) {
                try files.setAttributes(of: path, follow: true) { $0.mode = mode }
            }
            if let text = try call.optionalString(4) {
                let owner = try owner(text, files)
                try files.setAttributes(of: path, follow: true) { ($0.uid, $0.gid) = owner }
            }
            return .nil
        }
        files("append", "path contents") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path, files)
            try files.append(
                try contents(call, 2).bytes(), to: path, creating: FileAttributes(mode: 0o644))
            return .nil
        }
        files("mkdir", "path mode?") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path.appending(name: "x".utf8), files)
            if let mode = try mode(call, 2) {
                try files.setAttributes(of: path, follow: true) { $0.mode = mode }
            }
            return .nil
        }
        files("remove_file", "path recursive?") { [unowned self] files, call in
            try removeAll(try path(call, 1), files, isRecursive: try call.flag(2))
            return .nil
        }
    }

    func makeParents(_ path: TreePath, _ files: any FileSystem) throws {
        if path.isRoot { return }
        let parent = path.parent
        if parent.isRoot || (try? files.entry(at: parent, follow: true)) != nil { return }
        try makeParents(parent, files)
        try files.make(
            FileNode(.directory, attributes: FileAttributes(mode: 0o755), modified: world.now),
            at: parent)
    }

    private func removeAll(_ path: TreePath, _ files: any FileSystem, isRecursive: Bool) throws {
        guard try files.entry(at: path, follow: false).node.kind == .directory else {
            try files.unlink(path)
            return
        }
        if isRecursive {
            for item in try files.list(path) {
                try removeAll(path.appending(name: item.name), files, isRecursive: true)
            }
        }
        try files.removeDirectory(path)
    }

    // MARK: Lifecycle

    /// Starts a container: runs its program to the end, or leaves it running when it stays.
    func start(_ id: String) throws {
        let container = try world.container(id)
        if container.state == .running { return }
        let context = try context(
            id, container.command, user: nil, environment: [], workingDirectory: nil)
        let (outcome, result) = try execute(context)
        try world.update(id) { $0.log += result.output + result.errors }
        try world.setState(id, .running, event: "start")
        switch outcome {
        case .exited(let status):
            try world.setState(id, .exited, status: Int(status), event: "die")
            if container.removesItself { try world.remove(id, force: true, volumes: true) }
        case .stays(let handler): services[id] = handler
        }
    }

    private func signal(_ name: String) -> (name: String, number: Int) {
        let plain = name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name
        let numbers = [
            "HUP": 1, "INT": 2, "QUIT": 3, "KILL": 9, "USR1": 10, "USR2": 12, "TERM": 15,
        ]
        if let number = Int(plain) {
            return (numbers.first { $0.value == number }?.key ?? plain, number)
        }
        return (plain, numbers[plain] ?? 15)
    }

    /// Sends the stop signal; a program without a way to take it is killed after its grace.
    func stop(_ id: String) throws {
        let container = try world.container(id)
        guard container.state == .running || container.state == .paused else { return }
        var status = 137
        if let handler = services[id], let code = try handler(signal(container.stopSignal).name) {
            status = Int(code)
        }
        services[id] = nil
        try world.setState(id, .exited, status: status, event: "stop")
        if container.removesItself { try world.remove(id, force: true, volumes: true) }
    }

    private func requireRunning(_ container: Container) throws {
        if container.state == .paused {
            throw LayError(
                "InvalidState", "the container \(container.name) is paused",
                help: "unpause it first")
        }
        if container.state != .running {
            throw LayError(
                "InvalidState",
                "the container \(container.name) is not running: it is \(container.state.rawValue)",
                help: "start it with a program that stays, such as sleep infinity")
        }
    }

    private func installLifecycle() {
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
        act("stop", "timeout?") { [unowned self] container, _ in try stop(container.id) }
        act("restart") { [unowned self] container, _ in
            try stop(container.id)
            try start(container.id)
        }
        act("kill", "signal?") { [unowned self] container, call in
            try requireRunning(container)
            let signal = signal(try call.optionalString(1) ?? "KILL")
            services[container.id] = nil
            try world.setState(container.id, .exited, status: 128 + signal.number, event: "kill")
        }
        act("pause") { [unowned self] container, _ in
            try requireRunning(container)
            try world.setState(container.id, .paused, event: "pause")
        }
        act("unpause") { [unowned self] container, _ in
            guard container.state == .paused else {
                throw LayError("InvalidState", "the container \(container.name) is not paused")
            }
            try world.setState(container.id, .running, event: "unpause")
        }
        act("rename", "name") { [unowned self] container, call in
            let name = try call.string(1)
            if let other = world.state.containers.named(name), other.id != container.id {
                throw LayError("Exists", "the name '\(name)' is in use")
            }
            try world.update(container.id) { $0.name = name }
        }
        method(container, "remove", "force? volumes?") {
            [unowned self] (handle: ContainerHandle, call) in
            services[handle.id] = nil
            try world.remove(handle.id, force: try call.flag(1), volumes: try call.flag(2))
            return .nil
        }
        method(container, "wait") { [unowned self] (handle: ContainerHandle, _) in
            let container = try world.container(handle.id)
            guard let status = container.status, container.state == .exited else {
                throw LayError(
                    "InvalidState",
                    "the container \(container.name) never ends by itself: it is \(container.state.rawValue)"
                )
            }
            return .int(status)
        }
        method(container, "logs") { [unowned self] (handle: ContainerHandle, _) in
            value(String(decoding: try world.container(handle.id).log, as: UTF8.self))
        }
        method(container, "exec", "command user? env? workdir? stdin? check?") {
            [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            try requireRunning(container)
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
        method(container, "commit", "message? author?") {
            [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            let image = try container.image.replacingFiles(
                with: container.tree,
                createdBy: try call.optionalString(1) ?? container.command.joined(separator: " "),
                created: world.timestamp)
            var config = image.config
            if let author = try call.optionalString(2) { config["author"] = .string(author) }
            return value(keep(Image(layers: image.layers, config: config)))
        }
        method(container, "fork", "name?") { [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            var options = World.Options()
            options.name = try call.optionalString(1)
            options.command = Array(container.command.dropFirst(container.entrypoint.count))
            options.entrypoint = container.entrypoint
            options.mounts = container.mounts
            let copy = try world.create(container.image, imageName: container.imageName, options)
            try world.update(copy.id) { $0.tree = container.tree }
            return value(ContainerHandle(id: copy.id))
        }
        method(container, "checkpoint") { [unowned self] (handle: ContainerHandle, _) in
            value(try world.container(handle.id).tree)
        }
        act("restore", "point") { [unowned self] container, call in
            guard let tree: FileTree = content(call[1]) else {
                throw call.mismatch(1, "a checkpoint")
            }
            try world.update(container.id) { $0.tree = tree }
        }
    }
}
