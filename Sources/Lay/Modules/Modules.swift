internal import LayRuntime

extension Bindings {
    /// The names of the modules written in Swift.
    static let moduleNames = [
        "csv", "dotenv", "gzip", "hash", "ini", "json", "math", "path", "semver", "time", "toml",
        "yaml",
    ]

    /// Offers the modules of the standard library that are written in Swift, and `regex`.
    func installModules() {
        MathModule.install(in: vm)
        PathModule.install(in: vm)
        HashModule.install(in: vm, self)
        GzipModule.install(in: vm)
        TimeModule.install(in: vm)
        SemverModule.install(in: vm)
        CSVModule.install(in: vm)
        LineModules.install(in: vm)
        TOMLModule.install(in: vm)
        JSONModule.install(in: vm)
        YAMLModule.install(in: vm)
        RegexModule.install(in: vm)
    }
}
