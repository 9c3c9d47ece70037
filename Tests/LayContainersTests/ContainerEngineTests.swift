import LayBounds
import LayContainers
import LayFiles
import LayImages
import LayWorld
import Testing

/// A Swift program runs containers without the language.
@Suite struct ContainerEngineTests {
    private func box(_ engine: ContainerEngine, _ command: [String] = ["sleep", "infinity"]) throws
        -> Container
    {
        var options = World.Options()
        options.name = "box"
        options.command = command
        return try engine.world.create(Toolbox.image, imageName: "toolbox", options)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a container is started, changed, committed and saved`() throws {
        let engine = ContainerEngine(World())
        let container = try box(engine)
        try engine.start(container.id)
        let result = try engine.exec(
            container.id, ExecOptions(["sh", "-c", "echo hi > /f; cat /f; echo no >&2"]))
        #expect(text(result.output) == "hi\n")
        #expect(text(result.errors) == "no\n")
        let image = try engine.world.commit(
            try engine.world.container(container.id), message: nil, author: nil)
        #expect(image.tree.contains("/f"))
        engine.world.keep(image)
        try engine.world.tag(image, try Reference("app:1"))
        let files = TreeFileSystem()
        try WorldStore.save(engine.world, to: files, "/out")
        let loaded = try WorldStore.load(files, "/out")
        #expect(try loaded.image("app:1").id == image.id)
        #expect(try loaded.container("box").life.state == .exited)
    }

    @Test func `an image that was saved is loaded and run`() throws {
        let files = TreeFileSystem()
        try LayoutWriter(files, "/layout").write([(Toolbox.image, ["base:1"])])
        let image = try #require(try ImageReader(files).read("/layout").first?.image)
        let engine = ContainerEngine(World())
        let built = try engine.run(["sh", "-c", "mkdir /srv"], on: image)
        #expect(built.layers.count == image.layers.count + 1)
        #expect(built.tree.contains("/srv"))
    }

    @Test func `a program that fails tells its status, what it wrote and its container`() throws {
        let engine = ContainerEngine(World())
        let container = try box(engine)
        try engine.start(container.id)
        let failed = try #require(
            #expect(throws: ExecutionError.self) {
                try engine.exec(container.id, ExecOptions(["sh", "-c", "echo out; exit 3"]))
            })
        #expect(failed.status == 3)
        #expect(text(failed.result.output) == "out\n")
        #expect(failed.container == container.id)
        let missing = #expect(throws: ExecutionError.self) {
            try engine.exec(container.id, ExecOptions(["nothing"]))
        }
        #expect(missing?.status == 127)
        var options = ExecOptions(["nothing"])
        options.isChecked = false
        #expect(try engine.exec(container.id, options).status == 127)
    }

    @Test func `a program that cannot be run leaves the container as it was`() throws {
        let engine = ContainerEngine(World())
        let container = try box(engine, ["nothing"])
        #expect(throws: ExecutionError.self) { try engine.start(container.id) }
        let life = try engine.world.container(container.id).life
        #expect(life.state == .created)
        #expect(life.status == 127)
        #expect(life.startError == "nothing: not found")
    }

    @Test func `signals and sleep are the world's time`() throws {
        let engine = ContainerEngine(World())
        let container = try box(
            engine, ["sh", "-c", "trap 'echo bye; exit 4' TERM; while :; do sleep 1; done"])
        try engine.start(container.id)
        try engine.stop(container.id)
        let life = try engine.world.container(container.id).life
        #expect(life.status == 4)
        #expect(text(life.log) == "bye\n")
        #expect(engine.world.state.clock == 0)
        try engine.remove(container.id)
        let sleeper = try box(engine, ["sleep", "60"])
        try engine.start(sleeper.id)
        #expect(try engine.wait(sleeper.id) == 0)
        #expect(engine.world.state.clock == 60)
    }

    @Test func `a bound of the account ends the call`() throws {
        let engine = ContainerEngine(World())
        engine.makeAccount = { Account(steps: 1000, output: 1000) }
        let container = try box(engine)
        try engine.start(container.id)
        let error = #expect(throws: BoundReached.self) {
            try engine.exec(container.id, ExecOptions(["sh", "-c", "while :; do :; done"]))
        }
        #expect(error?.kind == .limit)
        engine.makeAccount = { Account(isCancelled: { true }) }
        let cancelled = #expect(throws: BoundReached.self) {
            try engine.exec(container.id, ExecOptions(["sh", "-c", "while :; do :; done"]))
        }
        #expect(cancelled?.kind == .cancelled)
        engine.makeAccount = { Account() }
        #expect(try engine.exec(container.id, ExecOptions(["true"])).status == 0)
    }

    /// A runtime of a host: what it is asked to run is what a container's program would be.
    private final class RecordingRuntime: ProgramRuntime {
        let registered: [String] = []
        final class Done: RunningProcess {
            let state = ProcessState.exited(0)
            let result = ExecutionResult(
                status: 0, output: Array("ran".utf8), errors: [], written: Array("ran".utf8))
            func newOutput() -> [UInt8] { result.written }
            func signal(_ signal: Signal) -> Int? { nil }
            func kill() {}
        }

        var requests: [ProgramRequest] = []

        func start(_ request: ProgramRequest, _ files: any FileSystem, _ streams: ProgramStreams)
            throws -> any RunningProcess
        {
            requests.append(request)
            try files.put(FileContents("by the runtime"), at: "/made")
            return Done()
        }
    }

    @Test func `another runtime runs the programs`() throws {
        let runtime = RecordingRuntime()
        let engine = ContainerEngine(World(), runtime: runtime)
        let container = try box(engine, ["serve", "--now"])
        try engine.start(container.id)
        #expect(runtime.requests.map(\.words) == [["serve", "--now"]])
        #expect(runtime.requests.first?.isMain == true)
        #expect(text(try engine.world.container(container.id).life.log) == "ran")
        let image = try engine.run(["make"], on: Toolbox.image)
        #expect(image.tree.contains("/made"))
    }
}
