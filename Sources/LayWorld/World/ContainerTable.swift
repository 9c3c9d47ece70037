internal import HashTreeCollections
internal import LayBounds
internal import LayFiles

/// The containers of a world, by id and by name, and who uses which volume.
///
/// Persistent maps: a copy is O(1), and a change copies only the way to what it changes.
public struct ContainerTable: Sendable {
    /// A container on its own, so that maps hold references and not hundreds of bytes.
    private final class Slot: @unchecked Sendable {
        var container: Container
        private let charge: Charge

        init(_ container: Container) {
            self.container = container
            charge = Charge(MemoryLayout<Container>.size + 1500 + container.settings.bytesHeld)
        }
    }

    private var slots: TreeDictionary<String, Slot> = [:]
    private var ids: TreeDictionary<String, String> = [:]
    private var users: TreeDictionary<String, TreeSet<String>> = [:]

    /// No containers.
    public init() {}

    /// How many there are.
    public var count: Int { slots.count }

    /// The containers in the order of their creation.
    ///
    /// - Complexity: O(*n* log *n*).
    public var all: [Container] {
        slots.values.map(\.container).sorted { $0.number < $1.number }
    }

    /// The container of an id; setting `nil` removes it.
    ///
    /// - Complexity: O(log *n*).
    public subscript(id: String) -> Container? {
        get { slots[id]?.container }
        set {
            if let old = slots[id]?.container { unlist(old) }
            slots[id] = newValue.map { Slot($0) }
            if let newValue { list(newValue) }
        }
    }

    /// What a look-up of files needs of a container, without a copy of all the rest.
    ///
    /// - Complexity: O(log *n*).
    func files(of id: String) -> (
        tree: FileTree, temporary: [TreePath: FileTree], mounts: [Mount], runtime: FileTree?
    )? {
        guard let slot = slots[id] else { return nil }
        return (
            slot.container.tree, slot.container.temporary, slot.container.settings.mounts,
            slot.container.runtime
        )
    }

    /// The container of a name.
    ///
    /// - Complexity: O(log *n*).
    public func named(_ name: String) -> Container? {
        ids[name].flatMap { slots[$0]?.container }
    }

    /// The containers whose id begins with `prefix`.
    ///
    /// - Complexity: O(*n*).
    public func beginning(with prefix: String) -> [Container] {
        slots.filter { $0.key.hasPrefix(prefix) }.values.map(\.container)
    }

    /// The containers that mount a volume, in the order of their creation.
    ///
    /// - Complexity: O(*u* log *n*) in the users.
    public func users(ofVolume name: String) -> [Container] {
        (users[name] ?? []).compactMap { slots[$0]?.container }.sorted { $0.number < $1.number }
    }

    /// Lets `body` change a container in place; `nil` when there is none.
    ///
    /// - Complexity: O(log *n*), and what `body` does.
    public mutating func update<Result>(
        _ id: String, _ body: (inout Container) throws -> Result
    ) rethrows -> Result? {
        guard let slot = own(id) else { return nil }
        let (name, mounts) = (slot.container.name, slot.container.volumeNames)
        defer {
            if slot.container.name != name || slot.container.volumeNames != mounts {
                unlist(id, name, mounts)
                list(slot.container)
            }
        }
        return try body(&slot.container)
    }

    /// The container's own slot, copied when a fork of the world shares it.
    private mutating func own(_ id: String) -> Slot? {
        func make(_ slot: inout Slot?) {
            guard !isKnownUniquelyReferenced(&slot), let shared = slot else { return }
            slot = Slot(shared.container)
        }
        make(&slots[id])
        return slots[id]
    }

    private mutating func list(_ container: Container) {
        ids[container.name] = container.id
        for volume in container.volumeNames { users[volume, default: []].insert(container.id) }
    }

    private mutating func unlist(_ container: Container) {
        unlist(container.id, container.name, container.volumeNames)
    }

    private mutating func unlist(_ id: String, _ name: String, _ volumes: [String]) {
        if ids[name] == id { ids[name] = nil }
        for volume in volumes {
            users[volume]?.remove(id)
            if users[volume]?.isEmpty == true { users[volume] = nil }
        }
    }
}

extension Container {
    /// The names of the volumes that are mounted.
    var volumeNames: [String] {
        settings.mounts.compactMap { if case .volume(let name) = $0.source { name } else { nil } }
    }
}
