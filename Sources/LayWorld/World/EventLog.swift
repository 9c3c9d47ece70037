internal import LayBounds

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
    private var pieces: [Piece] = []

    /// Some events, copied when a fork of the world shares them.
    private final class Piece: @unchecked Sendable {
        private(set) var events: [Event]
        private let payer = MemoryAccount.current
        private var paid = 0

        init(_ events: [Event]) {
            self.events = events
            pay(events.reduce(64) { $0 + $1.bytesHeld })
        }

        deinit { payer?.credit(paid) }

        func append(_ event: Event) {
            events.append(event)
            pay(event.bytesHeld)
        }

        private func pay(_ bytes: Int) {
            payer?.charge(bytes)
            paid += bytes
        }
    }

    /// No events.
    public init() {}

    /// How many there are.
    public var count: Int {
        guard let last = pieces.last else { return 0 }
        return (pieces.count - 1) * Self.pieceSize + last.events.count
    }

    /// Adds an event.
    ///
    /// - Complexity: O(1), and O(*n* / 256) for the first after a fork.
    public mutating func append(_ event: Event) {
        let last = pieces.count - 1
        if last < 0 || pieces[last].events.count == Self.pieceSize {
            pieces.append(Piece([event]))
            return
        }
        if !isKnownUniquelyReferenced(&pieces[last]) { pieces[last] = Piece(pieces[last].events) }
        pieces[last].append(event)
    }

    /// The events from the first to the last.
    public func makeIterator() -> some IteratorProtocol<Event> {
        pieces.lazy.flatMap(\.events).makeIterator()
    }
}

extension Event {
    /// About how many bytes of memory an event takes, in an array that grows by doubling.
    fileprivate var bytesHeld: Int {
        let texts = [action, actor].reduce(0) { $0 + ($1.utf8.count > 15 ? 32 + $1.utf8.count : 0) }
        return 2 * MemoryLayout<Event>.stride + texts
    }
}
