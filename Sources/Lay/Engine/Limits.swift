internal import LayWorld

/// What a script may use up; going over a limit ends it with an error it cannot catch.
public struct Limits: Sendable {
    /// Turns of loops and calls; `nil` for no bound.
    public var steps: Int?
    /// Bytes held at one time: values, the files and layers of the world, what programs hold.
    public var memory: Int
    /// Steps of the programs that one command runs: commands, turns of loops, and one for each 4 KiB
    /// that a utility reads or writes.
    public var shellSteps: Int
    /// As `shellSteps`, of all commands of a run together: each call of `run` or `evaluate` begins
    /// anew.
    public var runShellSteps: Int
    /// Bytes that the programs of one command may write.
    public var output: Int
    /// Bytes that the script itself may print; `nil` for no bound.
    public var printed: Int?
    /// How long a run may take by the clock on the wall; `nil` for no bound.
    public var time: Duration?
    /// How whoever reaches a limit is told to raise it.
    public var names = Names()
    /// Containers that the world may hold.
    public var containers: Int
    /// Tags of images that the world may hold.
    public var images: Int
    /// Volumes that the world may hold.
    public var volumes: Int
    /// Events that the world may hold.
    public var events: Int

    /// The names of flags or properties.
    public struct Names: Sendable {
        /// For `steps`.
        public var steps = "Limits.steps"
        /// For `memory`.
        public var memory = "Limits.memory"
        /// For `shellSteps`.
        public var shellSteps = "Limits.shellSteps"
        /// For `runShellSteps`.
        public var runShellSteps = "Limits.runShellSteps"
        /// For `output`.
        public var output = "Limits.output"
        /// For `printed`.
        public var printed = "Limits.printed"
        /// For `time`.
        public var time = "Limits.time"
    }

    /// The standard limits: no bound on steps, 16 GiB of memory, a million of each thing.
    public init(
        steps: Int? = nil, memory: Int = 1 << 34, shellSteps: Int = 50_000_000,
        runShellSteps: Int = 1_000_000_000, output: Int = 256 << 20, containers: Int = 1_000_000,
        images: Int = 1_000_000, volumes: Int = 1_000_000, events: Int = 1_000_000,
        time: Duration? = nil
    ) {
        self.steps = steps
        self.memory = memory
        self.shellSteps = shellSteps
        self.runShellSteps = runShellSteps
        self.output = output
        self.time = time
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.events = events
    }

    var world: WorldLimits {
        WorldLimits(containers: containers, images: images, volumes: volumes, events: events)
    }
}
