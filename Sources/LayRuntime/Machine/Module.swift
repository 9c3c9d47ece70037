internal import LaySyntax

/// A file or standard module: its names, and its top-level code until that has run.
final class Module {
    let name: String
    let scope: GlobalScope
    var body: Prototype?
    /// It is written in Swift, so that its members are there from the start.
    var isNative = false
    /// What documentation says of it and of its members, when it is written in Swift.
    var documentation: String?
    var descriptions: [String: MemberDescription] = [:]

    init(name: String, scope: GlobalScope) {
        self.name = name
        self.scope = scope
    }
}
