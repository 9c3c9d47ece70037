public import LayBounds
public import LayFiles

/// Why a program cannot be run at all, so that it gives no status of its own.
public struct ProgramError: Error, Sendable, CustomStringConvertible {
    /// `NotFound` or `PermissionDenied`.
    public let kind: ErrorKind
    /// What was wrong with which program.
    public let message: String
    /// `ExitStatus.notFound` or `.cannotRun`.
    public let status: UInt8
    /// The next step, where one is known.
    public let help: String?

    /// An error of a kind.
    public init(_ kind: ErrorKind, _ message: String, status: UInt8, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.status = status
        self.help = help
    }

    /// The message.
    public var description: String { message }
}

/// How a program ended.
public enum ProgramOutcome {
    /// With a status.
    case exited(UInt8)
    /// Not: it stays until it is stopped. The handler gets a signal's name and gives the status
    /// the program ends with, or `nil` when it goes on.
    case stays(onSignal: ((String) throws -> UInt8?)?)
}

/// Everything a program sees: its arguments, environment, files and streams.
public final class ProgramContext {
    /// The words it was called with, its own name first.
    public var words: [[UInt8]]
    /// The words as text.
    public var arguments: [String] {
        get { words.map { String(decoding: $0, as: UTF8.self) } }
        set { words = newValue.map { Array($0.utf8) } }
    }
    /// The environment's variables, in order.
    public var variables: [(key: [UInt8], value: [UInt8])]
    /// The environment as text, in order.
    public var environment: [(key: String, value: String)] {
        get {
            variables.map {
                (String(decoding: $0.key, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
            }
        }
        set { variables = newValue.map { (Array($0.key.utf8), Array($0.value.utf8)) } }
    }
    /// Where it works.
    public var workingDirectory: TreePath
    /// The files it sees.
    public let files: any FileSystem
    /// As whom it runs.
    public let credentials: Credentials
    /// The number of its user.
    public var uid: UInt32 { credentials.uid }
    /// The number of its group.
    public var gid: UInt32 { credentials.gid }
    /// The groups it belongs to.
    public var groups: [UInt32] { credentials.groups }
    /// Permission bits that new files do not get.
    public var umask: UInt16
    /// The file that is run; `nil` for a program that has none.
    public internal(set) var executable: TreePath?
    /// What it reads and writes, by number.
    var descriptors: Descriptors
    /// What it read from its standard input.
    private var readInput: [UInt8]?
    private var heldInput = 0
    /// Bytes that the program said it holds.
    private var held = 0
    /// What the whole command wrote to both, as a terminal or a log would show it.
    public let journal: OutputJournal
    /// What the machine is called.
    public var hostname: String
    /// The programs there are.
    public let programs: ProgramTable
    /// The number of the process.
    public let process: Int
    /// The number of the process that started it; 0 for a container's first.
    public private(set) var parentProcess = 0
    /// The program that started it, while it is there.
    private(set) weak var starter: ProgramContext?
    /// Seconds since 1970 by the world's clock.
    public var now = 0
    /// What the random numbers of its shells begin with.
    public var seed: UInt64 {
        get { session.seed }
        set { session.seed = newValue }
    }
    /// Seconds of its own time after which the whole command ends; `nil` for no end. Time passes where
    /// all processes sleep, and a million steps of programs are a second.
    public var timeout: Double? {
        get { session.timeout }
        set { session.timeout = newValue }
    }
    /// Sends a signal to the container's first process from another one.
    public var signalFirst: ((String) throws -> Void)?
    /// What a shell says of a process that a signal ended: `Killed`.
    var lastWord: String?
    let session: Session
    /// How many programs started each other before it.
    private(set) var depth = 0
    /// True for a program that another one started, and not the host.
    let isInner: Bool
    /// Signals that the one who started it does not take (execve(2)).
    var ignoredSignals: Set<UInt8> = []
    /// What all that the command starts may use up together.
    public var account: Account { session.account }

    /// A context for the first program of a command.
    public init(
        arguments: [String], environment: [(key: String, value: String)],
        workingDirectory: TreePath,
        files: any FileSystem, programs: ProgramTable, credentials: Credentials = .root,
        input: [UInt8] = [], hostname: String = "localhost",
        account: Account = Account(), process: Int = 1, isMain: Bool = false
    ) {
        words = arguments.map { Array($0.utf8) }
        variables = environment.map { (Array($0.key.utf8), Array($0.value.utf8)) }
        self.workingDirectory = workingDirectory
        self.files = files
        self.programs = programs
        self.credentials = credentials
        self.hostname = hostname
        umask = 0o22
        self.process = process
        isInner = false
        session = Session(account, firstProcess: process, isMain: isMain)
        journal = OutputJournal(account)
        descriptors = Descriptors(
            Channel(bytes: input, nil), Channel(OutputSink(account, journal: journal)),
            Channel(OutputSink(account, journal: journal)))
        session.input = descriptors[0]
    }

    private init(
        copying other: ProgramContext, words: [[UInt8]], process: Int, isInner: Bool,
        as credentials: Credentials? = nil
    ) {
        self.words = words
        variables = other.variables
        workingDirectory = other.workingDirectory
        programs = other.programs
        self.credentials = credentials ?? other.credentials
        // Only root becomes somebody else, and its files are all of them.
        if let credentials, other.uid == 0, credentials.uid != 0 {
            files = PermittedFiles(other.files, credentials)
        } else {
            files = other.files
        }
        hostname = other.hostname
        umask = other.umask
        descriptors = other.descriptors
        journal = other.journal
        session = other.session
        depth = process == other.process ? other.depth : other.depth + 1
        signalFirst = other.signalFirst
        executable = other.executable
        ignoredSignals = other.ignoredSignals
        now = other.now
        self.process = process
        self.isInner = isInner
        parentProcess = process == other.process ? other.parentProcess : other.process
        starter = process == other.process ? other.starter : other
    }

    deinit { account.release(held + heldInput) }

    /// A context for another program that this one runs, with the same streams.
    public func child(_ arguments: [String]) -> ProgramContext {
        child(words: arguments.map { Array($0.utf8) })
    }

    /// As `child`, for words that may be no text.
    public func child(words: [[UInt8]]) -> ProgramContext {
        session.lastProcess += 1
        return ProgramContext(
            copying: self, words: words, process: session.lastProcess, isInner: true)
    }

    /// The same process with another program in it, as `exec` has it.
    func replaced(words: [[UInt8]], as other: Credentials? = nil) -> ProgramContext {
        let next = ProgramContext(
            copying: self, words: words, process: process, isInner: true, as: other)
        next.depth = depth + 1
        return next
    }

    /// What a program that is found by another name is called (argv[0]).
    var called: [UInt8]?

    /// The same process, for a program that changes its own streams and not its caller's.
    func copy() -> ProgramContext {
        ProgramContext(copying: self, words: words, process: process, isInner: isInner)
    }

    /// Where its standard output goes.
    public internal(set) var output: OutputSink {
        get { sink(1) }
        set { descriptors[1] = Channel(newValue) }
    }

    /// Where its error output goes.
    public internal(set) var errors: OutputSink {
        get { sink(2) }
        set { descriptors[2] = Channel(newValue) }
    }

    private func sink(_ number: Int) -> OutputSink {
        descriptors[number]?.sink ?? session.closed
    }

    /// All that its standard input has, read when it is asked for first.
    ///
    /// - Throws: `FileError` when it cannot be read; `BoundReached` when it is more than may be
    ///   held.
    public var input: [UInt8] {
        get throws {
            if let readInput { return readInput }
            guard let channel = descriptors[0] else { throw FileError(.badDescriptor, .root) }
            let size = try channel.left
            try account.hold(size)
            heldInput += size
            try account.work(size)
            let bytes = try channel.readToEnd()
            readInput = bytes
            return bytes
        }
    }

    /// The next bytes of its standard input, at most `count`; none at the end.
    ///
    /// - Throws: as `input`.
    public func read(_ count: Int) throws -> [UInt8] {
        guard let channel = descriptors[0] else { throw FileError(.badDescriptor, .root) }
        try account.work(count)
        return try channel.read(count)
    }

    /// How large the file is that is the standard input; `nil` where it is none.
    public var inputSize: Int? { descriptors[0]?.fileSize }

    /// True where the standard input is a pipe.
    public var inputIsPipe: Bool { descriptors[0]?.isPipe == true }

    /// Gives the last bytes of the input back to whoever reads next, where the input is a file.
    public func unread(_ count: Int) { descriptors[0]?.unread(count) }

    /// Sets what the standard input has.
    public func setInput(_ bytes: [UInt8]) {
        let isFirst = descriptors[0] === session.input
        descriptors[0] = Channel(bytes: bytes, nil)
        if isFirst { session.input = descriptors[0] }
        readInput = nil
    }

    /// The program that runs now, among all that the command started.
    public var current: ProgramContext { session.current ?? self }

    /// The programs that wait for this one, the nearest first.
    public var waiting: [ProgramContext] {
        var found: [ProgramContext] = []
        var above = starter
        while let context = above {
            found.append(context)
            above = context.starter
        }
        return found
    }

    /// The numbers that it has open.
    public var openDescriptors: [Int] { descriptors.open }

    /// Opens what stands behind a number again, as a path below `/proc/self/fd` does.
    public func reopen(_ number: Int) -> (any OpenFileBody)? {
        descriptors[number].map { ChannelFile($0) }
    }

    /// Runs a part as the program that runs now.
    func running<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = session.current
        session.current = self
        defer { session.current = before }
        return try body()
    }

    /// Takes bytes of memory for the program, before they are held and until it ends.
    ///
    /// - Throws: `BoundReached` when so many may not be held.
    public func hold(_ bytes: Int) throws(BoundReached) {
        try account.hold(bytes)
        held += bytes
    }

    /// Gives back bytes that the program holds no longer.
    public func release(_ bytes: Int) {
        let freed = min(held, bytes)
        account.release(freed)
        held -= freed
    }

    /// Runs a part of the program; what it held is gone when it ends.
    public func releasing<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = held
        defer {
            account.release(held - before)
            held = before
        }
        return try body()
    }

    /// A stream that collects what is written, within this command's limits.
    public func collector() -> OutputSink { OutputSink(account) }

    /// Runs what the host started: a program that nests too deeply ends with a message and
    /// status 2, here or when a signal reaches it later. In a program that another one started
    /// the whole command ends, so there it goes on upwards.
    func contained(_ body: @escaping () throws -> ProgramOutcome) throws -> ProgramOutcome {
        guard !isInner else { return try body() }
        return try OwnThread.run { [self] in try containing(body) }
    }

    private func containing(_ body: () throws -> ProgramOutcome) throws -> ProgramOutcome {
        // What still waits has nobody left who could let it go on.
        defer {
            session.scheduler.endOthers()
            // Those that were ended in each other's turns may have left one of them here.
            session.current = nil
        }
        func ended() throws(BoundReached) -> UInt8 {
            try errors.write("sh: the command nests too deeply\n")
            return ExitStatus.misuse
        }
        do {
            let outcome = try body()
            guard case .stays(let handler?) = outcome else { return outcome }
            return .stays { signal in
                do {
                    return try handler(signal)
                } catch is NestedTooDeeply {
                    return try ended()
                }
            }
        } catch is NestedTooDeeply {
            return .exited(try ended())
        }
    }

    /// Takes a step, or as many as a piece of work is worth.
    ///
    /// - Throws: `BoundReached`.
    public func step(_ count: Int = 1) throws(BoundReached) {
        session.asleep = 0
        try account.step(count)
        try session.passSteps(count)
        if !session.scheduler.isAlone { try session.scheduler.check() }
    }

    /// Sleeps: no time passes in the world, but a container's own program that sleeps when it has
    /// nothing else to do goes on for so long.
    ///
    /// - Throws: `BoundReached` when the process is ended meanwhile.
    ///
    /// A sleep without an end goes on until a signal comes.
    public func sleep(_ seconds: Double) throws {
        if session.timeout != nil, isAlone { try session.pass(seconds) }
        if seconds == .infinity {
            if session.timeout != nil { throw BoundReached.timedOut }
            if try !session.scheduler.wait(until: { false }) { throw BoundReached.waitsForever }
            return
        }
        if session.isMain { session.asleep = seconds }
        if !session.scheduler.isAlone {
            try session.scheduler.sleep(seconds)
            try session.pass(0)
        }
    }

    /// True when no other process of the command is there.
    public var isAlone: Bool { session.scheduler.isAlone }

    /// Closes all that the process has open, at its end.
    func closeAll() { descriptors.closeAll() }

    /// Seconds that the program sleeps after all else is done.
    public var asleep: Double { session.asleep }

    /// The value of a variable.
    public subscript(name: String) -> String? {
        let name = Array(name.utf8)
        return variables.first { $0.key == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The path that a word names for this program.
    public func path(_ text: String) -> TreePath { TreePath(text.utf8, in: workingDirectory) }

    /// The directories in which programs are looked for by name.
    var searchPath: [TreePath] {
        let text = self["PATH"] ?? SearchPath.standard
        if let known = session.searchPath, known.text == text, known.start == workingDirectory {
            return known.directories
        }
        // An empty entry is the working directory (POSIX, 8.3 PATH).
        let directories = text.split(separator: ":", omittingEmptySubsequences: false).map {
            path($0.isEmpty ? "." : String($0))
        }
        session.searchPath = (text, workingDirectory, directories)
        return directories
    }

    /// True when the mode gives the process's user this access.
    public func may(_ access: Credentials.Access, _ attributes: FileAttributes) -> Bool {
        credentials.may(access, attributes)
    }

    /// The program's own name, for messages.
    public var name: String {
        guard let first = words.first else { return "" }
        return String(decoding: first.split(separator: 47).last ?? first[...], as: UTF8.self)
    }

    /// Writes `NAME: message` to the error output.
    ///
    /// - Throws: `BoundReached`.
    public func complain(_ message: String) throws(BoundReached) {
        try errors.write("\(name): \(message)\n")
    }
}
