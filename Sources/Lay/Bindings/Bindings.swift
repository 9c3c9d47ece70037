internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayUtilities
internal import LayWorld

/// A Swift value as a native object of the language.
final class Box<Content> {
    let content: Content
    /// The box, its charge, and what the content has beside it: the bytes of a path.
    private let charge = Charge(MemoryLayout<Content>.size + 128)

    init(_ content: Content) { self.content = content }
}

/// Joins the virtual machine and the model: each type of the model becomes a type of the language,
/// one file for each.
final class Bindings {
    unowned let vm: VM
    let world: World
    let host: Host
    /// The host's files, as far as they are granted.
    let granted: (any ConfinedFileSystem)?
    let limits: Limits
    /// What runs the world's containers.
    let containers: ContainerEngine
    private let runtime = ShellRuntime()
    /// What the programs of all commands of a run may take.
    let runSteps = RunSteps(0)
    /// The built-in programs, which every registration starts from.
    let builtins = ProgramTable(Utilities.all)
    /// Programs that scripts registered.
    var programs: [String: Rooted] = [:] {
        didSet {
            runtime.programs = programTable()
            runtime.registered = programs.keys.sorted()
        }
    }
    /// Functions that give what addresses ask for.
    var downloadFunctions: [DownloadFunction] = []
    /// What the script asked the host for.
    var wanted: [String] = []
    /// How many scripts run this one from inside a container.
    let nesting: Int
    /// Nested `atomic` blocks.
    var atomicDepth = 0 {
        didSet {
            world.host.isProtected = atomicDepth > 0 && !(host.files is any ReversibleFileSystem)
        }
    }

    let file: TypeInfo
    let tree: TypeInfo
    let change: TypeInfo
    let layer: TypeInfo
    let image: TypeInfo
    let history: TypeInfo
    let container: TypeInfo
    let difference: TypeInfo
    let execution: TypeInfo
    let volume: TypeInfo
    let mount: TypeInfo
    let worldType: TypeInfo
    let downloads: TypeInfo
    let hostType: TypeInfo
    let environmentType: TypeInfo
    let inputType: TypeInfo
    /// What the standard input held, once it was asked for.
    var input: StandardInput?
    let process: TypeInfo

    /// `account` is what the command may use up that runs this script inside a container.
    init(
        _ vm: VM, _ world: World, _ host: Host, _ limits: Limits, nesting: Int, account: Account?
    ) {
        containers = ContainerEngine(world, runtime: runtime)
        let runSteps = runSteps
        runSteps.renew(limits.runShellSteps)
        containers.makeAccount = {
            account
                ?? Account(
                    steps: limits.shellSteps, output: limits.output,
                    memory: min(limits.memory, Account.standardMemory), run: runSteps,
                    isCancelled: host.isCancelled)
        }
        world.limits = limits.world
        self.nesting = nesting
        self.vm = vm
        self.world = world
        self.host = host
        granted = host.files?.confined(
            to: FileGrants(
                readable: host.readable.map { TreePath($0) },
                writable: host.writable.map { TreePath($0) }))
        self.limits = limits
        file = vm.addType("file")
        tree = vm.addType("tree")
        change = vm.addType("change")
        layer = vm.addType("layer")
        image = vm.addType("image")
        history = vm.addType("history entry")
        container = vm.addType("container")
        difference = vm.addType("diff entry")
        execution = vm.addType("exec result")
        volume = vm.addType("volume")
        mount = vm.addType("mount")
        worldType = vm.addType("world")
        downloads = vm.addType("downloads")
        hostType = vm.addType("host")
        environmentType = vm.addType("environment")
        inputType = vm.addType("standard input")
        process = vm.addType("process")
        vm.translate = { [unowned self] in translate($0) }
        vm.output = host.output
        vm.errors = host.errors
        vm.isCancelled = host.isCancelled
        vm.stepLimit = limits.steps
        runtime.programs = programTable()
        world.host = hostAccess
        world.host.fetch = { [weak self] in try self?.fetch($0) }
        installFiles()
        installTrees()
        installLayers()
        installImages()
        installContainers()
        installVolumes()
        installWorld()
        installDownloads()
        installHost()
        installEnvironment()
        installInput()
        installPrograms()
        installModules()
        for type in [file, tree, layer, image, container, volume] {
            vm.define(type.name, vm.typeValue(type))
        }
    }

    /// The model's errors as errors of the language.
    func translate(_ error: any Error) -> LayError? {
        // What failed for want of memory may say so in words of its own.
        if let account = MemoryAccount.current, account.isExceeded {
            let reached = account.reached
            return LayError(reached.kind, reached.message, help: reached.help)
        }
        return switch error {
        case let error as FileError:
            LayError(
                error.code.kind, "\(error)",
                help: error.code == .notGranted
                    ? "allow it with \(host.readGrantName)=PATH or \(host.writeGrantName)=PATH"
                    : error.help
            ).about(error.path)
        case let error as ImageError: LayError(error.kind, error.message, help: error.help)
        case let error as BoundReached: LayError(error)
        case let error as OperationError:
            LayError(error.kind, error.message, help: error.help)
        case let error as TransferProgress.Cancelled: LayError(.cancelled, "\(error)")
        case let error as ExecutionError: failure(error)
        case let error as DockerfileError: failure(error)
        case let error as BuildFailure: failure(error)
        case let error as ArchiveError:
            LayError(
                .corruptData, "\(error)",
                help: error.limit == .bytes ? "\(host.archiveGrantName) raises the limit" : nil)
        case let error as JSONError: LayError(.corruptData, "\(error)")
        case let error as ShellSyntaxError: LayError(.syntaxError, "\(error)")
        default: nil
        }
    }

    /// The error of a program that failed or could not be run, with what it wrote.
    private func failure(_ error: ExecutionError) -> LayError {
        var result = LayError(.exitStatus, error.message, help: error.help)
        result.details = [("status", .int(error.status))]
        guard !error.isRefusal else { return result }
        result.details.append(
            ("output", .text(String(decoding: error.result.written, as: UTF8.self))))
        if let id = error.container {
            let handle = value(ContainerHandle(id: id))
            result.details.append(("container", .value(vm.root(handle))))
            vm.release(handle)
        }
        return result
    }

    /// The error of a Dockerfile that cannot be read, with its place.
    private func failure(_ error: DockerfileError) -> LayError {
        if let bound = error.bound { return LayError(bound) }
        var result = LayError(
            .syntaxError,
            error.lines.map { "\(error.file):\($0.lowerBound): \(error.message)" }
                ?? "\(error.file): \(error.message)", help: error.help)
        if let lines = error.lines { result.details = [("line", .int(lines.lowerBound))] }
        return result
    }

    /// The error of a build's step: that of what it did, with its place and its step.
    private func failure(_ error: BuildFailure) -> LayError {
        let own = error.reason as? LayError
        let reason = translate(error.reason) ?? own
        var result = LayError(
            reason?.kind ?? .valueError,
            "\(error.file):\(error.lines.lowerBound): \(own?.message ?? error.message)",
            help: error.help ?? reason?.help)
        result.details = reason?.details ?? []
        result.details.append(("line", .int(error.lines.lowerBound)))
        if let step = error.step { result.details.append(("step", .text(step.title))) }
        return result
    }

    // MARK: Reading members

    func content<Content>(_ value: Value, _ type: Content.Type = Content.self) -> Content? {
        vm.object(value, as: Box<Content>.self)?.content
    }

    // MARK: Making values

    func value(_ text: String) -> Value { vm.string(text) }

    func map(_ entries: [(key: String, value: String)]) -> Value {
        vm.map(entries.map { ($0.key, vm.string($0.value)) })
    }

    /// JSON as maps and lists.
    func value(_ json: JSONValue) -> Value {
        switch json {
        case .null: .nil
        case .bool(let value): .bool(value)
        case .int(let value): .int(Int(value))
        case .double(let value): .float(value)
        case .string(let text): vm.string(text)
        case .array(let elements): vm.list(elements.map { value($0) })
        case .object(let object): vm.map(object.entries.map { ($0.key, value($0.value)) })
        }
    }

    /// Times as seconds: an int when they are whole.
    func time(_ nanoseconds: Nanoseconds) -> Value {
        nanoseconds % 1_000_000_000 == 0
            ? .int(Int(nanoseconds / 1_000_000_000)) : .float(Double(nanoseconds) / 1e9)
    }

    // MARK: Taking arguments

    /// The bytes of a string, bytes or a file.
    func contents(_ call: borrowing NativeCall, _ index: Int) throws -> FileContents {
        let value = call[index]
        if value.tag == .string || value.tag == .bytes { return FileContents(Array(value.buffer)) }
        let file = FileValue.receiver(value, self)
        if case .file(let contents)? = file?.entry.node.body { return contents }
        throw call.mismatch(index, "a string, bytes or a file")
    }

    func strings(_ call: borrowing NativeCall, _ index: Int) throws -> [String] {
        guard call.has(index) else { return [] }
        return try call.list(index).map { value in
            guard value.tag == .string else {
                throw LayError.noStrings(vm.describe(value))
            }
            return value.text
        }
    }

    func pairs(_ call: borrowing NativeCall, _ index: Int) throws -> [(key: String, value: String)]
    {
        guard call.has(index) else { return [] }
        if content(call[index], EnvironmentHandle.self) != nil { return variables }
        guard let entries = call[index].entries else { throw call.mismatch(index, "a map") }
        return try entries.map {
            (try vm.display($0.key, readable: false), try vm.display($0.value, readable: false))
        }
    }
}

extension FileError {
    /// The next step for a script that was refused; `nil` where the reason says all.
    fileprivate var help: String? {
        switch code {
        case .notFound: "`path in …` asks without an error, and get(path) gives nil"
        case .exists: "remove(path) first, or choose another name"
        case .notDirectory: "entry(path).kind tells what stands there instead"
        case .isDirectory: "list(path) gives the names in it"
        case .notEmpty: "remove(path, recursive: true) removes a directory with all that is in it"
        case .loop: "entry(path) gives a link itself, and remove(path) removes it"
        case .nameTooLong: "a name has at most 255 bytes and a path 4095"
        case .permissionDenied: "symlink(target, path) can name a directory"
        case .inUse where path.isRoot: "the root stays: tree() is an empty tree"
        case .invalidArgument where standing == .symlink:
            "tree[path] follows it, and .target is where it leads"
        default: nil
        }
    }
}
