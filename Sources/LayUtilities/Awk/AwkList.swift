/// Parts of a node, walked without counting references: they live as long as the list.
struct AwkList<Element: AnyObject> {
    /// The parts, which keeps them alive.
    let elements: [Element]
    private let memory: Memory

    /// The parts as the loops read them.
    private final class Memory {
        let base: UnsafeMutablePointer<Unmanaged<Element>>

        init(_ elements: [Element]) {
            base = .allocate(capacity: max(1, elements.count))
            for (index, element) in elements.enumerated() {
                (base + index).initialize(to: .passUnretained(element))
            }
        }

        deinit { base.deallocate() }
    }

    /// How many parts there are.
    let count: Int
    private let base: UnsafeMutablePointer<Unmanaged<Element>>

    /// A list of parts.
    init(_ elements: [Element]) {
        self.elements = elements
        memory = Memory(elements)
        count = elements.count
        base = memory.base
    }

    /// Calls `body` with a part.
    @inline(__always)
    func with<Result>(
        _ index: Int, _ body: (Element) throws -> Result
    ) rethrows -> Result {
        try base[index]._withUnsafeGuaranteedRef(body)
    }
}
