internal import LayArchive
internal import LayFiles
package import LayImages

/// Everything a script works on, as one value: forking it is O(1).
public struct WorldState: Sendable {
    /// Images by id; what no tag and no container names stays until it is pruned.
    public internal(set) var images = ImageTable()
    /// Tags in the order in which they were first set.
    public internal(set) var tags = TagTable()
    /// Containers by id and by name.
    public var containers = ContainerTable()
    /// Volumes by name.
    public var volumes = VolumeTable()
    /// Seconds since the epoch, in `Timestamp.range`: what everything made here is dated with.
    public var clock: Int {
        didSet { clock = Timestamp.clamped(clock) }
    }
    /// The results of build steps.
    public var cache = BuildCache()
    /// What addresses give.
    public var downloads = Downloads()
    /// What happened, in order.
    public internal(set) var events = EventLog()
    /// What was damaged where it was loaded from and so is missing here, a line for each thing.
    public internal(set) var damage: [String] = []
    /// What the random devices of its containers give depends on.
    public internal(set) var seed: UInt64 = 0
    /// How often a random device was opened.
    var draws = 0
    /// Counts what was made, for ids and names.
    package var counter = 0
    /// What the next save need not find out again.
    package var saved = SavedRecord()
}
