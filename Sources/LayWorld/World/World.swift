internal import LayArchive
public import LayFiles
public import LayImages

/// A world: images, tags, containers and volumes.
///
/// Containers and volumes are identities in it; the class is the place that their operations
/// change, its `state` the value that is forked and rolled back.
public final class World {
    /// Everything in it.
    public var state: WorldState
    /// What of the host its bind mounts reach.
    public var host = HostAccess()
    /// How much it may hold.
    public var limits = WorldLimits()
    /// The files that programs have open, which no state of the world knows.
    var openFiles: [OpenPart.Name: OpenTreeFiles] = [:]

    /// An empty world whose clock shows `clock`, seconds since the epoch, and whose containers'
    /// random devices give what `seed` makes of them.
    public init(clock: Int = 0, seed: UInt64 = 0) {
        state = WorldState(clock: Timestamp.clamped(clock))
        state.seed = seed
    }

    /// The clock as file times count.
    public var now: Nanoseconds {
        Nanoseconds(state.clock) * 1_000_000_000
    }

    /// The clock as OCI writes it: `1970-01-01T00:00:00Z`.
    public var timestamp: String { Timestamp.text(state.clock) }

    /// Notes what happened to something.
    ///
    /// - Throws: `ImageError` of kind `Limit` when the world may hold no more events.
    public func note(_ type: String, _ action: String, _ actor: String) throws(ImageError) {
        try requireEvent()
        record(type, action, actor)
    }

    func record(_ type: String, _ action: String, _ actor: String) {
        state.events.append(
            Event(type: type, action: action, actor: actor, time: state.clock))
    }

    /// Runs a change that leaves the world as it was when it is refused.
    ///
    /// - Throws: what `body` throws.
    /// - Complexity: O(1) besides `body`.
    public func undoing<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = state
        do {
            return try body()
        } catch {
            state = before
            throw error
        }
    }

    /// A 64-digit id that depends on nothing but what was made before.
    func newID(_ kind: String) -> String {
        state.counter += 1
        return Digest.of("\(kind) \(state.counter)".utf8).hex
    }
}
