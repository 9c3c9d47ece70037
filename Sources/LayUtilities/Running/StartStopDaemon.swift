internal import LayFiles
import LayShell

extension Utilities {
    static let startStopDaemonUtility = Utility(
        staying: "start-stop-daemon", "start and stop daemons",
        usage: "-S|-K ... [options] [-- ARG...]",
        [
            UtilityOption("-S, --start", "start one"),
            UtilityOption("-K, --stop", "stop one"),
            UtilityOption("-T, --status", "tell of one", .works, .gnu),
            UtilityOption("-H, --help", "this page", .works, .gnu),
            UtilityOption("--pid=PID", "its process", .works, .gnu),
            UtilityOption("--ppid=PPID", "its parent", .missing, .gnu),
            UtilityOption("-p, --pidfile=PIDFILE", "the file with its process"),
            UtilityOption("-x, --exec=EXECUTABLE", "the program"),
            UtilityOption("-n, --name=NAME", "its name"),
            UtilityOption("-u, --user=USER", "its user"),
            UtilityOption("-g, --group=GROUP", "as this group", .works, .gnu),
            UtilityOption("-c, --chuid=USER[:GROUP]", "as this user"),
            UtilityOption("-s, --signal=SIGNAL", "the signal"),
            UtilityOption("-a, --startas=PATHNAME", "the program to start"),
            UtilityOption("-r, --chroot=DIR", "with this root", .missing, .gnu),
            UtilityOption("-d, --chdir=DIR", "in this directory"),
            UtilityOption("-N, --nicelevel=INT", "a priority", .idle("none")),
            UtilityOption("-P, --procsched=POLICY", "a policy", .idle("none"), .gnu),
            UtilityOption("-I, --iosched=CLASS", "a policy", .idle("none"), .gnu),
            UtilityOption("-k, --umask=MASK", "permissions it does not give", .works, .gnu),
            UtilityOption("-b, --background", "in the background"),
            UtilityOption("--notify-await", "wait for its word", .missing, .gnu),
            UtilityOption("-C, --no-close", "keep what is open", .idle("all is kept"), .gnu),
            UtilityOption("-O, --output=FILE", "its output", .missing, .gnu),
            UtilityOption("-m, --make-pidfile", "make the file"),
            UtilityOption("--remove-pidfile", "remove the file", .works, .gnu),
            UtilityOption("-R, --retry=SCHEDULE", "how long to try", .idle("ends at once")),
            UtilityOption("-t, --test", "do nothing"),
            UtilityOption("-o, --oknodo", "well where nothing is done"),
            UtilityOption("-q, --quiet", "say less"),
            UtilityOption("-v, --verbose", "say more", .idle("nothing to say")),
        ], misuse: 3, stopsAtOperand: true
    ) { call in
        guard let action = call.options.last(of: "S", "K", "T") else {
            throw call.misuse("need one of --start or --stop or --status")
        }
        let running = StartStopDaemon.running(call)
        switch action {
        case "S": return try StartStopDaemon.start(call, running)
        case "T": return .exited(running.isEmpty ? 3 : 0)
        default: return .exited(try StartStopDaemon.stop(call, running))
        }
    }
}

/// What start-stop-daemon does.
private enum StartStopDaemon {
    static func running(_ call: UtilityCall) -> [Int] {
        let all = call.context.processes.filter { $0.number != call.context.process }
        if let file = call.options.value("p") {
            guard let entry = try? call.context.files.entry(at: call.path(file), follow: true),
                case .file(let contents) = entry.node.body, let bytes = try? contents.bytes(),
                let number = Int(
                    String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self))
            else { return [] }
            return all.contains { $0.number == number } ? [number] : []
        }
        let name = (call.options.value("n") ?? call.options.value("x"))?.split(separator: 47).last
        guard let name else { return [] }
        return all.filter { process in
            process.words.first?.split(separator: 47).last.map { Array($0) == Array(name) } ?? false
        }.map(\.number)
    }

    static func start(_ call: UtilityCall, _ running: [Int]) throws -> ProgramOutcome {
        guard let program = call.options.value("a") ?? call.options.value("x") else {
            throw call.misuse("--start needs --exec or --startas")
        }
        if !running.isEmpty {
            if !call.has("q") {
                try call.write("\(call.text(program)) already running.\n")
            }
            return .exited(call.has("o") ? 0 : 1)
        }
        if program.contains(47),
            (try? call.context.files.entry(at: call.path(program), follow: true)) == nil
        {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "unable to stat \(call.text(program)) (No such file or directory)"
                    : "can't execute '\(call.text(program))': No such file or directory",
                status: call.manner == .gnu ? 2 : 1)
        }
        if call.has("t") {
            try call.write("Would start \(call.text(program)) .\n")
            return .exited(0)
        }
        var credentials: Credentials?
        if let user = call.options.text("c") {
            do {
                let group = call.options.text("g").map { ":\($0)" } ?? ""
                credentials = try Credentials(user + group, call.context.files)
            } catch {
                throw UtilityFailure("user '\(user)' not found", status: 2)
            }
        }
        func prepare(_ next: ProgramContext) throws {
            if let directory = call.options.value("d") {
                next.workingDirectory = call.path(directory)
            }
            if let mask = call.options.text("k").flatMap({ UInt16($0, radix: 8) }) {
                next.umask = mask
            }
        }
        let words = [program] + call.operands
        if call.has("b") {
            return .exited(try startInBackground(call, words, credentials, prepare))
        }
        if call.has("m") { try writeNumber(call, call.context.process) }
        return try call.launch(words, as: credentials, change: prepare)
    }

    private static func writeNumber(_ call: UtilityCall, _ number: Int) throws {
        guard let file = call.options.value("p") else { return }
        try call.context.open(call.path(file), [.write, .create, .truncate]).write(
            Array("\(number)\n".utf8))
    }

    private static func startInBackground(
        _ call: UtilityCall, _ words: [[UInt8]], _ credentials: Credentials?,
        _ prepare: (ProgramContext) throws -> Void
    ) throws -> UInt8 {
        try call.flush()
        let child = call.context.child(words: words, as: credentials)
        try prepare(child)
        try call.context.startBeside(child)
        if call.has("m") { try writeNumber(call, child.process) }
        return 0
    }

    static func stop(_ call: UtilityCall, _ running: [Int]) throws -> UInt8 {
        guard !running.isEmpty else {
            if !call.has("q") {
                let what =
                    call.options.value("p").map {
                        "process in pidfile '\(call.text($0))'"
                    } ?? call.text(call.options.value("n") ?? call.options.value("x") ?? [])
                try call.write("No \(what) found running; none killed.\n")
            }
            return call.has("o") ? 0 : 1
        }
        guard let signal = SignalWord.number(call.options.value("s") ?? Array("TERM".utf8)) else {
            throw UtilityFailure("invalid signal", status: 3)
        }
        if call.has("t") { return 0 }
        for process in running { _ = try call.context.send(signal, to: process) }
        if call.has("remove-pidfile"), let file = call.options.value("p") {
            try? call.context.files.unlink(call.path(file))
        }
        return 0
    }
}
