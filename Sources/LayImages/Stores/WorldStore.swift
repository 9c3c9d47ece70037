internal import LayArchive
public import LayFiles

/// Saves a world as an OCI image layout and opens it again.
///
/// Images are ordinary manifests. A container is one too, its writable layer on top, tagged
/// `lay-container.NAME`. A volume is an untagged manifest, and the world's state another; their
/// media types are Lay's own, so that other tools skip them.
public enum WorldStore {
    /// Writes the world below `root`.
    ///
    /// - Throws: `FileError` when something cannot be written.
    public static func save(_ world: World, to files: any FileSystem, _ root: TreePath) throws {
        let writer = LayoutWriter(files, root)
        try writer.prepare()
        var manifests: [JSONValue] = []
        var state: JSONObject = [
            "version": .int(1), "clock": .int(Int64(world.state.clock)),
            "counter": .int(Int64(world.state.counter)),
        ]
        let used = Set(world.state.tags.map(\.id)).union(world.containers.map(\.image.id))
        for (id, image) in world.state.images.all
        where used.contains(id) || world.state.images.isListed(id) {
            let names = world.state.tags.filter { $0.id == id }.map(\.reference.familiar)
            manifests += try writer.descriptors(image, names)
        }
        state["tags"] = .array(
            world.state.tags.map {
                .array([.string($0.reference.description), .string($0.id.description)])
            })
        var containers: [JSONValue] = []
        for container in world.containers {
            let layer = Layer(try container.changes(), createdBy: "container \(container.name)")
            manifests += try writer.descriptors(
                try container.image.adding(layer, created: Timestamp.text(container.created)),
                ["lay-container.\(container.name)"])
            var document = ContainerRecord.document(container)
            document["layer"] = .string(try layer.diffID().description)
            containers.append(.object(document))
        }
        state["containers"] = .array(containers)
        var volumes: [JSONValue] = []
        for volume in world.state.volumes.all {
            let layer = Layer(try TreeChanges(from: FileTree(), to: volume.tree))
            let descriptor = try writer.writeLayer(layer)
            let config = Array(JSONValue.object(["name": .string(volume.name)]).text().utf8)
            let manifest: JSONObject = [
                "schemaVersion": .int(2), "mediaType": .string(MediaType.manifest),
                "config": .object(
                    JSONValue.descriptor(
                        MediaType.volume, try writer.writeBlob(config), config.count)),
                "layers": .array([.object(descriptor)]),
            ]
            let bytes = Array(JSONValue.object(manifest).text().utf8)
            manifests.append(
                .object(
                    JSONValue.descriptor(
                        MediaType.manifest, try writer.writeBlob(bytes), bytes.count)))
            volumes.append(.object(ContainerRecord.document(volume, layer: descriptor)))
        }
        state["volumes"] = .array(volumes)
        state["events"] = .array(
            world.state.events.map {
                .array([
                    .string($0.type), .string($0.action), .string($0.actor), .int(Int64($0.time)),
                ])
            })
        let bytes = Array(JSONValue.object(state).text().utf8)
        let empty = Array("{}".utf8)
        let manifest: JSONObject = [
            "schemaVersion": .int(2), "mediaType": .string(MediaType.manifest),
            "config": .object(
                JSONValue.descriptor(MediaType.world, try writer.writeBlob(empty), empty.count)),
            "layers": .array([
                .object(
                    JSONValue.descriptor(MediaType.world, try writer.writeBlob(bytes), bytes.count))
            ]),
        ]
        let manifestBytes = Array(JSONValue.object(manifest).text().utf8)
        manifests.append(
            .object(
                JSONValue.descriptor(
                    MediaType.manifest, try writer.writeBlob(manifestBytes), manifestBytes.count)))
        try writer.writeIndex(manifests)
    }

    /// Opens the world saved below `root`.
    ///
    /// - Throws: `ImageError` of kind `NotFound` when it is no world, `CorruptData` with what is damaged.
    public static func load(_ files: any FileSystem, _ root: TreePath) throws -> World {
        let blobs = Blobs(files: files, root: root)
        guard
            case .file(let indexContents)? = try? files.entry(
                at: root.appending(name: "index.json".utf8), follow: true
            ).node.body
        else {
            throw ImageError("NotFound", "\(root) holds no saved world")
        }
        let index = try JSONValue(parsing: try indexContents.bytes())
        var state: JSONValue?
        for descriptor in index["manifests"]?.array ?? [] where descriptor["annotations"] == nil {
            guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                continue
            }
            let manifest = try JSONValue(parsing: try blobs.read(digest, for: "index.json").bytes())
            guard manifest["config"]?["mediaType"]?.string == MediaType.world,
                let blob = manifest["layers"]?.array?.first?["digest"]?.string.flatMap({
                    Digest(parsing: $0)
                })
            else { continue }
            state = try JSONValue(parsing: try blobs.read(blob, for: "the saved world").bytes())
        }
        guard let state else {
            throw ImageError(
                "NotFound", "\(root) is an image layout without a saved world",
                help: "load its images with image.load")
        }
        let world = World(clock: Int(state["clock"]?.int ?? 0))
        world.state.counter = Int(state["counter"]?.int ?? 0)
        for reading in try readImages(files, root) { world.keep(reading.image, isListed: true) }
        for pair in state["tags"]?.array ?? [] {
            guard let parts = pair.strings, parts.count == 2,
                let reference = try? Reference(parts[0]),
                let id = Digest(parsing: parts[1])
            else { continue }
            world.state.tags.append((reference, id))
        }
        for document in state["volumes"]?.array ?? [] {
            let volume = try ContainerRecord.volume(document, blobs)
            world.state.volumes[volume.name] = volume
        }
        let containers = try readImages(files, root, isContainer: true)
        for document in state["containers"]?.array ?? [] {
            guard let name = document["name"]?.string else { continue }
            guard
                let layered = containers.first(where: { $0.name == "lay-container.\(name)" })?
                    .image,
                let id = document["image"]?.string.flatMap({ Digest(parsing: $0) }),
                let image = world.state.images[id]
            else {
                throw ImageError("CorruptData", "the saved container '\(name)' has lost its image")
            }
            var container = ContainerRecord.container(document, image)
            if let upper = layered.layers.last {
                container.tree = upper.changes.applied(to: image.tree)
            }
            world.state.containers[container.id] = container
        }
        for event in state["events"]?.array ?? [] {
            guard let parts = event.array, parts.count == 4 else { continue }
            world.state.events.append(
                .init(
                    type: parts[0].string ?? "", action: parts[1].string ?? "",
                    actor: parts[2].string ?? "",
                    time: Int(parts[3].int ?? 0)))
        }
        return world
    }

    private static func readImages(
        _ files: any FileSystem, _ root: TreePath, isContainer: Bool = false
    ) throws -> [ImageReader.Reading] {
        let readings: [ImageReader.Reading]
        do {
            readings = try ImageReader(files).read(root)
        } catch let error as ImageError where error.kind == "NotFound" {
            return []
        }
        return readings.filter { ($0.name?.hasPrefix("lay-container.") == true) == isContainer }
    }
}

/// Containers and volumes as the saved state describes them.
enum ContainerRecord {
    private static func pairs(_ list: [(key: String, value: String)]) -> JSONValue {
        .array(list.map { .array([.string($0.key), .string($0.value)]) })
    }

    private static func pairs(_ value: JSONValue?) -> [(key: String, value: String)] {
        (value?.array ?? []).compactMap { pair in
            guard let parts = pair.strings, parts.count == 2 else { return nil }
            return (parts[0], parts[1])
        }
    }

    static func document(_ container: Container) -> JSONObject {
        [
            "id": .string(container.id), "name": .string(container.name),
            "image": .string(container.image.id.description),
            "image_name": .string(container.imageName), "state": .string(container.state.rawValue),
            "status": container.status.map { .int(Int64($0)) } ?? .null,
            "mounts": .array(container.mounts.map { .object(document($0)) }),
            "command": .array(container.command.map { .string($0) }),
            "entrypoint": .array(container.entrypoint.map { .string($0) }),
            "environment": .array(container.environment.map { .string($0) }),
            "directory": .string(container.workingDirectory), "user": .string(container.user),
            "labels": pairs(container.labels),
            "restart": .string(container.restartPolicy.description),
            "rm": .bool(container.removesItself), "read_only": .bool(container.isReadOnly),
            "hostname": .string(container.hostname), "stop_signal": .string(container.stopSignal),
            "log": .string(String(decoding: container.log, as: UTF8.self)),
            "created": .int(Int64(container.created)),
            "number": .int(Int64(container.number)),
            "restarts": .int(Int64(container.restartCount)),
            "started": container.started.map { .int(Int64($0)) } ?? .null,
            "finished": container.finished.map { .int(Int64($0)) } ?? .null,
            "start_error": .string(container.startError),
        ]
    }

    static func container(_ document: JSONValue, _ image: Image) -> Container {
        var container = Container(
            id: document["id"]?.string ?? "", name: document["name"]?.string ?? "", image: image,
            imageName: document["image_name"]?.string ?? "")
        let state = Container.State(rawValue: document["state"]?.string ?? "") ?? .exited
        // Programs are not saved, so nothing runs on.
        container.state = state == .running || state == .paused ? .exited : state
        container.status =
            document["status"]?.int.map { Int($0) } ?? (container.state == .exited ? 137 : nil)
        container.mounts = (document["mounts"]?.array ?? []).map { mount($0) }
        container.command = document["command"]?.strings ?? []
        container.entrypoint = document["entrypoint"]?.strings ?? []
        container.environment = document["environment"]?.strings ?? []
        container.workingDirectory = document["directory"]?.string ?? "/"
        container.user = document["user"]?.string ?? ""
        container.labels = pairs(document["labels"])
        container.restartPolicy =
            (try? RestartPolicy(document["restart"]?.string ?? "no")) ?? .never
        container.removesItself = document["rm"] == .bool(true)
        container.isReadOnly = document["read_only"] == .bool(true)
        container.hostname = document["hostname"]?.string ?? ""
        container.stopSignal = document["stop_signal"]?.string ?? "SIGTERM"
        container.log = Array((document["log"]?.string ?? "").utf8)
        container.created = Int(document["created"]?.int ?? 0)
        container.number = Int(document["number"]?.int ?? 0)
        container.restartCount = Int(document["restarts"]?.int ?? 0)
        container.started = document["started"]?.int.map { Int($0) }
        container.finished = document["finished"]?.int.map { Int($0) }
        container.startError = document["start_error"]?.string ?? ""
        container.health = image.healthcheck.map { _ in Health() }
        return container
    }

    private static func document(_ mount: Mount) -> JSONObject {
        var kind = "tmpfs"
        var source = ""
        switch mount.source {
        case .volume(let name): (kind, source) = ("volume", name)
        case .bind(let path): (kind, source) = ("bind", path.description)
        case .tmpfs: break
        }
        return [
            "type": .string(kind), "source": .string(source),
            "destination": .string(mount.destination.description),
            "ro": .bool(mount.isReadOnly), "copies": .bool(mount.copies),
            "subpath": .string(mount.subpath.description),
            "anonymous": .bool(mount.isAnonymous),
            "origin": .array(origin(mount.origin).map { .string($0) }),
            "mode": .string(mount.mode), "propagation": .string(mount.propagation),
            "size": mount.tmpfs.size.map { .int(Int64($0)) } ?? .null,
        ]
    }

    private static func origin(_ origin: Mount.Origin) -> [String] {
        switch origin {
        case .bind(let text): ["bind", text]
        case .mount(let text): ["mount", text]
        case .tmpfs(let text): ["tmpfs", text]
        case .anonymous: ["anonymous", ""]
        case .inherited: ["inherited", ""]
        }
    }

    private static func origin(_ document: JSONValue?) -> Mount.Origin {
        let parts = document?.strings ?? []
        let text = parts.last ?? ""
        switch parts.first {
        case "bind": return .bind(text)
        case "tmpfs": return .tmpfs(text)
        case "anonymous": return .anonymous
        case "inherited": return .inherited
        default: return .mount(text)
        }
    }

    private static func mount(_ document: JSONValue) -> Mount {
        let name = document["source"]?.string ?? ""
        let source: Mount.Source =
            switch document["type"]?.string {
            case "volume": .volume(name)
            case "bind": .bind(TreePath(name))
            default: .tmpfs
            }
        var mount = Mount(
            source, at: TreePath(document["destination"]?.string ?? "/"),
            isReadOnly: document["ro"] == .bool(true),
            copies: document["copies"] == .bool(true),
            subpath: TreePath(document["subpath"]?.string ?? "/"),
            isAnonymous: document["anonymous"] == .bool(true),
            origin: origin(document["origin"]))
        mount.mode = document["mode"]?.string ?? ""
        mount.propagation = document["propagation"]?.string ?? "rprivate"
        mount.tmpfs.size = document["size"]?.int.map { Int($0) }
        return mount
    }

    static func document(_ volume: Volume, layer: JSONObject) -> JSONObject {
        [
            "name": .string(volume.name), "labels": pairs(volume.labels),
            "driver": .string(volume.driver),
            "options": pairs(volume.options), "anonymous": .bool(volume.isAnonymous),
            "created": .int(Int64(volume.created)), "layer": .object(layer),
        ]
    }

    static func volume(_ document: JSONValue, _ blobs: Blobs) throws -> Volume {
        let name = document["name"]?.string ?? ""
        guard let digest = document["layer"]?["digest"]?.string.flatMap({ Digest(parsing: $0) })
        else {
            throw ImageError("CorruptData", "the saved volume '\(name)' has no contents")
        }
        let reading = try LayerArchive.read(
            ContentsSource(try blobs.read(digest, for: "the volume '\(name)'")))
        return Volume(
            name: name, tree: reading.changes.applied(to: FileTree()),
            labels: pairs(document["labels"]),
            driver: document["driver"]?.string ?? "local", options: pairs(document["options"]),
            isAnonymous: document["anonymous"] == .bool(true),
            created: Int(document["created"]?.int ?? 0))
    }
}
