/// What must stand in a text for a pattern to match, found without running the pattern.
struct Prefilter: Sendable {
    /// The string that the pattern is, where it is no more than that.
    private(set) var whole: LiteralFinder?
    /// The string that every match begins with.
    private(set) var prefix: LiteralFinder?
    /// The bytes that a match may begin with, where they are two or three.
    private(set) var firstBytes: [UInt8] = []
    /// The string that every match holds somewhere.
    private(set) var required: LiteralFinder?

    /// The strings of one part of a pattern.
    private struct Strings {
        /// The bytes that the part always takes, where it always takes the same.
        var exact: [UInt8]?
        var prefix: [UInt8] = []
        var best: [UInt8] = []
    }

    init(_ tree: PatternTree, _ program: Program) {
        let strings = Self.strings(tree.root, tree, program.isUTF8)
        let limit = LiteralFinder.maximumLength
        if let exact = strings.exact, exact.count <= limit, program.asks.isEmpty,
            tree.referenced.isEmpty
        {
            whole = LiteralFinder(exact)
        }
        prefix = LiteralFinder(Array((strings.exact ?? strings.prefix).prefix(limit)))
        required = LiteralFinder(Array((strings.exact ?? strings.best).prefix(limit)))
        if let only = prefix?.bytes, only.count == 1, LiteralFinder.isCommon(only[0]) {
            // Jumping from one common letter to the next is slower than running the automaton.
            prefix = nil
        } else if prefix == nil {
            firstBytes = Self.firstBytes(program) ?? []
        }
    }

    /// Whether a search may jump ahead while nothing has begun.
    var canJump: Bool { prefix != nil || !firstBytes.isEmpty }

    /// The next place at which a match may begin.
    @inline(__always)
    func candidate(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        if let prefix { return prefix.find(in: text, from: start) }
        return ByteFinder.find(
            firstBytes[0], firstBytes[1], firstBytes[2], in: text, from: start)
    }

    private static func strings(
        _ node: PatternTree.NodeID, _ tree: PatternTree, _ isUTF8: Bool
    ) -> Strings {
        switch tree.nodes[node] {
        case .empty, .anchor: return Strings(exact: [])
        case .anything, .reference, .choice: return Strings()
        case .set(let set):
            guard let symbol = tree.sets[set].single else { return Strings() }
            var bytes: [UInt8] = []
            symbol.appendBytes(to: &bytes, isUTF8: isUTF8)
            return Strings(exact: bytes)
        case .group(let inner, _): return strings(inner, tree, isUTF8)
        case .repeat(let part, let minimum, let maximum):
            guard minimum > 0 else { return Strings() }
            let inner = strings(part, tree, isUTF8)
            if minimum == 1, maximum == 1 { return inner }
            return Strings(
                prefix: inner.exact ?? inner.prefix, best: inner.exact ?? inner.best)
        case .sequence(let parts): return sequence(parts, tree, isUTF8)
        }
    }

    private static func sequence(
        _ parts: [PatternTree.NodeID], _ tree: PatternTree, _ isUTF8: Bool
    ) -> Strings {
        var result = Strings()
        var run: [UInt8] = []
        var isPrefix = true
        for part in parts {
            let inner = strings(part, tree, isUTF8)
            if let exact = inner.exact {
                run += exact
                continue
            }
            run += inner.prefix
            if isPrefix { result.prefix = run }
            isPrefix = false
            if run.count > result.best.count { result.best = run }
            if inner.best.count > result.best.count { result.best = inner.best }
            run = []
        }
        if isPrefix { result.exact = run }
        if run.count > result.best.count { result.best = run }
        return result
    }

    /// Up to three bytes that every match begins with, repeated to make three.
    private static func firstBytes(_ program: Program) -> [UInt8]? {
        var marks = NodeMarks(count: program.instructions.count)
        defer { marks.deallocate() }
        var stack = [Int32(truncatingIfNeeded: program.start)]
        var found: Set<UInt8> = []
        while let node = stack.popLast() {
            guard marks.insert(node) else { continue }
            let instruction = program.instructions[Int(node)]
            switch instruction.operation {
            case .accept, .anything, .reference: return nil
            case .set:
                let set = program.sets[Int(instruction.argument)]
                guard !set.mayHoldWide else { return nil }
                for value in UInt32(0)..<0x100 where set.contains(narrow: value) {
                    found.insert(UInt8(truncatingIfNeeded: value))
                }
                if found.count > 3 { return nil }
            default:
                stack.append(instruction.out)
                if instruction.alternate >= 0 { stack.append(instruction.alternate) }
            }
        }
        var bytes = found.sorted()
        guard let first = bytes.first, !bytes.contains(where: LiteralFinder.isCommon) else {
            return nil
        }
        while bytes.count < 3 { bytes.append(first) }
        return bytes
    }
}
