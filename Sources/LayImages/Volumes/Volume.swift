public import LayFiles

/// A volume: files that outlive containers.
public struct Volume: Sendable {
    /// The name, unique in its world.
    public let name: String
    /// The files.
    public var tree: FileTree
    /// Names and values given to it.
    public var labels: [(key: String, value: String)]
    /// The driver's name; only `local` exists.
    public var driver: String
    /// The driver's options.
    public var options: [(key: String, value: String)]
    /// True when nobody gave it a name.
    public let isAnonymous: Bool
    /// Seconds since the epoch.
    public let created: Int
    /// True until something was mounted over an image's files, or written.
    public var isEmpty: Bool { ((try? tree.list(.root)) ?? []).isEmpty }
}
