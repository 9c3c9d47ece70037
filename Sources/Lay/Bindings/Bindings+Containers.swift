internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayWorld

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
            let status = container.life.status.map { " (\($0))" } ?? ""
            return [
                String(container.id.prefix(12)), container.name,
                container.life.state.rawValue + status,
                container.imageName,
            ]
        }
        container.display = { [unowned self] _, value, _ in
            guard let handle: ContainerHandle = content(value) else { return "<container>" }
            guard let container = world.state.containers[handle.id] else {
                return "\(handle.id.prefix(12)) (removed)"
            }
            return
                "\(container.name)  \(container.life.state.rawValue)\(container.life.status.map { " (\($0))" } ?? "")  \(container.imageName)"
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
            let stopped = world.containers.filter {
                $0.life.state == .exited || $0.life.state == .created
            }
            for container in stopped {
                try world.remove(container.id, force: false, volumes: false)
            }
            return list(stopped.map(\.name))
        }
        let parameters =
            "name? command? entrypoint? env? workdir? user? volumes? volumes_from? mounts? tmpfs? labels? restart? rm? read_only? hostname? stop_signal? stop_timeout?"
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
        installExec()
    }

    /// A text is one word, as of `--entrypoint`, and an empty one takes the image's away.
    private func entrypoint(_ value: Value) throws -> [String] {
        if value.tag == .string { return value.text.isEmpty ? [] : [value.text] }
        return try command(value, shell: [])
    }

    private func create(_ image: Image, _ call: borrowing NativeCall) throws -> Container {
        var options = World.Options()
        options.name = try call.optionalString(1)
        if call.has(2) { options.command = try command(call[2], shell: image.config.shell) }
        if call.has(3) { options.entrypoint = try entrypoint(call[3]) }
        options.environment = try pairs(call, 4)
        options.workingDirectory = try call.optionalString(5)
        options.user = try call.optionalString(6)
        options.mounts = try mounts(call)
        options.volumesFrom = try volumesFrom(call)
        options.labels = try pairs(call, 11)
        options.restartPolicy = try RestartPolicy(try call.optionalString(12) ?? "no")
        options.removesItself = try call.flag(13)
        options.isReadOnly = try call.flag(14)
        options.hostname = try call.optionalString(15)
        options.stopSignal = try call.optionalString(16)
        options.stopTimeout = call.has(17) ? try call.int(17) : nil
        return try world.create(image, imageName: name(of: image), options)
    }
}
