/// Why the cache had no result for a step.
public struct MissCause: Sendable, Equatable {
    /// What differs from the nearest step that was made before.
    public enum Kind: String, Sendable {
        /// A step that it builds on was made anew.
        case parent
        /// The image below is another one.
        case base
        /// No step like it was made before.
        case neverBuilt
        /// Its result was let go for want of room.
        case evicted
        /// The cache was not asked.
        case forced
        /// A program of the host's ran, whose doing no key tells.
        case uncacheable
        /// The command's text.
        case text
        /// The value of an ARG.
        case argument
        /// The value of an ENV.
        case environment
        /// A file's content, mode, owner, link or attribute.
        case file
        /// Files that are there now, or are no more.
        case files
        /// A line of the ignore file, which decides what is sent.
        case ignoreFile
        /// The name of a source.
        case source
        /// The target, the working directory or the user.
        case place
        /// A mount.
        case mount
        /// A flag, the network, or whose names owners have.
        case flag
        /// What the image is for.
        case platform
    }

    /// The kind.
    public let kind: Kind
    /// In one line.
    public let text: String
    /// What changed, one after the other.
    public let changes: [Change]
    /// What to do, in one line.
    public let advice: String?
    /// The number of the step that is the root, for a `parent`.
    public let root: Int?
    /// When what it is compared with was made, in seconds since the epoch.
    public let comparedWith: Int?
    /// The cache that has what it is compared with, where that is not the world's.
    public internal(set) var source: String?

    /// One thing that changed.
    public struct Change: Sendable, Equatable {
        /// What: `ARG VERSION`, `src/main.c: mode`.
        public let what: String
        /// Before; `nil` for what was not there.
        public let old: String?
        /// Now; `nil` for what is there no more.
        public let new: String?
    }
}
