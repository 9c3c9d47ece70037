internal import LayBounds
internal import LayFiles

/// Runs shell commands in one environment.
public final class Shell {
    let context: ProgramContext
    var environment: Environment
    /// The status of the last command substitution.
    var substitutionStatus: UInt8 = 0
    var exitTrap: String?
    /// The status that the shell ends with, while its trap on EXIT runs.
    private(set) var endingStatus: UInt8?
    /// What to do on a signal, by its name.
    var traps: [String: String] = [:]
    /// Loops without an end that are running.
    var endlessLoops = 0
    /// A program that stays, started by the last command.
    var staying: ProgramOutcome?

    /// Bytes that the variables and parameters set in this shell take.
    private var held = 0
    /// Bytes that the words of the commands that run take.
    private var wordBytes = 0
    /// How many functions were defined.
    var definitions = 0

    /// Leaves a loop, a function or the shell.
    enum Leaving: Error {
        case `break`(Int)
        case `continue`(Int)
        case `return`
        case exit
        /// An error, which ends the shell unless `command` runs what failed.
        case failure

        var endsShell: Bool {
            switch self {
            case .exit, .failure: true
            default: false
            }
        }
    }

    init(_ context: ProgramContext, _ environment: Environment) {
        self.context = context
        self.environment = environment
    }

    /// A shell that a program's caller starts.
    convenience init(_ context: ProgramContext) {
        self.init(context, Environment(context))
    }

    deinit { context.account.release(held + wordBytes) }

    /// A shell that starts as this one is and changes nothing in it; of the traps it has only
    /// those that ignore a signal.
    func copy() -> Shell {
        let inner = Shell(context.child(context.arguments), environment)
        inner.traps = traps.filter { $0.value.isEmpty }
        return inner
    }

    /// Runs what may leave this shell, and no further.
    func run(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch is Leaving {}
    }

    /// Runs all that this shell does, its trap on EXIT included.
    func runToEnd(_ body: () throws -> Void) throws {
        try run(body)
        if staying == nil { try runExitTrap() }
    }

    /// Says what went wrong; gives what ends the shell with status 2.
    func failure(_ message: String) throws -> Leaving {
        try context.errors.write("sh: 1: \(message)\n")
        environment.status = ExitStatus.misuse
        return .failure
    }

    /// Runs a script text in a context; gives how it ended.
    ///
    /// - Throws: `ShellSyntaxError`; `BoundReached`.
    public static func run(_ script: String, _ context: ProgramContext) throws -> ProgramOutcome {
        try context.contained { try Shell(context.copy()).runScript(script) }
    }

    /// The program `sh`: `-c TEXT [NAME [ARGUMENTS]]`, a file, or the standard input.
    ///
    /// - Throws: as `run`.
    public static func main(_ context: ProgramContext) throws -> UInt8 {
        if case .exited(let status) = try start(context) { return status }
        return 0
    }

    /// As `main`, for a shell whose last command may stay.
    ///
    /// - Throws: as `run`.
    public static func start(_ context: ProgramContext) throws -> ProgramOutcome {
        // `exec >f` changes the shell's own streams, not those that its caller looks at later.
        let own = context.copy()
        defer { context.lastWord = own.lastWord }
        return try own.running { try Shell(own).start() }
    }

    private func start() throws -> ProgramOutcome {
        var arguments = Array(context.arguments.dropFirst())
        var isText = false
        while let first = arguments.first, first.hasPrefix("-") || first.hasPrefix("+"),
            first.count > 1
        {
            arguments.removeFirst()
            if first == "--" { break }
            if first == "-o" || first == "+o" {
                if !arguments.isEmpty { arguments.removeFirst() }
                continue
            }
            for flag in first.dropFirst() {
                switch flag {
                case "c": isText = true
                case "e", "u", "x", "f", "C":
                    if first.hasPrefix("-") {
                        environment.options.insert(flag)
                    } else {
                        environment.options.remove(flag)
                    }
                case "l", "i", "s": break
                default:
                    try context.errors.write("sh: Illegal option -\(flag)\n")
                    return .exited(ExitStatus.misuse)
                }
            }
        }
        let text: String
        if isText {
            guard let script = arguments.first else {
                try context.errors.write("sh: -c requires an argument\n")
                return .exited(ExitStatus.misuse)
            }
            text = script
            if arguments.count > 1 { environment.scriptName = arguments[1] }
            environment.parameters = Array(arguments.dropFirst(2))
        } else if let file = arguments.first {
            guard
                case .file(let contents)? = try? context.files.entry(
                    at: context.path(file), follow: true
                ).node.body
            else {
                try context.errors.write("sh: 0: cannot open \(file): No such file\n")
                return .exited(ExitStatus.misuse)
            }
            text = String(decoding: try contents.bytes(), as: UTF8.self)
            environment.scriptName = file
            environment.parameters = Array(arguments.dropFirst())
        } else {
            text = String(decoding: try context.input, as: UTF8.self)
        }
        do {
            return try runScript(text)
        } catch let error as ShellSyntaxError {
            try context.errors.write("\(error)\n")
            return .exited(ExitStatus.misuse)
        }
    }

    /// The program `kill`.
    ///
    /// - Throws: as `run`.
    public static func kill(_ context: ProgramContext) throws -> UInt8 {
        let shell = Shell(context)
        try shell.run { shell.environment.status = try Builtins.kill(shell, context.arguments) }
        return shell.environment.status
    }

    private func runScript(_ script: String) throws -> ProgramOutcome {
        let size = script.utf8.count * Self.treeBytes
        try context.account.hold(size)
        held += size
        let command = try ShellParser.parse(script, context.account)
        try runToEnd { try execute(command) }
        return staying ?? .exited(environment.status)
    }

    private func runExitTrap() throws {
        guard let trap = exitTrap else { return }
        exitTrap = nil
        let kept = environment.status
        endingStatus = kept
        defer { endingStatus = nil }
        do {
            try execute(trap)
        } catch let leaving as Leaving where leaving.endsShell {
            return
        } catch is Leaving {}
        environment.status = kept
    }

    /// Runs a text as a part of this shell; one that cannot be read ends it.
    func execute(_ text: String) throws {
        let size = text.utf8.count * Self.treeBytes
        let before = definitions
        try context.account.hold(size)
        defer {
            // A function keeps its body.
            if definitions == before { context.account.release(size) } else { held += size }
        }
        let command: ShellCommand
        do {
            command = try ShellParser.parse(text, context.account)
        } catch let error as ShellSyntaxError {
            try context.errors.write("\(error)\n")
            environment.status = ExitStatus.misuse
            throw Leaving.failure
        }
        try execute(command)
    }

    /// About how many bytes a byte of a script takes while it is read.
    private static let treeBytes = 32

    // MARK: Signals

    /// Takes a signal: runs its trap or ends the shell, but for the first process, which gets no
    /// default action.
    func receive(_ signal: ShellSignal) throws {
        if let trap = traps[signal.name], signal.number != 9 {
            try execute(trap)
        } else if environment.process != 1, !signal.isIgnored {
            exitTrap = nil
            environment.status = ExitStatus.signal(signal.number)
            context.lastWord = signal.lastWord
            throw Leaving.exit
        }
    }

    /// The way a shell that waits in a loop takes a signal.
    func handle(_ name: String) throws -> UInt8? {
        guard let trap = traps[name] else { return nil }
        do {
            try execute(trap)
            return nil
        } catch is Leaving {
            try runExitTrap()
            return environment.status
        }
    }

    // MARK: Variables

    /// Sets a variable; `command` is what messages begin with.
    func set(_ name: String, _ value: String, by command: String = "") throws {
        if environment.readOnly.contains(name) {
            throw try failure("\(command)\(name): is read only")
        }
        let old = environment.variables[name].map { Self.size(of: name, $0) } ?? 0
        try hold(Self.size(of: name, value), insteadOf: old)
        environment.variables[name] = value
    }

    /// About how many bytes a variable takes.
    private static func size(of name: String, _ value: String) -> Int {
        96 + name.utf8.count + value.utf8.count
    }

    func unset(_ name: String) throws {
        if environment.readOnly.contains(name) {
            throw try failure("unset: \(name): is read only")
        }
        let old = environment.variables[name].map { Self.size(of: name, $0) } ?? 0
        try hold(0, insteadOf: old)
        environment.variables[name] = nil
        environment.exported.remove(name)
    }

    /// Sets `$1`, `$2` and so on.
    func set(parameters: [String]) throws {
        func size(_ words: [String]) -> Int {
            words.reduce(0) { $0 + $1.utf8.count + MemoryLayout<String>.stride }
        }
        try hold(size(parameters), insteadOf: size(environment.parameters))
        environment.parameters = parameters
    }

    /// Accounts for a value in the place of another, which may be shared with an outer shell.
    private func hold(_ new: Int, insteadOf old: Int) throws {
        if new > old {
            try context.account.hold(new - old)
            held += new - old
        } else {
            release(old - new)
        }
    }

    /// Accounts for a trap in the place of another.
    func hold(_ new: String?, insteadOf old: String?) throws {
        try hold(new?.utf8.count ?? 0, insteadOf: old?.utf8.count ?? 0)
    }

    /// Accounts for the value that a local variable hides.
    func holdLocal(_ value: String?) throws {
        try hold((value?.utf8.count ?? 0) + MemoryLayout<LocalVariable>.stride, insteadOf: 0)
    }

    /// The counterpart of `holdLocal`.
    func releaseLocal(_ value: String?) {
        release((value?.utf8.count ?? 0) + MemoryLayout<LocalVariable>.stride)
    }

    private func release(_ bytes: Int) {
        let freed = min(held, bytes)
        context.account.release(freed)
        held -= freed
    }

    /// Accounts for a part of a word until the command that it belongs to has ended.
    func holdWord(_ bytes: Int) throws {
        try context.account.hold(bytes)
        wordBytes += bytes
    }

    /// Runs a command, whose words are gone when it ends.
    func releasingWords(_ body: () throws -> Void) throws {
        let before = wordBytes
        defer {
            context.account.release(wordBytes - before)
            wordBytes = before
        }
        try body()
    }
}
