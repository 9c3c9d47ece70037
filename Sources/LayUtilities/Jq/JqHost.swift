/// Where bytes come from: the standard input, a file.
protocol JqSource: AnyObject {
    /// The next bytes, at most `count`; none at the end.
    ///
    /// - Throws: `JqRefusal` where it cannot be read; else what ends the program.
    func read(_ count: Int) throws -> [UInt8]
}

/// Why something cannot be opened or read.
struct JqRefusal: Error {
    let reason: String
}

/// What a program reaches beside its own memory.
///
/// What a method throws ends the program and reaches the caller of `JqRun.run`, but for `JqRefusal`.
protocol JqHost: AnyObject {
    /// The standard input.
    var input: any JqSource { get }
    /// What `$ENV` holds, in order.
    var environment: [(name: [UInt8], value: [UInt8])] { get }
    /// Seconds since 1970.
    var seconds: Double { get }
    /// Whether the stack has room for one more level of a recursion.
    var hasStackRoom: Bool { get }

    /// Seconds east of Greenwich, and what the zone is called, at a moment.
    func zone(at seconds: Int) -> (offset: Int, name: [UInt8], isSummer: Bool)

    /// Opens a file to be read.
    ///
    /// - Throws: `JqRefusal` where it cannot be; else what ends the program.
    func open(_ name: [UInt8]) throws -> any JqSource

    /// The path without links, `.` and `..`; as it is where there is no such file.
    func realPath(_ name: [UInt8]) -> [UInt8]

    /// Whether there is a file of that name.
    func exists(_ name: [UInt8]) -> Bool

    /// Writes to the standard output.
    ///
    /// - Throws: what ends the program.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws

    /// Writes to the error output.
    ///
    /// - Throws: what ends the program.
    func complain(_ bytes: [UInt8]) throws

    /// Hands on what was written.
    ///
    /// - Throws: what ends the program.
    func flush() throws

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
