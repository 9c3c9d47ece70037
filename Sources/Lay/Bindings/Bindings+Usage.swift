internal import LayImages
internal import LayRuntime
internal import LayWorld

/// `world.df()` and `world.gc()`.
extension Bindings {
    func installUsage(_ worlds: TypeTable<WorldHandle>) {
        worlds.method(
            "df", "What takes space, as docker system df counts it.",
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
                "build_cache": Self.fields(usage.buildCache),
            ] as Fields
        }
        worlds.method(
            "gc",
            "Drops what nothing names: steps, dangling images and anonymous volumes, or blobs of a saved world.",
            [Parameter("directory", "a saved world on the host, whose unused blobs are removed")],
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
