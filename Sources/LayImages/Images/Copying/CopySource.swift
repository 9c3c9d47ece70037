public import LayFiles

/// One of the things that a COPY or an ADD puts somewhere.
public enum CopySource: Sendable {
    /// A path below the root of the step's origin, or a pattern.
    case path(String)
    /// A text of the Dockerfile itself: a file of root's, 0644.
    case text(name: String, FileContents)
    /// What an address gave: a file of root's, 0600, which is unpacked only on request.
    case fetched(name: String, FileContents, modified: Nanoseconds)
    /// The files of a repository: what is in the root of a tree.
    case tree(FileTree)
}
