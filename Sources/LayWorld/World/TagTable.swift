internal import HashTreeCollections
public import LayArchive
internal import LayBounds
public import LayImages

/// The tags of a world in the order in which they were first set: a persistent map, whose copies
/// are O(1).
public struct TagTable: Sendable, Sequence {
    /// A tag, and the image that it names.
    public typealias Element = (reference: Reference, id: Digest)

    private struct Entry: Sendable {
        let number: Int
        var id: Digest
        private let charge = SharedCharge(400)

        init(number: Int, id: Digest) {
            self.number = number
            self.id = id
        }
    }

    private var entries: TreeDictionary<Reference, Entry> = [:]
    private var last = 0

    /// No tags.
    public init() {}

    /// How many there are.
    public var count: Int { entries.count }

    /// True when there is none.
    public var isEmpty: Bool { entries.isEmpty }

    /// The image that a tag names; setting `nil` removes the tag.
    ///
    /// - Complexity: O(log *n*).
    public subscript(reference: Reference) -> Digest? {
        get { entries[reference]?.id }
        set {
            guard let newValue else {
                entries[reference] = nil
                return
            }
            if entries[reference] != nil {
                entries[reference]?.id = newValue
            } else {
                last += 1
                entries[reference] = Entry(number: last, id: newValue)
            }
        }
    }

    /// The tags from the first to the last.
    ///
    /// - Complexity: O(*n* log *n*).
    public func makeIterator() -> some IteratorProtocol<Element> {
        entries.sorted { $0.value.number < $1.value.number }
            .map { (reference: $0.key, id: $0.value.id) }.makeIterator()
    }
}
