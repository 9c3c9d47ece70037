internal import HashTreeCollections
public import LayArchive
internal import LayBounds
public import LayFiles

/// The results of build steps by their keys, and the files of cache mounts: a persistent value.
///
/// When it holds more than its limit, what was used least recently goes; that it was there is kept,
/// so that a build can tell why a step is run again.
public struct BuildCache: Sendable {
    /// The result of a step.
    public struct Entry: Sendable {
        /// What it was made of.
        public let inputs: StepInputs
        /// Where in a Dockerfile it stood when it was made, such as `build 3`; empty for a method's.
        public let place: String
        /// The step as people read it.
        public let title: String
        /// The files that the step changed.
        public let result: CachedLayer
        /// Seconds since the epoch when it was made.
        public let created: Int
        /// Bytes of files in the layer.
        public let size: Int
        /// When it was used last, counted in entries that were made.
        public internal(set) var used = 0
        /// How often it was used since it was made.
        public internal(set) var uses = 0
        private let charge = SharedCharge(1000)

        /// A result that was just made.
        public init(
            _ inputs: StepInputs, place: String = "", title: String, result: CachedLayer,
            created: Int, size: Int
        ) {
            self.inputs = inputs
            self.place = place
            self.title = title
            self.result = result
            self.created = created
            self.size = size
        }
    }

    /// The files of a cache mount.
    public struct MountedCache: Sendable {
        /// The files, the mount's root included.
        public let tree: FileTree
        /// Bytes of the files.
        public let size: Int
        /// When it was used last, as entries count.
        public internal(set) var used = 0
    }

    /// The bytes of files that it may hold where nothing else was said.
    public static let standardLimit = 2 << 30

    /// The bytes of files that it may hold, in entries and in cache mounts; what is too much for a
    /// smaller one goes at once.
    public var limit = Self.standardLimit {
        didSet {
            revision &+= 1
            evict()
        }
    }
    /// The entries that it may hold.
    public var countLimit = 20_000

    /// What files of the machine held when a build read them; what it means is the builder's.
    public private(set) var knownContents: FileContents? { didSet { revision &+= 1 } }
    /// The digest of that.
    package private(set) var knownDigest: Digest?

    private var table: TreeDictionary<Digest, Entry> = [:] { didSet { revision &+= 1 } }
    private var caches: TreeDictionary<String, MountedCache> = [:] { didSet { revision &+= 1 } }
    /// The keys that were let go, and the newest count each.
    private var gone: TreeDictionary<Digest, Int> = [:]
    /// Bytes of files in all entries.
    public private(set) var size = 0
    /// Bytes of files in all cache mounts.
    public private(set) var mountSize = 0
    /// Another number after each change.
    public private(set) var revision = 0
    /// Counts the entries that were made.
    public private(set) var made = 0

    /// How many keys of what was let go are remembered.
    private static let remembered = 4096

    /// An empty cache.
    public init() {}

    /// How many entries there are.
    public var count: Int { table.count }

    /// The entries with their keys, in the order of their making; what was read from a file comes
    /// in the order of the file.
    ///
    /// - Complexity: O(*n* log *n*).
    public var all: [(key: Digest, entry: Entry)] {
        table.map { (key: $0.key, entry: $0.value) }.sorted {
            ($0.entry.used, $0.key) < ($1.entry.used, $1.key)
        }
    }

    /// The cache mounts by name, in the order of the names.
    ///
    /// - Complexity: O(*n* log *n*).
    public var mounts: [(id: String, cache: MountedCache)] {
        caches.map { (id: $0.key, cache: $0.value) }.sorted { $0.id < $1.id }
    }

    /// The result of a key, without a note that it was asked for.
    ///
    /// - Complexity: O(log *n*).
    public subscript(key: Digest) -> Entry? { table[key] }

    /// True for a key whose result was let go for want of room.
    public func wasEvicted(_ key: Digest) -> Bool { gone[key] != nil }

    /// The result of a key, which counts as used now.
    ///
    /// - Complexity: O(log *n*).
    public mutating func use(_ key: Digest) -> Entry? {
        guard let entry = table[key] else { return nil }
        // Builds that make nothing new leave the cache as it was, so that nothing is to be saved.
        if entry.used != made {
            var used = entry
            used.used = made
            used.uses += 1
            table[key] = used
        }
        return entry
    }

    /// Keeps a result, and lets others go when there is no room.
    ///
    /// - Complexity: O(log *n*); now and then O(*n* log *n*).
    public mutating func insert(_ key: Digest, _ entry: Entry) {
        made += 1
        var entry = entry
        entry.used = made
        if let old = table.updateValue(entry, forKey: key) { size -= old.size }
        size += entry.size
        gone[key] = nil
        evict(keeping: key)
    }

    /// Keeps what files of the machine held.
    public mutating func setKnownContents(_ bytes: [UInt8]) {
        knownContents = FileContents(bytes)
        knownDigest = Digest.of(bytes)
    }

    package mutating func restoreKnownContents(_ contents: FileContents, _ digest: Digest) {
        (knownContents, knownDigest) = (contents, digest)
    }

    /// Takes in an entry as it was saved.
    package mutating func restore(_ key: Digest, _ entry: Entry, used: Int, uses: Int) {
        var entry = entry
        (entry.used, entry.uses) = (used, uses)
        if table.updateValue(entry, forKey: key) == nil { size += entry.size }
        made = max(made, used)
    }

    /// Removes an entry.
    package mutating func remove(_ key: Digest) {
        if let old = table.removeValue(forKey: key) { size -= old.size }
    }

    /// Removes everything that `isKept` does not want, and all cache mounts; gives the results that
    /// went.
    ///
    /// - Complexity: O(*n*).
    public mutating func prune(keeping isKept: (Entry) -> Bool = { _ in false }) -> [Entry] {
        let unused = all.filter { !isKept($0.entry) }
        for (key, _) in unused { remove(key) }
        (caches, mountSize) = ([:], 0)
        return unused.map(\.entry)
    }

    /// Lets go of what was used least recently, entries and cache mounts alike.
    private mutating func evict(keeping key: Digest? = nil, mount id: String? = nil) {
        if size + mountSize <= limit, table.count <= countLimit { return }
        // A tenth more than needed, so that the next insertions find room.
        let (bytes, count) = (limit - limit / 10, countLimit - countLimit / 10)
        var mounts = mounts.filter { $0.id != id }.sorted {
            ($0.cache.used, $0.id) < ($1.cache.used, $1.id)
        }[...]
        func isFull(_ cache: BuildCache) -> Bool {
            cache.size + cache.mountSize > bytes || cache.table.count > count
        }
        for (old, entry) in all where old != key {
            while isFull(self), let mount = mounts.first, mount.cache.used < entry.used {
                removeMount(mount.id)
                mounts.removeFirst()
            }
            if !isFull(self) { break }
            remove(old)
            gone[old] = entry.used
        }
        while isFull(self), let mount = mounts.popFirst() { removeMount(mount.id) }
        if gone.count > Self.remembered {
            for (old, _) in gone.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }).prefix(
                gone.count - Self.remembered / 2)
            { gone[old] = nil }
        }
    }

    private mutating func removeMount(_ id: String) {
        if let old = caches.removeValue(forKey: id) { mountSize -= old.size }
    }

    /// The files of a cache mount; `nil` for one that was never used.
    public func mount(_ id: String) -> FileTree? { caches[id]?.tree }

    /// Keeps the files of a cache mount, and lets others go when there is no room.
    ///
    /// - Complexity: O(*n*) in the files.
    public mutating func setMount(_ id: String, _ tree: FileTree) {
        removeMount(id)
        let mount = MountedCache(tree: tree, size: tree.totalSize, used: made)
        caches[id] = mount
        mountSize += mount.size
        evict(mount: id)
    }

    /// Takes in the files of a cache mount as they were saved.
    package mutating func restoreMount(_ id: String, _ tree: FileTree, used: Int) {
        removeMount(id)
        let mount = MountedCache(tree: tree, size: tree.totalSize, used: used)
        caches[id] = mount
        mountSize += mount.size
    }

    /// The keys that were let go, for a world that is saved.
    package var evicted: [(key: Digest, used: Int)] {
        gone.map { (key: $0.key, used: $0.value) }.sorted { ($0.used, $0.key) < ($1.used, $1.key) }
    }

    package mutating func setEvicted(_ key: Digest, used: Int) { gone[key] = used }
}
