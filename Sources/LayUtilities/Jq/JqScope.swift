/// A text of a program with its tree.
final class JqUnitText: Sendable {
    let tree: JqTree
    let text: JqProgramText

    init(_ tree: JqTree, _ text: JqProgramText) {
        self.tree = tree
        self.text = text
    }
}

/// A function that is compiled once something calls it.
final class JqDefinition {
    let source: JqUnitText
    let node: JqFunctionNode
    /// How many frames lie outside of those of the function's own; -1 for a function outside of all.
    let level: Int
    /// The names that its body sees.
    var scope: JqScope?
    /// Its number, once it has one.
    var number: Int?

    init(_ source: JqUnitText, _ node: JqFunctionNode, level: Int, _ scope: JqScope?) {
        self.source = source
        self.node = node
        self.level = level
        self.scope = scope
    }
}

/// A name that is seen, before those that were seen already.
final class JqScope {
    enum Entry {
        case function(JqDefinition)
        case parameter(Int, level: Int)
        case variable(Int, level: Int)
        case constant(Int)
    }

    let name: [UInt8]
    let entry: Entry
    private(set) var outer: JqScope?

    init(_ name: [UInt8], _ entry: Entry, _ outer: JqScope?) {
        self.name = name
        self.entry = entry
        self.outer = outer
    }

    deinit {
        // One after the other, since each within the other takes stack.
        var next = outer
        outer = nil
        while var scope = next.take(), isKnownUniquelyReferenced(&scope) {
            next = scope.outer
            scope.outer = nil
        }
    }

    /// What a call means.
    static func call(_ name: [UInt8], _ count: Int, in scope: JqScope?) -> Entry? {
        var scope = scope
        while let current = scope {
            if current.name == name {
                switch current.entry {
                case .function(let definition) where definition.node.parameters.count == count:
                    return current.entry
                case .parameter where count == 0: return current.entry
                default: break
                }
            }
            scope = current.outer
        }
        return nil
    }

    /// What a variable means.
    static func variable(_ name: [UInt8], in scope: JqScope?) -> Entry? {
        var scope = scope
        while let current = scope {
            if current.name == name {
                switch current.entry {
                case .variable, .constant: return current.entry
                default: break
                }
            }
            scope = current.outer
        }
        return nil
    }
}
