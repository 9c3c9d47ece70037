extension World {
    /// What a container is made with, besides its image.
    public struct Options: Sendable {
        /// The name; made up when `nil`.
        public var name: String?
        /// The command's words, or `nil` for the image's.
        public var command: [String]?
        /// The entrypoint, or `nil` for the image's.
        public var entrypoint: [String]?
        /// Variables over the image's.
        public var environment: [(key: String, value: String)] = []
        /// Where it starts, or `nil` for the image's.
        public var workingDirectory: String?
        /// As whom it runs, or `nil` for the image's.
        public var user: String?
        /// Mounts that were asked for.
        public var mounts: [Mount] = []
        /// Containers whose mounts it takes, each perhaps read-only.
        public var volumesFrom: [(container: String, isReadOnly: Bool)] = []
        /// Names and values.
        public var labels: [(key: String, value: String)] = []
        /// False when the volumes that the image declares are left out, as in a build.
        public var mountsImageVolumes = true
        /// When Docker would start it again.
        public var restartPolicy = RestartPolicy.never
        /// True when it is removed as soon as it ends.
        public var removesItself = false
        /// True when its own layer may not be written.
        public var isReadOnly = false
        /// The host name inside.
        public var hostname: String?
        /// The signal that `stop` sends.
        public var stopSignal: String?
        /// Seconds between that signal and the end.
        public var stopTimeout: Int?

        /// What the image says.
        public init() {}
    }
}
