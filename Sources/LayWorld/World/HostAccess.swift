public import LayFiles
public import LayImages

/// What of the host the bind mounts of a world reach: nothing, unless it is handed in.
public struct HostAccess {
    /// The host's files; those that `FileSystem.confined(to:)` gives cannot be left by links.
    public var files: (any FileSystem)?
    /// Tells whether a path of the host may be read, or written; `nil` when any may.
    ///
    /// Asked at each use, since a saved world may bring mounts that nobody granted.
    public var mayReach: ((_ path: TreePath, _ writes: Bool) -> Bool)?
    /// True where host files that cannot be rolled back are not written.
    public var isProtected = false
    /// Fetches what the world's catalogue does not have; `nil` where there is no network, and its result
    /// for what it does not fetch.
    public var fetch: ((_ address: RemoteAddress) throws -> Download?)?

    /// Access to `files`, or to none.
    public init(
        files: (any FileSystem)? = nil,
        mayReach: ((_ path: TreePath, _ writes: Bool) -> Bool)? = nil
    ) {
        self.files = files
        self.mayReach = mayReach
    }
}
