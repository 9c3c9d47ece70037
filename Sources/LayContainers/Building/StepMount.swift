public import LayArchive
public import LayFiles

/// Something that a RUN sees while it runs, and that no layer keeps: `RUN --mount`.
public struct StepMount {
    /// What lies behind it.
    public enum Source {
        /// Files of a stage, an image or the context, or a part of them; what a RUN writes there is
        /// dropped. The key tells the part's content.
        case files(FileTree, subpath: TreePath, key: Digest)
        /// The files that builds with this mount leave to each other; `seed` are the first ones.
        case cache(id: String, seed: FileTree)
        /// Memory.
        case memory(size: Int?)
        /// A secret that was not given: nothing is there, and the key tells that it could be.
        case absent
        /// The bytes of a secret, as a file.
        case secret([UInt8], mode: UInt16, uid: UInt32, gid: UInt32)
    }

    /// What lies behind it.
    public let source: Source
    /// Where, absolute.
    public let target: TreePath
    /// True when a write is refused.
    public let isReadOnly: Bool
    /// What the key of the step tells of it, besides its content.
    public let description: String

    /// A mount at a place.
    public init(
        _ source: Source, at target: TreePath, isReadOnly: Bool, description: String
    ) {
        self.source = source
        self.target = target
        self.isReadOnly = isReadOnly
        self.description = description
    }
}
