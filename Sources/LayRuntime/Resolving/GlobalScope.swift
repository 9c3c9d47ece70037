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
    /// What is declared again takes the slot of its name, so that functions of earlier lines see it.
    var keepsSlots = false

    /// The slots of names that have been declared again, which are no longer the scope's.
    ///
    /// - Complexity: O(*n*) in the names when there are such slots, otherwise O(1).
    func takeReplacedSlots() -> [Int] {
        if slots.count <= variables.count { return [] }
        var current: Set<Int> = []
        for case .global(let slot) in variables.values.map(\.place) { current.insert(slot) }
        let replaced = slots.filter { !current.contains($0) }
        if !replaced.isEmpty { slots.removeAll { !current.contains($0) } }
        return replaced
    }

    init(allowsRedeclaration: Bool = false) {
        self.allowsRedeclaration = allowsRedeclaration
    }
}
