internal import LayArchive
package import LayBounds
internal import LayFiles
internal import LayImages
package import LayRuntime
internal import LayStandardLibrary
internal import LaySyntax
public import LayWorld

/// Runs Lay: an interpreter with a world of its own and what its host grants.
///
///     let engine = Engine()
///     engine.define("greet", "name") { arguments in .string("hello " + (arguments[0].string ?? "")) }
///     try engine.run("let app = toolbox.write(\"/etc/motd\", greet(\"you\"))")
///
/// An engine is confined to one thread at a time.
public final class Engine {
    /// The world that scripts work on.
    public let world: World
    package let vm: VM
    let bindings: Bindings
    private let host: Host
    let deadline: Deadline
    /// Bytes that the run has printed.
    var printed = 0
    /// The status with which `exit` ended the last run; `nil` when it came to its end by itself.
    public private(set) var exitStatus: UInt8?

    /// An engine for a host; without one a script reaches nothing outside its world.
    public convenience init(host: Host = Host(), limits: Limits = Limits(), world: World = World())
    {
        self.init(host: host, limits: limits, world: world, checks: [])
    }

    /// An engine whose machine checks itself, for tests.
    package init(
        host: Host, limits: Limits, world: World, checks: MachineChecks = [], nesting: Int = 0,
        account: Account? = nil, memory: MemoryAccount? = nil
    ) {
        self.world = world
        self.host = host
        let deadline = Deadline(limits.time, elapsed: host.elapsed)
        self.deadline = deadline
        // Whatever asks the host for an end sees the deadline too; `ended` tells them apart.
        var bounded = host
        bounded.isCancelled = { host.isCancelled() || deadline.isOver }
        vm = VM(memory: memory ?? MemoryAccount(limit: limits.memory), checks: checks)
        bindings = Bindings(vm, world, bounded, limits, nesting: nesting, account: account)
        vm.isCancelled = host.isCancelled
        vm.isOverTime = { deadline.reason }
        if let most = limits.printed { boundPrinting(most) }
        vm.importer = { [unowned self] source, importing in try self.source(of: source, importing) }
    }

    /// Turns of loops, calls and the work of built-in functions that all runs together have taken.
    public var steps: Int { vm.stepsBefore + vm.steps }
    /// Bytes that the engine's values, and what scripts made of trees and layers, hold now.
    public var memoryHeld: Int { vm.memory.held }

    // MARK: Running

    /// Runs a program; gives the status it ended with, which is 0 unless it called `exit`.
    ///
    /// - Throws: `ScriptError` when it cannot be read or ends in an error.
    @discardableResult
    public func run(_ source: String, name: String = "<script>") throws(ScriptError) -> UInt8 {
        try reporting(exited: { $0 }) {
            try vm.run(vm.source(name, source))
            return 0
        }
    }

    /// Runs a line of a session, whose names stay for the next; gives the value of its last
    /// expression, or nil when it called `exit`, as `exitStatus` then says.
    ///
    /// - Throws: `ScriptError` when it cannot be read or ends in an error.
    @discardableResult
    public func evaluate(_ source: String, name: String = "<repl>") throws(ScriptError) -> LayValue
    {
        try reporting(exited: { _ in .nil }) {
            let value = try vm.evaluate(vm.source(name, source))
            defer { vm.release(value) }
            return try bindings.layValue(value)
        }
    }

    /// As `evaluate`, but gives what the REPL shows: `nil` for nothing.
    ///
    /// - Throws: `ScriptError`.
    public func evaluateForDisplay(_ source: String, name: String = "<repl>") throws(ScriptError)
        -> String?
    {
        try reporting(exited: { _ in nil }) {
            let value = try vm.evaluate(vm.source(name, source), keepsLast: true)
            defer { vm.release(value) }
            if value.isNil { return nil }
            let isText = value.tag == .string
            return isText ? VM.quoted(value.text) : try vm.display(value, readable: false)
        }
    }

    /// Checks a program without running it; gives reports of what is odd in it: unused variables,
    /// hidden names, statements that can never run.
    ///
    /// It finds more than a run looks for before it begins: calls whose arguments are missing,
    /// misnamed or of the wrong type, and members that a value of a known type does not have.
    ///
    /// - Parameter isStrict: what fails for some values only, such as a `nil` that nobody asked for,
    ///   and what is odd count as wrong.
    /// - Throws: `ScriptError` with everything that is wrong for certain.
    @discardableResult
    public func check(_ source: String, name: String = "<script>", isStrict: Bool = false)
        throws(ScriptError) -> [String]
    {
        try reporting {
            try vm.check(vm.source(name, source), isStrict: isStrict)
                .map(\.rendered)
        }
    }

    /// The bytecode of a program, one instruction in a line; its form may change.
    ///
    /// - Throws: `ScriptError` with everything that is wrong.
    public func listing(of source: String, name: String = "<script>") throws(ScriptError) -> String
    {
        try reporting { try vm.listing(of: vm.source(name, source)) }
    }

    /// A line of a session that begins with `.`, `?.` or `|>` as one that goes on from what the last one
    /// for display gave; `nil` for any other line.
    package func continuing(_ line: String) -> String? { vm.continuing(line) }

    /// True when the text is the beginning of a longer one: a bracket or a string of several lines
    /// is open, or an operator waits for its right side.
    public static func isIncomplete(_ source: String) -> Bool {
        Parser.isUnfinished(SourceText(name: "", text: source))
    }

    /// Runs `body`; `exited` gives what is given instead when the script calls `exit`, which is an
    /// error without it.
    func reporting<Result>(
        exited: ((UInt8) -> Result)? = nil, _ body: () throws -> Result
    ) throws(ScriptError) -> Result {
        // What a host's function runs is a part of the run that called it.
        let before = vm.isRunning ? nil : bindings.savedState
        if before != nil { begin() }
        do {
            return try vm.running {
                try RunBounds.asking(bindings.host.isCancelled) { () throws in try body() }
            }
        } catch let failure as CompilationFailure {
            throw ScriptError(failure)
        } catch {
            let error = ended(by: error)
            if let status = error.exit {
                if before == nil {
                    // The run that this one is a part of ends with it.
                    vm.stop(error)
                } else if let exited {
                    exitStatus = status
                    return exited(status)
                }
            }
            // What it filled the world with would leave the next one no room.
            if let before, error.hasNoRoom { bindings.restore(before) }
            throw ScriptError(error)
        }
    }

    func begin() {
        printed = 0
        exitStatus = nil
        deadline.begin()
        bindings.runSteps.renew(bindings.limits.runShellSteps)
    }

    /// The error that a run ended with, which names the limit that was reached.
    func ended(by error: any Error) -> LayError {
        var error = bindings.error(error)
        if error.exit != nil { return error }
        if error.kind == .cancelled, let reason = deadline.reason, !host.isCancelled() {
            (error.kind, error.message, error.bound) = (.limit, reason, .time)
        }
        if let bound = error.bound {
            let raises = "\(bindings.limits.name(of: bound)) raises the limit"
            error.help = error.help.map { "\($0); \(raises)" } ?? raises
        }
        return error
    }

    private func boundPrinting(_ most: Int) {
        vm.output = bounded(vm.output, most)
        vm.errors = bounded(vm.errors, most)
    }

    private func bounded(
        _ output: @escaping (UnsafeRawBufferPointer) -> Void, _ most: Int
    ) -> (UnsafeRawBufferPointer) -> Void {
        { [unowned self] bytes in
            if bytes.count > most - printed {
                vm.stop(
                    LayError(
                        BoundReached(
                            .limit, "the script prints more than \(most) bytes", bound: .printed)))
                return
            }
            printed += bytes.count
            output(bytes)
        }
    }

    // MARK: Joining Swift and scripts

    /// Gives scripts a Swift function; its parameters are written `"path mode? rest..."`.
    ///
    /// What it throws becomes an error of kind `HostError` unless it is a `ScriptError`.
    public func define(
        _ name: String, _ parameters: String = "", _ body: @escaping ([LayValue]) throws -> LayValue
    ) {
        let count = parameters.split(separator: " ").count
        vm.define(
            NativeFunction(name, parameters) { [unowned self] call in
                var arguments: [LayValue] = []
                for index in 0..<count {
                    arguments.append(
                        call[index].isMissing ? .nil : try bindings.layValue(call[index]))
                }
                do {
                    return try bindings.value(try body(arguments))
                } catch let error as ScriptError {
                    throw LayError(error.kind, error.message, help: error.help)
                } catch {
                    throw bindings.translated(error) ?? LayError(.hostError, "\(error)")
                }
            })
    }

    /// The value of a name that `evaluate` declared at the top level.
    public func value(of name: String) -> LayValue? {
        guard let value = vm.sessionValue(name) else { return nil }
        return try? reporting { try bindings.layValue(value) }
    }

    /// Saves the world into a directory of the host's files, as an OCI image layout.
    ///
    /// - Throws: `ScriptError` when it cannot be written.
    public func save(to directory: String) throws(ScriptError) {
        try reporting {
            guard let files = host.files else {
                throw LayError.noFiles
            }
            let path = TreePath(directory.utf8, in: TreePath(host.workingDirectory))
            // What a script may have put into the directory leads nowhere else.
            let inside = files.confined(to: FileGrants(writable: [path]))
            try host.tracking(.saving) {
                try WorldStore.save(world, to: inside, path, limits: host.archiveLimits)
            }
        }
    }

    /// A path without `.` and without `..` behind a name: one file is one module, however it is
    /// written.
    private static func normalised(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private func source(of source: Import.Source, _ importing: SourceText) throws -> SourceText {
        switch source {
        case .standard(let name):
            if let text = StandardLibrary.source(of: name) {
                return try vm.source("std:\(name)", text)
            }
            let names = (StandardLibrary.names + Bindings.moduleNames).sorted()
            let nearest = Suggestion.nearest(to: name, among: names)
            throw LayError.noModule(name, known: names, nearest: nearest)
        case .file(let path):
            guard let importFile = host.importFile else {
                throw LayError.noImports
            }
            let base =
                importing.name.hasPrefix("/") || importing.name.contains("/")
                ? importing.name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                    .joined(separator: "/") : ""
            let full = Self.normalised(
                path.hasPrefix("/") || base.isEmpty ? path : base + "/" + path)
            do {
                return try vm.source(full, try importFile(full))
            } catch let error as FileError where error.code == .notGranted {
                throw LayError.noImport(path, error.path, grant: host.readGrantName)
            }
        }
    }
}

extension Limits {
    fileprivate func name(of bound: BoundReached.Bound) -> String {
        switch bound {
        case .steps: names.steps
        case .memory: names.memory
        case .time: names.time
        case .programSteps: names.shellSteps
        case .runProgramSteps: names.runShellSteps
        case .output: names.output
        case .printed: names.printed
        }
    }
}

extension Bindings {
    func error(_ error: any Error) -> LayError {
        error as? LayError ?? translate(error) ?? LayError(.ioError, "\(error)")
    }

    func translated(_ error: any Error) -> LayError? { error as? LayError ?? translate(error) }

    /// A value of the language for Swift, copied deeply.
    func layValue(_ value: Value) throws -> LayValue {
        var growth = Growth(vm)
        return try layValue(value, depth: 0, &growth)
    }

    private func layValue(_ value: Value, depth: Int, _ growth: inout Growth) throws -> LayValue {
        if depth > 200 || !StackBound.hasRoom { throw LayError.deepValue }
        let isText = value.tag == .string || value.tag == .bytes
        try growth.add(MemoryLayout<LayValue>.stride + (isText ? value.buffer.count : 0))
        switch value.tag {
        case .nil, .missing: return .nil
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .int: return .int(value.asInt)
        case .float: return .float(value.asFloat)
        case .string: return .string(value.text)
        case .bytes: return .bytes(Array(value.buffer))
        case .list:
            return .list(
                try (value.elements ?? UnsafeBufferPointer(start: nil, count: 0)).map {
                    try layValue($0, depth: depth + 1, &growth)
                })
        case .map:
            return .map(
                try (value.entries ?? []).map {
                    (
                        try vm.display($0.key, readable: false),
                        try layValue($0.value, depth: depth + 1, &growth)
                    )
                })
        default: break
        }
        if let image: Image = content(value) { return .image(image) }
        if let layer: Layer = content(value) { return .layer(layer) }
        if let tree: FileTree = content(value) { return .tree(tree) }
        if let handle: ContainerHandle = content(value) { return .container(id: handle.id) }
        if let handle: VolumeHandle = content(value) { return .volume(name: handle.name) }
        return .other(type: vm.typeName(value), text: try vm.display(value, readable: false))
    }

    /// A Swift value for scripts.
    func value(_ value: LayValue) throws -> Value {
        switch value {
        case .nil: return .nil
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .int(number)
        case .float(let number): return .float(number)
        case .string(let text): return vm.string(text)
        case .bytes(let bytes): return try bytes.withUnsafeBytes { try vm.bytes($0) }
        case .list(let elements): return vm.list(try elements.map { try self.value($0) })
        case .map(let entries):
            return vm.map(try entries.map { ($0.key, try self.value($0.value)) })
        case .image(let image): return self.value(keep(image))
        case .layer(let layer): return self.value(layer)
        case .tree(let tree): return self.value(tree)
        case .container(let id): return self.value(ContainerHandle(id: try world.container(id).id))
        case .volume(let name): return self.value(VolumeHandle(name: try world.volume(name).name))
        case .other(let type, _):
            throw LayError.notGiven(type)
        }
    }
}
