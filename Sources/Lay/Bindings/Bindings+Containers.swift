internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A container in a script: resolved by id in the world that is current.
struct ContainerHandle {
    let id: String
}

extension Bindings {
    /// How examples get a container that runs.
    static let runningBox =
        "let c = toolbox.start(name: \"box\", command: [\"sleep\", \"infinity\"])\n"

    func installContainers() {
        let containers = TypeTable<ContainerHandle>(
            self, container,
            "A container: an image, a writable layer of its own, mounts and a life.")
        installContainerOperators()
        installContainerFunctions()
        installContainerProperties(containers)
        installContainerFiles(containers)
        installLifecycle(containers)
        installExec(containers)
        installCommits(containers)
        installContainerDiff(containers)
    }

    private func installContainerOperators() {
        container.operators = [
            ("c[path]", "the file at a path, as its programs see it"),
            ("path in c", "true when something is at the path"),
        ]
        container.assignmentHelp = "write to it: c.write(path, text)"
        container.equals = { [unowned self] _, a, b in
            guard let x: ContainerHandle = content(a), let y: ContainerHandle = content(b) else {
                return false
            }
            return x.id == y.id
        }
        container.hash = { [unowned self] _, value in
            let handle: ContainerHandle? = content(value)
            return UInt64(handle?.id.prefix(15) ?? "0", radix: 16) ?? 0
        }
        container.row = { [unowned self] _, value in
            guard let handle: ContainerHandle = content(value) else { return [] }
            guard let container = world.state.containers[handle.id] else {
                return [String(handle.id.prefix(12)), "removed"]
            }
            return [
                String(container.id.prefix(12)), container.name, Self.state(of: container),
                container.imageName,
            ]
        }
        container.display = { [unowned self] _, value, _ in
            guard let handle: ContainerHandle = content(value) else { return "<container>" }
            guard let container = world.state.containers[handle.id] else {
                return "\(handle.id.prefix(12)) (removed)"
            }
            return "\(container.name)  \(Self.state(of: container))  \(container.imageName)"
        }
        container.contains = { [unowned self] _, path, value in
            guard let handle: ContainerHandle = content(value), path.tag == .string else {
                return false
            }
            return
                (try? ContainerFileSystem(world, handle.id).entry(
                    at: TreePath(path.text), follow: true)) != nil
        }
        container.index = { [unowned self] _, value, key in
            guard let handle: ContainerHandle = content(value), key.tag == .string else {
                return .nil
            }
            let container = try world.container(handle.id)
            let files = ContainerFileSystem(world, handle.id)
            do throws(FileError) {
                return self.value(try files.entry(at: TreePath(key.text), follow: true))
            } catch {
                guard error.code == .notFound else { throw error }
                throw missing(TreePath(key.text), "container \(container.name)") {
                    try? files.list($0)
                }
            }
        }
    }

    /// `exited (2)`
    private static func state(of container: Container) -> String {
        container.life.state.rawValue + (container.life.status.map { " (\($0))" } ?? "")
    }

    private func installContainerFunctions() {
        constructor(
            container,
            NativeMember(
                "The container of a name, an id or the beginning of one.",
                [Parameter("name", "the name or the id")],
                example: Self.runningBox + "container(\"box\") == c  # => true"
            ) { (bindings, name: String) in
                ContainerHandle(id: try bindings.world.container(name).id)
            })
        function(
            container, "prune",
            NativeMember(
                "Removes the containers that do not run; gives their names.",
                example: """
                    toolbox.create(name: "old")
                    container.prune()  # => ["old"]
                    """
            ) { bindings in try bindings.containers.prune() })
    }

    /// `create` and `start` of an image.
    func installCreating(_ images: TypeTable<Image>) {
        let parameters = [
            Parameter("name", "its name, unique in the world; made up if left out"),
            Parameter(
                "command", "what it runs over the image's command: a text for the shell, or words"),
            Parameter("entrypoint", "what runs instead of the image's entrypoint; \"\" for none"),
            Parameter("env", "variables over the image's"),
            Parameter("workdir", "where it starts"),
            Parameter("user", "as whom it runs: \"user\" or \"user:group\""),
            Parameter("volumes", "volume.at(path), or texts as of docker run -v"),
            Parameter("volumes_from", "containers whose mounts it takes, or names with :ro"),
            Parameter("mounts", "texts as of docker run --mount"),
            Parameter("tmpfs", "paths that are in memory, as of docker run --tmpfs"),
            Parameter("labels", "names and values given to it"),
            Parameter(
                "restart",
                "kept and shown; nothing restarts by itself: \"no\", \"always\", \"unless-stopped\" or \"on-failure:5\"",
                default: "\"no\""),
            Parameter("rm", "true to remove it as soon as it ends"),
            Parameter("read_only", "true when its own layer may not be written"),
            Parameter("hostname", "the host name inside; the id's beginning if left out"),
            Parameter(
                "stop_signal", "the signal that stop sends; the image's, or TERM, if left out"),
            Parameter("stop_timeout", "seconds that stop waits before KILL", default: "10"),
        ]
        for starts in [false, true] {
            images.method(
                many: starts ? "start" : "create",
                starts
                    ? "A container of the image, created and started."
                    : "A container of the image, created and not started.", parameters,
                example: starts
                    ? "toolbox.start(command: \"echo hi\").logs()  # => \"hi\\n\""
                    : "toolbox.create(name: \"box\").state  # => \"created\""
            ) {
                (
                    bindings, image, name: String?, command: CommandArgument?,
                    entrypoint: CommandArgument?, env: Pairs?, workdir: String?, user: String?,
                    volumes: VolumeList?, volumesFrom: VolumesFromList?, mounts: MountList?,
                    tmpfs: TmpfsList?, labels: Pairs?, restart: String?, rm: Flag,
                    readOnly: Flag, hostname: String?, stopSignal: String?, stopTimeout: Int?
                ) in
                var options = World.Options()
                options.name = name
                options.command = command?.words(shell: image.config.shell)
                options.entrypoint = entrypoint?.entrypoint
                options.environment = env?.entries ?? []
                options.workingDirectory = workdir
                options.user = user
                options.mounts =
                    (volumes?.mounts ?? []) + (mounts?.mounts ?? []) + (tmpfs?.mounts ?? [])
                options.volumesFrom = volumesFrom?.containers ?? []
                options.labels = labels?.entries ?? []
                options.restartPolicy = try RestartPolicy(restart ?? "no")
                options.removesItself = rm.isSet
                options.isReadOnly = readOnly.isSet
                options.hostname = hostname
                options.stopSignal = stopSignal
                options.stopTimeout = stopTimeout
                let world = bindings.world
                let container = try world.create(
                    image, imageName: world.name(of: image), options)
                if starts { try bindings.containers.start(container.id) }
                return ContainerHandle(id: container.id)
            }
        }
    }
}
