internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// Programs in a container that runs.
    func installExec(_ containers: TypeTable<ContainerHandle>) {
        let box = Self.runningBox
        containers.method(
            many: "exec",
            "Runs a program in it; throws ExitStatus for another status than 0, InvalidState unless it runs.",
            [
                Parameter("command", "a text for the shell, or a list of words"),
                Parameter(
                    "user",
                    "as whom: \"user\" or \"user:group\"; the container's if left out"),
                Parameter("env", "variables over the container's"),
                Parameter(
                    "workdir",
                    "where it works, an absolute path; the container's if left out"),
                Parameter("stdin", "what it reads; nothing if left out"),
                Parameter(
                    "timeout",
                    "how long it may take: \"30s\", or seconds; sleeping counts, and a million steps as a second; then its status is 124"
                ),
                Parameter(
                    "check", "false to get a failure as a result like any other", default: "true"),
            ],
            example: box + "c.exec(\"id -u\", user: \"1000\").stdout  # => \"1000\\n\""
        ) {
            (
                bindings, handle, command: CommandArgument, user: String?, env: Pairs?,
                workdir: String?, stdin: FileContents?, timeout: Healthcheck.Duration?,
                check: Bool?
            ) in
            let shell = try bindings.world.container(handle.id).image.config.shell
            var options = ExecOptions(command.words(shell: shell))
            options.user = user
            options.environment = env?.entries ?? []
            options.workingDirectory = workdir
            options.input = try stdin?.bytes() ?? []
            options.timeout = try timeout.map { Double(try $0.nanoseconds("timeout")) / 1e9 }
            options.isChecked = check ?? true
            return try bindings.containers.exec(handle.id, options)
        }
        containers.method(
            "check_health", "Runs the image's health check; gives what is made of it.",
            example: """
                let c = toolbox.healthcheck("test -e /ready").start(command: ["sleep", "infinity"])
                c.write("/ready", "")
                c.check_health()  # => "healthy"
                """
        ) { bindings, handle in try bindings.containers.checkHealth(handle.id)?.rawValue }
        let results = TypeTable<ExecutionResult>(
            self, execution, "What a program gave: its status and what it wrote.")
        let run = box + "let r = c.exec(\"echo out; echo err >&2; exit 3\", check: false)\n"
        results.property("status", "The exit status.", example: run + "r.status  # => 3") {
            _, result in result.status
        }
        results.property(
            "stdout", "What it wrote to its standard output.",
            example: run + "r.stdout  # => \"out\\n\""
        ) { _, result in String(decoding: result.output, as: UTF8.self) }
        results.property(
            "stderr", "What it wrote to its error output.",
            example: run + "r.stderr  # => \"err\\n\""
        ) { _, result in String(decoding: result.errors, as: UTF8.self) }
        results.property(
            "output", "What it wrote to both, in the order of writing.",
            example: run + "r.output  # => \"out\\nerr\\n\""
        ) { _, result in String(decoding: result.written, as: UTF8.self) }
        execution.display = { [unowned self] _, value, _ in
            let result: ExecutionResult? = content(value)
            return result.map { String(decoding: $0.written, as: UTF8.self) } ?? ""
        }
    }
}

extension ExecutionResult: ModelValue {
    static var type: ValueType { "exec result" }
    static var described: String { "what exec gave" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.execution }
}
