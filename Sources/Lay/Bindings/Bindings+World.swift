internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// A volume in a script: resolved by name in the world that is current.
struct VolumeHandle {
    let name: String
}

extension Bindings {
    func value(_ handle: VolumeHandle) -> Value { vm.object(Box(handle), volume) }

    private func current(_ handle: VolumeHandle) throws -> Volume {
        guard let volume = world.state.volumes[handle.name] else {
            throw LayError("NotFound", "the volume '\(handle.name)' is gone")
        }
        return volume
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
            return try look(key, in: try current(handle).tree, "volume \(handle.name)")
        }
        volume.contains = { [unowned self] _, path, value in
            guard let handle: VolumeHandle = content(value), path.tag == .string else {
                return false
            }
            return try current(handle).tree.contains(TreePath(path.text))
        }
        vm.constructor(volume, "name") { [unowned self] call in
            value(VolumeHandle(name: try world.volume(try call.string(0)).name))
        }
        vm.function(volume, "get", "name") { [unowned self] call in
            let name = try call.string(0)
            return world.state.volumes[name] == nil ? .nil : value(VolumeHandle(name: name))
        }
        vm.function(volume, "create", "name? labels? driver? options?") { [unowned self] call in
            let volume = try world.createVolume(
                try call.optionalString(0), labels: try pairs(call, 1),
                driver: try call.optionalString(2) ?? "local",
                options: try pairs(call, 3))
            return value(VolumeHandle(name: volume.name))
        }
        vm.function(volume, "prune", "all?") { [unowned self] call in
            let all = try call.flag(0)
            var removed: [String] = []
            var bytes = 0
            for volume in world.state.volumes.all where all || volume.isAnonymous {
                let name = volume.name
                guard world.users(ofVolume: name).isEmpty else { continue }
                bytes += volume.tree.totalSize
                removed.append(name)
                try world.removeVolume(name)
            }
            return vm.map([("volumes", list(removed)), ("bytes", .int(bytes))])
        }
        property(volume, "name") { [unowned self] (handle: VolumeHandle) in value(handle.name) }
        property(volume, "labels") { [unowned self] (handle: VolumeHandle) in
            map(try current(handle).labels)
        }
        property(volume, "size") { [unowned self] (handle: VolumeHandle) in
            .int(try current(handle).tree.totalSize)
        }
        property(volume, "fs") { [unowned self] (handle: VolumeHandle) in
            value(try current(handle).tree)
        }
        property(volume, "users") { [unowned self] (handle: VolumeHandle) in
            vm.list(world.users(ofVolume: handle.name).map { value(ContainerHandle(id: $0.id)) })
        }
        method(volume, "at", "path ro? nocopy? subpath?") {
            [unowned self] (handle: VolumeHandle, call) in
            let mount = Mount(
                .volume(handle.name), at: try path(call, 1), isReadOnly: try call.flag(2),
                copies: !(try call.flag(3)),
                subpath: TreePath(try call.optionalString(4) ?? "/"))
            return vm.object(Box(mount), self.mount)
        }
        method(volume, "get", "path") { [unowned self] (handle: VolumeHandle, call) in
            guard let entry = try? current(handle).tree.entry(at: try path(call, 1)) else {
                return .nil
            }
            return value(entry)
        }
        method(volume, "list", "path?") { [unowned self] (handle: VolumeHandle, call) in
            list(
                try current(handle).tree.list(call.has(1) ? try path(call, 1) : .root).map {
                    TreePath.display($0.name[...])
                })
        }
        method(volume, "write", "path contents mode? owner?") {
            [unowned self] (handle: VolumeHandle, call) in
            var changed = try current(handle)
            try write(call, into: &changed.tree)
            world.state.volumes[handle.name] = changed
            return .nil
        }
        method(volume, "snapshot") { [unowned self] (handle: VolumeHandle, _) in
            value(try current(handle).tree)
        }
        method(volume, "fork", "name") { [unowned self] (handle: VolumeHandle, call) in
            let tree = try current(handle).tree
            let copy = try world.createVolume(try call.string(1))
            world.state.volumes[copy.name]?.tree = tree
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

    // MARK: The world

    func installWorld() {
        func read(_ name: String, _ body: @escaping (World) throws -> Value) {
            vm.property(worldType, name) { [unowned self] _, value in
                if let other: WorldState = content(value) {
                    let copy = World()
                    copy.state = other
                    return try body(copy)
                }
                return try body(world)
            }
        }
        read("images") { [unowned self] world in
            let used = Set(world.state.tags.map(\.id)).union(world.containers.map(\.image.id))
            var seen: Set<Digest> = []
            let order = world.state.tags.map(\.id) + world.containers.map(\.image.id)
            return vm.list(
                order.filter { used.contains($0) && seen.insert($0).inserted }.compactMap {
                    world.state.images[$0]
                }.map { value($0) })
        }
        read("containers") { [unowned self] world in
            vm.list(world.containers.map { value(ContainerHandle(id: $0.id)) })
        }
        read("volumes") { [unowned self] world in
            vm.list(world.state.volumes.all.map { value(VolumeHandle(name: $0.name)) })
        }
        read("tags") { [unowned self] world in
            vm.map(world.state.tags.map { ($0.reference.familiar, value($0.id.description)) })
        }
        read("clock") { world in .int(world.state.clock) }
        read("events") { [unowned self] world in
            vm.list(
                world.state.events.map { event in
                    vm.map([
                        ("type", value(event.type)), ("action", value(event.action)),
                        ("actor", value(event.actor)), ("time", .int(event.time)),
                    ])
                })
        }
        worldType.display = { [unowned self] _, _, _ in
            "world: \(world.state.tags.count) tags, \(world.state.containers.count) containers, \(world.state.volumes.count) volumes"
        }
        vm.method(worldType, "fork") { [unowned self] _ in vm.object(Box(world.state), worldType) }
        vm.method(worldType, "within", "body") { [unowned self] call in
            guard let other: WorldState = content(call[0]) else {
                throw LayError("InvalidState", "within: this is the world the script runs in")
            }
            let saved = (world.state, services)
            world.state = other
            defer { (world.state, services) = saved }
            return try vm.call(call[1], [])
        }
        vm.method(worldType, "restore", "world") { [unowned self] call in
            guard let other: WorldState = content(call[1]) else {
                throw call.mismatch(1, "a world from fork() or load()")
            }
            world.state = other
            services = [:]
            return .nil
        }
        vm.method(worldType, "save", "directory") { [unowned self] call in
            try WorldStore.save(world, to: try hostFiles(), try writable(try call.string(1)))
            return .nil
        }
        vm.method(worldType, "load", "directory") { [unowned self] call in
            let loaded = try WorldStore.load(try hostFiles(), try readable(try call.string(1)))
            return vm.object(Box(loaded.state), worldType)
        }
        vm.define("world", vm.object(Box(()), worldType))
        vm.define(
            NativeFunction("atomic", "body") { [unowned self] call in
                let saved = (world.state, services, programs)
                atomicDepth += 1
                defer { atomicDepth -= 1 }
                do {
                    return try vm.call(call[0], [])
                } catch {
                    (world.state, services, programs) = saved
                    throw error
                }
            })
    }
}
