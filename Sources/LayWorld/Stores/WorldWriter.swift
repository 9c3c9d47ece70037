internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages

/// One save of a world.
struct WorldWriter {
    let blobs: BlobWriter
    /// What the next save need not find out again.
    private(set) var record: SavedRecord
    private let world: World
    private let former: SavedRecord
    private let layouts: LayoutWriter
    private var steps: CacheWriter
    private let oldIndex: SavedIndex?
    private let oldDocument: JSONValue?
    private var manifests: [JSONValue] = []

    init(
        _ world: World, _ files: any FileSystem, _ root: TreePath, limits: ArchiveLimits
    ) throws {
        self.world = world
        former = world.state.saved
        let isSame = former.root == root
        blobs = BlobWriter(
            files, root, verified: isSame ? former.verified : [], compressed: former.compressed,
            limits: limits)
        layouts = LayoutWriter(blobs)
        steps = CacheWriter(blobs, layouts, former: former.layers)
        record = SavedRecord()
        record.root = root
        record.unreadable = isSame ? former.unreadable : []
        do {
            let index = try SavedIndex(blobs.layout)
            oldIndex = index
            // Without it nobody knows what is Lay's, and everything stays.
            oldDocument = index.state == nil ? nil : try? index.document(blobs.layout).state
        } catch let error as ImageError where error.kind == .notFound {
            (oldIndex, oldDocument) = (nil, nil)
        }
    }

    /// Writes everything; gives the blobs that have to stay.
    mutating func write() throws -> Leftovers.Kept {
        do {
            try blobs.prepare()
            var state: JSONObject = [
                "version": .int(1), "clock": .int(Int64(world.state.clock)),
                "counter": .int(Int64(world.state.counter)),
            ]
            // As text: a JSON number holds no more than 63 bits.
            if world.state.seed != 0 { state["seed"] = .string(String(world.state.seed)) }
            if world.state.draws != 0 { state["draws"] = .int(Int64(world.state.draws)) }
            state["images"] = .array(try writeImages())
            state["tags"] = .array(
                world.state.tags.map {
                    .array([.string($0.reference.description), .string($0.id.description)])
                })
            state["containers"] = .array(try writeContainers())
            state["volumes"] = .array(try writeVolumes())
            if let cache = try writeCache() { state["cache"] = cache }
            if let downloads = try writeDownloads() { state["downloads"] = downloads }
            record.layers = steps.layers
            state["layers"] = .array(steps.records.documents)
            state["events"] = .array(
                world.state.events.map {
                    .array([
                        .string($0.type), .string($0.action), .string($0.actor),
                        .int(Int64($0.time)),
                    ])
                })
            state["manifests"] = .array(
                manifests.map {
                    let entry = SavedIndex.entry($0)
                    return .array([.string(entry.digest), .string(entry.name)])
                })
            try writeState(state)
            let others = others()
            try blobs.commit(manifests + others)
            record.verified = blobs.verified
            record.compressed = blobs.compressed
            var kept = Leftovers(blobs: blobs.layout).reachable(from: others)
            kept.blobs.formUnion(blobs.used)
            return kept
        } catch {
            blobs.discard()
            throw error
        }
    }

    /// Manifests of the old index that this world has no say in.
    private func others() -> [JSONValue] {
        // One that is itself missing or damaged is of no use to anybody.
        let unreadable = record.unreadable.filter {
            Digest(parsing: $0).map { (try? blobs.layout.document($0, for: "")) != nil } ?? false
        }
        return oldIndex?.others(than: manifests, oldDocument, unreadable: unreadable) ?? []
    }

    private mutating func writeImages() throws -> [JSONValue] {
        var names: [Digest: [String]] = [:]
        for tag in world.state.tags { names[tag.id, default: []].append(tag.reference.familiar) }
        var result: [JSONValue] = []
        for (id, image) in world.listedImages {
            let descriptors = try layouts.descriptors(image, names[id] ?? [], isNamedInFull: true)
            for layer in image.layers { try steps.writeIndex(layer) }
            manifests += descriptors
            result.append(
                .object([
                    "id": .string(id.description),
                    "manifest": descriptors.first?["digest"] ?? .null,
                    "listed": .bool(world.state.images.isListed(id)),
                    "tagged": world.state.images.lastTagged(id).map { .int(Int64($0)) } ?? .null,
                ]))
        }
        return result
    }

    private mutating func writeContainers() throws -> [JSONValue] {
        var result: [JSONValue] = []
        for container in world.containers {
            var layer: Layer
            if let known = former.containers[container.id],
                known.tree.isIdentical(to: container.tree)
            {
                layer = known.layer
            } else {
                layer = Layer(try container.changes())
            }
            layer = layer.with(createdBy: "container \(container.name)")
            record.containers[container.id] = .init(tree: container.tree, layer: layer)
            let descriptors = try layouts.descriptors(
                try container.image.adding(layer, created: Timestamp.text(container.created)),
                ["lay-container.\(container.name)"])
            manifests += descriptors
            var document = ContainerRecord.document(container, clock: world.state.clock)
            document["manifest"] = descriptors.first?["digest"] ?? .null
            document["layer"] = .object(try layouts.writeLayer(layer))
            try steps.writeIndex(layer)
            result.append(.object(document))
        }
        return result
    }

    private mutating func writeVolumes() throws -> [JSONValue] {
        var result: [JSONValue] = []
        for volume in world.state.volumes.all {
            let layer: Layer
            if let known = former.volumes[volume.name], known.tree.isIdentical(to: volume.tree) {
                layer = known.layer
            } else {
                layer = Layer(try TreeChanges(from: FileTree(), to: volume.tree))
            }
            record.volumes[volume.name] = .init(tree: volume.tree, layer: layer)
            let descriptor = try layouts.writeLayer(layer)
            try steps.writeIndex(layer)
            let config = JSONValue.object(["name": .string(volume.name)])
            let manifest = try writeManifest(config, MediaType.volume, [descriptor])
            manifests.append(.object(manifest))
            var document = VolumeRecord.document(volume, layer: descriptor)
            document["manifest"] = manifest["digest"]
            result.append(.object(document))
        }
        return result
    }

    /// Writes the build cache, all of whose blobs hang from one manifest; `nil` for an empty one.
    private mutating func writeCache() throws -> JSONValue? {
        let cache = world.state.cache
        let isLimited = cache.limit != BuildCache.standardLimit
        if cache.count == 0, cache.mounts.isEmpty, cache.knownContents == nil, !isLimited {
            return nil
        }
        var layers: [JSONObject] = []
        var entries: [JSONValue] = []
        for (key, entry) in cache.all {
            guard let (document, written) = try steps.write(key, entry) else { continue }
            layers += written
            entries.append(.object(document))
        }
        var mounts: [JSONValue] = []
        for (id, mount) in cache.mounts {
            let layer = Layer(try TreeChanges(from: FileTree(), to: mount.tree))
            let descriptor = try layouts.writeLayer(layer)
            layers.append(descriptor)
            mounts.append(
                .object([
                    "id": .string(id), "layer": descriptor["digest"] ?? .null,
                    "used": .int(Int64(mount.used)),
                ]))
        }
        var document: JSONObject = [
            "entries": .array(entries), "mounts": .array(mounts),
            "evicted": .array(cache.evicted.map { .string($0.key.description) }),
        ]
        if isLimited { document["limit"] = .int(Int64(cache.limit)) }
        if let contents = cache.knownContents, let digest = cache.knownDigest {
            try blobs.write(contents, digest)
            layers.append(JSONValue.descriptor(MediaType.knownContents, digest, contents.count))
            document["contents"] = .string(digest.description)
        }
        manifests.append(.object(try writeManifest(.object([:]), MediaType.cache, layers)))
        return .object(document)
    }

    /// Writes the catalogue of addresses: one layer, in which each has a file or a directory with its
    /// number for a name; `nil` for an empty one.
    private mutating func writeDownloads() throws -> JSONValue? {
        let addresses = world.state.downloads.addresses
        if addresses.isEmpty { return nil }
        let tree = try world.state.downloads.numbered()
        let descriptor = try layouts.writeLayer(
            Layer(try TreeChanges(from: FileTree(), to: tree)))
        manifests.append(
            .object(try writeManifest(.object([:]), MediaType.downloads, [descriptor])))
        return .object([
            "addresses": .array(addresses.map { .string($0) }),
            "layer": descriptor["digest"] ?? .null,
        ])
    }

    private mutating func writeState(_ state: JSONObject) throws {
        let bytes = Array(JSONValue.object(state).text().utf8)
        let layer = JSONValue.descriptor(MediaType.world, try blobs.write(bytes), bytes.count)
        var manifest = try writeManifest(
            .object([:]), MediaType.world, [layer] + steps.records.blobs)
        manifest["annotations"] = .object([MediaType.stateMark: .string("state")])
        manifests.append(.object(manifest))
    }

    private func writeManifest(
        _ config: JSONValue, _ type: String, _ layers: [JSONObject]
    ) throws -> JSONObject {
        try layouts.writeManifest(config, type, layers, to: blobs)
    }
}
