internal import LayContainers
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// The instructions of a Dockerfile as methods of an image.
    func installImageInstructions(_ images: TypeTable<Image>) {
        installCommands(images)
        installSettings(images)
        installDeclarations(images)
    }

    /// What a container of the image runs.
    private func installCommands(_ images: TypeTable<Image>) {
        images.method(
            "cmd", "Another image with a command to run, as CMD does in its exec form.",
            [Parameter("words", "the program and its arguments; none take the command away")],
            example: "toolbox.cmd(\"sleep\", 5).config[\"Cmd\"]  # => [\"sleep\", \"5\"]"
        ) { (bindings, image, words: Words) in
            NewImage(image.cmd(words.texts, created: bindings.world.timestamp))
        }
        images.method(
            "entrypoint", "Another image with a program before its command, as ENTRYPOINT does.",
            [Parameter("words", "the program and its arguments; none take it away")],
            example: "toolbox.entrypoint(\"echo\").start(command: [\"hi\"]).logs()  # => \"hi\\n\""
        ) { (bindings, image, words: Words) in
            NewImage(image.entrypoint(words.texts, created: bindings.world.timestamp))
        }
        images.method(
            "shell", "Another image with what runs commands that are one text, as SHELL does.",
            [Parameter("words", "the shell and its options")],
            example: "toolbox.shell(\"sh\", \"-ec\").config[\"Shell\"]  # => [\"sh\", \"-ec\"]"
        ) { (bindings, image, words: Words) in
            NewImage(try image.shell(words.texts, created: bindings.world.timestamp))
        }
        images.method(
            many: "healthcheck",
            "Another image with a check of its containers, as HEALTHCHECK does.",
            [
                Parameter("command", "a text for the shell, or words; \"NONE\" for no check"),
                Parameter(
                    "interval", "between two checks: \"30s\", or seconds", default: "\"30s\""),
                Parameter("timeout", "how long one may take", default: "\"30s\""),
                Parameter("start_period", "how long failures do not count", default: "\"0s\""),
                Parameter("start_interval", "between checks in that time", default: "\"5s\""),
                Parameter("retries", "failures in a row that make it unhealthy", default: "3"),
            ],
            example: """
                let c = toolbox.healthcheck("test -e /ready").start(command: ["sleep", "infinity"])
                c.health  # => "starting"
                """
        ) {
            (
                bindings, image, command: Healthcheck.Command, interval: Healthcheck.Duration?,
                timeout: Healthcheck.Duration?, startPeriod: Healthcheck.Duration?,
                startInterval: Healthcheck.Duration?, retries: Int?
            ) in
            let check = try Healthcheck(
                command, interval: interval, timeout: timeout, startPeriod: startPeriod,
                startInterval: startInterval, retries: retries)
            return NewImage(image.healthcheck(check, created: bindings.world.timestamp))
        }
        images.method(
            "stop_signal",
            "Another image with the signal that stops its containers, as STOPSIGNAL does.",
            [Parameter("signal", "its name or number")],
            example: "toolbox.stop_signal(\"INT\").config[\"StopSignal\"]  # => \"INT\""
        ) { (bindings, image, signal: ShownText) in
            NewImage(try image.stopSignal(signal.text, created: bindings.world.timestamp))
        }
    }

    /// What a program of the image finds.
    private func installSettings(_ images: TypeTable<Image>) {
        images.method(
            "env", "Another image with variables set over those it has, as ENV does.",
            [Parameter("variables", "names and values")],
            example:
                "toolbox.env({PORT: 80}).run(\"echo $PORT > /port\")[\"/port\"].text  # => \"80\\n\""
        ) { (bindings, image, variables: Settings) in
            NewImage(try image.env(variables.entries, created: bindings.world.timestamp))
        }
        images.method(
            "label", "Another image with labels set over those it has, as LABEL does.",
            [Parameter("labels", "names and values")],
            example: "toolbox.label({tier: \"web\"}).config[\"Labels\"]  # => {tier: \"web\"}"
        ) { (bindings, image, labels: Settings) in
            NewImage(try image.label(labels.entries, created: bindings.world.timestamp))
        }
        images.method(
            "user", "Another image with the user that runs its programs, as USER does.",
            [Parameter("user", "\"user\" or \"user:group\", names or numbers")],
            example: "toolbox.user(1000).run(\"id -u > /tmp/u\")[\"/tmp/u\"].text  # => \"1000\\n\""
        ) { (bindings, image, user: ShownText) in
            NewImage(try image.user(user.text, created: bindings.world.timestamp))
        }
        images.method(
            "workdir", "Another image with where its programs start, as WORKDIR does; it is made.",
            [Parameter("path", "the directory; a relative one counts from the one before")],
            example:
                "toolbox.workdir(\"/srv\").workdir(\"app\").config[\"WorkingDir\"]  # => \"/srv/app\""
        ) { (bindings, image, path: String) in
            NewImage(try bindings.containers.changeDirectory(to: path, on: image).image)
        }
    }

    /// What an image tells those who use it.
    private func installDeclarations(_ images: TypeTable<Image>) {
        images.method(
            "volume",
            "Another image with paths that get a volume in every container, as VOLUME does.",
            [Parameter("paths", "the paths")],
            example: "toolbox.volume(\"/data\").create().mounts.length  # => 1"
        ) { (bindings, image, paths: Words) in
            NewImage(try image.volume(paths.texts, created: bindings.world.timestamp))
        }
        images.method(
            "expose", "Another image with ports that its programs listen on, as EXPOSE does.",
            [Parameter("ports", "80, \"53/udp\" or \"8000-8002\"")],
            example: "toolbox.expose(80).config[\"ExposedPorts\"].keys  # => [\"80/tcp\"]"
        ) { (bindings, image, ports: Words) in
            NewImage(try image.expose(ports.texts, created: bindings.world.timestamp))
        }
        images.method(
            "onbuild",
            "Another image with a line that builds on top of it run first, as ONBUILD does.",
            [Parameter("line", "an instruction with its arguments")],
            example: "toolbox.onbuild(\"RUN ls\").config[\"OnBuild\"]  # => [\"RUN ls\"]"
        ) { (bindings, image, line: String) in
            NewImage(try image.onBuild(line, created: bindings.world.timestamp))
        }
        images.method(
            "arg", "Another image with a variable for the run steps that follow, as ARG does.",
            [
                Parameter("name", "the variable; no container sees it"),
                Parameter("default", "its value"),
            ],
            example: """
                let i = toolbox.arg("VERSION", "1.0").run("echo $VERSION > /version")
                i["/version"].text  # => "1.0\\n"
                """
        ) { (bindings, image, name: String, value: ShownText?) in
            NewImage(
                try image.argument(name, value?.text, created: bindings.world.timestamp))
        }
    }
}
