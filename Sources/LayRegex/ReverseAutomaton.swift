/// The automaton that goes from the end of a match to its start.
///
/// A state holds the instructions that take the symbol behind a place and then reach the end of the
/// match, and what stands behind that place. It tells which instructions lie on the way to the end,
/// which is all that the groups need.
final class ReverseAutomaton {
    private let program: Program
    private let classes: SymbolClasses
    let table: TransitionTable
    private var marks: NodeMarks
    private var reached: [Int32] = []
    /// For states and contexts the instructions on the way to the end; the slots of the table say
    /// where.
    private let bits = GrowingMemory<UInt64>()
    private var bitCount = 0
    private var bitFlushes = 0
    private let width: Int

    init(_ program: Program, _ classes: SymbolClasses) {
        self.program = program
        self.classes = classes
        table = TransitionTable(
            columns: classes.count &+ (program.isUTF8 ? 6 : 0), slots: Context.count)
        marks = NodeMarks(count: program.instructions.count)
        width = (program.instructions.count + 63) / 64
    }

    deinit { marks.deallocate() }

    /// The state at the end of a match, before `next`.
    func endState(_ next: Context) -> Int32 {
        table.state([Int32(next.rawValue), Int32(truncatingIfNeeded: program.accept)])
    }

    /// Makes room for a column that is new; the state under the new width.
    func widen(for column: Int, from state: Int32) -> Int32 {
        guard column >= table.columns else { return state }
        let kernel = table.kernel(at: state)
        table.flush(columns: max(column &+ 1, table.columns &* 2))
        return table.state(kernel)
    }

    /// Works out where `column`, read backwards, leads from `state`.
    ///
    /// - Complexity: O(the number of instructions).
    func transition(from state: Int32, on column: Int) -> Int32 {
        let context = classes.contexts[column]
        resolve(table.kernel(at: state), context)
        var kernel: [Int32] = [Int32(context.rawValue)]
        for node in reached {
            for index in predecessors(of: node) {
                let before = program.predecessors[index]
                let instruction = program.instructions[Int(before)]
                switch instruction.operation {
                case .set:
                    if classes.column(column, isIn: instruction.argument) {
                        kernel.append(before)
                    }
                case .anything: kernel.append(before)
                default: break
                }
            }
        }
        kernel[1...].sort()
        let matched = marks.contains(Int32(truncatingIfNeeded: program.start))
        let flushes = table.flushes
        let target = kernel.count == 1 ? 0 : table.state(kernel)
        var entry = target
        if matched { entry |= TransitionTable.special | TransitionTable.matched }
        if target == 0 { entry |= TransitionTable.special }
        if flushes == table.flushes { table.entries[Int(state) &+ column] = entry }
        return entry
    }

    private func predecessors(of node: Int32) -> Range<Int> {
        Int(program.predecessorStarts[Int(node)])..<Int(program.predecessorStarts[Int(node) &+ 1])
    }

    /// Marks the instructions from which the end of the match is reached.
    private func resolve(_ kernel: [Int32], _ previous: Context) {
        marks.clear()
        reached.removeAll(keepingCapacity: true)
        let next = Context(rawValue: UInt8(truncatingIfNeeded: kernel.first ?? 0))
        for node in kernel.dropFirst() where marks.insert(node) { reached.append(node) }
        var position = 0
        while position < reached.count {
            for index in predecessors(of: reached[position]) {
                let before = program.predecessors[index]
                let instruction = program.instructions[Int(before)]
                switch instruction.operation {
                case .set, .anything, .reference, .accept: continue
                case .anchor: guard instruction.anchor.holds(previous, next) else { continue }
                default: break
                }
                if marks.insert(before) { reached.append(before) }
            }
            position &+= 1
        }
    }

    /// How many words of bits are kept; only the last way asked for is in use.
    private static var maximumBits: Int { 1 << 20 }

    /// Works out the instructions that lie on the way to the end, and puts them into `bits`.
    private func makeWay(_ state: Int32, _ previous: Context) -> Way {
        if bitFlushes != table.flushes {
            bitFlushes = table.flushes
            bitCount = 0
        } else if bitCount > Self.maximumBits {
            table.clearSlots()
            bitCount = 0
        }
        let start = bitCount
        bitCount &+= width
        bits.reserve(bitCount, keeping: start)
        let words = bits.base + start
        words.update(repeating: 0, count: width)
        resolve(table.kernel(at: state), previous)
        for node in reached { words[Int(node) >> 6] |= 1 << UInt64(node & 63) }
        table.entries[Int(state) &+ table.columns &+ Int(previous.rawValue)] =
            Int32(truncatingIfNeeded: start)
        return Way(words: UnsafePointer(words))
    }

    /// Which instructions lie on the way to the end, at one place; good until the next is asked.
    struct Way {
        fileprivate let words: UnsafePointer<UInt64>

        /// Whether `node` lies on the way to the end.
        @inline(__always)
        func contains(_ node: Int32) -> Bool {
            words[Int(node) >> 6] >> UInt64(node & 63) & 1 != 0
        }
    }

    /// The instructions that lie on the way to the end at a state, behind `previous`.
    @inline(__always)
    func way(_ state: Int32, _ previous: Context) -> Way {
        let start = table.entries[Int(state) &+ table.columns &+ Int(previous.rawValue)]
        return start < 0
            ? makeWay(state, previous) : Way(words: UnsafePointer(bits.base + Int(start)))
    }
}
