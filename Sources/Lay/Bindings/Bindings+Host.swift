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
}
