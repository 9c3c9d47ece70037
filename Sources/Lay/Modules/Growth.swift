internal import LayBounds
internal import LayRuntime

/// What a native builds beside the heap, such as a tree of nodes for a writer: its size is asked for
/// as it grows, and each piece of it is a step.
///
/// Values share what they hold, and such a copy does not: a small value can be gigabytes in it.
struct Growth {
    private unowned(unsafe) let vm: VM
    private var bytes = 0

    /// Nothing so far.
    init(_ vm: VM) {
        self.vm = vm
    }

    /// Takes room for a piece of so many bytes.
    ///
    /// - Throws: `Limit` or `Cancelled`, when they are reached.
    mutating func add(_ count: Int) throws {
        bytes += count
        try vm.work(1 + count >> 6)
        try vm.memory.require(bytes)
    }
}
