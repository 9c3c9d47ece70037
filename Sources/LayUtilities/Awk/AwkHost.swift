/// Where bytes come from: a file, a command's output.
protocol AwkSource: AnyObject {
    /// The next bytes, at most `count`; none at the end.
    ///
    /// - Throws: what ends the program.
    func read(_ count: Int) throws -> [UInt8]

    /// Lets go of the file, or waits for the command: the exit status.
    ///
    /// - Throws: what ends the program.
    func close() throws -> Int
}

/// Where bytes go: a file, a command's input.
protocol AwkSink: AnyObject {
    /// Takes bytes.
    ///
    /// - Throws: what ends the program.
    func write(_ bytes: [UInt8]) throws

    /// Lets go of the file, or waits for the command: the exit status.
    ///
    /// - Throws: what ends the program.
    func close() throws -> Int
}

/// What a program reaches beside its own memory.
///
/// What a method throws ends the program and reaches the caller of `AwkMachine.run`, but for
/// `AwkRefusal` from those that open something.
protocol AwkHost: AnyObject {
    /// The standard input.
    var input: any AwkSource { get }
    /// The standard output.
    var output: any AwkSink { get }
    /// The standard error.
    var errors: any AwkSink { get }
    /// What `ENVIRON` holds.
    var environment: [(name: [UInt8], value: [UInt8])] { get }
    /// Seconds since 1970.
    var seconds: Int { get }
    /// What `rand` begins with, and the first `srand` gives back; gawk's is 1.
    var seed: Int { get }
    /// Whether the stack has room for one more call of a function.
    var hasStackRoom: Bool { get }

    /// Opens a file to be read.
    ///
    /// - Throws: `AwkRefusal` where it cannot be; else what ends the program.
    func open(_ name: [UInt8]) throws -> any AwkSource

    /// Opens a file to be written, emptied unless `appends`.
    ///
    /// - Throws: `AwkRefusal` where it cannot be; else what ends the program.
    func create(_ name: [UInt8], appends: Bool) throws -> any AwkSink

    /// Starts a command whose output is read.
    ///
    /// - Throws: `AwkRefusal` where it cannot be; else what ends the program.
    func read(from command: [UInt8]) throws -> any AwkSource

    /// Starts a command whose input is written.
    ///
    /// - Throws: `AwkRefusal` where it cannot be; else what ends the program.
    func write(to command: [UInt8]) throws -> any AwkSink

    /// Runs a command to its end: the exit status, 256 more than the signal's number for a signal.
    ///
    /// - Throws: what ends the program.
    func run(_ command: [UInt8]) throws -> Int

    /// Tells of what went wrong without ending the program.
    ///
    /// - Throws: what ends the program.
    func report(_ issue: AwkIssue) throws

    /// Counts steps of the program.
    ///
    /// - Throws: what ends the program.
    func step(_ count: Int) throws

    /// Takes memory, in large pieces.
    ///
    /// - Throws: what ends the program, where there is no more.
    func hold(_ bytes: Int) throws

    /// Gives memory back.
    func release(_ bytes: Int)
}
