internal import HashTreeCollections
internal import LayFiles

/// The volumes of a world by name: a persistent map, whose copies are O(1).
public struct VolumeTable: Sendable {
    private var volumes: TreeDictionary<String, Volume> = [:]

    /// No volumes.
    public init() {}

    /// How many there are.
    public var count: Int { volumes.count }

    /// The volumes in the order of their names.
    ///
    /// - Complexity: O(*n* log *n*).
    public var all: [Volume] { volumes.values.sorted { $0.name < $1.name } }

    /// The volume of a name; setting `nil` removes it.
    ///
    /// - Complexity: O(log *n*).
    public subscript(name: String) -> Volume? {
        get { volumes[name] }
        _modify { yield &volumes[name] }
    }

    /// Lets `body` change a volume in place; `nil` when there is none.
    ///
    /// - Complexity: O(log *n*), and what `body` does.
    @discardableResult
    public mutating func update<Result, Failure: Error>(
        _ name: String, _ body: (inout Volume) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        // Taken out while it changes, so that its tree is not shared with the table.
        guard var volume = volumes[name] else { return nil }
        volumes[name]?.tree = FileTree()
        defer { volumes[name] = volume }
        return try body(&volume)
    }
}
