internal import LayBounds
internal import LayImages

/// How many things of each kind a world may hold; one more is refused, and no script catches that.
public struct WorldLimits: Sendable {
    /// Containers, whatever their state.
    public var containers: Int
    /// Tags of images.
    public var images: Int
    /// Volumes, anonymous ones as well.
    public var volumes: Int
    /// Events.
    public var events: Int

    /// A million of each unless the host says otherwise.
    public init(
        containers: Int = 1_000_000, images: Int = 1_000_000, volumes: Int = 1_000_000,
        events: Int = 1_000_000
    ) {
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.events = events
    }
}

extension World {
    /// Refuses another container.
    func requireContainer() throws(ImageError) {
        try require(state.containers.count, limits.containers, "containers", "containers")
    }

    /// Refuses another tag.
    func requireTag() throws(ImageError) {
        try require(state.tags.count, limits.images, "tags", "images")
    }

    /// Refuses another volume.
    func requireVolume() throws(ImageError) {
        try require(state.volumes.count, limits.volumes, "volumes", "volumes")
    }

    /// Refuses what would be another event. What ends or removes something is never refused: it
    /// may pass the limit, by no more than what there is to end.
    func requireEvent() throws(ImageError) {
        try require(state.events.count, limits.events, "events", "events")
    }

    private func require(
        _ count: Int, _ limit: Int, _ things: String, _ name: String
    ) throws(ImageError) {
        if count < limit { return }
        throw ImageError(
            .limit, "the world holds \(count) \(things) and may hold no more",
            help: "the host's Limits.\(name) is \(limit)")
    }
}
