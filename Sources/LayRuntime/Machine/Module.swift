internal import LaySyntax

/// A file or standard module: its names, and its top-level code until that has run.
final class Module {
    let name: String
    let scope: GlobalScope
    var body: Prototype?
    var isRunning = false

    init(name: String, scope: GlobalScope) {
        self.name = name
        self.scope = scope
    }
}
