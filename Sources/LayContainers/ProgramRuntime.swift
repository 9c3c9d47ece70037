public import LayBounds
public import LayFiles
public import LayShell
public import LayWorld

/// What runs the programs of containers: Lay's own shell and utilities, or the machine's kernel.
public protocol ProgramRuntime: AnyObject {
    /// Starts a program and runs it as far as it goes without time passing.
    ///
    /// - Throws: `ExecutionError` for a program that cannot be run at all, `BoundReached`; what a
    ///   program that a host registered throws passes unchanged.
    func start(
        _ request: ProgramRequest, _ files: any FileSystem, _ streams: ProgramStreams
    ) throws -> any RunningProcess

    /// The names of the programs that a host registered, in order.
    var registered: [String] { get }
}

/// What is run, where, and as whom.
public struct ProgramRequest {
    /// The program and its arguments.
    public var words: [String]
    /// The environment, in order.
    public var environment: [(key: String, value: String)] = []
    /// Where it works.
    public var workingDirectory = TreePath.root
    /// As whom it runs.
    public var credentials = Credentials.root
    /// What the machine is called.
    public var hostname = "localhost"
    /// Seconds since 1970 by the world's clock.
    public var now = 0
    /// What random numbers begin with: the world's seed.
    public var seed: UInt64 = 0
    /// What it reaches beyond the machine; `nil` for nothing.
    public var network: (any ProgramNetwork)?
    /// Seconds of its own time after which it is ended with status 124; `nil` for no end.
    public var timeout: Double?
    /// The number of the process: 1 for a container's own program.
    public var process = 1
    /// True for a container's own program, which may stay.
    public var isMain = false
    /// What it and all that it starts may use up; tells when the run was cancelled.
    public var account: Account
    /// Sends a signal to the container's first process from another one.
    public var signalFirst: ((String) throws -> Void)?

    /// A program and its arguments, run by root in `/`.
    public init(_ words: [String], account: Account = Account()) {
        self.words = words
        self.account = account
    }
}

/// What goes into a program.
public struct ProgramStreams {
    /// The standard input.
    public var input: [UInt8]
    /// Sees what is written to either output, as it is written.
    public var onOutput: (([UInt8]) -> Void)?
    /// What the program is connected to instead; its result has no output then.
    public var host: HostStreams?

    /// Streams with so much to read.
    public init(input: [UInt8] = []) { self.input = input }
}

/// A program that was started.
public protocol RunningProcess: AnyObject {
    /// How far it came.
    var state: ProcessState { get }
    /// What it wrote so far.
    var result: ExecutionResult { get }
    /// What it wrote to both outputs since this was asked last.
    func newOutput() -> [UInt8]
    /// Takes a signal; gives the status it ends with, or `nil` when it goes on.
    ///
    /// - Throws: what its handler throws.
    func signal(_ signal: Signal) throws -> Int?
    /// Ends it at once.
    func kill()
}

/// How far a program came.
public enum ProcessState: Sendable, Equatable {
    /// It ended.
    case exited(Int)
    /// It goes on until a signal ends it.
    case stays
    /// It ends by itself when so much time has passed.
    case sleeps(seconds: Int, status: Int)
}

/// What a program gave.
public struct ExecutionResult: Sendable {
    /// The exit status; 0 for a program that goes on.
    public var status: Int
    /// What it wrote to its standard output.
    public var output: [UInt8]
    /// What it wrote to its error output.
    public var errors: [UInt8]
    /// Both, in the order of writing.
    public var written: [UInt8]
    private let charge: SharedCharge

    /// What a program gave.
    public init(status: Int, output: [UInt8], errors: [UInt8], written: [UInt8]) {
        self.status = status
        self.output = output
        self.errors = errors
        self.written = written
        charge = SharedCharge(
            output.capacity + errors.capacity + written.capacity
                + MemoryLayout<ExecutionResult>.size)
    }
}
