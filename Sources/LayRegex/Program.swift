/// A pattern as a graph of instructions, which the automata and the backtracker run.
struct Program: Sendable {
    /// What an instruction does.
    enum Operation: UInt8, Sendable {
        /// Takes a symbol of the set `argument`.
        case set
        /// Takes any symbol.
        case anything
        /// Goes to `out` or, less gladly, to `alternate`.
        case split
        /// Begins or ends the group `argument`.
        case open, close
        /// Asks for the anchor `argument`.
        case anchor
        /// Takes what the group `argument` took.
        case reference
        /// The pattern has matched.
        case accept
    }

    /// One instruction.
    struct Instruction: Sendable {
        let operation: Operation
        /// For `close`: whether the group stands in a repetition that may take nothing.
        var isOptional = false
        /// For `split`: whether this is the head of a loop.
        var isLoop = false
        var argument: Int32 = 0
        var out: Int32 = 0
        var alternate: Int32 = -1

        /// The anchor that an `anchor` asks for.
        var anchor: Anchor { Anchor(rawValue: UInt8(truncatingIfNeeded: argument)) ?? .lineStart }
    }

    let instructions: [Instruction]
    let start: Int
    let accept: Int
    let sets: [SymbolSet]
    let groupCount: Int
    /// What the anchors of the program ask for.
    let asks: Context
    let isUTF8: Bool
    /// Which contexts a newline makes.
    let newlineContext: Context
    /// Instructions that lead to one, as ranges of `predecessors`.
    let predecessorStarts: [Int32]
    let predecessors: [Int32]

    /// The most instructions that a pattern may have.
    static let maximumCount = 60_000

    init(
        _ instructions: [Instruction], start: Int, accept: Int, _ tree: PatternTree,
        _ options: RegularExpression.Options
    ) {
        self.instructions = instructions
        self.start = start
        self.accept = accept
        sets = tree.sets
        groupCount = tree.groupCount
        isUTF8 = options.contains(.isUTF8)
        newlineContext =
            options.contains(.lines)
            ? [.line, .text] : options.contains(.newlineSeparates) ? .line : []
        var asks: Context = []
        var counts = [Int32](repeating: 0, count: instructions.count + 1)
        for instruction in instructions where instruction.operation != .accept {
            if instruction.operation == .anchor { asks.formUnion(instruction.anchor.asks) }
            counts[Int(instruction.out) + 1] += 1
            if instruction.alternate >= 0 { counts[Int(instruction.alternate) + 1] += 1 }
        }
        self.asks = asks
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        predecessorStarts = counts
        var found = [Int32](repeating: 0, count: Int(counts[instructions.count]))
        for (index, instruction) in instructions.enumerated()
        where instruction.operation != .accept {
            found[Int(counts[Int(instruction.out)])] = Int32(index)
            counts[Int(instruction.out)] += 1
            guard instruction.alternate >= 0 else { continue }
            found[Int(counts[Int(instruction.alternate)])] = Int32(index)
            counts[Int(instruction.alternate)] += 1
        }
        predecessors = found
    }

    /// The context that a symbol makes on either side of itself.
    func context(of symbol: Symbol) -> Context {
        var context: Context = symbol == .newline ? newlineContext : []
        if asks.contains(.word), symbol.isWord(isUTF8: isUTF8) { context.insert(.word) }
        return context.intersection(asks)
    }

    /// The context before the start of the text.
    func textStart(isAtLineStart: Bool) -> Context {
        asks.intersection(isAtLineStart ? [.line, .text] : .text)
    }

    /// The context behind the end of the text.
    var textEnd: Context { asks.intersection([.line, .text]) }

    /// The context before `position`.
    func contextBefore(_ position: Int, _ text: TextDecoder, isAtLineStart: Bool) -> Context {
        if asks.isEmpty { return [] }
        if position == 0 { return textStart(isAtLineStart: isAtLineStart) }
        return context(of: text.symbol(before: position).symbol)
    }

    /// The context behind `position`.
    func contextAfter(_ position: Int, _ text: TextDecoder) -> Context {
        if asks.isEmpty { return [] }
        if position == text.text.count { return textEnd }
        return context(of: text.symbol(at: position).symbol)
    }
}
