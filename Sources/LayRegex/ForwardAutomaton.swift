/// The automaton that finds where the leftmost longest match ends.
///
/// A state is a list of groups of instructions, one group for each place where a match may have
/// begun, the earliest first. When a group matches, the later ones are dropped and no new ones
/// begin; the earlier ones live on, since a match of theirs lies further left. Anchors that ask for
/// what follows wait in the state until the next symbol is known, so a match shows one symbol late.
final class ForwardAutomaton {
    private let program: Program
    private let classes: SymbolClasses
    let table: TransitionTable
    private var fresh: [Int32]
    private var freshFlushes = 0
    private var marks: NodeMarks
    private var waitingMarks: NodeMarks
    private var stack: [Int32] = []
    /// Whether a state in which nothing has begun stops the search for a faster one.
    let stopsAtFresh: Bool

    private static let separator: Int32 = -1
    private static let hasMatched: Int32 = 1 << 8

    init(_ program: Program, _ classes: SymbolClasses, stopsAtFresh: Bool) {
        self.program = program
        self.classes = classes
        self.stopsAtFresh = stopsAtFresh
        table = TransitionTable(columns: classes.count &+ (program.isUTF8 ? 6 : 0))
        fresh = [Int32](repeating: -1, count: Context.count)
        marks = NodeMarks(count: program.instructions.count)
        waitingMarks = NodeMarks(count: program.instructions.count)
    }

    deinit {
        marks.deallocate()
        waitingMarks.deallocate()
    }

    /// The state in which nothing has begun, behind `context`.
    func freshState(_ context: Context) -> Int32 {
        if freshFlushes != table.flushes {
            for index in fresh.indices { fresh[index] = -1 }
            freshFlushes = table.flushes
        }
        let index = Int(context.rawValue)
        if fresh[index] >= 0 { return fresh[index] }
        var kernel: [Int32] = [0]
        marks.clear()
        close(Int32(truncatingIfNeeded: program.start), context, into: &kernel)
        finish(&kernel, context, hasMatched: false)
        let state = table.state(kernel)
        if freshFlushes != table.flushes { return freshState(context) }
        fresh[index] = state
        return state
    }

    /// Whether the search may jump ahead from a state.
    func isFresh(_ state: Int32) -> Bool { fresh.contains(state) }

    /// Makes room for a column that is new; the state under the new width.
    func widen(for column: Int, from state: Int32) -> Int32 {
        guard column >= table.columns else { return state }
        let kernel = table.kernel(at: state)
        table.flush(columns: max(column &+ 1, table.columns &* 2))
        return table.state(kernel)
    }

    /// Works out where `column` leads from `state`.
    ///
    /// - Complexity: O(the number of instructions).
    func transition(from state: Int32, on column: Int) -> Int32 {
        let old = table.kernel(at: state)
        let flags = old.first ?? 0
        let previous = Context(rawValue: UInt8(truncatingIfNeeded: flags & 0xFF))
        let context = classes.contexts[column]
        var kernel: [Int32] = [0]
        var matchedNow = false
        marks.clear()
        waitingMarks.clear()
        var index = 1
        while index < old.count, !matchedNow {
            while index < old.count, old[index] != Self.separator {
                advance(old[index], column, previous, context, &kernel, &matchedNow)
                index &+= 1
            }
            index &+= 1
            if kernel.count > 1, kernel.last != Self.separator { kernel.append(Self.separator) }
        }
        let hasMatched = matchedNow || flags & Self.hasMatched != 0
        if !hasMatched, column != SymbolClasses.end {
            close(Int32(truncatingIfNeeded: program.start), context, into: &kernel)
        }
        finish(&kernel, context, hasMatched: hasMatched)
        var target: Int32 = 0
        let flushes = table.flushes
        let isOver =
            column == SymbolClasses.end
            || kernel.count == 1 && (hasMatched || neverBegins)
        if !isOver { target = table.state(kernel) }
        var entry = target
        if matchedNow { entry |= TransitionTable.special | TransitionTable.matched }
        if target == 0 || stopsAtFresh && !hasMatched && target == freshState(context) {
            entry |= TransitionTable.special
        }
        if flushes == table.flushes { table.entries[Int(state) &+ column] = entry }
        return entry
    }

    /// Whether no match can begin behind a symbol, as in `^a`.
    private lazy var neverBegins: Bool = {
        guard program.newlineContext.isEmpty else { return false }
        var kernel: [Int32] = [0]
        for context in [Context(), .word] {
            marks.clear()
            close(Int32(truncatingIfNeeded: program.start), context, into: &kernel)
        }
        return kernel.count == 1
    }()

    private func advance(
        _ node: Int32, _ column: Int, _ previous: Context, _ next: Context,
        _ kernel: inout [Int32], _ matched: inout Bool
    ) {
        let instruction = program.instructions[Int(node)]
        switch instruction.operation {
        case .accept: matched = true
        case .set:
            guard column != SymbolClasses.end,
                classes.column(column, isIn: instruction.argument)
            else { return }
            close(instruction.out, next, into: &kernel)
        case .anything:
            guard column != SymbolClasses.end else { return }
            close(instruction.out, next, into: &kernel)
        case .anchor:
            guard instruction.anchor.holds(previous, next) else { return }
            // What stands behind the anchor is asked at the same place.
            var waiting = [instruction.out]
            while let node = waiting.popLast() {
                guard waitingMarks.insert(node) else { continue }
                let instruction = program.instructions[Int(node)]
                switch instruction.operation {
                case .set, .anything, .accept:
                    advance(node, column, previous, next, &kernel, &matched)
                case .anchor:
                    if instruction.anchor.holds(previous, next) { waiting.append(instruction.out) }
                default:
                    waiting.append(instruction.out)
                    if instruction.alternate >= 0 { waiting.append(instruction.alternate) }
                }
            }
        default: return
        }
    }

    /// Adds the instructions that `node` leads to without a symbol, as far as `previous` tells.
    private func close(_ node: Int32, _ previous: Context, into kernel: inout [Int32]) {
        stack.append(node)
        while let node = stack.popLast() {
            guard marks.insert(node) else { continue }
            let instruction = program.instructions[Int(node)]
            switch instruction.operation {
            case .set, .anything, .accept: kernel.append(node)
            case .anchor:
                if instruction.anchor.asksNext {
                    kernel.append(node)
                } else if instruction.anchor.holds(previous, []) {
                    stack.append(instruction.out)
                }
            default:
                stack.append(instruction.out)
                if instruction.alternate >= 0 { stack.append(instruction.alternate) }
            }
        }
    }

    /// Brings a kernel into its one form: groups sorted, flags only where they matter.
    private func finish(_ kernel: inout [Int32], _ previous: Context, hasMatched: Bool) {
        if kernel.count > 1, kernel.last == Self.separator { kernel.removeLast() }
        var start = 1
        var asksPrevious = false
        for index in 1..<max(1, kernel.count) {
            let node = kernel[index]
            if node == Self.separator {
                kernel[start..<index].sort()
                start = index + 1
            } else if program.instructions[Int(node)].operation == .anchor {
                // Behind one anchor may stand another that asks for what precedes.
                asksPrevious = true
            }
        }
        if start < kernel.count { kernel[start...].sort() }
        kernel[0] =
            (asksPrevious ? Int32(previous.rawValue) : 0) | (hasMatched ? Self.hasMatched : 0)
    }
}
