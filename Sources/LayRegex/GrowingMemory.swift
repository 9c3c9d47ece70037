/// A row of numbers that grows, read and written by pointer in the innermost loops.
///
/// A pointer taken from it is good until the next `reserve`.
final class GrowingMemory<Number: FixedWidthInteger> {
    private let cell: UnsafeMutablePointer<UnsafeMutablePointer<Number>>
    private var capacity: Int

    init() {
        cell = .allocate(capacity: 1)
        cell.initialize(to: .allocate(capacity: 16))
        capacity = 16
    }

    deinit {
        cell.pointee.deallocate()
        cell.deallocate()
    }

    /// The numbers.
    @inline(__always)
    var base: UnsafeMutablePointer<Number> { cell.pointee }

    /// Makes room for `count` numbers, of which the first `used` are kept.
    func reserve(_ count: Int, keeping used: Int) {
        guard count > capacity else { return }
        let larger = max(count, capacity &* 2)
        let moved = UnsafeMutablePointer<Number>.allocate(capacity: larger)
        moved.update(from: base, count: used)
        base.deallocate()
        cell.pointee = moved
        capacity = larger
    }
}
