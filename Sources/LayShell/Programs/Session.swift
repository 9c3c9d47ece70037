internal import LayBounds
internal import LayFiles

/// What the programs of one command share besides their account.
final class Session {
    let account: Account
    /// Seconds that the last command sleeps, in a container's own program.
    var asleep = 0.0
    /// The number of the last process.
    var lastProcess: Int
    /// True for a container's own program, which may stay.
    let isMain: Bool
    /// Where what is written to a number that is not open goes.
    let closed = OutputSink.closed
    /// The program that runs now, among all that the command started.
    var current: ProgramContext?
    /// The processes, which take turns.
    let scheduler = Scheduler()
    /// The names of variables, which are numbers in what runs.
    let names = ShellNames()
    /// What the command's first program reads.
    weak var input: Channel?
    /// What random numbers begin with.
    var seed: UInt64 = 0
    /// Asks a person for a line.
    var ask: ((ShellPrompt) -> ShellPrompt.Answer)?
    /// What its programs reach beyond the machine.
    var network: (any ProgramNetwork)?
    /// Shells that run a script, by the numbers of their processes.
    var shells: [Int: Shell] = [:]
    /// Processes that were started and may still be asked about, by number.
    var processes: [Int: ShellJob] = [:]
    /// Named pipes that are open, by their paths.
    var namedPipes: [TreePath: NamedPipe] = [:]
    /// The directories of the PATH that was used last.
    var searchPath: (text: String, start: TreePath, directories: [TreePath])?

    private var commands = 0
    /// Seconds after which the command is ended; `nil` for no end.
    var timeout: Double?
    /// Seconds that passed while nothing else was there, and what steps are worth.
    private var passed = 0.0
    /// A second of a command that is bounded in time, in steps of its programs.
    private static let stepsPerSecond = 1e6

    /// Lets seconds pass, of which a command may have only so many.
    ///
    /// - Throws: `BoundReached.timedOut`.
    func pass(_ seconds: Double) throws(BoundReached) {
        guard let timeout else { return }
        passed += seconds
        if passed + scheduler.now > timeout { throw .timedOut }
    }

    /// Takes the time of steps.
    ///
    /// - Throws: as `pass`.
    func passSteps(_ count: Int) throws(BoundReached) {
        if timeout != nil { try pass(Double(count) / Self.stepsPerSecond) }
    }

    /// Lets the others go on now and then, and some time pass, as a command begins: a loop that waits
    /// for another process comes to its end.
    func takeTurn() throws(BoundReached) {
        commands += 1
        if commands % 2000 == 0 { try scheduler.sleep(0.01) }
    }

    init(_ account: Account, firstProcess: Int, isMain: Bool) {
        self.account = account
        lastProcess = firstProcess
        self.isMain = isMain
    }
}
