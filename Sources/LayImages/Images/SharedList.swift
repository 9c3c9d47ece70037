internal import LayBounds

/// A list that grows at its end, and whose versions share what they have in common: an image made
/// from another by a step more costs a step, whatever lies below.
struct SharedList<Element: Sendable>: Sendable {
    private final class Node: @unchecked Sendable {
        let elements: [Element]
        /// What comes before; changed when the node is freed alone.
        var below: Node?
        let count: Int
        private let charge: Charge

        init(_ elements: [Element], above below: Node?) {
            self.elements = elements
            self.below = below
            count = elements.count + (below?.count ?? 0)
            charge = Charge(144 + elements.count * MemoryLayout<Element>.stride)
        }

        deinit {
            // A long list is freed without recursion.
            var next = below
            below = nil
            while next != nil, isKnownUniquelyReferenced(&next) {
                let following = next?.below
                next?.below = nil
                next = following
            }
        }
    }

    private var last: Node?

    init(_ elements: [Element] = []) {
        if !elements.isEmpty { last = Node(elements, above: nil) }
    }

    var count: Int { last?.count ?? 0 }
    var isEmpty: Bool { last == nil }

    /// The element added last.
    var newest: Element? { last?.elements.last }

    mutating func append(_ element: Element) { last = Node([element], above: last) }

    /// All elements from the first on.
    ///
    /// - Complexity: O(*n*).
    var all: [Element] {
        var nodes: [Node] = []
        var node = last
        while let current = node {
            nodes.append(current)
            node = current.below
        }
        if nodes.count == 1 { return nodes[0].elements }
        var result: [Element] = []
        result.reserveCapacity(count)
        for node in nodes.reversed() { result += node.elements }
        return result
    }
}
