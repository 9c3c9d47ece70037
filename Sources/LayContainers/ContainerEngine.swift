public import LayBounds
internal import LayFiles
public import LayWorld

/// Runs the containers of a world: starts and stops them, runs programs in them and the steps of a
/// build, and lets time pass.
///
/// Nothing here knows a language: scripts, Dockerfiles, commands and Swift programs start containers
/// through the same calls.
///
///     let engine = ContainerEngine(World())
///     let box = try engine.world.create(Toolbox.image, imageName: "toolbox", options)
///     try engine.start(box.id)
///     let result = try engine.exec(box.id, ExecOptions(["sh", "-c", "echo hi > /f"]))
public final class ContainerEngine {
    /// The world whose containers run.
    public let world: World
    /// What runs their programs.
    public let runtime: any ProgramRuntime
    /// The programs that go on.
    public var processes = Processes()
    /// True when a program ran that the host registered: what it does depends on more than files.
    public var ranForeignProgram = false
    /// Gives what the programs of one command may use up, and tells when the run was cancelled.
    public var makeAccount: () -> Account = { Account() }

    /// An engine for the containers of a world.
    public init(_ world: World, runtime: any ProgramRuntime = ShellRuntime()) {
        self.world = world
        self.runtime = runtime
    }

    /// What a program of a container is run with.
    ///
    /// - Throws: `ImageError` for a container that is gone, `OperationError` for an unknown user.
    func request(
        _ container: Container, _ words: [String], user: String? = nil,
        environment: [(key: String, value: String)] = [], workingDirectory: String? = nil
    ) throws -> ProgramRequest {
        let settings = container.settings
        let credentials = try Credentials(user ?? settings.user, files(of: container.id))
        var variables: [(key: String, value: String)] = []
        func set(_ key: String, _ value: String) {
            if let index = variables.firstIndex(where: { $0.key == key }) {
                variables[index].value = value
            } else {
                variables.append((key, value))
            }
        }
        set("PATH", SearchPath.standard)
        set("HOSTNAME", settings.hostname)
        for line in settings.environment {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            set(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        for (key, value) in environment { set(key, value) }
        if !variables.contains(where: { $0.key == "HOME" }) { set("HOME", credentials.home) }
        var request = ProgramRequest(words, account: makeAccount())
        request.environment = variables
        request.workingDirectory = TreePath(workingDirectory ?? settings.workingDirectory)
        request.credentials = credentials
        request.hostname = settings.hostname
        request.now = world.state.clock
        request.seed = world.state.seed
        request.network = WorldNetwork(world)
        return request
    }

    func files(of id: String) -> ContainerFileSystem { ContainerFileSystem(world, id) }
}

extension ContainerEngine {
    /// A world with the programs that go on in it: a value to go back to.
    public struct Version {
        /// Everything in the world.
        public var state: WorldState
        /// The programs that go on.
        public var processes: Processes

        /// A world with the programs that go on in it.
        public init(state: WorldState, processes: Processes = Processes()) {
            self.state = state
            self.processes = processes
        }
    }

    /// The world and its programs as they are now; setting it goes back to what they were.
    ///
    /// - Complexity: O(1).
    public var version: Version {
        get { Version(state: world.state, processes: processes) }
        set { (world.state, processes) = (newValue.state, newValue.processes) }
    }

    /// Runs `body`, and goes back to what was before when it throws.
    ///
    /// - Throws: what `body` throws.
    public func atomically<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = version
        do {
            return try body()
        } catch {
            version = before
            throw error
        }
    }
}
