internal import LayBounds
internal import LayFiles

/// Runs shell commands in one environment.
public final class Shell {
    let context: ProgramContext
    var variables: [String: String] = [:]
    var exported: Set<String> = []
    var readOnly: Set<String> = []
    var functions: [String: ShellCommand] = [:]
    var parameters: [String] = []
    var scriptName = "sh"
    var status: UInt8 = 0
    /// The status of the last command substitution.
    var substitutionStatus: UInt8 = 0
    // Options: -e, -u, -x, -f.
    var options: Set<Character> = []
    var exitTrap: String?
    /// What to do on a signal, by its name.
    var traps: [String: String] = [:]
    /// The number that `$$` gives, also in a subshell.
    private(set) var process: Int
    /// Loops without an end that are running.
    private var endlessLoops = 0
    /// How many tests are around, in which a failure is no reason to exit.
    var tests = 0
    private var callDepth = 0
    private static let deepestCalls = 200
    /// A program that stays, started by the last command.
    var staying: ProgramOutcome?

    /// Leaves a loop, a function or the shell.
    enum Leaving: Error {
        case `break`(Int)
        case `continue`(Int)
        case `return`
        case exit
    }

    init(_ context: ProgramContext) {
        self.context = context
        process = context.process
        for (key, value) in context.environment {
            variables[key] = value
            exported.insert(key)
        }
        // A shell says where it is, whatever its environment said (POSIX, sh, PWD).
        variables["PWD"] = context.workingDirectory.description
    }

    // MARK: Entry points

    /// Runs a script text in a context; gives how it ended.
    ///
    /// - Throws: `ShellSyntaxError`; `BoundReached`.
    public static func run(_ script: String, _ context: ProgramContext) throws -> ProgramOutcome {
        let shell = Shell(context)
        return try shell.runScript(script)
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
        let shell = Shell(context)
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
                case "e", "u", "x", "f":
                    if first.hasPrefix("-") {
                        shell.options.insert(flag)
                    } else {
                        shell.options.remove(flag)
                    }
                case "l", "i", "s": break
                default:
                    try context.errors.write("sh: Illegal option -\(flag)\n")
                    return .exited(2)
                }
            }
        }
        let text: String
        if isText {
            guard let script = arguments.first else {
                try context.errors.write("sh: -c requires an argument\n")
                return .exited(2)
            }
            text = script
            if arguments.count > 1 { shell.scriptName = arguments[1] }
            shell.parameters = Array(arguments.dropFirst(2))
        } else if let file = arguments.first {
            guard
                case .file(let contents)? = try? context.files.entry(
                    at: context.path(file), follow: true
                ).node.body
            else {
                try context.errors.write("sh: 0: cannot open \(file): No such file\n")
                return .exited(2)
            }
            text = String(decoding: try contents.bytes(), as: UTF8.self)
            shell.scriptName = file
            shell.parameters = Array(arguments.dropFirst())
        } else {
            text = String(decoding: context.input, as: UTF8.self)
            context.input = []
        }
        do {
            return try shell.runScript(text)
        } catch let error as ShellSyntaxError {
            try context.errors.write("\(error)\n")
            return .exited(2)
        }
    }

    /// The program `kill`.
    ///
    /// - Throws: as `run`.
    public static func kill(_ context: ProgramContext) throws -> UInt8 {
        let shell = Shell(context)
        do {
            return try Builtins.kill(shell, context.arguments)
        } catch let leaving as Leaving {
            _ = leaving
            return shell.status
        }
    }

    private func runScript(_ script: String) throws -> ProgramOutcome {
        let command = try ShellParser.parse(script)
        do {
            try execute(command)
        } catch let leaving as Leaving {
            _ = leaving
        }
        if let staying { return staying }
        try runExitTrap()
        return .exited(status)
    }

    private func runExitTrap() throws {
        guard let trap = exitTrap else { return }
        exitTrap = nil
        let kept = status
        do {
            try execute(try ShellParser.parse(trap))
            status = kept
        } catch let leaving as Leaving {
            _ = leaving
        }
    }

    // MARK: Signals

    /// Takes a signal: runs its trap or ends the shell, but for the first process, which gets no
    /// default action.
    func receive(_ signal: ShellSignal) throws {
        if let trap = traps[signal.name], signal.number != 9 {
            try execute(try ShellParser.parse(trap))
        } else if process != 1, !signal.isIgnored {
            exitTrap = nil
            status = 128 + signal.number
            context.lastWord = signal.lastWord
            throw Leaving.exit
        }
    }

    /// The way a shell that waits in a loop takes a signal.
    private func handle(_ name: String) throws -> UInt8? {
        guard let trap = traps[name] else { return nil }
        do {
            try execute(try ShellParser.parse(trap))
            return nil
        } catch let leaving as Leaving {
            _ = leaving
            try runExitTrap()
            return status
        }
    }

    // MARK: Commands

    func execute(_ command: ShellCommand) throws {
        try context.step()
        switch command {
        case .simple(let assignments, let words, let redirections):
            try simple(assignments, words, redirections)
            try exitOnError()
        case .pipeline(let commands, let isNegated):
            if isNegated { tests += 1 }
            defer { if isNegated { tests -= 1 } }
            try pipeline(commands)
            if isNegated { status = status == 0 ? 1 : 0 } else { try exitOnError() }
        case .and(let left, let right):
            try test { try execute(left) }
            if status == 0 { try execute(right) }
        case .or(let left, let right):
            try test { try execute(left) }
            if status != 0 { try execute(right) }
        case .sequence(let commands): for command in commands { try execute(command) }
        case .subshell(let body, let redirections):
            let inner = copy()
            try inner.redirected(redirections) {
                do {
                    try inner.execute(body)
                } catch let leaving as Leaving {
                    _ = leaving
                }
            }
            status = inner.status
            try exitOnError()
        case .group(let body, let redirections): try redirected(redirections) { try execute(body) }
        case .if(let arms, let otherwise, let redirections):
            try redirected(redirections) {
                for (condition, body) in arms {
                    try test { try execute(condition) }
                    if status == 0 {
                        try execute(body)
                        return
                    }
                }
                status = 0
                if let otherwise { try execute(otherwise) }
            }
        case .loop(let condition, let body, let isUntil, let redirections):
            let isEndless = condition.isConstant(!isUntil)
            if isEndless { endlessLoops += 1 }
            defer { if isEndless { endlessLoops -= 1 } }
            try redirected(redirections) {
                var last: UInt8 = 0
                while true {
                    try test { try execute(condition) }
                    if (status == 0) == isUntil { break }
                    let goesOn = try turn(body)
                    last = status
                    if !goesOn { break }
                }
                status = last
            }
        case .each(let variable, let words, let body, let redirections):
            let values = try words?.flatMap { try fields($0) } ?? parameters
            try redirected(redirections) {
                status = 0
                for value in values {
                    try set(variable, value)
                    if try !turn(body) { break }
                }
            }
        case .choice(let subject, let arms, let redirections):
            let text = try string(subject)
            try redirected(redirections) {
                status = 0
                for (patterns, body) in arms {
                    guard try patterns.contains(where: { Pattern(try pattern($0)).matches(text) })
                    else { continue }
                    if let body { try execute(body) }
                    return
                }
            }
        case .function(let name, let body):
            functions[name] = body
            status = 0
        }
    }

    private func exitOnError() throws {
        if status != 0, options.contains("e"), tests == 0 { throw Leaving.exit }
    }

    private func test(_ body: () throws -> Void) throws {
        tests += 1
        defer { tests -= 1 }
        try body()
    }

    /// Runs a loop's body once; false when the loop is left.
    private func turn(_ body: ShellCommand) throws -> Bool {
        do {
            try execute(body)
        } catch Leaving.break(let count) {
            if count > 1 { throw Leaving.break(count - 1) }
            return false
        } catch Leaving.continue(let count) {
            if count > 1 { throw Leaving.continue(count - 1) }
        }
        return true
    }

    /// A shell that starts as this one is and changes nothing in it.
    func copy() -> Shell {
        let inner = Shell(context.child(context.arguments))
        inner.process = process
        inner.variables = variables
        inner.exported = exported
        inner.readOnly = readOnly
        inner.functions = functions
        inner.parameters = parameters
        inner.scriptName = scriptName
        inner.status = status
        inner.options = options
        inner.tests = tests
        return inner
    }

    private func pipeline(_ commands: [ShellCommand]) throws {
        var input = context.input
        for (index, command) in commands.enumerated() {
            let isLast = index == commands.count - 1
            let inner = copy()
            inner.context.input = input
            if !isLast { inner.context.output = context.collector() }
            do {
                try inner.execute(command)
            } catch let leaving as Leaving {
                _ = leaving
            }
            status = inner.status
            if !isLast { input = inner.context.output.bytes }
        }
    }

    // MARK: Simple commands

    private func simple(
        _ assignments: [(name: String, value: ShellWord)], _ words: [ShellWord],
        _ redirections: [Redirection]
    ) throws {
        substitutionStatus = 0
        let arguments = try words.flatMap { try fields($0) }
        guard let name = arguments.first else {
            for (name, value) in assignments { try set(name, try string(value)) }
            // A command of assignments alone has the status of its last substitution.
            status = substitutionStatus
            try redirected(redirections) {}
            return
        }
        if options.contains("x") {
            try context.errors.write("+ " + arguments.joined(separator: " ") + "\n")
        }
        if let body = functions[name] {
            status = 0
            try redirected(redirections) { try call(body, Array(arguments.dropFirst())) }
            return
        }
        if let builtin = Builtins.table[name] {
            for (name, value) in assignments { try set(name, try string(value)) }
            try redirected(redirections) { status = try builtin(self, arguments) }
            return
        }
        var environment = exportedVariables
        for (name, value) in assignments {
            let text = try string(value)
            environment.removeAll { $0.key == name }
            environment.append((name, text))
        }
        try redirected(redirections) { try run(arguments, environment) }
    }

    var exportedVariables: [(key: String, value: String)] {
        // Names the shell was started with keep their order; new ones follow by name.
        var result: [(key: String, value: String)] = []
        for (key, _) in context.environment where exported.contains(key) {
            if let value = variables[key] { result.append((key, value)) }
        }
        let known = Set(result.map(\.key))
        for key in exported.sorted() where !known.contains(key) {
            if let value = variables[key] { result.append((key, value)) }
        }
        return result
    }

    func run(_ arguments: [String], _ environment: [(key: String, value: String)]) throws {
        let child = context.child(arguments)
        child.environment = environment
        do {
            switch try ProgramRunner.run(child) {
            case .exited(let code):
                status = code
                if let word = child.lastWord { try context.errors.write(word + "\n") }
                if endlessLoops > 0, context.asleep > 0 {
                    // Nothing but a signal ends such a loop, so this is where it stands.
                    staying = .stays(
                        onSignal: traps.isEmpty ? nil : { [self] in try handle($0) })
                    throw Leaving.exit
                }
            case .stays(let handler):
                staying = .stays(onSignal: handler)
                status = 0
                throw Leaving.exit
            }
            if child.name != "sh" { context.input = child.input }
        } catch let error as ProgramError {
            try context.errors.write("sh: 1: \(error.message)\n")
            status = error.status
        }
    }

    private func call(_ body: ShellCommand, _ arguments: [String]) throws {
        callDepth += 1
        defer { callDepth -= 1 }
        if callDepth > Self.deepestCalls {
            throw BoundReached(.limit, "shell functions call each other too deeply")
        }
        let saved = parameters
        parameters = arguments
        defer { parameters = saved }
        do {
            try execute(body)
        } catch Leaving.return {
            return
        }
    }

    // MARK: Redirections

    /// Runs `body` with its streams redirected.
    private func redirected(_ list: [Redirection], _ body: () throws -> Void) throws {
        if list.isEmpty {
            try body()
            return
        }
        let saved = (context.input, context.output, context.errors)
        var restoresInput = false
        defer {
            if restoresInput { context.input = saved.0 }
            context.output = saved.1
            context.errors = saved.2
        }
        for redirection in list {
            if redirection.kind == .input || redirection.kind == .hereDocument {
                restoresInput = true
            }
            do {
                try apply(redirection)
            } catch let error as FileError {
                try context.errors.write(
                    "sh: 1: cannot \(redirection.kind == .input ? "open" : "create") \(try string(redirection.target)): \(error.reason.replacingNoSuch)\n"
                )
                status = 2
                return
            } catch let error as BadDescriptor {
                try context.errors.write("sh: 1: \(error.text): Bad file descriptor\n")
                status = 2
                return
            }
        }
        let sinks = [context.output, context.errors]
        try body()
        if let failure = sinks.lazy.compactMap(\.failure).first {
            try saved.2.write("sh: write error: \(failure.reason)\n")
            if status == 0 { status = 1 }
        }
    }

    private func apply(_ redirection: Redirection) throws {
        let target = redirection.kind == .hereDocument ? "" : try string(redirection.target)
        switch redirection.kind {
        case .hereDocument: context.input = Array(try string(redirection.target).utf8)
        case .input:
            let entry = try context.files.entry(at: context.path(target), follow: true)
            if entry.node.kind == .directory { throw FileError(.isDirectory, entry.path) }
            if target == "/dev/null" {
                context.input = []
            } else if case .file(let contents) = entry.node.body {
                context.input = try contents.bytes()
            }
        case .output, .append:
            let sink = try open(target, isAppending: redirection.kind == .append)
            if redirection.descriptor == 2 { context.errors = sink } else { context.output = sink }
        case .duplicate:
            switch (redirection.descriptor, target) {
            case (1, "2"): context.output = context.errors
            case (2, "1"): context.errors = context.output
            case (1, "1"), (2, "2"), (0, _): break
            case (1, "-"): context.output = context.collector()
            case (2, "-"): context.errors = context.collector()
            default:
                throw BadDescriptor(text: target)
            }
        }
    }

    /// A sink whose bytes go to a file as they are written.
    private func open(_ target: String, isAppending: Bool) throws -> OutputSink {
        if target == "/dev/null" { return OutputSink(context.account, forward: { _ in }) }
        if target == "/dev/stdout" { return context.output }
        if target == "/dev/stderr" { return context.errors }
        let path = context.path(target)
        let attributes = FileAttributes(
            mode: 0o666 & ~context.umask, uid: context.uid, gid: context.gid)
        if !isAppending {
            try context.files.write(.empty, to: path, creating: attributes)
        } else {
            try context.files.append([], to: path, creating: attributes)
        }
        let files = context.files
        return OutputSink(context.account) { (bytes) throws(FileError) in
            try files.append(Array(bytes), to: path, creating: attributes)
        }
    }

    // MARK: Variables

    func set(_ name: String, _ value: String) throws {
        if readOnly.contains(name) {
            try context.errors.write("sh: 1: \(name): is read only\n")
            status = 2
            throw Leaving.exit
        }
        variables[name] = value
    }
}

/// A descriptor that is not open.
private struct BadDescriptor: Error {
    let text: String
}

extension String {
    /// dash says "No such file" where the C library says more.
    fileprivate var replacingNoSuch: String {
        self == "No such file or directory" ? "No such file" : self
    }
}
