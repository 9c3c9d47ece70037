internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// What a container tells of itself.
    func installContainerProperties(_ containers: TypeTable<ContainerHandle>) {
        let box = "let c = toolbox.create(name: \"box\", labels: {tier: \"web\"})\n"
        func read<Result: ScriptResult>(
            _ name: String, _ sentence: String, shows: String,
            _ body: @escaping (Container) throws -> Result
        ) {
            containers.property(name, sentence, example: box + "c." + shows) { bindings, handle in
                guard let container = bindings.world.state.containers[handle.id] else {
                    throw ImageError.containerGone(handle.id)
                }
                return try body(container)
            }
        }
        read("id", "The 64 digits that name it for ever.", shows: "id.length  # => 64") { $0.id }
        read("name", "The name it has in its world.", shows: "name  # => \"box\"") { $0.name }
        read(
            "image", "The image it was made from.", shows: "image == toolbox  # => true"
        ) { $0.image }
        read(
            "state", "Where it is in its life: \"created\", \"running\", \"paused\" or \"exited\".",
            shows: "state  # => \"created\""
        ) { $0.life.state.rawValue }
        read(
            "status", "The exit status of its last run, nil before the first and while it runs.",
            shows: "status  # => nil"
        ) { $0.life.status }
        read(
            "created", "When it was created, in seconds since 1970 by the world's clock.",
            shows: "created  # => 0"
        ) { $0.created }
        read(
            "health",
            "What its checks say: \"starting\", \"healthy\" or \"unhealthy\"; nil without one.",
            shows: "health  # => nil"
        ) { $0.life.health?.status.rawValue }
        read(
            "labels", "The names and values given to it.", shows: "labels  # => {tier: \"web\"}"
        ) { Pairs(entries: $0.settings.labels) }
        read(
            "fs", "The image's files with its writable layer, without mounts, as a tree.",
            shows: "fs == toolbox.fs  # => true"
        ) { $0.tree }
        read(
            "layer", "Its writable layer: what it changed.", shows: "layer.length  # => 0"
        ) { Layer(try $0.changes(), createdBy: "container \($0.name)") }
        read(
            "mounts", "What is mounted, as maps with Docker's field names.",
            shows: "mounts  # => []"
        ) { Inspection.container($0)["Mounts"]?.array?.compactMap(\.object) ?? [] }
        containers.method(
            "inspect", "All that is known of it, as docker container inspect shows it.",
            example: box + "c.inspect()[\"State\"][\"Status\"]  # => \"created\""
        ) { bindings, handle in Inspection.container(try bindings.world.container(handle.id)) }
    }

    /// `docker diff`
    func installContainerDiff(_ containers: TypeTable<ContainerHandle>) {
        let change = Self.runningBox + "c.exec(\"echo mine > /etc/motd\")\n"
        containers.method(
            "diff", "What it changed over its image, as docker diff lists it.",
            example: change
                + "c.diff().map(d => \"\\(d.kind) \\(d.path)\")  # => [\"C /etc\", \"A /etc/motd\"]"
        ) { bindings, handle in
            try bindings.world.container(handle.id).diff().map {
                DiffEntry(kind: $0.kind, path: $0.path)
            }
        }
        let entries = TypeTable<DiffEntry>(
            self, difference, "A line of a container's diff: a path and what happened to it.")
        entries.property(
            "kind", "What happened: \"A\" added, \"C\" changed, \"D\" removed.",
            example: change + "c.diff()[1].kind  # => \"A\""
        ) { _, entry in entry.kind }
        entries.property(
            "path", "Where it happened.", example: change + "c.diff()[1].path  # => \"/etc/motd\""
        ) { _, entry in entry.path.description }
        difference.row = { [unowned self] _, value in
            let entry: DiffEntry? = content(value)
            return entry.map { [$0.kind, $0.path.description] } ?? []
        }
        difference.display = { [unowned self] _, value, _ in
            let entry: DiffEntry? = content(value)
            return entry.map { "\($0.kind) \($0.path.description.shown())" } ?? ""
        }
    }
}

/// A line of `docker diff`.
struct DiffEntry: ModelValue {
    let kind: String
    let path: TreePath

    static var type: ValueType { "diff entry" }
    static var described: String { "a line of a diff" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.difference }
}
