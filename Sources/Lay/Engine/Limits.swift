/// What a script may use up; going over a limit ends it with an error it cannot catch.
public struct Limits: Sendable {
    /// Turns of loops and calls; `nil` for no bound.
    public var steps: Int?
    /// Bytes of values alive at one time.
    public var memory: Int
    /// Steps of the shell programs of one command, and bytes of output each may write.
    public var shellSteps: Int
    /// Bytes that the programs of one command may write.
    public var output: Int
    /// Bytes that the script itself may print; `nil` for no bound.
    public var printed: Int?
    /// How long a run may take by the clock on the wall; `nil` for no bound.
    public var time: Duration?
    /// How whoever reaches a limit is told to raise it.
    public var names = Names()

    /// The names of flags or properties.
    public struct Names: Sendable {
        /// For `steps`.
        public var steps = "Limits.steps"
        /// For `memory`.
        public var memory = "Limits.memory"
        /// For `shellSteps`.
        public var shellSteps = "Limits.shellSteps"
        /// For `output`.
        public var output = "Limits.output"
        /// For `printed`.
        public var printed = "Limits.printed"
        /// For `time`.
        public var time = "Limits.time"
    }

    /// The standard limits: no bound on steps, 16 GiB of values.
    public init(
        steps: Int? = nil, memory: Int = 1 << 34, shellSteps: Int = 50_000_000,
        output: Int = 256 << 20, time: Duration? = nil
    ) {
        self.steps = steps
        self.memory = memory
        self.shellSteps = shellSteps
        self.output = output
        self.time = time
    }
}
