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

    /// The standard limits: no bound on steps, 16 GiB of values.
    public init(
        steps: Int? = nil, memory: Int = 1 << 34, shellSteps: Int = 50_000_000,
        output: Int = 256 << 20
    ) {
        self.steps = steps
        self.memory = memory
        self.shellSteps = shellSteps
        self.output = output
    }
}
