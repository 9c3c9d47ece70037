internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A volume in a script: resolved by name in the world that is current.
struct VolumeHandle {
    let name: String
}

extension Bindings {
    private func current(_ handle: VolumeHandle) throws -> Volume {
        guard let volume = world.state.volumes[handle.name] else {
            throw ImageError.noVolume(handle.name)
        }
        return volume
    }

    /// The files of a volume, where they are: in the world or on the host.
    func files(_ handle: VolumeHandle) throws -> ContainerFileSystem {
        _ = try current(handle)
        return ContainerFileSystem(world, volume: handle.name)
    }

    /// A volume's files as a tree.
    private func tree(_ handle: VolumeHandle) throws -> FileTree {
        let volume = try current(handle)
        guard let device = volume.device else { return volume.tree }
        return try Snapshot.tree(
            of: try hostFiles(), at: try readable(device.description), modified: world.now,
            isRootOwned: true)
    }

    func installVolumes() {
        volume.assignmentHelp = "write to it: v.write(path, text)"
        volume.equals = { [unowned self] _, a, b in
            guard let x: VolumeHandle = content(a), let y: VolumeHandle = content(b) else {
                return false
            }
            return x.name == y.name
        }
        volume.display = { [unowned self] _, value, _ in
            guard let handle: VolumeHandle = content(value) else { return "<volume>" }
            return "volume \(handle.name)"
        }
        volume.index = { [unowned self] _, value, key in
            guard let handle: VolumeHandle = content(value) else { return .nil }
            return try look(key, in: try tree(handle), "volume \(handle.name)")
        }
        volume.contains = { [unowned self] _, path, value in
            guard let handle: VolumeHandle = content(value), path.tag == .string else {
                return false
            }
            let path = TreePath(path.text)
            return (try? files(handle).entry(at: path, follow: true)) != nil
        }
        installVolumeCommands()
        installVolumeProperties()
        installVolumeFiles()
        installVolumeCopies()
    }

    /// `docker volume create`, `ls` and `prune`.
    private func installVolumeCommands() {
        vm.constructor(volume, "name") { [unowned self] call in
            value(VolumeHandle(name: try world.volume(try call.string(0)).name))
        }
        vm.function(volume, "get", "name") { [unowned self] call in
            let name = try call.string(0)
            return world.state.volumes[name] == nil ? .nil : value(VolumeHandle(name: name))
        }
        vm.function(volume, "create", "name? labels? driver? options?") { [unowned self] call in
            let options = try pairs(call, 3)
            try checkDevice(options)
            let volume = try world.createVolume(
                try call.optionalString(0), labels: try pairs(call, 1),
                driver: try call.optionalString(2), options: options)
            return value(VolumeHandle(name: volume.name))
        }
        vm.function(volume, "list", "filter?") { [unowned self] call in
            let filter = try VolumeFilter(try filters(call, 0), prunes: false)
            return vm.list(
                world.state.volumes.all.filter {
                    filter.matches($0, isUsed: !world.users(ofVolume: $0.name).isEmpty)
                }.map { value(VolumeHandle(name: $0.name)) })
        }
        vm.function(volume, "prune", "all? filter?") { [unowned self] call in
            let filter = try VolumeFilter(try filters(call, 1), prunes: true)
            let all = try call.flag(0) || filter.takesAll
            let (names, bytes) = try world.pruneVolumes(all: all, filter)
            return vm.map([("volumes", list(names)), ("bytes", .int(bytes))])
        }
    }

    /// A volume that binds a host's directory needs the grant that a bind mount needs.
    func checkDevice(_ options: [(key: String, value: String)]) throws {
        let mounts = options.first { $0.key == "o" }?.value.split(separator: ",") ?? []
        guard mounts.contains("bind"),
            let device = options.first(where: { $0.key == "device" })?.value,
            device.hasPrefix("/")
        else { return }
        if mounts.contains("ro") { _ = try readable(device) } else { _ = try mountable(device) }
    }

    /// A map of filters, whose values are texts, bools or lists of texts.
    private func filters(_ call: borrowing NativeCall, _ index: Int) throws -> [(
        key: String, values: [String]
    )] {
        guard call.has(index) else { return [] }
        guard let entries = call[index].entries else { throw call.mismatch(index, "a map") }
        return try entries.map { entry in
            let values = entry.value.elements.map(Array.init) ?? [entry.value]
            return (
                try vm.display(entry.key, readable: false),
                try values.map { try vm.display($0, readable: false) }
            )
        }
    }

    private func installVolumeProperties() {
        property(volume, "name") { [unowned self] (handle: VolumeHandle) in value(handle.name) }
        property(volume, "labels") { [unowned self] (handle: VolumeHandle) in
            map(try current(handle).labels)
        }
        property(volume, "driver") { [unowned self] (handle: VolumeHandle) in
            value(try current(handle).driver)
        }
        property(volume, "options") { [unowned self] (handle: VolumeHandle) in
            map(try current(handle).options)
        }
        property(volume, "created") { [unowned self] (handle: VolumeHandle) in
            .int(try current(handle).created)
        }
        property(volume, "size") { [unowned self] (handle: VolumeHandle) in
            .int(try tree(handle).totalSize)
        }
        property(volume, "fs") { [unowned self] (handle: VolumeHandle) in
            value(try tree(handle))
        }
        property(volume, "users") { [unowned self] (handle: VolumeHandle) in
            vm.list(world.users(ofVolume: handle.name).map { value(ContainerHandle(id: $0.id)) })
        }
    }

    private func installVolumeFiles() {
        method(volume, "get", "path") { [unowned self] (handle: VolumeHandle, call) in
            let path = try path(call, 1)
            guard let entry = try? files(handle).entry(at: path, follow: true) else { return .nil }
            return value(entry)
        }
        method(volume, "list", "path?") { [unowned self] (handle: VolumeHandle, call) in
            let path = call.has(1) ? try path(call, 1) : .root
            return list(try files(handle).list(path).map { TreePath.display($0.name[...]) })
        }
        installFileVerbs(
            TypeTable<VolumeHandle>(
                self, volume, "A volume: files with a name of their own, which containers mount."),
            example: "let v = volume(\"data\")\n", name: "v"
        ) { bindings, handle in try bindings.files(handle) }
    }

    private func installVolumeCopies() {
        method(volume, "snapshot") { [unowned self] (handle: VolumeHandle, _) in
            value(try tree(handle))
        }
        method(volume, "restore", "tree") { [unowned self] (handle: VolumeHandle, call) in
            guard let tree: FileTree = content(call[1]) else { throw call.mismatch(1, "a tree") }
            if let device = try current(handle).device {
                throw LayError(
                    .invalidState,
                    "the volume '\(handle.name)' binds the host's \(device), which has no versions",
                    help: "write its files one by one")
            }
            world.state.volumes.update(handle.name) { $0.tree = tree }
            return vm.retain(call[0])
        }
        method(volume, "fork", "name") { [unowned self] (handle: VolumeHandle, call) in
            let copy = try world.forkVolume(handle.name, as: try call.string(1))
            return value(VolumeHandle(name: copy.name))
        }
        method(volume, "inspect") { [unowned self] (handle: VolumeHandle, _) in
            value(.object(Inspection.volume(try current(handle))))
        }
        method(volume, "remove", "force?") { [unowned self] (handle: VolumeHandle, call) in
            try world.removeVolume(handle.name, force: try call.flag(1))
            return .nil
        }
    }
}
