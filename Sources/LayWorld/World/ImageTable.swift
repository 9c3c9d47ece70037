internal import HashTreeCollections
public import LayArchive
public import LayImages

/// The images of a world by id: a persistent map, whose copies are O(1).
///
/// Every image that a script makes is in it, so that its id can be looked up; those that were
/// tagged or loaded are also *listed*: they are what `docker images` would show, and stay so when
/// their last tag moves away.
public struct ImageTable: Sendable {
    private struct Entry: Sendable {
        var image: Image
        var isListed = false
        var lastTagged: Int?
    }

    private var images: TreeDictionary<Digest, Entry> = [:]

    /// No images.
    public init() {}

    /// How many there are.
    public var count: Int { images.count }

    /// The images in the order of their ids.
    ///
    /// - Complexity: O(*n* log *n*).
    public var all: [(id: Digest, image: Image)] {
        images.sorted { $0.key < $1.key }.map { ($0.key, $0.value.image) }
    }

    /// The image of an id; setting `nil` removes it, another image of the id stays as listed as
    /// it was.
    ///
    /// - Complexity: O(log *n*).
    public subscript(id: Digest) -> Image? {
        get { images[id]?.image }
        set {
            guard let newValue else {
                images[id] = nil
                return
            }
            // What was read from a file knows more than an equal image made here.
            if let known = images[id], known.image.origin != nil, newValue.origin == nil { return }
            images[id, default: Entry(image: newValue)].image = newValue
        }
    }

    /// True when the image was tagged or loaded.
    public func isListed(_ id: Digest) -> Bool { images[id]?.isListed == true }

    /// When the image was last tagged, in seconds since the epoch; `nil` for never.
    public func lastTagged(_ id: Digest) -> Int? { images[id]?.lastTagged }

    /// Notes that an image is one that people see, and when it was tagged.
    mutating func list(_ id: Digest, tagged time: Int? = nil) {
        guard images[id] != nil else { return }
        images[id]?.isListed = true
        if let time { images[id]?.lastTagged = time }
    }

    /// The ids that begin with `prefix`, in order.
    ///
    /// - Complexity: O(*n*).
    func beginning(with prefix: String) -> [Digest] {
        images.keys.filter { $0.hex.hasPrefix(prefix) }.sorted()
    }
}
