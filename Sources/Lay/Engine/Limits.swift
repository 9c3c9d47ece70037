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
    /// Containers that the world may hold.
    public var containers: Int
    /// Tags of images that the world may hold.
    public var images: Int
    /// Volumes that the world may hold.
    public var volumes: Int
    /// Events that the world may hold.
    public var events: Int

    /// The standard limits: no bound on steps, 16 GiB of memory, a million of each thing.
    public init(
        steps: Int? = nil, memory: Int = 1 << 34, shellSteps: Int = 50_000_000,
        runShellSteps: Int = 1_000_000_000, output: Int = 256 << 20, containers: Int = 1_000_000,
        images: Int = 1_000_000, volumes: Int = 1_000_000, events: Int = 1_000_000
    ) {
        self.steps = steps
        self.memory = memory
        self.shellSteps = shellSteps
        self.runShellSteps = runShellSteps
        self.output = output
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.events = events
    }

    var world: WorldLimits {
        WorldLimits(containers: containers, images: images, volumes: volumes, events: events)
    }
}
