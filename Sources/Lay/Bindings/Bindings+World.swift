internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A world beside the one the script runs in: from `fork()` or `load()`.
final class OtherWorld {
    var version: ContainerEngine.Version

    init(_ version: ContainerEngine.Version) { self.version = version }
}

/// A world in a script: the one it runs in, or another.
struct WorldHandle: ScriptArgument, ScriptResult {
    /// `nil` for the world that the script runs in.
    let other: OtherWorld?

    static var type: ValueType { "world" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> WorldHandle
    {
        guard let handle = receiver(call[index], bindings) else {
            throw call.mismatch(index, "a world")
        }
        return handle
    }

    static func receiver(_ value: Value, _ bindings: Bindings) -> WorldHandle? {
        if let other = bindings.vm.object(value, as: OtherWorld.self) {
            return WorldHandle(other: other)
        }
        return bindings.vm.object(value, as: Box<CurrentWorld>.self).map { _ in
            WorldHandle(other: nil)
        }
    }

    func given(by bindings: Bindings) -> Value {
        guard let other else { return bindings.vm.object(Box(CurrentWorld()), bindings.worldType) }
        return bindings.vm.object(other, bindings.worldType)
    }

    /// Asks or changes the world.
    func opened<Result>(_ bindings: Bindings, _ body: (World) throws -> Result) rethrows -> Result {
        guard let other else { return try body(bindings.world) }
        let world = World()
        world.state = other.version.state
        defer { other.version.state = world.state }
        return try body(world)
    }
}

/// Stands for the world that the script runs in.
struct CurrentWorld {}

extension Bindings {
    func installWorld() {
        let worlds = TypeTable<WorldHandle>(
            self, worldType, "A world: images, tags, containers, volumes and what happened to them."
        )
        worldType.display = { [unowned self] _, value, _ in
            guard let handle = WorldHandle.receiver(value, self) else { return "<world>" }
            return handle.opened(self) {
                "world: \($0.state.tags.count) tags, \($0.state.containers.count) containers, \($0.state.volumes.count) volumes"
            }
        }
        installWorldProperties(worlds)
        worlds.property(
            "downloads", "What addresses give: ADD asks it before anything is fetched.",
            example:
                "world.downloads[\"https://a.example/f\"] = \"text\"\nworld.downloads.length  # => 1"
        ) { _, handle in DownloadsHandle(world: handle) }
        installWorldVersions(worlds)
        installWorldSaving(worlds)
        installUsage(worlds)
        vm.define(
            "world", WorldHandle(other: nil).given(by: self), "The world that the script runs in.",
            gives: "world", example: "world.containers  # => []")
        installAtomic()
    }

    private func installWorldProperties(_ worlds: TypeTable<WorldHandle>) {
        func read<Result: ScriptResult>(
            _ name: String, _ sentence: String, example: String,
            _ body: @escaping (World) throws -> Result
        ) {
            worlds.property(name, sentence, example: example) { bindings, handle in
                try handle.opened(bindings, body)
            }
        }
        read(
            "images", "The images that are tagged or in use, each once.",
            example: "let app = toolbox.tag(\"app\")\nworld.images.length  # => 1"
        ) { $0.imagesInUse }
        read(
            "containers", "The containers, in the order of their creation.",
            example:
                "toolbox.create(name: \"box\")\nworld.containers.map(c => c.name)  # => [\"box\"]"
        ) { $0.containers.map { ContainerHandle(id: $0.id) } }
        read(
            "volumes", "The volumes, by name.",
            example: "let data = volume(\"data\")\nworld.volumes  # => [volume data]"
        ) { $0.state.volumes.all.map { VolumeHandle(name: $0.name) } }
        read(
            "tags", "The tags with the ids of their images, in the order of their first use.",
            example: "let app = toolbox.tag(\"app:1\")\nworld.tags[\"app:1\"] == app.id  # => true"
        ) { world in
            Fields(world.state.tags.map { ($0.reference.familiar, $0.id.description) })
        }
        read(
            "clock", "What its clock shows, in seconds since 1970; sleeping programs move it.",
            example: "world.clock  # => 0"
        ) { $0.state.clock }
        read(
            "events", "What happened, in order: maps with type, action, actor and time.",
            example: "toolbox.create(name: \"box\")\nworld.events[-1][\"action\"]  # => \"create\""
        ) { world in
            world.state.events.map { event in
                [
                    "type": event.type, "action": event.action, "actor": event.actor,
                    "time": event.time,
                ] as Fields
            }
        }
        read(
            "damage", "What was damaged where it was loaded from and so is missing here.",
            example: "world.damage  # => []"
        ) { $0.state.damage }
    }

    private func installWorldVersions(_ worlds: TypeTable<WorldHandle>) {
        worlds.method(
            "fork", "A copy of it as it is now; both share all until one changes.",
            example: """
                let before = world.fork()
                let data = volume("data")
                before.volumes.length  # => 0
                """
        ) { bindings, handle in
            WorldHandle(
                other: OtherWorld(handle.other?.version ?? bindings.containers.version))
        }
        worlds.method(
            "within",
            "Runs a block in this world, from fork() or load(), which keeps its changes; gives its value.",
            [Parameter("body", "the block")],
            example: "world.fork().within { volume(\"data\").name }  # => \"data\""
        ) { (bindings, handle, body: ScriptFunction) in
            guard let other = handle.other else {
                throw LayError.withinOwnWorld
            }
            let containers = bindings.containers
            let saved = containers.version
            containers.version = other.version
            defer {
                other.version = containers.version
                containers.version = saved
            }
            return try bindings.vm.call(body.value, [])
        }
        worlds.action(
            "restore", "Makes it what another world is.",
            [Parameter("world", "from fork() or load()")],
            example: """
                let before = world.fork()
                let data = volume("data")
                world.restore(before)
                world.volumes.length  # => 0
                """
        ) { (bindings, handle, from: WorldHandle) in
            guard let other = from.other else {
                throw LayError.restoresOwnWorld
            }
            if let changed = handle.other {
                changed.version = other.version
            } else {
                bindings.containers.version = other.version
            }
        }
    }

    private func installWorldSaving(_ worlds: TypeTable<WorldHandle>) {
        worlds.action(
            "save",
            "Saves it as an OCI image layout, which umoci, skopeo and podman read; it takes a grant.",
            [Parameter("directory", "a directory of the host, new or a saved world")],
            example: """
                let app = toolbox.tag("app")
                world.save("/out")
                world.load("/out").images.length  # => 1
                """
        ) { (bindings, handle, directory: String) in
            let (host, files) = (bindings.host, try bindings.hostFiles())
            let path = try bindings.writable(directory)
            try handle.opened(bindings) { world in
                try host.tracking(.saving) {
                    try WorldStore.save(world, to: files, path, limits: host.archiveLimits)
                }
            }
        }
        worlds.method(
            "load", "Another world, as it was saved; containers that ran are exited with 137.",
            [
                Parameter("directory", "a saved world of the host"),
                Parameter("verify", "true to read every byte now, not when it is needed"),
            ],
            example: """
                world.save("/out")
                world.load("/out").containers  # => []
                """
        ) { (bindings, _, directory: String, verify: Flag) in
            let (host, files) = (bindings.host, try bindings.hostFiles())
            let path = try bindings.readable(directory)
            let loaded = try host.tracking(.loading) {
                try WorldStore.load(
                    files, path, limits: host.archiveLimits, scratch: host.scratch,
                    verifies: verify.isSet)
            }
            return WorldHandle(other: OtherWorld(.init(state: loaded.state)))
        }
    }

    private func installAtomic() {
        define(
            "atomic",
            NativeMember(
                "Runs a block; when it throws, the world is as it was before and the error goes on.",
                [Parameter("body", "the block")],
                example: """
                    try { atomic { volume("data"); throw error("no") } } catch e { nil }
                    world.volumes.length  # => 0
                    """
            ) { (bindings, body: ScriptFunction) in
                let before = bindings.savedState
                bindings.atomicDepth += 1
                defer { bindings.atomicDepth -= 1 }
                do {
                    return try bindings.vm.call(body.value, [])
                } catch {
                    bindings.restore(before)
                    throw error
                }
            })
    }
}
