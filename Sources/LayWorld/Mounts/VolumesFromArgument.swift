internal import LayBounds
public import LayImages

/// What a `--volumes-from` text asks for: `CONTAINER[:ro]`.
public struct VolumesFromArgument: Sendable, Equatable {
    /// The container's name or id.
    public let container: String
    /// True when everything is taken read-only.
    public let isReadOnly: Bool

    /// Reads `CONTAINER[:MODE]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String) throws(ImageError) {
        if text.isEmpty {
            throw .emptyVolumesFrom
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        container = parts.first.map(String.init) ?? ""
        let mode = try MountMode(parts.count > 1 ? String(parts[1]) : "rw")
        // How a mount spreads and is filled was settled by the container it comes from.
        if mode.propagation != nil || !mode.copies { throw .invalidMode(mode.text) }
        isReadOnly = mode.isReadOnly
    }
}
