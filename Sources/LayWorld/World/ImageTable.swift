internal import HashTreeCollections
public import LayArchive
internal import LayBounds
public import LayImages
internal import Synchronization

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
        private let charge = SharedCharge(600)

        init(_ image: Image) { self.image = image }
    }

    /// What is known, and images whose ids were not asked for yet: the digest of a document that
    /// has a line for each step of a build.
    private struct Content: Sendable {
        var images: TreeDictionary<Digest, Entry> = [:]
        var waiting: TreeDictionary<Digest, Entry> = [:]

        mutating func set(_ id: Digest, _ entry: Entry) {
            // What was read from a file knows more than an equal image made here.
            if let known = images[id], known.image.origin != nil, entry.image.origin == nil {
                return
            }
            if images[id] == nil {
                images[id] = entry
            } else {
                images[id]?.image = entry.image
            }
        }

        mutating func settle() {
            for entry in waiting.values { set(entry.image.id, entry) }
            waiting = [:]
        }
    }

    /// Shared by copies, so that what one finds out the others know.
    private final class Storage: Sendable {
        private let content: Mutex<Content>

        init(_ content: Content = Content()) { self.content = Mutex(content) }

        /// What is there as it stands.
        var current: Content { content.withLock { $0 } }

        func with<Result>(_ body: (inout Content) -> Result) -> Result {
            content.withLock { body(&$0) }
        }

        /// The images by their ids.
        var settled: TreeDictionary<Digest, Entry> {
            content.withLock { content in
                if !content.waiting.isEmpty { content.settle() }
                return content.images
            }
        }
    }

    private var storage = Storage()
    private var images: TreeDictionary<Digest, Entry> { storage.settled }

    /// No images.
    public init() {}

    private mutating func change(_ body: (inout Content) -> Void) {
        if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.current) }
        storage.with(body)
    }

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
            change { content in
                if let newValue {
                    content.set(id, Entry(newValue))
                } else {
                    content.settle()
                    content.images[id] = nil
                }
            }
        }
    }

    /// Adds an image whose id nobody asked for yet.
    ///
    /// - Complexity: O(log *n*).
    mutating func add(_ image: Image) {
        if image.origin != nil {
            self[image.id] = image
            return
        }
        let key = image.config.key
        change { $0.waiting[key] = Entry(image) }
    }

    /// True when the image was tagged or loaded.
    public func isListed(_ id: Digest) -> Bool { images[id]?.isListed == true }

    /// When the image was last tagged, in seconds since the epoch; `nil` for never.
    public func lastTagged(_ id: Digest) -> Int? { images[id]?.lastTagged }

    /// Notes that an image is one that people see, and when it was tagged.
    mutating func list(_ id: Digest, tagged time: Int? = nil) {
        change { content in
            guard content.images[id] != nil else { return }
            content.images[id]?.isListed = true
            if let time { content.images[id]?.lastTagged = time }
        }
    }

    /// The ids that begin with `prefix`, in order.
    ///
    /// - Complexity: O(*n*).
    func beginning(with prefix: String) -> [Digest] {
        images.keys.filter { $0.hex.hasPrefix(prefix) }.sorted()
    }
}
