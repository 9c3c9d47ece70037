internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayUtilities

/// Programs that scripts register.
extension Bindings {
    /// The built-in programs, those that scripts registered, and `lay`.
    func programTable() -> ProgramTable {
        var table = ProgramTable(Utilities.all)
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
        vm.define(
            NativeFunction("program", "name function") { [unowned self] call in
                programs[try call.string(0)] = vm.root(call[1])
                return .nil
            })
        process.display = { _, _, _ in "process" }
        process.index = { [unowned self] _, value, key in
            guard let state: ProcessState = content(value), key.tag == .string else { return .nil }
            return self.value(
                try state.context.files.entry(at: state.context.path(key.text), follow: true))
        }
        property(process, "args") { [unowned self] (state: ProcessState) in
            list(state.context.arguments.dropFirst())
        }
        property(process, "env") { [unowned self] (state: ProcessState) in
            map(state.context.environment)
        }
        property(process, "workdir") { [unowned self] (state: ProcessState) in
            value(state.context.workingDirectory.description)
        }
        property(process, "stdin") { [unowned self] (state: ProcessState) in
            try state.context.input.withUnsafeBytes { try vm.decode($0, lossy: true) }
        }
        for (name, isError) in [("print", false), ("warn", true)] {
            method(process, name, "values...") { [unowned self] (state: ProcessState, call) in
                let texts = try call.list(1).map { try vm.display($0, readable: false) }
                let sink = isError ? state.context.errors : state.context.output
                try sink.write(texts.joined(separator: " ") + "\n")
                return .nil
            }
        }
        method(process, "write", "path contents") { [unowned self] (state: ProcessState, call) in
            let path = state.context.path(try call.string(1))
            try state.context.files.makeParents(of: path)
            try state.context.files.write(
                try contents(call, 2), to: path,
                creating: FileAttributes(
                    mode: 0o666 & ~state.context.umask, uid: state.context.uid,
                    gid: state.context.gid))
            return .nil
        }
        method(process, "stay", "on_signal?") { [unowned self] (state: ProcessState, call) in
            state.stays = true
            state.handler = call.has(1) ? vm.root(call[1]) : nil
            return .nil
        }
    }

    /// Runs a function of the language as a program.
    func runRegistered(_ function: Value, _ context: ProgramContext) throws -> ProgramOutcome {
        let state = ProcessState(context)
        let argument = vm.object(Box(state), process)
        defer { vm.release(argument) }
        let result = try vm.call(function, [argument])
        defer { vm.release(result) }
        if state.stays {
            let handler = state.handler
            return .stays { [unowned self] signal in
                guard let handler else { return nil }
                let name = vm.string(signal)
                defer { vm.release(name) }
                let status = try vm.call(handler.value, [name])
                defer { vm.release(status) }
                // Without a word the program ends where it was asked to, and goes on otherwise.
                if status.isNil { return ["TERM", "INT", "QUIT"].contains(signal) ? 0 : nil }
                if status.tag == .false { return nil }
                guard status.isInt, let code = UInt8(exactly: status.asInt) else {
                    throw LayError(
                        .typeError,
                        "on_signal gives the status to end with, nil, or false to go on, not \(vm.describe(status))"
                    )
                }
                return code
            }
        }
        if result.isNil { return .exited(0) }
        guard result.isInt, let status = UInt8(exactly: result.asInt) else {
            throw LayError(
                .typeError,
                "a program's function gives its status, an int from 0 to 255, not \(vm.describe(result))"
            )
        }
        return .exited(status)
    }
}

/// A registered program while it runs.
final class ProcessState {
    let context: ProgramContext
    var stays = false
    var handler: Rooted?

    init(_ context: ProgramContext) { self.context = context }
}
