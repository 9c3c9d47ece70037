internal import LayBounds
internal import LayFiles
internal import LayImages
public import LayShell
public import LayWorld

/// A program to run in a container that runs, as `docker exec` has it.
public struct ExecOptions: Sendable {
    /// The program and its arguments.
    public var words: [String]
    /// As whom, or `nil` for the container's user.
    public var user: String?
    /// Variables over the container's.
    public var environment: [(key: String, value: String)] = []
    /// Where, or `nil` for the container's directory.
    public var workingDirectory: String?
    /// What it reads.
    public var input: [UInt8] = []
    /// Seconds of its own time after which it is ended with status 124; `nil` for no end. Time passes
    /// where all its processes sleep, and a million steps of its programs are a second.
    public var timeout: Double?
    /// True to throw when it ends with another status than 0 or cannot be run.
    public var isChecked = true

    /// A program and its arguments.
    public init(_ words: [String]) { self.words = words }
}

extension ContainerEngine {
    /// A process that is not the first has some number.
    private static let execProcess = 7

    /// Runs a program in a container that runs.
    ///
    /// - Throws: `ExecutionError` when it is checked and failed; `ImageError` of kind `InvalidState`
    ///   for a container that does not run; `OperationError` for an unknown user.
    ///
    /// - Parameter host: what its streams are connected to, instead of the input of the options.
    public func exec(_ id: String, _ options: ExecOptions, host: HostStreams? = nil) throws
        -> ExecutionResult
    {
        let container = try world.container(id)
        try world.requireRunning(container, to: "exec")
        if options.words.isEmpty {
            throw ImageError.noExecCommand
        }
        let directory = options.workingDirectory.flatMap { $0.isEmpty ? nil : $0 }
        if let directory, !directory.hasPrefix("/") {
            throw ImageError.relativeWorkingDirectory(directory)
        }
        var request = try request(
            container, options.words, user: options.user, environment: options.environment,
            workingDirectory: directory)
        request.process = Self.execProcess
        request.timeout = options.timeout
        request.signalFirst = { [unowned self] name in
            try signalFirst(container.id, try Signal(name))
        }
        let result: ExecutionResult
        do {
            var streams = ProgramStreams(input: options.input)
            streams.host = host
            result = try run(request, in: container.id, streams)
        } catch let error as ExecutionError where error.isRefusal && !options.isChecked {
            return error.asResult
        }
        if options.isChecked, result.status != 0 {
            throw ExecutionError.failed(options.words, result, in: container.id)
        }
        return result
    }

    private func run(_ request: ProgramRequest, in id: String, _ streams: ProgramStreams) throws
        -> ExecutionResult
    {
        let files = files(of: id)
        guard
            (try? files.status(at: request.workingDirectory, follow: true))?.kind == .directory
        else { throw ExecutionError.noDirectory(request.workingDirectory.description) }
        return try runtime.start(request, files, streams).result
    }

    /// Runs the check of a container's health; gives what it makes of it.
    ///
    /// - Throws: `ImageError` of kind `InvalidState` without a check or for a container that does
    ///   not run.
    public func checkHealth(_ id: String) throws -> Health.Status? {
        let container = try world.container(id)
        guard let check = container.image.healthcheck else {
            throw ImageError.noHealthcheck(container)
        }
        try world.requireRunning(container, to: "check_health")
        let probe = try probe(container, check.test)
        try world.update(container.id) { $0.life.health?.add(probe, retries: check.retries) }
        let now = try world.container(id).life.health?.status
        if now != container.life.health?.status {
            try world.note(
                "container", "health_status: \(now?.rawValue ?? "none")", container.name)
        }
        return now
    }

    /// Runs a check; one that cannot be run at all is unhealthy, as in Docker.
    private func probe(_ container: Container, _ words: [String]) throws -> Health.Probe {
        do {
            let request = try request(container, words)
            let result = try runtime.start(request, files(of: container.id), ProgramStreams())
                .result
            return Health.Probe(
                time: world.state.clock, status: result.status,
                output: String(decoding: result.written.prefix(4096), as: UTF8.self))
        } catch let error as ExecutionError {
            return Health.Probe(time: world.state.clock, status: -1, output: error.message)
        }
    }
}
