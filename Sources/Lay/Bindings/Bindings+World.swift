internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A world beside the one the script runs in: from `fork()` or `load()`.
final class OtherWorld {
    var state: WorldState
    var processes: Processes

    init(_ state: WorldState, _ processes: Processes = Processes()) {
        self.state = state
        self.processes = processes
    }

    /// The world itself, to ask and to change.
    func opened<Result>(_ body: (World) throws -> Result) rethrows -> Result {
        let world = World()
        world.state = state
        defer { state = world.state }
        return try body(world)
    }
}

extension Bindings {
    /// Asks or changes the world of a value: this one, or another.
    func withWorld<Result>(_ value: Value, _ body: (World) throws -> Result) rethrows -> Result {
        guard let other = vm.object(value, as: OtherWorld.self) else { return try body(world) }
        return try other.opened(body)
    }

    func installWorld() {
        func read(_ name: String, _ body: @escaping (World) throws -> Value) {
            vm.property(worldType, name) { [unowned self] _, value in
                try withWorld(value) { try body($0) }
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
        worldType.display = { [unowned self] _, value, _ in
            withWorld(value) {
                "world: \($0.state.tags.count) tags, \($0.state.containers.count) containers, \($0.state.volumes.count) volumes"
            }
        }
        vm.method(worldType, "fork") { [unowned self] call in
            let other = vm.object(call[0], as: OtherWorld.self)
            return vm.object(
                OtherWorld(other?.state ?? world.state, other?.processes ?? containers.processes),
                worldType)
        }
        vm.method(worldType, "within", "body") { [unowned self] call in
            guard let other = vm.object(call[0], as: OtherWorld.self) else {
                throw LayError(.invalidState, "within: this is the world the script runs in")
            }
            let saved = (world.state, containers.processes)
            (world.state, containers.processes) = (other.state, other.processes)
            defer {
                (other.state, other.processes) = (world.state, containers.processes)
                (world.state, containers.processes) = saved
            }
            return try vm.call(call[1], [])
        }
        vm.method(worldType, "restore", "world") { [unowned self] call in
            guard let other = vm.object(call[1], as: OtherWorld.self) else {
                throw call.mismatch(1, "a world from fork() or load()")
            }
            if let changed = vm.object(call[0], as: OtherWorld.self) {
                (changed.state, changed.processes) = (other.state, other.processes)
            } else {
                (world.state, containers.processes) = (other.state, other.processes)
            }
            return .nil
        }
        vm.method(worldType, "save", "directory") { [unowned self] call in
            try withWorld(call[0]) {
                let (world, files) = ($0, try hostFiles())
                let path = try writable(try call.string(1))
                try host.tracking(.saving) {
                    try WorldStore.save(world, to: files, path, limits: host.archiveLimits)
                }
            }
            return .nil
        }
        vm.method(worldType, "load", "directory verify?") { [unowned self] call in
            let (files, path) = (try hostFiles(), try readable(try call.string(1)))
            let verifies = call.has(2) ? try call.bool(2) : false
            let loaded = try host.tracking(.loading) {
                try WorldStore.load(
                    files, path, limits: host.archiveLimits, scratch: host.scratch,
                    verifies: verifies)
            }
            return vm.object(OtherWorld(loaded.state), worldType)
        }
        vm.define("world", vm.object(Box(()), worldType))
        vm.define(
            NativeFunction("atomic", "body") { [unowned self] call in
                let saved = (world.state, containers.processes, programs)
                let savedHost = snapshotHost()
                atomicDepth += 1
                defer { atomicDepth -= 1 }
                do {
                    return try vm.call(call[0], [])
                } catch {
                    (world.state, containers.processes, programs) = saved
                    restoreHost(savedHost)
                    throw error
                }
            })
    }
}
