/// An event, as `docker events` tells it.
public struct Event: Sendable, Equatable {
    /// `container`, `image` or `volume`.
    public let type: String
    /// `create`, `start`, `die` …
    public let action: String
    /// The id or name.
    public let actor: String
    /// Seconds since the epoch.
    public let time: Int

    /// An event of the given parts.
    public init(type: String, action: String, actor: String, time: Int) {
        self.type = type
        self.action = action
        self.actor = actor
        self.time = time
    }
}

/// Events in the order in which they happened.
///
/// Held in pieces, so that the first event after a fork of the world copies one piece and not
/// everything that ever happened.
public struct EventLog: Sendable, Sequence {
    private static let pieceSize = 256
    private var pieces: [[Event]] = []

    /// No events.
    public init() {}

    /// How many there are.
    public var count: Int {
        guard let last = pieces.last else { return 0 }
        return (pieces.count - 1) * Self.pieceSize + last.count
    }

    /// Adds an event.
    ///
    /// - Complexity: O(1), and O(*n* / 256) for the first after a fork.
    public mutating func append(_ event: Event) {
        if pieces.isEmpty || pieces[pieces.count - 1].count == Self.pieceSize { pieces.append([]) }
        pieces[pieces.count - 1].append(event)
    }

    /// The events from the first to the last.
    public func makeIterator() -> some IteratorProtocol<Event> {
        pieces.joined().makeIterator()
    }
}
