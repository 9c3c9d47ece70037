extension Command {
    /// A `--mount` of RUN.
    public struct MountOption: Sendable, Equatable {
        /// What is mounted.
        public enum Kind: String, Sendable, CaseIterable {
            /// Files of the context, a stage or an image.
            case bind
            /// A directory that builds keep for each other.
            case cache
            /// Memory.
            case tmpfs
            /// A secret, as a file or a variable.
            case secret
            /// An agent's socket.
            case ssh
        }

        /// Who may use a cache at a time.
        public enum Sharing: String, Sendable, CaseIterable {
            /// Everybody.
            case shared
            /// Each a cache of their own.
            case `private`
            /// One after the other.
            case locked
        }

        /// What is mounted.
        public internal(set) var kind = Kind.bind
        /// A path in what `from` names; the id of a secret or an agent. Empty where not given.
        public internal(set) var source = ""
        /// Where; may be relative to the working directory. Empty where not given.
        public internal(set) var target = ""
        /// A stage, a number, an image or a named context; `nil` for the build's context.
        public internal(set) var from: String?
        /// The name of a cache, a secret or an agent; `nil` where not given.
        public internal(set) var id: String?
        /// Who may use a cache at a time; `nil` where not given.
        public internal(set) var sharing: Sharing?
        /// True where nothing can be written.
        public internal(set) var isReadOnly = true
        /// True where a build without the secret or agent fails.
        public internal(set) var isRequired = false
        /// The permissions of a cache, a secret or a socket.
        public internal(set) var mode: UInt32?
        /// The owner of a cache, a secret or a socket.
        public internal(set) var uid: UInt32?
        /// The group of a cache, a secret or a socket.
        public internal(set) var gid: UInt32?
        /// How many bytes a tmpfs may hold; 0 where not given.
        public internal(set) var size: Int64 = 0
        /// The variable that holds a secret; `nil` for a file alone.
        public internal(set) var variable: String?
    }
}
