internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayWorld

extension Bindings {
    func hostFiles() throws -> any FileSystem {
        guard let files = host.files else {
            throw LayError(.permissionDenied, "this host grants no files")
        }
        return files
    }

    private func place(_ text: String) -> TreePath {
        TreePath(text.utf8, in: TreePath(host.workingDirectory))
    }

    /// The host path of a text that may be read, links resolved.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it.
    func readable(_ text: String) throws -> TreePath {
        try granted(text, host.readable + host.writable, "read", host.readGrantName)
    }

    /// The host path of a text that may be written.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it, or inside `atomic`.
    func writable(_ text: String) throws -> TreePath {
        if atomicDepth > 0, !(host.files is any ReversibleFileSystem) {
            throw LayError(
                .permissionDenied,
                "cannot write '\(text)' inside atomic: the host's files could not be rolled back",
                help: "write after the block")
        }
        return try granted(text, host.writable, "write", host.writeGrantName)
    }

    /// The host path of a text that a container may write, now or later.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it.
    func mountable(_ text: String) throws -> TreePath {
        try granted(text, host.writable, "write", host.writeGrantName)
    }

    private func granted(_ text: String, _ roots: [String], _ verb: String, _ grant: String) throws
        -> TreePath
    {
        let path = place(text)
        wanted.append("\(verb) \(path)")
        let files = try hostFiles()
        // A link must not lead out of what was granted: the nearest directory that is there tells.
        var existing = path
        while !existing.isRoot {
            do {
                _ = try files.status(at: existing, follow: true)
                break
            } catch {
                // Nothing else says that there is nothing.
                if error.code != .notFound, error.code != .notDirectory { throw error }
                existing = existing.parent
            }
        }
        let resolved = ((try? files.resolve(existing, lastMayBeMissing: false)) ?? existing)
            .appending(path.relative(to: existing) ?? .root)
        let allowed = roots.contains { root in
            let real =
                (try? files.resolve(TreePath(root), lastMayBeMissing: true)) ?? TreePath(root)
            return resolved.isBelowOrEqual(real)
        }
        if !allowed {
            throw LayError(
                .permissionDenied, "the script may not \(verb) '\(text)' (\(path))",
                help: "allow it with \(grant)=\(text)")
        }
        return resolved
    }

    func installHost() {
        vm.property(hostType, "args") { [unowned self] _, _ in list(host.arguments) }
        vm.property(hostType, "wanted") { [unowned self] _, _ in list(wanted) }
        vm.property(hostType, "env") { [unowned self] _, _ in
            map(host.environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        vm.property(hostType, "now") { [unowned self] _, _ in
            guard let now = host.now else {
                throw LayError(
                    .permissionDenied, "the script may not read the clock",
                    help: "allow it with --allow-clock or Host.now")
            }
            return .float(now())
        }
        hostType.display = { _, _, _ in "host" }
        vm.method(hostType, "tree", "path") { [unowned self] call in
            let path = try readable(try call.string(1))
            return value(
                try Snapshot.tree(
                    of: try hostFiles(), at: path, modified: world.now, isRootOwned: true))
        }
        vm.method(hostType, "file", "path") { [unowned self] call in
            value(try hostFiles().entry(at: try readable(try call.string(1)), follow: true))
        }
        vm.method(hostType, "write", "path contents") { [unowned self] call in
            let path = try writable(try call.string(1))
            try hostFiles().write(
                try contents(call, 2), to: path, creating: FileAttributes(mode: 0o644))
            return .nil
        }
        vm.define("host", vm.object(Box(()), hostType))
    }

    // MARK: Registered programs

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
