internal import Lay
internal import LayArchive
internal import LayDisk
internal import LayFiles
internal import LayImages
internal import LayWorld

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Does what the command line says, with the machine as the host.
struct Runner {
    let command: LayCommand
    /// The machine's files, one object for all: it may take its own lock again.
    private let files: DiskFileSystem

    /// What `SOURCE_DATE_EPOCH` says, if it is there (reproducible-builds.org/specs/source-date-epoch).
    private let epoch: String?

    init(_ command: LayCommand) {
        self.command = command
        // Empty is as good as unset, for BuildKit too.
        epoch = getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }.flatMap {
            $0.isEmpty ? nil : $0
        }
        let clock = epoch.flatMap { Int($0) } ?? 0
        files = DiskFileSystem(
            now: Nanoseconds(clock).multipliedReportingOverflow(by: 1_000_000_000).partialValue)
    }

    /// The exit status: 0, or 1 after an error.
    func run() -> Int32 {
        // Nanoseconds have room for 292 years around 1970.
        if let epoch, Int(epoch).map({ abs($0) > 9_000_000_000 }) ?? true {
            Terminal.error(
                "error: SOURCE_DATE_EPOCH is '\(epoch)', not a number of seconds since 1970")
            Terminal.error(
                "help: unset it, or set it as in SOURCE_DATE_EPOCH=$(git log -1 --pretty=%ct)")
            return 1
        }
        let world: World
        let lock: (any FileLock)?
        do {
            lock = savesWorld ? try worldPath.flatMap { try WorldStore.lock(files, $0) } : nil
            world = try openWorld()
        } catch {
            Terminal.error("error: \(error)")
            if let help = (error as? ImageError)?.help { Terminal.error("help: \(help)") }
            return 1
        }
        defer { lock?.release() }
        Interruption.watch()
        for line in world.state.damage { Terminal.error("warning: \(line)") }
        let engine = Engine(host: host(), world: world)
        do {
            if let code = command.code {
                try engine.run(code, name: "<command line>")
            } else if command.arguments.first == "check" {
                return check()
            } else if command.arguments.first == "test" {
                return test(world)
            } else if let file = command.arguments.first {
                let (text, problem) = Terminal.text(of: file)
                guard let text else {
                    Terminal.error("error: cannot read '\(file)': \(problem)")
                    return 1
                }
                if command.showsBytecode {
                    print(try engine.listing(of: text, name: file))
                } else {
                    try engine.run(text, name: file)
                }
            } else {
                Session(engine).run()
            }
            if let directory = command.world { try engine.save(to: directory) }
            return 0
        } catch {
            Terminal.error(error.report)
            return 1
        }
    }

    /// `lay check FILE…`: reports what is wrong and what is odd.
    private func check() -> Int32 {
        var failed = false
        for file in command.arguments.dropFirst() {
            guard let text = readable(file) else { return 2 }
            do throws(ScriptError) {
                for warning in try Engine(host: host()).check(text, name: file) {
                    Terminal.error(warning)
                }
            } catch {
                Terminal.error(error.report)
                failed = true
            }
        }
        return failed ? 1 : 0
    }

    /// `lay test FILE…`: runs the files' test blocks, each on a world of its own.
    private func test(_ world: World) -> Int32 {
        var (passed, failed) = (0, 0)
        for file in command.arguments.dropFirst() {
            guard let text = readable(file) else { return 2 }
            let copy = World(clock: clock)
            copy.state = world.state
            do throws(ScriptError) {
                for result in try Engine(host: host(), world: copy).test(text, name: file) {
                    if let failure = result.failure {
                        Terminal.line("✘ \(result.name)\n\(failure.report)")
                        failed += 1
                    } else {
                        Terminal.line("✔ \(result.name)")
                        passed += 1
                    }
                }
            } catch {
                Terminal.error(error.report)
                failed += 1
            }
        }
        Terminal.line("\(passed) passed, \(failed) failed")
        return failed == 0 ? 0 : 1
    }

    private func readable(_ file: String) -> String? {
        let (text, problem) = Terminal.text(of: file)
        if text == nil { Terminal.error("error: cannot read '\(file)': \(problem)") }
        return text
    }

    private var clock: Int { epoch.flatMap { Int($0) } ?? 0 }

    private static var scratch: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    }

    /// `lay check` and `lay test` only read.
    private var savesWorld: Bool {
        command.code != nil || !["check", "test"].contains(command.arguments.first)
    }

    private var worldPath: TreePath? {
        command.world.map { TreePath($0.utf8, in: TreePath(Terminal.workingDirectory)) }
    }

    private func openWorld() throws -> World {
        guard let path = worldPath else { return World(clock: clock) }
        if (try? files.entry(at: path.appending(name: "index.json".utf8), follow: true)) == nil {
            return World(clock: clock)
        }
        let world = try WorldStore.load(
            files, path, limits: archiveLimits, scratch: ScratchSpace(directory: Self.scratch))
        // What is made now is dated as in any other run, whatever the world went through before.
        if epoch != nil { world.state.clock = clock }
        return world
    }

    private var archiveLimits: ArchiveLimits {
        var limits = ArchiveLimits()
        if let bytes = command.archiveLimit { limits.bytes = bytes }
        return limits
    }

    private func host() -> Host {
        var host = Host()
        let directory = Terminal.workingDirectory
        func absolute(_ path: String) -> String {
            TreePath(path.utf8, in: TreePath(directory)).description
        }
        host.files = files
        host.workingDirectory = directory
        host.readable = [directory] + command.readable.map(absolute)
        host.writable =
            command.writable.map(absolute) + (command.world.map { [absolute($0)] } ?? [])
        host.scratchDirectory = Self.scratch
        host.archiveLimits = archiveLimits
        host.archiveGrantName = "--archive-limit=SIZE"
        host.readGrantName = "--allow-read"
        host.writeGrantName = "--allow-write"
        host.arguments = Array(command.arguments.dropFirst())
        for name in command.variables {
            if name == "*" {
                var entry = environ
                while let line = entry.pointee {
                    let pair = String(cString: line).split(
                        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
                    ).map(String.init)
                    host.environment[pair[0]] = pair.count > 1 ? pair[1] : ""
                    entry += 1
                }
            } else if let value = getenv(name) {
                host.environment[name] = String(cString: value)
            }
        }
        if command.clock {
            host.now = {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
            }
        }
        host.output = { Terminal.write($0) }
        host.isCancelled = { Interruption.isPending }
        if let bar = ProgressBar.forTerminal { host.progress = { bar.show($0) } }
        host.importFile = { path in
            let (text, problem) = Terminal.text(of: path)
            guard let text else {
                throw ImportFailure(message: "cannot read '\(path)': \(problem)")
            }
            return text
        }
        return host
    }
}

/// Why a module's file cannot be read.
struct ImportFailure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
