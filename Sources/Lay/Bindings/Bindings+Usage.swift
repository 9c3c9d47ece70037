internal import LayImages
internal import LayRuntime
internal import LayWorld

/// `world.df()` and `world.gc()`.
extension Bindings {
    func installUsage(_ worlds: TypeTable<WorldHandle>) {
        worlds.method(
            "df",
            "What takes space, as docker system df counts it: for images, containers, volumes and build_cache a map of total, active, size and reclaimable; build_cache has its limit too.",
            example: """
                let data = volume("data")
                data.write("/f", "abc")
                world.df()["volumes"]["size"]  # => 3
                """
        ) { bindings, handle in
            let usage = try handle.opened(bindings) { try $0.usage() }
            return [
                "images": Self.fields(usage.images), "containers": Self.fields(usage.containers),
                "volumes": Self.fields(usage.volumes),
                "build_cache": Fields(
                    Self.fields(usage.buildCache).entries
                        + [(name: "limit", value: usage.buildCacheLimit)]),
            ] as Fields
        }
        worlds.method(
            "gc",
            "Drops what nothing names: steps, dangling images and anonymous volumes; gives a map of images, steps, volumes and bytes.",
            [
                Parameter(
                    "directory",
                    "a saved world of the host, whose unused blobs go instead: a map of files and bytes"
                )
            ],
            example: "world.gc()[\"images\"]  # => []"
        ) { (bindings, handle, directory: String?) in
            if let directory {
                let removed = try WorldStore.collectGarbage(
                    try bindings.hostFiles(), try bindings.writable(directory),
                    limits: bindings.host.archiveLimits)
                return ["files": removed.files, "bytes": removed.bytes] as Fields
            }
            let garbage = try handle.opened(bindings) { try $0.collectGarbage() }
            return [
                "images": garbage.images, "steps": garbage.steps, "volumes": garbage.volumes,
                "bytes": garbage.bytes,
            ] as Fields
        }
    }

    private static func fields(_ usage: World.Usage) -> Fields {
        [
            "total": usage.total, "active": usage.active, "size": usage.size,
            "reclaimable": usage.reclaimable,
        ] as Fields
    }
}
