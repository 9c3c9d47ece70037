/// A set of instructions that is emptied in constant time.
///
/// Its owner frees the memory; copies share it.
struct NodeMarks {
    private let marks: UnsafeMutableBufferPointer<UInt32>
    private var generation: UInt32 = 1

    init(count: Int) {
        marks = .allocate(capacity: count)
        marks.initialize(repeating: 0)
    }

    /// Gives the memory back.
    func deallocate() { marks.deallocate() }

    /// Empties the set.
    @inline(__always)
    mutating func clear() {
        generation &+= 1
        guard generation == 0 else { return }
        marks.update(repeating: 0)
        generation = 1
    }

    /// Adds an instruction; whether it was not there.
    @inline(__always)
    mutating func insert(_ index: Int32) -> Bool {
        if marks[Int(index)] == generation { return false }
        marks[Int(index)] = generation
        return true
    }

    @inline(__always)
    func contains(_ index: Int32) -> Bool { marks[Int(index)] == generation }
}
