internal import LayImages
internal import LayRuntime
internal import LayWorld

/// `world.df()` and `world.gc()`.
extension Bindings {
    func installUsage() {
        vm.method(worldType, "df") { [unowned self] call in
            let usage = try withWorld(call[0]) { try $0.usage() }
            return vm.map([
                ("images", value(usage.images)), ("containers", value(usage.containers)),
                ("volumes", value(usage.volumes)), ("build_cache", value(usage.buildCache)),
            ])
        }
        vm.method(worldType, "gc", "directory?") { [unowned self] call in
            if call.has(1) {
                let removed = try WorldStore.collectGarbage(
                    try hostFiles(), try writable(try call.string(1)),
                    limits: host.archiveLimits)
                return vm.map([("files", .int(removed.files)), ("bytes", .int(removed.bytes))])
            }
            let garbage = try withWorld(call[0]) { try $0.collectGarbage() }
            return vm.map([
                ("images", list(garbage.images)), ("steps", .int(garbage.steps)),
                ("volumes", list(garbage.volumes)), ("bytes", .int(garbage.bytes)),
            ])
        }
    }

    private func value(_ usage: World.Usage) -> Value {
        vm.map([
            ("total", .int(usage.total)), ("active", .int(usage.active)),
            ("size", .int(usage.size)), ("reclaimable", .int(usage.reclaimable)),
        ])
    }
}
