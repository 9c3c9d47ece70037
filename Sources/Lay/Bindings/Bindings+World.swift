internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

extension Bindings {
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
        read("damage") { [unowned self] world in list(world.state.damage) }
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
                let savedHost = snapshotHost()
                atomicDepth += 1
                defer { atomicDepth -= 1 }
                do {
                    return try vm.call(call[0], [])
                } catch {
                    (world.state, services, programs) = saved
                    restoreHost(savedHost)
                    throw error
                }
            })
    }
}
