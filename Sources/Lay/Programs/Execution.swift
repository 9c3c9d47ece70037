internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayUtilities
internal import LayWorld

/// What a program run by `exec` or a build step gave.
struct ExecutionResult {
    var status: Int
    var output: [UInt8]
    var errors: [UInt8]
    /// Both, in the order of writing.
    var written: [UInt8]
}

extension Bindings {
    /// The built-in programs and those that scripts registered.
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

    /// A context for a program of a container.
    func context(
        _ id: String, _ arguments: [String], user: String?,
        environment: [(key: String, value: String)],
        workingDirectory: String?, input: [UInt8] = [], process: Int = 1, isMain: Bool = false
    ) throws -> ProgramContext {
        let container = try world.container(id)
        let files = ContainerFileSystem(world, id)
        let account = try Credentials(user ?? container.settings.user, files)
        var variables: [(key: String, value: String)] = []
        func set(_ key: String, _ value: String) {
            if let index = variables.firstIndex(where: { $0.key == key }) {
                variables[index].value = value
            } else {
                variables.append((key, value))
            }
        }
        set("PATH", SearchPath.standard)
        set("HOSTNAME", container.settings.hostname)
        for line in container.settings.environment {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            set(parts[0], parts.count > 1 ? parts[1] : "")
        }
        for (key, value) in environment { set(key, value) }
        if !variables.contains(where: { $0.key == "HOME" }) {
            set("HOME", account.home)
        }
        return ProgramContext(
            arguments: arguments, environment: variables,
            workingDirectory: TreePath(workingDirectory ?? container.settings.workingDirectory),
            files: account.uid == 0 ? files : PermittedFiles(files, account),
            programs: programTable(), uid: account.uid, gid: account.gid,
            groups: account.groups, input: input,
            hostname: container.settings.hostname,
            account: Account(
                steps: limits.shellSteps, output: limits.output, isCancelled: host.isCancelled),
            process: process, isMain: isMain)
    }

    /// The error for a program that cannot be run: status 126 or 127.
    func refusal(_ error: ProgramError) -> LayError {
        var result = LayError(.exitStatus, error.message, help: error.help)
        result.details = [("status", vm.root(.int(Int(error.status))))]
        return result
    }

    /// Runs a program to its end in a container.
    func execute(_ context: ProgramContext) throws -> (
        outcome: ProgramOutcome, result: ExecutionResult
    ) {
        let outcome: ProgramOutcome
        do {
            outcome = try ProgramRunner.run(context)
        } catch let error as ProgramError {
            throw refusal(error)
        }
        var status = 0
        if case .exited(let code) = outcome { status = Int(code) }
        return (
            outcome,
            ExecutionResult(
                status: status, output: context.output.bytes, errors: context.errors.bytes,
                written: context.journal.bytes)
        )
    }

    /// The error of a program that failed, with what it wrote.
    func failure(_ words: [String], _ result: ExecutionResult, container: Value) -> LayError {
        let shown = words.count == 3 && words[1] == "-c" ? words[2] : words.joined(separator: " ")
        let errors = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").last.map(
            String.init)
        var error = LayError(
            .exitStatus, "'\(shown.prefix(120))' ended with status \(result.status)",
            help: errors.map { "it wrote: \($0)" })
        let output = vm.string(String(decoding: result.written, as: UTF8.self))
        error.details = [
            ("status", vm.root(.int(result.status))), ("output", vm.root(output)),
            ("container", vm.root(container)),
        ]
        vm.release(output)
        return error
    }

    /// Runs a build step in a container of its own; its writable layer becomes the image's next.
    func build(_ image: Image, _ words: [String], createdBy: String) throws -> Image {
        var options = World.Options()
        options.command = words
        options.entrypoint = []
        let before = world.state
        let container = try world.create(image, imageName: name(of: image), options)
        let context = try context(
            container.id, words, user: nil, environment: [], workingDirectory: nil)
        let handle = value(ContainerHandle(id: container.id))
        defer { vm.release(handle) }
        do {
            let (outcome, result) = try execute(context)
            if case .stays = outcome {
                throw LayError(
                    .invalidState, "'\(createdBy)' does not end, so it cannot be a build step")
            }
            if result.status != 0 {
                // The container stays, to look into.
                try world.ended(container.id, status: result.status)
                throw failure(words, result, container: handle)
            }
        } catch let error as LayError {
            if world.state.containers[container.id]?.life.state == .created {
                world.state.containers[container.id] = nil
            }
            throw error
        }
        let tree = try world.container(container.id).tree
        var kept = before
        for volume in before.volumes.all {
            kept.volumes[volume.name] = world.state.volumes[volume.name]
        }
        world.state = kept
        return try image.replacingFiles(with: tree, createdBy: createdBy, created: world.timestamp)
    }
}
