/// What the programs of one command may still use up, and how deep they may nest.
///
/// One account is shared by all that the command starts: functions, subshells, substitutions,
/// pipelines, `eval`, `.`, traps, other programs, and `lay` inside a container. What it holds is paid
/// by the run's account of memory too.
public final class Account {
    /// Commands and turns of loops that are left.
    public private(set) var steps: Int
    /// Bytes of output that are left.
    public private(set) var output: Int
    /// Bytes of words and variables that may still be held.
    public private(set) var memory: Int
    /// How many levels are active.
    public private(set) var depth = 0
    private let isCancelled: () -> Bool
    private let payer = MemoryAccount.current
    private let run: RunSteps?
    private var held = 0
    /// Bytes that were worked through and are no whole step yet.
    private var worked = 0

    /// Levels that may be active whatever the stack has room for.
    public static let deepest = 100_000
    private static let stepsPerLook = 1 << 8
    /// Bytes that are read, compared or written in the time of a step.
    private static let bytesPerStep = 1 << 12

    /// Bytes that the words and variables of one command may hold unless the host says otherwise.
    public static let standardMemory = 512 << 20

    /// An account of so many steps, which are some of the run's, bytes of output, and bytes held at one time.
    public init(
        steps: Int = 50_000_000, output: Int = 256 << 20, memory: Int = standardMemory,
        run: RunSteps? = nil, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.steps = steps
        self.output = output
        self.memory = memory
        self.run = run
        self.isCancelled = isCancelled
    }

    deinit { payer?.credit(held) }

    /// Takes a step, or as many as a piece of work is worth.
    ///
    /// - Throws: `BoundReached` when they are not left or the run was cancelled.
    public func step(_ count: Int = 1) throws(BoundReached) {
        let before = steps
        steps -= count
        if steps < 0 {
            throw BoundReached(
                .limit, "the programs take more steps than they may",
                help: "a loop that never ends?", bound: .programSteps)
        }
        if let run {
            run.left -= count
            if run.left < 0 {
                throw BoundReached(
                    .limit, "the programs of the run take more steps than they may together",
                    bound: .runProgramSteps)
            }
        }
        try payer?.check()
        if before / Self.stepsPerLook != steps / Self.stepsPerLook, isCancelled() {
            throw .cancelled
        }
    }

    /// Takes the steps that reading, comparing or writing so many bytes is worth.
    ///
    /// - Throws: as `step`.
    public func work(_ bytes: Int) throws(BoundReached) {
        worked += bytes
        if worked >= Self.bytesPerStep {
            let (steps, rest) = worked.quotientAndRemainder(dividingBy: Self.bytesPerStep)
            worked = rest
            try step(steps)
        }
    }

    /// Takes the steps that bytes of a device without an end are worth, which nothing else bounds.
    ///
    /// - Throws: as `step`.
    public func workEndlessly(_ bytes: Int) throws(BoundReached) { try step(bytes >> 2) }

    /// Takes bytes of output, before they are kept.
    ///
    /// - Throws: `BoundReached` when so many are not left.
    public func write(_ bytes: Int) throws(BoundReached) {
        output -= bytes
        if output < 0 {
            throw BoundReached(
                .limit, "the programs write more output than they may", bound: .output)
        }
        try work(bytes)
    }

    /// Takes bytes of memory, before they are held.
    ///
    /// - Throws: `BoundReached` when so many are not left.
    public func hold(_ bytes: Int) throws(BoundReached) {
        if bytes > memory {
            throw BoundReached(
                .limit, "the programs hold more words and variables than they may",
                bound: .memory)
        }
        try payer?.require(bytes)
        memory -= bytes
        held += bytes
        payer?.charge(bytes)
    }

    /// Gives back bytes that are held no longer.
    public func release(_ bytes: Int) {
        memory += bytes
        held -= bytes
        payer?.credit(bytes)
    }

    /// Runs one level deeper.
    ///
    /// - Throws: `NestedTooDeeply` when there is no room for it on the thread's stack, and what
    ///   `body` throws.
    public func nested<Result>(_ body: () throws -> Result) throws -> Result {
        guard depth < Self.deepest, StackBound.hasRoom else { throw NestedTooDeeply() }
        depth += 1
        defer { depth -= 1 }
        return try body()
    }
}

/// Steps of programs that all commands of a run may take together.
public final class RunSteps {
    /// How many are left.
    public fileprivate(set) var left: Int

    /// So many steps.
    public init(_ steps: Int) {
        left = steps
    }

    /// Begins with so many steps again.
    public func renew(_ steps: Int) { left = steps }
}

/// A bound of the host that ends the whole run; no script and no program catches it.
public struct BoundReached: Error, Sendable, Equatable, CustomStringConvertible {
    /// `limit` or `cancelled`.
    public let kind: ErrorKind
    /// What was used up.
    public let message: String
    /// The next step, where one is known.
    public let help: String?
    /// Which one it was, where a host can set it: whoever reports it says how.
    public let bound: Bound?
    /// The signal that ends the one process that gets this, and not the run.
    public let signal: UInt8?

    /// What a host bounds.
    public enum Bound: Sendable, CaseIterable {
        case steps, memory, time, programSteps, runProgramSteps, output, printed
    }

    /// A bound that was reached.
    public init(_ kind: ErrorKind, _ message: String, help: String? = nil, bound: Bound? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
        self.bound = bound
        signal = nil
    }

    private init(signal: UInt8) {
        kind = .cancelled
        message = "signal \(signal)"
        help = nil
        bound = nil
        self.signal = signal
    }

    /// A signal ends the process that runs.
    package static func ended(by signal: UInt8) -> BoundReached { BoundReached(signal: signal) }

    /// Processes that wait for each other.
    package static let waitsForever = BoundReached(
        .limit, "the programs wait for each other, and nothing can go on",
        help: "a pipe that nobody writes to or closes?")

    /// A command took more of its own time than it may.
    package static let timedOut = BoundReached(.limit, "the command took longer than it may")

    /// The host asked for an end.
    public static let cancelled = BoundReached(.cancelled, "the run was cancelled")

    /// The message.
    public var description: String { message }
}

/// A recursion for which the thread's stack has no room: it fails the command that nests so
/// deeply, and not the run.
public struct NestedTooDeeply: Error, Sendable {
    /// A level too many.
    public init() {}
}
