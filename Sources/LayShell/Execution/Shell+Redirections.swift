internal import LayBounds
internal import LayFiles

extension Shell {
    /// Runs `body` with redirections, which end with it.
    func redirected(_ list: [Redirection], _ body: () throws -> Void) throws {
        if list.isEmpty { return try body() }
        let saved = context.descriptors
        defer { context.descriptors = saved }
        if try redirect(list) { try body() }
    }

    /// Applies redirections from left to right; one that is refused says why, gives status 2 and
    /// leaves the others out.
    func redirect(_ list: [Redirection]) throws -> Bool {
        for redirection in list {
            let target =
                try redirection.kind == .hereDocument ? "" : string(redirection.target)
            do {
                try apply(redirection, target)
            } catch let error as FileError where !error.isBound {
                try refuse(redirection, target, error)
                return false
            }
        }
        return true
    }

    private func refuse(_ redirection: Redirection, _ target: String, _ error: FileError) throws {
        environment.status = ExitStatus.misuse
        if error.code == .badDescriptor {
            return try context.errors.write("sh: 1: \(target): \(error.reason)\n")
        }
        let isMissing = error.code == .notFound || error.code == .notDirectory
        let (verb, missing) =
            redirection.kind == .input
            ? ("open", "No such file") : ("create", "Directory nonexistent")
        try context.errors.write(
            "sh: 1: cannot \(verb) \(target): \(isMissing ? missing : error.reason)\n")
    }

    private func apply(_ redirection: Redirection, _ target: String) throws {
        let number = redirection.descriptor
        let flags: OpenFlags
        switch redirection.kind {
        case .hereDocument:
            guard let document = redirection.document else { return }
            context.descriptors[number] = try Channel(
                holding: Array(try string(document.word).utf8), context.account)
            return
        case .duplicate:
            context.descriptors[number] = try duplicate(target)
            return
        case .input: flags = .read
        case .output:
            flags =
                try environment.options.contains("C") && isRegular(target)
                ? [.write, .create, .exclusive] : [.write, .create, .truncate]
        case .clobber: flags = [.write, .create, .truncate]
        case .append: flags = [.write, .create, .append]
        case .readWrite: flags = [.read, .write, .create]
        }
        context.descriptors[number] = try open(target, flags)
    }

    /// What `>&3` and `<&3` name; `nil` for `-`.
    private func duplicate(_ target: String) throws -> Channel? {
        if target == "-" { return nil }
        guard target.utf8.count == 1, let number = Int(target) else {
            try context.errors.write("sh: 1: Syntax error: Bad fd number\n")
            environment.status = ExitStatus.misuse
            throw Leaving.failure
        }
        guard let channel = context.descriptors[number] else {
            throw FileError(.badDescriptor, .root)
        }
        return channel
    }

    /// True for a file that `set -C` protects.
    private func isRegular(_ target: String) throws -> Bool {
        (try? context.files.status(at: context.path(target), follow: true))?.kind == .file
    }

    private func open(_ target: String, _ flags: OpenFlags) throws -> Channel {
        let names = ["/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2]
        if target.isEmpty { throw FileError(.notFound, .root) }
        let path = context.path(target)
        let name = path.description
        if name == "/dev/null" { return .null(context.account) }
        let prefix = "/dev/fd/"
        if let number = names[name]
            ?? (name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil)
        {
            guard let channel = context.descriptors[number] else {
                throw FileError(.notFound, path)
            }
            return channel
        }
        if target.utf8.last == UInt8(ascii: "/") { try checkDirectory(path, flags) }
        let attributes = FileAttributes(
            mode: 0o666 & ~context.umask, uid: context.uid, gid: context.gid)
        return Channel(
            try context.files.open(path, flags, creating: attributes), context.account)
    }

    /// Refuses what is named with a slash at its end and is no directory.
    private func checkDirectory(_ path: TreePath, _ flags: OpenFlags) throws(FileError) {
        do throws(FileError) {
            let kind = try context.files.status(at: path, follow: true).kind
            if kind != .directory { throw FileError(.notDirectory, path) }
        } catch {
            let makes = error.code == .notFound && flags.contains(.create)
            throw makes ? FileError(.isDirectory, path) : error
        }
    }

    /// Tells of what was written to a place that did not take it.
    func reportWriting() throws {
        for sink in [context.output, context.errors] {
            guard let failure = sink.takeFailure() else { continue }
            if environment.status == ExitStatus.success { environment.status = ExitStatus.failure }
            try context.errors.write("sh: write error: \(failure.reason)\n")
        }
        _ = context.errors.takeFailure()
    }
}
