internal import LayBounds
internal import LayFiles

/// Runs shell commands in one environment.
public final class Shell {
    /// What the process of the shell sees.
    let context: ProgramContext
    let dialect: ShellDialect
    let builtins: BuiltinTable
    var session: Session { context.session }
    var names: ShellNames { context.session.names }

    // What a subshell inherits.
    var variables: [ShellVariable?] = []
    var functions: [Int: ShellFunction] = [:]
    var parameters: [[UInt8]] = []
    var arg0: [UInt8]
    var options = ShellOptions()
    var aliases: [[UInt8]: [UInt8]] = [:]
    var traps: [UInt8: [UInt8]] = [:]
    /// The number that `$$` gives, also in a subshell.
    let mainProcess: Int
    /// How many subshells are around.
    var level = 0

    // Where it is.
    var status = 0
    var leaving = ShellLeaving.none
    var line = 1
    /// How many tests are around, in which a failure is no reason to exit.
    var tests = 0
    var loops = 0
    var frames = FrameStack()
    /// Files that `.` reads now.
    var sources: [[UInt8]] = []
    /// The status of the last command substitution, if there was one.
    var substitutionStatus: Int?
    var lastBackground: Int?
    /// The word that the last command ended with.
    var lastWord: [UInt8] = []
    /// Signals that came and whose traps have not run.
    var pendingSignals: [UInt8] = []
    var isInTrap = false
    /// True while a command substitution's or a subshell's last command may end the process.
    var fieldTable = FieldTable.standard
    /// Bytes that variables and parameters take.
    var held = 0
    /// Where `getopts` is inside a group of letters.
    var optionOffset = 0
    var jobs: [ShellJob] = []
    var randomState: UInt32
    /// What a program that stays makes of the whole shell.
    var staying: ProgramOutcome?
    /// Loops without an end that are running.
    var endlessLoops = 0
    var directories: [[UInt8]] = []
    /// Files made for `<(…)`, to be closed after the command.
    var processChannels: [Int] = []
    var hashed: [[UInt8]: HashedCommand] = [:]
    var umaskValue: UInt16 {
        get { context.umask }
        set { context.umask = newValue }
    }
    /// True for a shell at a prompt, and for one that `-i` made.
    var isInteractive = false
    /// What `complete` keeps, by the names of commands.
    var completions: [(name: [UInt8], rule: CompletionRule)] = []
    /// What was entered, for `history`.
    var history: [[UInt8]] = []
    /// How many of them `history -a` has written.
    var historyWritten = 0
    var cachedEnvironment: [(key: [UInt8], value: [UInt8])]?

    init(_ context: ProgramContext, _ dialect: ShellDialect) {
        self.context = context
        self.dialect = dialect
        builtins = BuiltinTable.of(dialect)
        mainProcess = context.process
        arg0 = Array("sh".utf8)
        randomState = UInt32(
            truncatingIfNeeded: (context.process ^ Int(truncatingIfNeeded: context.seed)) &* 69069
                &+ 12345)
        importEnvironment()
        for signal in context.ignoredSignals { traps[signal] = [] }
    }

    /// A subshell of another one.
    private init(copying other: Shell, _ context: ProgramContext) {
        self.context = context
        dialect = other.dialect
        builtins = other.builtins
        mainProcess = other.mainProcess
        arg0 = other.arg0
        variables = other.variables
        functions = other.functions
        parameters = other.parameters
        options = other.options
        aliases = other.aliases
        fieldTable = other.fieldTable
        status = other.status
        line = other.line
        tests = other.tests
        loops = other.loops
        frames = other.frames
        sources = other.sources
        level = other.level + 1
        randomState = other.randomState &+ 1
        optionOffset = other.optionOffset
        scanner = other.scanner
        directories = other.directories
        lastBackground = other.lastBackground
        hashed = other.hashed
        lastWord = other.lastWord
        idleSet = other.idleSet
        idleOff = other.idleOff
        pipeStatuses = other.pipeStatuses
        lastPipeStatus = other.lastPipeStatus
        sourceCalls = other.sourceCalls
        command = other.command
        cachedEnvironment = other.cachedEnvironment
        isInTrap = other.isInTrap
        // Of the traps a subshell has those that ignore a signal (POSIX 2.12).
        traps = other.traps.filter { $0.value.isEmpty }
        if options.contains(.errtrace), let trap = other.traps[ShellTrap.error] {
            traps[ShellTrap.error] = trap
        }
        if dialect.isBash { inheritedTraps = other.inheritedTraps ?? other.traps }
        limits = other.limits
        foreign = other.foreign
        isCommandText = other.isCommandText
        evals = other.evals
        readOnlyFunctions = other.readOnlyFunctions
        tracedFunctions = other.tracedFunctions
        completions = other.completions
        plainNames = other.plainNames
        listedJobs = other.jobs.isEmpty ? other.listedJobs : other.jobs
        disabled = other.disabled
    }

    /// How many variables' texts are around that are expressions themselves.
    var numberDepth = 0
    /// What `ulimit` set.
    var limits = ResourceLimits()
    var scanner = OptionScanner()
    var evals = 0
    /// Options of shopt that change nothing here, where they are not as at the start.
    var idleSet: Set<String> = []
    /// As `idleSet`, for those that were turned off.
    var idleOff: Set<String> = []
    /// The statuses of the last pipeline; empty where it was one command.
    var pipeStatuses: [Int] = []
    /// The status of the last pipeline of one command.
    var lastPipeStatus: Int?
    /// Where the files of `sources` were asked for: the line, and how many functions ran.
    var sourceCalls: [(line: Int, frames: Int)] = []
    /// What `$BASH_COMMAND` tells of a command that is none by itself: `((i < 3))` of a loop.
    var commandText: [UInt8]?
    /// The command that runs or ran last outside of traps.
    var command: ShellCommand?
    /// Variables of the environment whose names no shell knows, which programs get all the same.
    var foreign: [(key: [UInt8], value: [UInt8])] = []
    /// The signal that ends the shell.
    var deathSignal: UInt8?
    /// The built-in that runs.
    var currentBuiltin: String?
    /// True for a shell that reads its script from the standard input.
    var isReadingInput = false
    /// How many command substitutions are around.
    var substitutionDepth = 0
    /// The job that this shell is.
    weak var ownJob: ShellJob?
    /// Lists that a declaring command assigns, by the number of the word.
    var declaredLists: [(word: Int, assignment: AssignmentCode)] = []
    var readOnlyFunctions: Set<Int> = []
    /// Functions that have the traps on DEBUG and RETURN (`declare -ft`).
    var tracedFunctions: Set<Int> = []
    /// Names that were told when they were asked, and were unset.
    var plainNames: Set<Int> = []
    /// The status before the command that leaves a function, which its trap sees.
    var statusBeforeReturn = 0
    /// What SECONDS was set to, less the time at that moment.
    var secondsBase: Int?
    /// True once `set` has changed the parameters.
    var setParameters = false
    /// Numbers that `{name}>` opened, which stay open behind their command.
    var namedDescriptors: [Int] = []
    /// What the shell around started, which `jobs` shows.
    var listedJobs: [ShellJob] = []
    var disabled: Set<String> = []
    /// The status that the shell ends with, while its trap on EXIT runs.
    var endingStatus: Int?
    /// The traps of the shell around, which `trap` shows until one is set.
    var inheritedTraps: [UInt8: [UInt8]]?

    /// Bytes that the words of the commands that run take.
    var wordBytes = 0

    deinit { context.account.release(held + wordBytes) }

    /// A subshell, a process of its own.
    ///
    /// - Throws: `BoundReached` when there is no room for another one.
    func subshell() throws -> Shell {
        try context.account.hold(Self.subshellBytes)
        let child = context.child(words: context.words)
        child.variables = context.variables
        let shell = Shell(copying: self, child)
        shell.held = Self.subshellBytes
        return shell
    }

    /// What a subshell takes: itself, its descriptors, its table of variables and its place on a stack.
    private static let subshellBytes = 16 << 10

    /// How many shells are around this one, itself counted, in `SHLVL`.
    private func setLevel() {
        let symbol = names.number(Array("SHLVL".utf8))
        var depth = (variable(symbol)?.value?.bytes).flatMap(Decimal.number) ?? 0
        if dialect.isBash {
            if depth < 0 { depth = -1 }
            if depth >= 999 {
                try? context.errors.write(
                    "\(shown(arg0)): warning: shell level (\(depth + 1)) too high, resetting to 1\n"
                )
                depth = 0
            }
        }
        let level = ShellVariable(value: .text(Decimal.bytes(depth &+ 1)), flags: .exported)
        store(level, at: symbol)
    }

    private func importEnvironment() {
        variables = [ShellVariable?](repeating: nil, count: names.texts.count)
        set(.ifs, Array(" \t\n".utf8))
        // Only bash hands on what no variable can hold.
        if dialect.isBash { foreign = context.variables.filter { !ShellBytes.isName($0.key) } }
        for (key, value) in context.variables where ShellBytes.isName(key) {
            let symbol = names.number(key)
            if symbol == ShellNames.Known.ifs.rawValue { continue }
            store(ShellVariable(value: .text(value), flags: .exported), at: symbol)
        }
        // A shell says where it is, whatever its environment said (POSIX, sh, PWD).
        let pwd = Array(context.workingDirectory.description.utf8)
        let known = ShellNames.Known.pwd.rawValue
        let wasExported = variables[known]?.flags.contains(.exported) ?? false
        store(
            ShellVariable(
                value: .text(pwd), flags: wasExported || dialect != .ash ? .exported : []),
            at: known)
        if dialect != .bash { variables[known]?.flags.insert(.exported) }
        set(.optind, [49])
        set(.ppid, Decimal.bytes(context.parentProcess))
        set(.ps4, Array("+ ".utf8))
        if dialect != .dash { setLevel() }
        if dialect.isBash {
            for (name, value) in [
                ("BASH", "/bin/bash"), ("BASH_VERSION", "5.2.15(1)-release"),
                ("HOSTTYPE", "x86_64"), ("MACHTYPE", "x86_64-pc-linux-gnu"),
                ("OSTYPE", "linux-gnu"), ("HOSTNAME", context.hostname), ("OPTERR", "1"),
            ] {
                store(
                    ShellVariable(value: .text(Array(value.utf8))),
                    at: names.number(Array(name.utf8)))
            }
            let versions = ["5", "2", "15", "1", "release", "x86_64-pc-linux-gnu"]
            store(
                ShellVariable(
                    value: .indexed(IndexedArray(versions.map { Array($0.utf8) })),
                    flags: .readOnly),
                at: names.number(Array("BASH_VERSINFO".utf8)))
            for (name, value) in [
                ("UID", Int(context.uid)), ("EUID", Int(context.uid)),
            ] {
                store(
                    ShellVariable(value: .number(value), flags: [.readOnly, .integer]),
                    at: names.number(Array(name.utf8)))
            }
            variables[ShellNames.Known.ppid.rawValue]?.flags = [.readOnly, .integer]
        }
        cachedEnvironment = nil
    }

    private func set(_ known: ShellNames.Known, _ value: [UInt8]) {
        let flags = variables[known.rawValue]?.flags ?? []
        store(ShellVariable(value: .text(value), flags: flags), at: known.rawValue)
    }

    // MARK: Running texts

    /// Runs a text command by command; a syntax error ends it with its message and status 2.
    func run(text: [UInt8], line: Int = 1, isTop: Bool = false) throws {
        // A NUL is no part of a script.
        var text = text.contains(0) ? text.filter { $0 != 0 } : text
        // What bash reads from a string ends with a newline whether it has one or not.
        if dialect.isBash, isCommandText || evals > 0, text.last != 10 { text.append(10) }
        let size = text.count &* Self.treeBytes
        try context.account.hold(size)
        defer { context.account.release(size) }
        let parser = ShellParser(
            text, dialect, line: line,
            extendedPatterns: options.contains(.extglob))
        if !aliases.isEmpty || dialect != .bash || options.contains(.expandAliases) {
            parser.alias = { [unowned self] name in aliases[name] }
        }
        var ran = false
        // What `set -v` has shown of the text, or need not show.
        var shown = 0
        let (outerLoops, outerTests) = (loops, tests)
        while leaving == .none {
            let list: ShellList
            if dialect.isBash { parser.lexer.isUTF8 = isUTF8 }
            do throws(ShellSyntaxError) {
                guard let next = try parser.next() else {
                    if !ran { status = 0 }
                    return
                }
                list = next
            } catch {
                if error.kind == .noRoom { throw NestedTooDeeply() }
                try complain(error)
                status = 2
                if dialect.isBash, !isTop, !isStrict { return }
                // bash ends with 0 where a condition cannot be read.
                if isTop, error.isCondition { status = 0 }
                if isTop, isInteractive { return }
                if !isTop { throw ShellAbort(status: 2, isDiscard: dialect.isBash) }
                leaving = .exit
                return
            }
            ran = true
            let end = parser.lexer.text.count == text.count ? parser.lexer.position : text.count
            if options.contains(.verbose), dialect.isBash || evals == 0 && !isCommandText,
                shown < end
            {
                let line = text[end...].firstIndex(of: 10).map { $0 + 1 } ?? text.count
                let stop = end > 0 && text[end - 1] == 10 ? end : line
                try context.errors.write(Array(text[shown..<stop]))
                shown = stop
            } else {
                shown = max(shown, end)
                while shown > 0, shown < text.count, text[shown - 1] != 10 { shown += 1 }
            }
            if options.contains(.noExecution), !isInteractive { continue }
            let code = ShellCompiler(names: names, dialect: dialect, builtins: builtins)
                .list(list)
            do {
                try run(code)
            } catch let abort as ShellAbort where abort.isDiscard && !isStrict && level == 0 {
                // The rest of the line is dropped, and the next one goes on.
                status = abort.status
                leaving = .none
                loops = isTop ? 0 : outerLoops
                tests = isTop ? 0 : outerTests
            }
            parser.lexer.hasExtendedPatterns = options.contains(.extglob)
            if !aliases.isEmpty {
                parser.alias = { [unowned self] name in
                    dialect != .bash || options.contains(.expandAliases) ? aliases[name] : nil
                }
            }
        }
    }

    /// True for the text of `-c`, which ends where a line is dropped.
    var isCommandText = false
    var isStrict: Bool { options.contains(.posix) }

    /// About how many bytes a byte of a script takes while it is read.
    private static let treeBytes = 32

    // MARK: Lists

    func run(_ list: ListCode) throws {
        for item in list.items {
            try run(item)
            if leaving != .none { return }
        }
    }

    private func run(_ item: ListCode.Item) throws {
        if options.contains(.noExecution), !isInteractive { return }
        if item.isBackground {
            try startBackground(item)
            return
        }
        if item.rest.isEmpty {
            try run(item.first)
            return
        }
        var index = -1
        var isSkipped = false
        while index < item.rest.count {
            let pipeline = index < 0 ? item.first : item.rest[index].pipeline
            if index >= 0 {
                isSkipped = item.rest[index].isAnd ? status != 0 : status == 0
            }
            if !isSkipped {
                let isLast = index == item.rest.count - 1
                if !isLast { tests += 1 }
                defer { if !isLast { tests -= 1 } }
                try run(pipeline)
                if leaving != .none { return }
            }
            index += 1
        }
    }

    func run(_ pipeline: PipelineCode) throws {
        if pipeline.isNegated { tests += 1 }
        defer { if pipeline.isNegated { tests -= 1 } }
        if pipeline.commands.count == 1 {
            let command = pipeline.commands[0]
            try execute(command)
            if dialect.isBash, command.isLeaf {
                lastPipeStatus = status
                if !pipeStatuses.isEmpty { pipeStatuses = [] }
            }
        } else if pipeline.commands.isEmpty {
            status = 0
        } else {
            try runPipe(pipeline)
        }
        if pipeline.timing != .none { try writeTimes(pipeline.timing) }
        // bash and busybox turn the status of `! break` too.
        if pipeline.isNegated, leaving == .none || dialect != .dash && leaving.isOfLoops {
            status = status == 0 ? 1 : 0
        }
    }

    /// Runs a command with its redirections, and what a failure asks for.
    func execute(_ command: CommandCode) throws {
        try context.step()
        // The pipes of `<(…)` are the command's alone.
        let opened = processChannels.count
        defer {
            while processChannels.count > opened {
                context.descriptors[processChannels.removeLast()] = nil
            }
        }
        if !session.scheduler.isAlone { try session.takeTurn() }
        if !pendingSignals.isEmpty { try runTraps() }
        if leaving != .none { return }
        var isRefused = false
        if command.redirections.isEmpty || command is SimpleCode {
            let code = try command.run(self)
            if deathSignal == nil { status = code }
        } else {
            line = command.line
            let code = try redirecting(command.redirections) { try command.run(self) }
            if deathSignal == nil, let code { status = code }
            isRefused = code == nil
            // busybox makes the redirections of `( … )` in the subshell, as dash does.
            if isRefused, command is SubshellCode, !dialect.isBash { status = 2 }
        }
        if !pendingSignals.isEmpty { try runTraps() }
        if status != 0 { try afterFailure(command, isRefused: isRefused && dialect != .ash) }
    }

    /// `set -e`, and the trap on ERR.
    ///
    /// - Parameter isRefused: true when a redirection was, and not the command itself failed.
    private func afterFailure(_ command: CommandCode, isRefused: Bool) throws {
        guard leaving == .none, tests == 0 else { return }
        switch command {
        case is SimpleCode, is SubshellCode, is ConditionCode, is ArithmeticCommandCode: break
        default:
            // What failed inside was looked at there.
            if !isRefused { return }
        }
        if let trap = traps[ShellTrap.error], !trap.isEmpty, !isInTrap {
            if dialect.isBash {
                lastPipeStatus = status
                pipeStatuses = []
            }
            try runTrap(trap)
        }
        if leaving == .none, options.contains(.errexit) { leaving = .exit }
    }

    /// Runs a part one level deeper.
    ///
    /// - Throws: `NestedTooDeeply`, and what the part throws.
    func nested<Result>(_ body: () throws -> Result) throws -> Result {
        try context.account.nested(body)
    }
}
