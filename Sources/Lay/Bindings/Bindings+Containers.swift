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
        installExec()
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
        options.restartPolicy = try RestartPolicy(try call.optionalString(12) ?? "no")
        options.removesItself = try call.flag(13)
        options.isReadOnly = try call.flag(14)
        options.hostname = try call.optionalString(15)
        options.stopSignal = try call.optionalString(16)
        return try world.create(image, imageName: name(of: image), options)
    }

    private func mounts(_ call: borrowing NativeCall) throws -> [Mount] {
        var result: [Mount] = []
        for item in call.has(7) ? try call.list(7) : UnsafeBufferPointer(start: nil, count: 0) {
            if let mount: Mount = content(item) {
                result.append(mount)
                continue
            }
            guard item.tag == .string else {
                throw LayError(
                    "TypeError",
                    "volumes: a mount is volume.at(path) or a string, not \(vm.describe(item))")
            }
            let argument = try VolumeArgument(item.text)
            let destination = TreePath(argument.destination)
            if let source = argument.source, argument.isBind {
                let place = argument.isReadOnly ? try readable(source) : try writable(source)
                let files = try hostFiles()
                if (try? files.entry(at: place, follow: true)) == nil {
                    if argument.isReadOnly { _ = try writable(source) }
                    try makeHostDirectories(place, files)
                }
                result.append(
                    Mount(
                        .bind(place), at: destination, isReadOnly: argument.isReadOnly,
                        copies: false))
            } else {
                let volume =
                    try argument.source.map { try world.volume($0) } ?? world.createVolume(nil)
                result.append(
                    Mount(
                        .volume(volume.name), at: destination, isReadOnly: argument.isReadOnly,
                        copies: argument.copies,
                        isAnonymous: argument.source == nil))
            }
        }
        for text in try strings(call, 9) { result.append(try mountOption(text)) }
        for path in try strings(call, 10) {
            result.append(Mount(.tmpfs, at: TreePath(path), copies: false))
        }
        return result
    }

    /// `type=bind,source=…,target=…,readonly`, as `--mount` takes it.
    private func mountOption(_ text: String) throws -> Mount {
        var fields: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            fields[pair[0]] = pair.count > 1 ? pair[1] : "true"
        }
        for key in fields.keys.sorted()
        where ![
            "type", "source", "src", "target", "destination", "dst", "readonly", "ro",
            "volume-nocopy", "volume-subpath",
        ].contains(key) {
            throw LayError(
                "ValueError", "invalid argument '\(text)' for mount: unexpected key '\(key)'")
        }
        guard let target = fields["target"] ?? fields["destination"] ?? fields["dst"] else {
            throw LayError("ValueError", "invalid argument '\(text)' for mount: target is required")
        }
        let source = fields["source"] ?? fields["src"]
        let isReadOnly = fields["readonly"] == "true" || fields["ro"] == "true"
        switch fields["type"] ?? "volume" {
        case "volume":
            let volume = try source.map { try world.volume($0) } ?? world.createVolume(nil)
            return Mount(
                .volume(volume.name), at: TreePath(target), isReadOnly: isReadOnly,
                copies: fields["volume-nocopy"] != "true",
                subpath: TreePath(fields["volume-subpath"] ?? "/"), isAnonymous: source == nil)
        case "bind":
            guard let source else {
                throw LayError(
                    "ValueError", "invalid argument '\(text)' for mount: source is required")
            }
            let place = isReadOnly ? try readable(source) : try writable(source)
            guard (try? hostFiles().entry(at: place, follow: true)) != nil else {
                throw LayError(
                    "ValueError",
                    "invalid mount config for type \"bind\": bind source path does not exist: \(place)"
                )
            }
            return Mount(.bind(place), at: TreePath(target), isReadOnly: isReadOnly, copies: false)
        case "tmpfs":
            return Mount(.tmpfs, at: TreePath(target), isReadOnly: isReadOnly, copies: false)
        case let type:
            throw LayError(
                "ValueError", "invalid argument '\(text)' for mount: unknown type '\(type)'")
        }
    }

    private func makeHostDirectories(_ path: TreePath, _ files: any FileSystem) throws {
        if (try? files.entry(at: path, follow: true)) != nil { return }
        try makeHostDirectories(path.parent, files)
        try files.make(
            FileNode(.directory, attributes: FileAttributes(mode: 0o755), modified: world.now),
            at: path)
    }

    private func volumesFrom(_ call: borrowing NativeCall) throws -> [(
        container: String, isReadOnly: Bool
    )] {
        guard call.has(8) else { return [] }
        return try call.list(8).map { item in
            if let handle: ContainerHandle = content(item) { return (handle.id, false) }
            guard item.tag == .string else {
                throw LayError(
                    "TypeError", "volumes_from takes containers and names, not \(vm.describe(item))"
                )
            }
            let parts = item.text.split(separator: ":").map(String.init)
            if parts.count > 1, parts[1] != "ro", parts[1] != "rw" {
                throw LayError(
                    "ValueError", "invalid mode: \(parts[1])",
                    help: "write name, name:ro or name:rw")
            }
            return (parts.first ?? "", parts.count > 1 && parts[1] == "ro")
        }
    }
}
