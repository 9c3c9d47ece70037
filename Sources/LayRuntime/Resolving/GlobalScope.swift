internal import LaySyntax

/// The names at the top level of a module; those of a REPL session live on from line to line.
final class GlobalScope {
    var variables: [String: Variable] = [:]
    /// Names in the order of their declaration.
    var order: [String] = []
    /// The machine's slots of its variables.
    var slots: [Int] = []
    let function = FunctionScope(parent: nil, isTrailingBlock: false)
    /// The REPL may declare a name again.
    let allowsRedeclaration: Bool

    init(allowsRedeclaration: Bool = false) {
        self.allowsRedeclaration = allowsRedeclaration
    }
}
