internal import LayImages
internal import LayRuntime

/// `world.df()` and `world.gc()`.
extension Bindings {
    func installUsage() {
        vm.method(worldType, "df") { [unowned self] call in
            let usage = try within(call[0]) { try $0.usage() }
            return vm.map([
                ("images", value(usage.images)), ("containers", value(usage.containers)),
                ("volumes", value(usage.volumes)), ("build_cache", value(usage.buildCache)),
            ])
        }
        vm.method(worldType, "gc", "directory?") { [unowned self] call in
            if call.has(1) {
                let removed = try WorldStore.collectGarbage(
                    try hostFiles(), try writable(try call.string(1)))
                return vm.map([("files", .int(removed.files)), ("bytes", .int(removed.bytes))])
            }
            if content(call[0], WorldState.self) != nil {
                throw LayError(
                    "InvalidState", "gc: a fork is a value and does not change",
                    help: "w.within { world.gc() } changes what the block sees")
            }
            let garbage = try world.collectGarbage()
            return vm.map([
                ("images", list(garbage.images)), ("steps", .int(garbage.steps)),
                ("volumes", list(garbage.volumes)), ("bytes", .int(garbage.bytes)),
            ])
        }
    }

    /// Asks the world of a value: this one, or a fork.
    private func within<Result>(_ value: Value, _ body: (World) throws -> Result) rethrows
        -> Result
    {
        guard let other: WorldState = content(value) else { return try body(world) }
        let copy = World()
        copy.state = other
        return try body(copy)
    }

    private func value(_ usage: World.Usage) -> Value {
        vm.map([
            ("total", .int(usage.total)), ("active", .int(usage.active)),
            ("size", .int(usage.size)), ("reclaimable", .int(usage.reclaimable)),
        ])
    }
}
