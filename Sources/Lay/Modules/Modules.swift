internal import LayRuntime

extension Bindings {
    /// The names of the modules written in Swift.
    static let moduleNames = ["hash", "json", "math", "path", "yaml"]

    /// Offers the modules of the standard library that are written in Swift, and `regex`.
    func installModules() {
        MathModule.install(in: vm)
        PathModule.install(in: vm)
        HashModule.install(in: vm)
        JSONModule.install(in: vm)
        YAMLModule.install(in: vm)
        RegexModule.install(in: vm)
    }
}
