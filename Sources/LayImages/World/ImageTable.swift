internal import HashTreeCollections
public import LayArchive

/// The images of a world by id: a persistent map, whose copies are O(1).
public struct ImageTable: Sendable {
    private var images: TreeDictionary<Digest, Image> = [:]

    /// No images.
    public init() {}

    /// How many there are.
    public var count: Int { images.count }

    /// The images in the order of their ids.
    ///
    /// - Complexity: O(*n* log *n*).
    public var all: [(id: Digest, image: Image)] {
        images.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The image of an id; setting `nil` removes it.
    ///
    /// - Complexity: O(log *n*).
    public subscript(id: Digest) -> Image? {
        get { images[id] }
        _modify { yield &images[id] }
    }
}
