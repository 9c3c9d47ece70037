internal import LayBounds
internal import LayFiles

/// A process that a shell started and may wait for.
final class ShellJob {
    let process: Int
    let text: [UInt8]
    /// Its number for `%1`.
    var number = 0
    /// How it ended; `nil` while it runs.
    var status: Int?
    /// Its turn.
    var task: Scheduler.Task?
    /// The shell that it is, which takes signals.
    weak var shell: Shell?
    /// The process that started it.
    let parent: Int
    /// True when it is a program alone, which then takes the signals.
    var isProgram = false
    /// True once its status was asked for.
    var isReported = false

    /// How it ended, also where a signal came before its turn.
    var finalStatus: Int { status ?? task?.endingSignal.map { 128 + Int($0) } ?? 0 }

    init(_ process: Int, _ text: [UInt8], parent: Int) {
        self.parent = parent
        self.process = process
        self.text = text
    }
}

/// Programs, subshells, pipelines and jobs.
extension Shell {
    // MARK: Programs

    /// Runs a program; gives its status.
    func start(_ arguments: [[UInt8]]) throws -> Int {
        let child = context.child(words: arguments)
        child.variables = exportedVariables
        child.ignoredSignals = ignoredSignals
        return try run(child) ?? status
    }

    /// Runs the program of a context; `nil` when it stays.
    func run(_ child: ProgramContext) throws -> Int? {
        do {
            switch try ProgramRunner.run(child) {
            case .exited(let code):
                child.closeAll()
                // What runs beside it had its time too.
                if !session.scheduler.isAlone { try session.scheduler.yield() }
                if let word = child.lastWord { try context.errors.write(word + "\n") }
                if endlessLoops > 0, context.asleep > 0 {
                    // Nothing but a signal ends such a loop, so this is where it stands.
                    staying = .stays(
                        onSignal: traps.isEmpty ? nil : { [self] in try handle($0) })
                    leaving = .exit
                }
                return Int(code)
            case .stays(let handler):
                staying = .stays(onSignal: handler)
                leaving = .exit
                return 0
            }
        } catch let error as ProgramError {
            child.closeAll()
            if dialect.isBash, error.status == ExitStatus.notFound,
                let symbol = names.known(Array("command_not_found_handle".utf8)),
                let handler = functions[symbol], child.words.first?.contains(47) == false
            {
                // The handler runs in the process that the command would have had.
                let inner = try subshell()
                return try inner.runProcess {
                    inner.status = try inner.call(
                        handler, [handler.name] + child.words, line: line)
                }
            }
            if dialect.isBash, let name = child.words.first, name.contains(47),
                isBelowFile(name)
            {
                try complain("\(shown(name)): Not a directory")
                return Int(ExitStatus.cannotRun)
            }
            try complain(notFoundMessage(child.words.first ?? [], error))
            return Int(error.status)
        } catch let bound as BoundReached
            where bound.signal != nil && context.session.scheduler.current.endingSignal == nil
        {
            // A signal ended the program alone: nobody read what it wrote.
            child.closeAll()
            return 128 + Int(bound.signal ?? 0)
        }
    }

    /// True for a path that goes on below a file.
    private func isBelowFile(_ name: [UInt8]) -> Bool {
        do throws(FileError) {
            _ = try context.files.entry(
                at: TreePath(name, in: context.workingDirectory), follow: true)
            return false
        } catch {
            return error.code == .notDirectory
        }
    }

    private func notFoundMessage(_ name: [UInt8], _ error: ProgramError) -> String {
        let text = shown(name)
        if name.isEmpty { return dialect.isBash ? ": command not found" : ": not found" }
        if error.message.contains("bad interpreter") {
            return dialect.isBash
                ? "\(text): cannot execute: required file not found" : "\(text): not found"
        }
        guard error.status == ExitStatus.notFound, error.message.hasSuffix(": not found") else {
            if error.message.contains("bad interpreter")
                || !error.message.contains("Permission denied")
            {
                return error.message
            }
            return dialect.isBash && name.contains(UInt8(ascii: "/"))
                ? (error.message.contains("is a directory")
                    ? "\(text): Is a directory" : "\(text): Permission denied")
                : "\(text): Permission denied"
        }
        if dialect.isBash {
            return name.contains(UInt8(ascii: "/"))
                ? "\(text): No such file or directory" : "\(text): command not found"
        }
        return "\(text): not found"
    }

    // MARK: Subshells

    /// Runs what a subshell does in this thread, to its end; gives its status.
    func runProcess(_ body: () throws -> Void) throws -> Int {
        let outer = context.session.current
        context.session.current = context
        defer {
            context.session.current = outer
            context.closeAll()
        }
        do {
            try body()
            if leaving == .none || leaving == .exit || leaving == .return { try runExitTrap() }
        } catch let abort as ShellAbort {
            status = abort.status
            leaving = .exit
            try runExitTrap()
        } catch let bound as BoundReached
            where bound.signal != nil
            && context.session.scheduler.current.endingSignal == nil
        {
            status = 128 + Int(bound.signal ?? 0)
        }
        return status & 0xff
    }

    /// `$(…)`: what commands write, without the newlines at its end.
    func output(of list: ListCode) throws -> [UInt8] {
        try context.account.nested {
            // `$(<file)` reads it.
            if list.items.isEmpty {
                substitutionStatus = 0
                status = 0
                return []
            }
            let inner = try subshell()
            inner.substitutionDepth = substitutionDepth + 1
            if dialect == .ash || dialect.isBash && !options.contains(.inheritErrexit) && !isStrict
            {
                inner.options.remove(.errexit)
            }
            if dialect == .ash { inner.tests = 0 }
            let sink = OutputSink(context.account, counts: false)
            inner.context.descriptors[1] = Channel(sink)
            if let file = list.readsFile(dialect) {
                let code = try inner.redirecting([file]) {
                    sink.take(try inner.context.descriptors[0]?.readToEnd() ?? [])
                    return 0
                }
                substitutionStatus = code ?? inner.status
            } else {
                substitutionStatus = try inner.runProcess { try inner.run(list) }
            }
            // Only bash tells of it before the command has run.
            if dialect.isBash {
                status = substitutionStatus ?? 0
                if sink.bytes.contains(0) {
                    try complain("warning: command substitution: ignored null byte in input")
                }
            }
            return sink.takeText()
        }
    }

    // MARK: Pipelines

    /// Runs the commands of a pipeline at the same time; the last one in this thread.
    func runPipe(_ pipeline: PipelineCode) throws {
        let outerTests = tests
        var statuses = [Int](repeating: 0, count: pipeline.commands.count)
        var tasks: [Scheduler.Task] = []
        var input: Channel?
        let saved = context.descriptors
        let results = PipeResults(pipeline.commands.count)
        for (index, command) in pipeline.commands.enumerated() {
            let isLast = index == pipeline.commands.count - 1
            let inner = isLast && usesLastPipe ? self : try subshell()
            let piped = input
            if let input { inner.context.descriptors[0] = input }
            input = nil
            if isLast {
                context.descriptors = saved
                if inner === self {
                    context.descriptors[0] = piped ?? saved[0]
                    defer { context.descriptors = saved }
                    try execute(command)
                    statuses[index] = status
                } else {
                    inner.tests = outerTests
                    statuses[index] = try inner.runProcess { try inner.executeStage(command) }
                    if inner.staying != nil {
                        staying = inner.staying
                        leaving = .exit
                    }
                }
                break
            }
            let pipe = PipeBuffer(session.scheduler)
            let writer = Channel(writing: pipe, context.account)
            input = Channel(reading: pipe)
            inner.context.descriptors[1] = writer
            if pipeline.mergesErrors.contains(index) { inner.context.descriptors[2] = writer }
            inner.tests = outerTests
            if command.isQuick(inner) {
                // What only says its words is over before the next one reads.
                pipe.isUnbounded = true
                results.values[index] = try inner.runProcess { try inner.executeStage(command) }
                pipe.isUnbounded = false
                continue
            }
            let task = try session.scheduler.start { [results] in
                results.values[index] = 130
                results.values[index] = try inner.runStage(command)
            }
            tasks.append(task)
        }
        input = nil
        // The shell waits for all of them (POSIX: for the last one).
        if !tasks.isEmpty {
            let waiting = tasks
            guard try session.scheduler.wait(until: { waiting.allSatisfy(\.isDone) }) else {
                throw BoundReached.waitsForever
            }
        }
        if session.scheduler.nestsTooDeeply { throw NestedTooDeeply() }
        for index in statuses.indices.dropLast() { statuses[index] = results.values[index] }
        if dialect.isBash { setPipeStatus(statuses) }
        status = statuses.last ?? 0
        if options.contains(.pipefail) {
            status = statuses.last { $0 != 0 } ?? 0
        }
        if status != 0, leaving == .none, tests == 0 {
            if let trap = traps[ShellTrap.error], !trap.isEmpty, !isInTrap {
                try runTrap(trap)
            }
            if options.contains(.errexit) { leaving = .exit }
        }
    }

    private var usesLastPipe: Bool { options.contains(.lastpipe) && !options.contains(.monitor) }

    /// A command of a pipeline, whose failure is the pipeline's business.
    private func executeStage(_ command: CommandCode) throws {
        try execute(command)
    }

    /// A stage with a thread of its own; gives its status.
    fileprivate func runStage(_ command: CommandCode) throws -> Int {
        defer { context.closeAll() }
        do {
            return try runProcess { try executeStage(command) }
        } catch let bound as BoundReached where bound.signal != nil {
            return 128 + Int(bound.signal ?? 0)
        }
    }

    func setPipeStatus(_ statuses: [Int]) { pipeStatuses = statuses }

    // MARK: Jobs

    /// `… &`.
    func startBackground(_ item: ListCode.Item) throws {
        let inner = try subshell()
        // bash leaves an input that was redirected; the others do not.
        let isRedirected =
            dialect.isBash && context.descriptors[0] !== session.input
        if !options.contains(.monitor), !isRedirected {
            inner.context.descriptors[0] = .null(context.account)
        }
        let list = ListCode([
            ListCode.Item(first: item.first, rest: item.rest, isBackground: false, text: [])
        ])
        inner.tests = 0
        if item.rest.isEmpty, item.first.commands.count == 1, !item.first.isNegated,
            let command = item.first.commands[0] as? SubshellCode, command.redirections.isEmpty
        {
            // `( … ) &` is one process.
            try start(job: inner, item.text) { try inner.run(command.list) }
            status = 0
            return
        }
        let isProgram =
            item.rest.isEmpty && item.first.commands.count == 1
            && item.first.commands[0] is SimpleCode
        try start(job: inner, item.text, isProgram: isProgram) { try inner.run(list) }
        status = 0
    }

    private func start(
        job inner: Shell, _ text: [UInt8], isProgram: Bool = false,
        _ body: @escaping () throws -> Void
    ) throws {
        let job = ShellJob(inner.context.process, text, parent: context.process)
        job.number = (jobs.map(\.number).max() ?? 0) + 1
        job.shell = inner
        job.isProgram = isProgram
        inner.ownJob = job
        session.processes[job.process] = job
        job.task = try session.scheduler.start { [job] in
            defer {
                inner.context.closeAll()
                if job.status == nil { job.status = 143 }
            }
            do {
                job.status = try inner.runProcess(body)
            } catch let bound as BoundReached where bound.signal != nil {
                job.status = 128 + Int(bound.signal ?? 0)
            }
        }
        jobs.append(job)
        lastBackground = job.process
    }

    /// `<(…)`: the path of a pipe.
    func startProcess(_ list: ListCode, isInput: Bool) throws -> [UInt8] {
        let pipe = PipeBuffer(session.scheduler)
        let inner = try subshell()
        let taken = Set(context.descriptors.open)
        let number =
            stride(from: 63, to: 9, by: -1).first { !taken.contains($0) }
            ?? context.descriptors.free(from: 64)
        if isInput {
            inner.context.descriptors[1] = Channel(writing: pipe, context.account)
            context.descriptors[number] = Channel(reading: pipe)
        } else {
            inner.context.descriptors[0] = Channel(reading: pipe)
            context.descriptors[number] = Channel(writing: pipe, context.account)
        }
        processChannels.append(number)
        _ = try session.scheduler.start {
            defer { inner.context.closeAll() }
            if isInput, let file = list.readsFile(inner.dialect) {
                // `<(<file)` gives the file, as `$(<file)` does.
                _ = try inner.redirecting([file]) {
                    guard let input = inner.context.descriptors[0] else { return 1 }
                    while true {
                        let bytes = try input.read(65_536)
                        if bytes.isEmpty { return 0 }
                        try inner.write(bytes)
                    }
                }
                return
            }
            _ = try inner.runProcess { try inner.run(list) }
        }
        return Array("/dev/fd/\(number)".utf8)
    }

    func startCoprocess(_ command: CommandCode, named symbol: Int) throws {
        let (forth, back) = (PipeBuffer(session.scheduler), PipeBuffer(session.scheduler))
        let inner = try subshell()
        inner.context.descriptors[0] = Channel(reading: forth)
        inner.context.descriptors[1] = Channel(writing: back, context.account)
        let reads = context.descriptors.free(from: 60)
        context.descriptors[reads] = Channel(reading: back)
        let writes = context.descriptors.free(from: 60)
        context.descriptors[writes] = Channel(writing: forth, context.account)
        store(
            ShellVariable(
                value: .indexed(IndexedArray([Decimal.bytes(reads), Decimal.bytes(writes)]))),
            at: symbol)
        try start(job: inner, []) { try inner.execute(command) }
        let number = lastBackground ?? 0
        store(
            ShellVariable(value: .number(number)),
            at: names.number(names.text(symbol) + Array("_PID".utf8)))
    }

    /// Waits for a process of this shell; gives its status.
    func wait(for job: ShellJob) throws -> Int {
        guard let task = job.task, !task.isDone else { return job.finalStatus }
        guard
            try session.scheduler.wait(until: { [unowned self] in
                task.isDone || !pendingSignals.isEmpty
            })
        else { throw BoundReached.waitsForever }
        if !task.isDone, let signal = pendingSignals.first { return 128 + Int(signal) }
        return job.finalStatus
    }
}

/// The statuses of a pipeline's commands, which threads fill in.
private final class PipeResults: @unchecked Sendable {
    var values: [Int]

    init(_ count: Int) { values = [Int](repeating: 0, count: count) }
}

extension CommandCode {
    /// True for a command that only says its words: it needs no reader to come to its end.
    fileprivate func isQuick(_ shell: Shell) -> Bool {
        (self as? SimpleCode)?.saysWords(shell) ?? false
    }
}

extension ListCode {
    /// The redirection of `$(<file)`.
    fileprivate func readsFile(_ dialect: ShellDialect) -> RedirectionCode? {
        guard dialect.isBash, items.count == 1, items[0].rest.isEmpty, !items[0].isBackground,
            items[0].first.commands.count == 1,
            let command = items[0].first.commands[0] as? SimpleCode, command.hasNoWords,
            command.redirections.count == 1, case .read = command.redirections[0].operation,
            command.redirections[0].descriptor ?? 0 == 0
        else { return nil }
        return command.redirections[0]
    }
}
