internal import LayArchive

extension Image {
    /// The image as BuildKit begins with it: what its own form of a configuration has no field for is
    /// left behind (moby/buildkit, frontend/dockerfile/dockerfile2llb/image.go).
    ///
    /// - Complexity: O(*n*) in the fields.
    package var asBuildBase: Image {
        var config = config
        for key in config.document.entries.map(\.key) where !Self.fields.contains(key) {
            config[key] = nil
        }
        for (key, value) in config["config"]?.object?.entries ?? [] {
            let isNothing = [.null, .string(""), .bool(false)].contains(value)
            if isNothing || !Self.parameters.contains(key) { config[parameter: key] = nil }
        }
        return config == self.config ? self : with(config: config)
    }

    private static let fields: Set<String> = [
        "created", "author", "architecture", "variant", "os", "os.version", "os.features",
        "config", "rootfs", "history",
    ]

    private static let parameters: Set<String> = [
        "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels",
        "StopSignal", "StopTimeout", "ArgsEscaped", "Healthcheck", "OnBuild", "Shell",
    ]
}
