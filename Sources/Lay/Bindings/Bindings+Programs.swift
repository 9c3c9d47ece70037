internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayUtilities

/// Programs that scripts register.
extension Bindings {
    /// The built-in programs, those that scripts registered, and `lay`.
    func programTable() -> ProgramTable {
        var table = builtins
        for (name, function) in programs.sorted(by: { $0.key < $1.key }) {
            table.register(
                ShellProgram(staying: name) { [unowned self] context in
                    try runRegistered(function.value, context)
                })
        }
        table.register(layProgram)
        return table
    }

    func installPrograms() {
        define(
            "program",
            NativeMember(
                "Registers a program for every container, written as a function.",
                [
                    Parameter("name", "what it is called by, without a slash"),
                    Parameter("function", "gets the process; gives its status, nil for 0"),
                ],
                example: Self.greeter + "c.exec(\"greet you\").stdout  # => \"hi you\\n\""
            ) { (bindings, name: String, function: ScriptFunction) in
                if name.isEmpty || name.contains("/") { throw LayError.noProgramName(name) }
                bindings.programs[name] = bindings.vm.root(function.value)
                return Nothing()
            })
        let processes = TypeTable<ProcessState>(
            self, process, "A registered program while it runs: what its function gets.")
        process.operators = [("p[path]", "the file at a path of its container")]
        process.display = { _, _, _ in "process" }
        process.index = { [unowned self] _, value, key in
            guard let state = ProcessState.receiver(value, self), key.tag == .string else {
                return .nil
            }
            return self.value(
                try state.context.files.entry(at: state.context.path(key.text), follow: true))
        }
        installProcessProperties(processes)
        installProcessOutput(processes)
    }

    private static let greeter =
        "program(\"greet\", p => { p.print(\"hi\", p.args[0]); 0 })\n" + runningBox

    /// A program that shows something of its process, and a container to run it in.
    private static func shows(_ expression: String) -> String {
        "program(\"show\", p => { p.print(\(expression)); 0 })\n" + runningBox
    }

    private func installProcessProperties(_ processes: TypeTable<ProcessState>) {
        processes.property(
            "args", "The arguments, without the program's name.",
            example: Self.shows("p.args")
                + "c.exec(\"show a b\").stdout  # => \"[\\\"a\\\", \\\"b\\\"]\\n\""
        ) { _, state in Array(state.context.arguments.dropFirst()) }
        processes.property(
            "env", "The environment, as a map.",
            example: Self.shows("p.env[\"MODE\"]")
                + "c.exec(\"show\", env: {MODE: \"fast\"}).stdout  # => \"fast\\n\""
        ) { _, state in Pairs(entries: state.context.environment) }
        processes.property(
            "workdir", "Where it works.",
            example: Self.shows("p.workdir")
                + "c.exec(\"show\", workdir: \"/tmp\").stdout  # => \"/tmp\\n\""
        ) { _, state in state.context.workingDirectory.description }
        processes.property(
            "stdin", "What it reads from its standard input, as a string.",
            example: Self.shows("p.stdin.upper()")
                + "c.exec(\"show\", stdin: \"in\").stdout  # => \"IN\\n\""
        ) { _, state in String(decoding: try state.context.input, as: UTF8.self) }
    }

    private func installProcessOutput(_ processes: TypeTable<ProcessState>) {
        for (name, isError) in [("print", false), ("warn", true)] {
            processes.action(
                name,
                isError
                    ? "Writes values and a newline to its error output."
                    : "Writes values and a newline to its standard output.",
                [Parameter("values", "what is written")],
                example: """
                    program("say", p => { p.\(name)("x", 1); 0 })
                    \(Self.runningBox)c.exec("say").output  # => "x 1\\n"
                    """
            ) { (bindings, state, values: Rest) in
                let texts = try values.values.map {
                    try bindings.vm.display($0, readable: false)
                }
                let sink = isError ? state.context.errors : state.context.output
                try sink.write(texts.joined(separator: " ") + "\n")
            }
        }
        processes.action(
            "write", "Writes a file of its container; the directories above it are made.",
            [
                Parameter("path", "the file, from where it works"),
                Parameter("contents", "what it holds"),
            ],
            example: """
                program("note", p => { p.write("n", "1"); 0 })
                \(Self.runningBox)let r = c.exec("note", workdir: "/tmp")
                c["/tmp/n"].text  # => "1"
                """
        ) { (_, state, path: String, contents: FileContents) in
            let context = state.context
            _ = try WrittenPath(path).forFile()
            try context.files.put(
                contents, at: context.path(path),
                creating: FileAttributes(
                    mode: 0o666 & ~context.umask, uid: context.uid, gid: context.gid))
        }
        processes.action(
            "stay", "Lets the container go on running when the function has ended.",
            [
                Parameter(
                    "on_signal",
                    "gets a signal's name; gives the status to end with, false to go on, or nil to end with 0 at TERM, INT and QUIT; only KILL ends it if left out"
                )
            ],
            example: """
                program("serve", p => { p.stay(on_signal: s => 0) })
                let c = toolbox.start(command: ["serve"])
                c.stop().status  # => 0
                """
        ) { (bindings, state, handler: ScriptFunction?) in
            state.stays = true
            state.handler = handler.map { bindings.vm.root($0.value) }
        }
    }

    /// Runs a function of the language as a program.
    func runRegistered(_ function: Value, _ context: ProgramContext) throws -> ProgramOutcome {
        containers.ranForeignProgram = true
        let state = ProcessState(context)
        let argument = vm.object(Box(state), process)
        defer { vm.release(argument) }
        let result: Value
        do {
            result = try vm.call(function, [argument])
        } catch let error as LayError {
            // It ends the program that it stands in.
            guard let status = error.exit else { throw error }
            return .exited(status)
        }
        defer { vm.release(result) }
        if state.stays {
            let handler = state.handler
            return .stays { [unowned self] signal in
                guard let handler else { return nil }
                let name = vm.string(signal)
                defer { vm.release(name) }
                let status: Value
                do {
                    status = try vm.call(handler.value, [name])
                } catch let error as LayError {
                    guard let status = error.exit else { throw error }
                    return status
                }
                defer { vm.release(status) }
                // Without a word the program ends where it was asked to, and goes on otherwise.
                if status.isNil { return ["TERM", "INT", "QUIT"].contains(signal) ? 0 : nil }
                if status.tag == .false { return nil }
                guard status.isInt, let code = UInt8(exactly: status.asInt) else {
                    throw LayError.noSignalStatus(vm.describe(status))
                }
                return code
            }
        }
        if result.isNil { return .exited(0) }
        guard result.isInt, let status = UInt8(exactly: result.asInt) else {
            throw LayError.noProgramStatus(vm.describe(result))
        }
        return .exited(status)
    }
}

/// A registered program while it runs.
final class ProcessState: ModelValue {
    let context: ProgramContext
    var stays = false
    var handler: Rooted?

    init(_ context: ProgramContext) { self.context = context }

    static var type: ValueType { "process" }
    static var described: String { "a process" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.process }
}
