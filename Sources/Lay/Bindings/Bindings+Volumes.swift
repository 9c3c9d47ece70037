internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A volume in a script: resolved by name in the world that is current.
struct VolumeHandle {
    let name: String
}

extension Bindings {
    func installVolumes() {
        let volumes = TypeTable<VolumeHandle>(
            self, volume, "A volume: files with a name of their own, which containers mount.")
        installVolumeOperators()
        installVolumeCommands()
        installVolumeProperties(volumes)
        installVolumeFiles(volumes)
        installVolumeCopies(volumes)
        installMounts(volumes)
    }

    private func current(_ handle: VolumeHandle) throws -> Volume {
        guard let volume = world.state.volumes[handle.name] else {
            throw ImageError.noVolume(handle.name)
        }
        return volume
    }

    /// The files of a volume, where they are: in the world or on the host.
    private func files(_ handle: VolumeHandle) throws -> ContainerFileSystem {
        _ = try current(handle)
        return ContainerFileSystem(world, volume: handle.name)
    }

    /// A volume's files as a tree.
    private func tree(_ handle: VolumeHandle) throws -> FileTree {
        let volume = try current(handle)
        guard let device = volume.device else { return volume.tree }
        return try Snapshot.tree(
            of: try hostFiles(), at: try readable(device.description), modified: world.now,
            isRootOwned: true)
    }

    private func installVolumeOperators() {
        volume.operators = [
            ("v[path]", "the file at a path"), ("path in v", "true when something is at the path"),
        ]
        volume.assignmentHelp = "write to it: v.write(path, text)"
        volume.equals = { [unowned self] _, a, b in
            guard let x: VolumeHandle = content(a), let y: VolumeHandle = content(b) else {
                return false
            }
            return x.name == y.name
        }
        volume.display = { [unowned self] _, value, _ in
            guard let handle: VolumeHandle = content(value) else { return "<volume>" }
            return "volume \(handle.name)"
        }
        volume.index = { [unowned self] _, value, key in
            guard let handle: VolumeHandle = content(value) else { return .nil }
            return try look(key, in: try tree(handle), "volume \(handle.name)")
        }
        volume.contains = { [unowned self] _, path, value in
            guard let handle: VolumeHandle = content(value), path.tag == .string else {
                return false
            }
            let path = TreePath(path.text)
            return (try? files(handle).entry(at: path, follow: true)) != nil
        }
    }

    /// `docker volume create`, `ls` and `prune`.
    private func installVolumeCommands() {
        let filter = Parameter(
            "filter", "as docker takes them: {name: …, label: …, dangling: true}")
        constructor(
            volume,
            NativeMember(
                "The volume of a name, made when it is not there.",
                [Parameter("name", "its name")],
                example: "volume(\"data\").name  # => \"data\""
            ) { (bindings, name: String) in
                VolumeHandle(name: try bindings.world.volume(name).name)
            })
        function(
            volume, "get",
            NativeMember(
                "The volume of a name, or nil.", [Parameter("name", "its name")],
                example: "volume.get(\"nowhere\")  # => nil"
            ) { (bindings, name: String) in
                bindings.world.state.volumes[name].map { VolumeHandle(name: $0.name) }
            })
        function(
            volume, "create",
            NativeMember(
                "A volume, made; without a name it is anonymous.",
                [
                    Parameter("name", "its name"),
                    Parameter("labels", "names and values given to it"),
                    Parameter("driver", "what keeps it", default: "\"local\""),
                    Parameter("options", "the driver's: {type: …, device: …, o: …}"),
                ],
                example:
                    "volume.create(name: \"data\", labels: {tier: \"db\"}).labels  # => {tier: \"db\"}"
            ) {
                (bindings, name: String?, labels: Pairs?, driver: String?, options: Pairs?) in
                try bindings.checkDevice(options?.entries ?? [])
                let volume = try bindings.world.createVolume(
                    name, labels: labels?.entries ?? [], driver: driver,
                    options: options?.entries ?? [])
                return VolumeHandle(name: volume.name)
            })
        function(
            volume, "list",
            NativeMember(
                "The volumes that a filter takes, by name.", [filter],
                example: """
                    let data = volume("data")
                    volume.list({name: "da"})  # => [volume data]
                    """
            ) { (bindings, filters: FilterArgument?) in
                let world = bindings.world
                let filter = try VolumeFilter(filters?.entries ?? [], prunes: false)
                return world.state.volumes.all.filter {
                    filter.matches($0, isUsed: !world.users(ofVolume: $0.name).isEmpty)
                }.map { VolumeHandle(name: $0.name) }
            })
        function(
            volume, "prune",
            NativeMember(
                "Removes volumes that no container refers to; gives a map of volumes and bytes.",
                [Parameter("all", "also those with a name"), filter],
                example: """
                    let data = volume("data")
                    volume.prune(all: true)["volumes"]  # => ["data"]
                    """
            ) { (bindings, all: Flag, filters: FilterArgument?) in
                let filter = try VolumeFilter(filters?.entries ?? [], prunes: true)
                let (names, bytes) = try bindings.world.pruneVolumes(
                    all: all.isSet || filter.takesAll, filter)
                return ["volumes": names, "bytes": bytes] as Fields
            })
    }

    private func installVolumeProperties(_ volumes: TypeTable<VolumeHandle>) {
        let data =
            "let v = volume.create(name: \"data\", labels: {tier: \"db\"})\nv.write(\"/f\", \"abc\")\n"
        volumes.property("name", "Its name.", example: data + "v.name  # => \"data\"") {
            _, handle in handle.name
        }
        volumes.property(
            "labels", "The names and values given to it.",
            example: data + "v.labels  # => {tier: \"db\"}"
        ) { bindings, handle in Pairs(entries: try bindings.current(handle).labels) }
        volumes.property("driver", "What keeps it.", example: data + "v.driver  # => \"local\"") {
            bindings, handle in try bindings.current(handle).driver
        }
        volumes.property(
            "options", "The driver's options.", example: data + "v.options  # => {}"
        ) { bindings, handle in Pairs(entries: try bindings.current(handle).options) }
        volumes.property(
            "created", "When it was made, in seconds since 1970 by the world's clock.",
            example: data + "v.created  # => 0"
        ) { bindings, handle in try bindings.current(handle).created }
        volumes.property("size", "Bytes of its files.", example: data + "v.size  # => 3") {
            bindings, handle in try bindings.tree(handle).totalSize
        }
        volumes.property(
            "fs", "Its files as a tree.", example: data + "v.fs[\"/f\"].text  # => \"abc\""
        ) { bindings, handle in try bindings.tree(handle) }
        volumes.property(
            "users", "The containers that refer to it.", example: data + "v.users  # => []"
        ) { bindings, handle in
            bindings.world.users(ofVolume: handle.name).map { ContainerHandle(id: $0.id) }
        }
        volumes.method(
            "inspect", "All that is known of it, as docker volume inspect shows it.",
            example: data + "v.inspect()[\"Scope\"]  # => \"local\""
        ) { bindings, handle in Inspection.volume(try bindings.current(handle)) }
    }

    private func installVolumeFiles(_ volumes: TypeTable<VolumeHandle>) {
        let data = "let v = volume(\"data\")\n"
        volumes.method(
            "get", "The file at a path with its links followed, or nil.",
            [Parameter("path", "where it lies")],
            example: data + "v.get(\"/nowhere\")  # => nil"
        ) { (bindings, handle, path: TreePath) in
            try? bindings.files(handle).entry(at: path, follow: true)
        }
        volumes.method(
            "list", "The names in a directory, in order.",
            [Parameter("path", "the directory", default: "\"/\"")],
            example: data + "v.write(\"/a/b\", \"1\")\nv.list(\"/a\")  # => [\"b\"]"
        ) { (bindings, handle, path: TreePath?) in
            try bindings.files(handle).list(path ?? .root).map { TreePath.display($0.name[...]) }
        }
        installFileVerbs(volumes, example: data, name: "v") { bindings, handle in
            try bindings.files(handle)
        }
    }

    private func installVolumeCopies(_ volumes: TypeTable<VolumeHandle>) {
        let data = "let v = volume(\"data\")\nv.write(\"/f\", \"1\")\n"
        volumes.method(
            "snapshot", "Its files as they are now, for restore.",
            example: data + "let point = v.snapshot()\npoint[\"/f\"].text  # => \"1\""
        ) { bindings, handle in try bindings.tree(handle) }
        volumes.method(
            "restore", "Puts its files back to a snapshot, or makes them those of any tree.",
            [Parameter("tree", "from snapshot(), or any other")],
            example: data + "v.restore(tree({\"/g\": \"2\"})).list()  # => [\"g\"]"
        ) { (bindings, handle, tree: FileTree) in
            if let device = try bindings.current(handle).device {
                throw ImageError.hasNoVersions(handle.name, device)
            }
            bindings.world.state.volumes.update(handle.name) { $0.tree = tree }
            return handle
        }
        volumes.method(
            "fork", "Another volume with the same files, which both share until one writes.",
            [Parameter("name", "its name")],
            example: data + "v.fork(\"copy\")[\"/f\"].text  # => \"1\""
        ) { (bindings, handle, name: String) in
            VolumeHandle(name: try bindings.world.forkVolume(handle.name, as: name).name)
        }
        volumes.action(
            "remove", "Removes it with its files.",
            [Parameter("force", "true to let one be that is not there")],
            example: data + "v.remove()\nvolume.get(\"data\")  # => nil"
        ) { (bindings, handle, force: Flag) in
            try bindings.world.removeVolume(handle.name, force: force.isSet)
        }
    }
}

/// A map of filters, whose values are texts, bools or lists of texts.
struct FilterArgument: ScriptArgument {
    let entries: [(key: String, values: [String])]

    static var type: ValueType { "map[string, any]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> FilterArgument
    {
        guard let entries = call[index].entries else { throw call.mismatch(index, "a map") }
        let vm = bindings.vm
        return FilterArgument(
            entries: try entries.map { entry in
                let values = entry.value.elements.map(Array.init) ?? [entry.value]
                return (
                    try vm.display(entry.key, readable: false),
                    try values.map { try vm.display($0, readable: false) }
                )
            })
    }
}
