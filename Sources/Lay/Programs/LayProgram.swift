internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayWorld

extension Bindings {
    /// Lay inside a container: `lay FILE [ARGUMENTS]` and `lay -e CODE`, also as the interpreter
    /// of a script that begins with `#!/usr/bin/env lay`.
    ///
    /// The script works on a world of its own; its host is the container: its files, its
    /// environment and its output.
    var layProgram: ShellProgram {
        ShellProgram("lay") { [unowned self] context in
            if nesting >= Self.deepestNesting {
                throw NestedTooDeeply()
            }
            let name: String
            let text: String
            var arguments = context.arguments.dropFirst()
            switch arguments.first {
            case "-e"?:
                arguments = arguments.dropFirst()
                guard let code = arguments.first else {
                    try context.complain("-e needs the code behind it")
                    return 2
                }
                (name, text) = ("-e", code)
            case let option? where option.hasPrefix("-") && option != "-":
                try context.complain("no option '\(option)' inside a container")
                return 2
            case nil, "-"?:
                (name, text) = ("<stdin>", String(decoding: try context.input, as: UTF8.self))
            case let file?:
                guard let source = try Self.source(file, context) else { return 1 }
                (name, text) = (file, source)
            }
            let bound = Bound()
            var host = Self.host(in: context, arguments: Array(arguments.dropFirst()), bound)
            if name != "<stdin>" { host.input = Self.pieces(of: context) }
            // What is left of the run that this one is a part of; of its deadline the account tells.
            var limits = limits
            limits.steps = limits.steps.map { max(0, $0 - vm.steps) }
            limits.time = nil
            let engine = Engine(
                host: host, limits: limits, world: World(clock: world.state.clock),
                nesting: nesting + 1, account: context.account, memory: MemoryAccount.current)
            bound.engine = engine
            defer { vm.stepsTaken += engine.steps }
            do throws(ScriptError) {
                return try engine.run(text, name: name)
            } catch {
                if let reached = bound.reached { throw reached }
                if error.kind.isUncatchable {
                    throw BoundReached(error.kind, error.message, help: error.help)
                }
                try context.errors.write(error.report + "\n")
                return 1
            }
        }
    }

    static let deepestNesting = 4

    /// What the outer command's account said while the script inside was running.
    private final class Bound {
        /// Turns of the machine's loop are smaller than commands: so many are charged as one.
        private static let turnsPerStep = 16

        weak var engine: Engine?
        private var turns = 0
        var reached: BoundReached?

        /// The steps that the machine's turns since this was asked last are worth.
        func takeSteps() -> Int {
            let taken = engine?.steps ?? 0
            defer { turns = taken }
            return max(1, (taken - turns) / Self.turnsPerStep)
        }

        /// Notes the bound that `body` reaches; true when one was reached by now.
        func isReached(_ body: () throws(BoundReached) -> Void) -> Bool {
            do throws(BoundReached) {
                try body()
            } catch {
                reached = reached ?? error
            }
            return reached != nil
        }
    }

    private static func source(_ file: String, _ context: ProgramContext) throws -> String? {
        do throws(FileError) {
            let entry = try context.files.entry(at: context.path(file), follow: true)
            guard case .file(let contents) = entry.node.body else {
                throw FileError(.isDirectory, entry.path)
            }
            return String(decoding: try contents.bytes(), as: UTF8.self)
        } catch {
            if let bound = error.bound { throw bound }
            try context.complain("\(file): \(error.reason)")
            return nil
        }
    }

    /// What comes to the standard input, piece by piece, read when the first is asked for.
    private static func pieces(of context: ProgramContext) -> (Int) throws -> [UInt8] {
        var rest: ArraySlice<UInt8>?
        return { most in
            var left = try rest ?? context.input[...]
            let piece = Array(left.prefix(most))
            left = left.dropFirst(piece.count)
            rest = left
            return piece
        }
    }

    private static func host(
        in context: ProgramContext, arguments: [String], _ bound: Bound
    ) -> Host {
        var host = Host()
        host.files = context.files
        host.readable = ["/"]
        host.writable = ["/"]
        host.workingDirectory = context.workingDirectory.description
        host.environment = Dictionary(context.environment.map { ($0.key, $0.value) }) { $1 }
        host.unsetVariables = nil
        host.arguments = arguments
        host.output = { bytes in
            _ = bound.isReached { () throws(BoundReached) in
                try context.output.write(Array(bytes))
            }
        }
        host.errors = { bytes in
            _ = bound.isReached { () throws(BoundReached) in
                try context.errors.write(Array(bytes))
            }
        }
        host.importFile = { path in
            let entry = try context.files.entry(at: context.path(path), follow: true)
            guard case .file(let contents) = entry.node.body else {
                throw FileError(.isDirectory, entry.path)
            }
            return String(decoding: try contents.bytes(), as: UTF8.self)
        }
        host.isCancelled = {
            bound.isReached { () throws(BoundReached) in
                try context.account.step(bound.takeSteps())
            }
        }
        return host
    }
}
