/// Turns a tree into a program, from its end to its start.
struct ProgramBuilder {
    private let tree: PatternTree
    private let widensReferences: Bool
    private var instructions: [Program.Instruction] = []

    /// The program of a tree; `widensReferences` lets back-references take anything, which makes a
    /// program for the automata that matches at least where the pattern does.
    ///
    /// - Throws: `tooBig` where intervals multiply to too many instructions.
    static func build(
        _ tree: PatternTree, _ options: RegularExpression.Options, widensReferences: Bool
    ) throws(RegularExpressionError) -> Program {
        var builder = ProgramBuilder(tree: tree, widensReferences: widensReferences)
        let accept = try builder.add(.init(operation: .accept))
        let start = try builder.build(tree.root, next: accept, isOptional: false, keepsMarks: true)
        return Program(builder.instructions, start: Int(start), accept: Int(accept), tree, options)
    }

    private init(tree: PatternTree, widensReferences: Bool) {
        self.tree = tree
        self.widensReferences = widensReferences
    }

    private mutating func add(
        _ instruction: Program.Instruction
    ) throws(RegularExpressionError) -> Int32 {
        guard instructions.count < Program.maximumCount else { throw .tooBig }
        instructions.append(instruction)
        return Int32(truncatingIfNeeded: instructions.count &- 1)
    }

    /// Builds a part that goes on to `next`; `isOptional` is for a group that is repeated,
    /// and is forgotten in copies, where `keepsMarks` is false, as glibc does.
    private mutating func build(
        _ node: PatternTree.NodeID, next: Int32, isOptional: Bool, keepsMarks: Bool
    ) throws(RegularExpressionError) -> Int32 {
        switch tree.nodes[node] {
        case .empty: return next
        case .set(let set):
            return try add(
                .init(operation: .set, argument: Int32(truncatingIfNeeded: set), out: next))
        case .anything: return try anything(next)
        case .sequence(let parts):
            var first = next
            for part in parts.reversed() {
                first = try build(part, next: first, isOptional: false, keepsMarks: keepsMarks)
            }
            return first
        case .choice(let branches):
            var first = try build(
                branches[branches.count &- 1], next: next, isOptional: false,
                keepsMarks: keepsMarks)
            for branch in branches.dropLast().reversed() {
                let entry = try build(branch, next: next, isOptional: false, keepsMarks: keepsMarks)
                first = try add(.init(operation: .split, out: entry, alternate: first))
            }
            return first
        case .group(let inner, let index):
            let number = Int32(truncatingIfNeeded: index)
            let close = try add(
                .init(operation: .close, isOptional: isOptional, argument: number, out: next))
            let first = try build(inner, next: close, isOptional: false, keepsMarks: keepsMarks)
            return try add(.init(operation: .open, argument: number, out: first))
        case .anchor(let anchor):
            return try add(
                .init(operation: .anchor, argument: Int32(anchor.rawValue), out: next))
        case .reference(let group):
            if widensReferences { return try anything(next) }
            return try add(
                .init(
                    operation: .reference, argument: Int32(truncatingIfNeeded: group), out: next))
        case .repeat(let part, let minimum, let maximum):
            return try buildRepeat(part, minimum, maximum, next, keepsMarks)
        }
    }

    private mutating func anything(_ next: Int32) throws(RegularExpressionError) -> Int32 {
        let loop = try add(.init(operation: .split, isLoop: true, alternate: next))
        instructions[Int(loop)].out = try add(.init(operation: .anything, out: loop))
        return loop
    }

    /// `a{2,4}` becomes `aa((a)?a)?`: glibc nests to the left, which shows in the groups.
    private mutating func buildRepeat(
        _ part: PatternTree.NodeID, _ minimum: Int, _ maximum: Int?, _ next: Int32,
        _ keepsMarks: Bool
    ) throws(RegularExpressionError) -> Int32 {
        var first: Int32
        if let maximum {
            first = next
            var inner: Int32 = -1
            var outermost: Int32 = -1
            let count = max(0, maximum &- minimum)
            for index in 0..<count {
                let isOriginal = keepsMarks && index == count &- 1
                let entry = try build(
                    part, next: first, isOptional: isOriginal,
                    keepsMarks: isOriginal && minimum == 0)
                let split = try add(.init(operation: .split, out: entry, alternate: first))
                if inner >= 0 {
                    instructions[Int(inner)].out = split
                } else {
                    // The outermost of the nested options is entered first.
                    outermost = split
                }
                inner = split
                first = entry
            }
            if inner >= 0 { first = outermost }
        } else {
            first = try add(.init(operation: .split, isLoop: true, alternate: next))
            instructions[Int(first)].out = try build(
                part, next: first, isOptional: keepsMarks, keepsMarks: keepsMarks && minimum == 0)
        }
        for index in 0..<minimum {
            first = try build(
                part, next: first, isOptional: false,
                keepsMarks: keepsMarks && index == minimum &- 1)
        }
        return first
    }
}
