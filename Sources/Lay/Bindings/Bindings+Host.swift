internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayShell
internal import LayWorld

extension Bindings {
    /// The host's files, as far as they are granted.
    ///
    /// - Throws: `PermissionDenied` where there are none.
    func hostFiles() throws -> any ConfinedFileSystem {
        guard let granted else {
            throw LayError.noFiles
        }
        return granted
    }

    private func place(_ text: String) -> TreePath {
        TreePath(text.utf8, in: TreePath(host.workingDirectory))
    }

    /// The host path of a text that may be read, links resolved.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it.
    func readable(_ text: String) throws -> TreePath {
        try reach(text, writes: false)
    }

    /// The host path of a text that may be written.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it, or inside `atomic`.
    func writable(_ text: String) throws -> TreePath {
        if atomicDepth > 0, !(host.files is any ReversibleFileSystem) {
            throw LayError.cannotRollBack(text)
        }
        return try reach(text, writes: true)
    }

    /// The host path of a text that a container may write, now or later.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it.
    func mountable(_ text: String) throws -> TreePath {
        try reach(text, writes: true)
    }

    /// Asks the grant before anything else, so that a refusal tells nothing of what is there.
    private func reach(_ text: String, writes: Bool) throws -> TreePath {
        let path = asked(text, writes: writes)
        let files = try hostFiles()
        do throws(FileError) {
            return try files.reach(path, writes: writes)
        } catch {
            guard error.code == .notGranted else { throw error }
            throw refused(text, path, writes: writes)
        }
    }

    /// The host path of a text, noted as one that the script asked for.
    func asked(_ text: String, writes: Bool) -> TreePath {
        let path = place(text)
        wanted.append("\(writes ? "write" : "read") \(path)")
        return path
    }

    /// The error for a path that is not granted.
    func refused(_ text: String, _ path: TreePath, writes: Bool) -> LayError {
        .noGrant(
            text, path, verb: writes ? "write" : "read",
            grant: writes ? host.writeGrantName : host.readGrantName)
    }

    func installHost() {
        let hosts = TypeTable<HostHandle>(
            self, hostType, "What lies outside the world, as far as the host grants it.")
        hostType.display = { _, _, _ in "host" }
        hosts.property(
            "args", "The arguments behind the script's name.", example: "host.args  # => []"
        ) {
            bindings, _ in bindings.host.arguments
        }
        hosts.property(
            "wanted", "The paths that the script asked for so far, with read or write before each.",
            example: """
                let missing = (try { host.file("/nowhere") } catch e { e.kind })
                host.wanted  # => ["read /nowhere"]
                """
        ) { bindings, _ in bindings.wanted }
        hosts.property(
            "env", "The environment variables that are granted.", example: "host.env  # => {}"
        ) { _, _ in EnvironmentHandle() }
        hosts.property(
            "stdin",
            "What the script is given on its standard input; nothing at the REPL's prompt.",
            example: "host.stdin.text  # => \"\""
        ) { _, _ in InputHandle() }
        hosts.property(
            "now", "What the clock shows, in seconds since 1970, where that is granted.",
            example: "(try { host.now } catch e { e.kind })  # => \"PermissionDenied\""
        ) { bindings, _ in
            guard let now = bindings.host.now else {
                throw LayError.noClock
            }
            return now()
        }
        let text = "host.write(\"/notes/a\", \"1\")\n"
        hosts.method(
            "tree",
            "A directory of the host as a tree, owned by root and dated by the world's clock.",
            [Parameter("path", "the directory")],
            example: text + "host.tree(\"/notes\")[\"/a\"].text  # => \"1\""
        ) { (bindings, _, path: String) in
            try Snapshot.tree(
                of: try bindings.hostFiles(), at: try bindings.readable(path),
                modified: bindings.world.now, isRootOwned: true)
        }
        hosts.method(
            "file", "A file of the host.", [Parameter("path", "where it lies")],
            example: text + "host.file(\"/notes/a\").text  # => \"1\""
        ) { (bindings, _, path: String) in
            try bindings.hostFiles().entry(at: try bindings.readable(path), follow: true)
        }
        installHostFiles(hosts)
        hostType.otherNames["read"] = "host.file(path).text"
        hostType.otherNames["delete"] = "remove(path)"
        hostType.otherNames["unlink"] = "remove(path)"
        hostType.otherNames["move"] = "rename(from, to)"
        hostType.otherNames["listdir"] = "list(path)"
        hostType.otherNames["glob"] = "host.tree(path).find(\"**/*.txt\")"
        vm.define(
            "host", vm.object(Box(HostHandle()), hostType),
            "What lies outside the world, as far as the host grants it.", gives: "host",
            example: "host.args  # => []")
    }
}

/// The host in a script.
struct HostHandle: ModelValue {
    static var type: ValueType { "host" }
    static var described: String { "the host" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.hostType }
}
