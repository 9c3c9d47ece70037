/// The states of an automaton that were needed so far, and where each column leads from them.
///
/// A row is one state; an entry is the offset of the next row, negative where the search has to
/// stop and look.
final class TransitionTable {
    /// Not yet known.
    static let unknown: Int32 = -1
    /// The symbol has to be decoded first.
    static let escape: Int32 = -2
    /// Marks an entry that the search has to look at.
    static let special = Int32.min
    /// Marks an entry before whose symbol the pattern has matched.
    static let matched: Int32 = 1 << 30
    /// The offset within a special entry.
    static let offsetMask: Int32 = 1 << 29 - 1

    private let memory = GrowingMemory<Int32>()
    /// How many columns a row has; its slots follow them.
    private(set) var columns: Int
    private let slots: Int
    private var kernels: [[Int32]] = []
    private var offsets: [[Int32]: Int32] = [:]
    /// How often the states were thrown away, which makes all offsets invalid.
    private(set) var flushes = 0

    /// A table whose rows have room for `slots` numbers of the automaton's own.
    init(columns: Int, slots: Int = 0) {
        self.columns = columns
        self.slots = slots
    }

    /// The rows, good until the next state is made.
    @inline(__always)
    var entries: UnsafeMutablePointer<Int32> { memory.base }

    private var stride: Int { columns &+ slots }

    /// How many states there may be before they are thrown away.
    private var maximumCount: Int { min(8192, max(2048, 1 << 20 / stride)) }

    /// Makes sure that `count` more states fit before the states are thrown away.
    func reserve(_ count: Int) {
        if kernels.count &+ count >= maximumCount { flush(columns: columns) }
    }

    /// The state at `offset`, by what it was made of.
    func kernel(at offset: Int32) -> [Int32] { kernels[Int(offset) / stride] }

    /// Forgets what the slots of all rows hold.
    func clearSlots() {
        for row in kernels.indices {
            for slot in 0..<slots { entries[row &* stride &+ columns &+ slot] = Self.unknown }
        }
    }

    /// Finds or makes the state of a kernel; the state at offset 0 is the dead one.
    func state(_ kernel: [Int32]) -> Int32 {
        if let known = offsets[kernel] { return known }
        if kernels.count >= maximumCount { flush(columns: columns) }
        if kernels.isEmpty { _ = append([]) }
        return append(kernel)
    }

    private func append(_ kernel: [Int32]) -> Int32 {
        let offset = kernels.count &* stride
        memory.reserve(offset &+ stride, keeping: offset)
        (entries + offset).initialize(repeating: Self.unknown, count: stride)
        entries[offset] = Self.escape
        kernels.append(kernel)
        offsets[kernel] = Int32(truncatingIfNeeded: offset)
        return Int32(truncatingIfNeeded: offset)
    }

    /// Throws all states away and makes room for more columns.
    func flush(columns: Int) {
        kernels.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        self.columns = columns
        flushes &+= 1
    }
}
