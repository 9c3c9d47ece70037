internal import LayBounds
public import LayFiles
public import LayShell
internal import LayUtilities
internal import LayWorld

/// Runs programs with Lay's own shell and utilities, and those that a host registered.
public final class ShellRuntime: ProgramRuntime {
    /// The programs there are. Built once: a command starts many.
    public var programs: ProgramTable

    /// The names of the programs that a host registered, in order.
    public var registered: [String] = []

    /// The built-in programs.
    public init() { programs = ProgramTable(Utilities.all) }

    /// Starts a program.
    ///
    /// - Throws: as `ProgramRuntime.start`.
    public func start(
        _ request: ProgramRequest, _ files: any FileSystem, _ streams: ProgramStreams
    ) throws -> any RunningProcess {
        let credentials = request.credentials
        let context = ProgramContext(
            arguments: request.words, environment: request.environment,
            workingDirectory: request.workingDirectory,
            files: credentials.uid == 0 ? files : PermittedFiles(files, credentials),
            programs: programs, credentials: credentials, input: streams.input,
            hostname: request.hostname,
            account: request.account, process: request.process, isMain: request.isMain)
        context.signalFirst = request.signalFirst
        context.now = request.now
        context.seed = request.seed
        context.timeout = request.timeout
        context.network = request.network
        context.journal.onAppend = streams.onOutput
        if let host = streams.host { context.connect(host) }
        if let files = files as? ContainerFileSystem {
            files.running = { [weak context] in
                context.map { ProcessView($0.current) }
            }
            files.others = { [weak context] in
                context.map { ProcessView.beside($0.current) } ?? []
            }
        }
        do {
            return ShellProcess(context, try ProgramRunner.run(context))
        } catch let bound as BoundReached where bound == .timedOut {
            return ShellProcess(context, .exited(ExitStatus.timedOut))
        } catch let error as ProgramError {
            throw ExecutionError.refused(
                error.message, status: Int(error.status), help: error.help,
                result: ShellProcess.result(context, status: Int(error.status)))
        }
    }
}

extension ProcessView {
    /// What `/proc` shows of the programs that wait for one, and of those that run beside it.
    fileprivate static func beside(_ program: ProgramContext) -> [ProcessView] {
        let waiting = program.waiting.map { ProcessView($0) }
        let known = Set(waiting.map(\.number) + [program.process])
        return waiting
            + program.processes.filter { !known.contains($0.number) }.map { process in
                var view = ProcessView(
                    process.number, process.words.map { String(decoding: $0, as: UTF8.self) })
                view.workingDirectory = program.workingDirectory
                view.credentials = Credentials(uid: process.uid, gid: process.gid)
                return view
            }
    }

    /// What `/proc` shows of a program of the shell.
    fileprivate init(_ program: ProgramContext) {
        self.init(program.process, program.arguments)
        environment = program.environment
        workingDirectory = program.workingDirectory
        executable = program.executable
        credentials = program.credentials
        umask = program.umask
        descriptors = program.openDescriptors
        reopen = program.reopen
    }
}

/// A program of the shell's world. It runs to its end or to where it waits before it is here.
private final class ShellProcess: RunningProcess {
    let state: ProcessState
    private let context: ProgramContext
    /// `nil` for a program without a handler, which as PID 1 gets no default action.
    private let handler: ((String) throws -> UInt8?)?
    private var seen = 0

    init(_ context: ProgramContext, _ outcome: ProgramOutcome) {
        self.context = context
        switch outcome {
        case .exited(let status) where context.asleep > 0:
            state = .sleeps(
                seconds: Int(min(context.asleep.rounded(.up), 1e15)), status: Int(status))
            handler = nil
        case .exited(let status):
            state = .exited(Int(status))
            handler = nil
        case .stays(let onSignal):
            state = .stays
            handler = onSignal
        }
    }

    static func result(_ context: ProgramContext, status: Int) -> ExecutionResult {
        ExecutionResult(
            status: status, output: context.output.bytes, errors: context.errors.bytes,
            written: context.journal.bytes)
    }

    var result: ExecutionResult {
        switch state {
        case .exited(let status), .sleeps(_, let status): Self.result(context, status: status)
        case .stays: Self.result(context, status: 0)
        }
    }

    func newOutput() -> [UInt8] {
        defer { seen = context.journal.bytes.count }
        return Array(context.journal.bytes[seen...])
    }

    func signal(_ signal: Signal) throws -> Int? { try handler?(signal.name).map { Int($0) } }

    func kill() {}
}
