internal import Lay
internal import LayContainers
internal import LayDockerfile
internal import LayImages
internal import LayWorld

/// A step that failed, to be looked into at the prompt: `lay build --debug`.
struct FailedStep {
    private let engine: ContainerEngine
    private let failure: BuildFailure?

    init(_ engine: ContainerEngine, _ error: any Error) {
        self.engine = engine
        failure = error as? BuildFailure
    }

    /// Reads commands from the terminal, in which `step` is a container with the files as the step left
    /// them; it is gone afterwards.
    func explore(_ machine: Machine) throws {
        guard let failure, let id = try container(of: failure) else { return }
        let runs = (try? engine.start(id)) != nil
        let session = Engine(host: machine.host(), world: engine.world)
        _ = try session.evaluate("let step = world.containers[-1]")
        Terminal.line("")
        Terminal.line(
            "'step' is a container with the files as the step left them: step[\"/path\"], step.list(\"/\")"
                + (runs ? ", step.exec(\"ls -l\")." : ".") + " What is done here changes no image.")
        if !runs {
            Terminal.line("It has no sleep, so it does not run, and exec finds no program.")
        }
        var prompt = Session(session)
        _ = prompt.run()
        Interruption.leave()
        try engine.remove(id, force: true)
    }

    /// A container that waits, with the environment, the user and the directory of the step.
    private func container(of failure: BuildFailure) throws -> String? {
        var image = failure.image
        if let id = failure.container {
            let failed = try engine.world.container(id)
            image = try failed.image.adding(
                Layer(try failed.changes()), created: engine.world.timestamp)
        }
        guard let image else { return nil }
        var options = World.Options()
        options.command = ["sleep", "infinity"]
        options.entrypoint = []
        options.environment = image.buildEnvironment.filter(\.isArgument).map {
            ($0.key, $0.value)
        }
        return try engine.world.create(
            image.withoutArguments, imageName: "the failed step", options
        ).id
    }
}
