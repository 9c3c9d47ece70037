internal import LayArchive
internal import LayBounds
internal import LayDisk
internal import LayFiles
internal import LayImages

/// One opening of a saved world, which goes on where something is damaged.
struct WorldReader {
    private let blobs: Blobs
    private let world = World()
    private var record = SavedRecord()
    private var layers: [Digest: Layer] = [:]
    /// Layers with an index, by the digest of their blob.
    private var indexed: [Digest: LayerRecord] = [:]
    private let scratch: ScratchSpace?
    /// True when all blobs are to be read.
    private let verifies: Bool

    init(_ blobs: Blobs, scratch: ScratchSpace?, verifies: Bool) {
        self.blobs = blobs
        self.scratch = scratch
        self.verifies = verifies
        record.root = blobs.root
    }

    /// The world whose state an index names.
    mutating func read(_ index: SavedIndex) throws -> World {
        let (state, read) = try index.document(blobs)
        record.verified = read
        guard state["version"]?.int == 1 else {
            throw ImageError.unknownWorldVersion(blobs.root)
        }
        world.state.clock = state["clock"]?.int(in: Timestamp.range) ?? 0
        world.state.counter = state["counter"]?.int(in: JSONValue.counts) ?? 0
        world.state.seed = state["seed"]?.string.flatMap { UInt64($0) } ?? 0
        world.state.draws = state["draws"]?.int(in: JSONValue.counts) ?? 0
        for document in state["layers"]?.array ?? [] {
            if let entry = LayerRecord(document) { indexed[entry.digest] = entry }
        }
        if verifies {
            for entry in indexed.values { TransferProgress.current?.expect(bytes: entry.stored) }
        }
        try readImages(state)
        for document in state["volumes"]?.array ?? [] {
            let name = document["name"]?.string ?? ""
            try guarding("the volume '\(name)'", document) { reader, user in
                let digest = try reader.digest(document["layer"]?["digest"], user)
                let layer = try reader.layer(digest, user)
                let volume = VolumeRecord.volume(
                    document, try layer.changes.applied(to: FileTree()))
                reader.record.volumes[name] = .init(tree: volume.tree, layer: layer)
                reader.world.state.volumes[name] = volume
                reader.checkManifest(document["manifest"], user)
            }
        }
        try readCache(state["cache"])
        if let downloads = state["downloads"] {
            try guarding("the catalogue of downloads", downloads) { reader, user in
                let layer = try reader.layer(
                    try reader.digest(downloads["layer"], user), user)
                reader.world.state.downloads = try Downloads(
                    downloads["addresses"]?.strings ?? [],
                    numbered: layer.changes.applied(to: FileTree()))
            }
        }
        for document in state["containers"]?.array ?? [] {
            try guarding("the container '\(document["name"]?.string ?? "")'", document) {
                try $0.readContainer(document, $1)
            }
        }
        for event in state["events"]?.array ?? [] {
            guard let parts = event.array, parts.count == 4 else { continue }
            world.state.events.append(
                .init(
                    type: parts[0].string ?? "", action: parts[1].string ?? "",
                    actor: parts[2].string ?? "", time: parts[3].int(in: Timestamp.range) ?? 0))
        }
        world.state.saved = record
        return world
    }

    /// Reads one thing; what is wrong with it becomes a line of the damage.
    ///
    /// - Throws: `TransferProgress.Cancelled` and bounds of the run, which are no fault of the thing.
    private mutating func guarding(
        _ user: String, _ document: JSONValue,
        _ body: (inout WorldReader, _ user: String) throws -> Void
    ) throws {
        do {
            try body(&self, user)
        } catch let error as TransferProgress.Cancelled {
            throw error
        } catch {
            try Self.checkBounds(error)
            world.state.damage.append("\(user) is missing: \(error)")
            if let manifest = document["manifest"]?.string { record.unreadable.insert(manifest) }
        }
    }

    /// Passes on what ended the run, and says nothing of the thing that was read.
    private static func checkBounds(_ error: any Error) throws {
        if error is BoundReached || (error as? FileError)?.isBound == true { throw error }
        try RunBounds.look()
    }

    private mutating func readImages(_ state: JSONValue) throws {
        let tags = (state["tags"]?.array ?? []).compactMap {
            pair -> (reference: Reference, id: Digest)? in
            guard let parts = pair.strings, parts.count == 2,
                let reference = try? Reference(parts[0]), let id = Digest(parsing: parts[1])
            else { return nil }
            return (reference, id)
        }
        for document in state["images"]?.array ?? [] {
            let id = document["id"]?.string.flatMap { Digest(parsing: $0) }
            let names = tags.filter { $0.id == id }.map { "'\($0.reference.familiar)'" }
            let name = names.isEmpty ? id?.short ?? "" : names.joined(separator: ", ")
            try guarding("the image \(name)", document) { reader, user in
                let image = try reader.image(document["manifest"], user)
                guard image.id == id else {
                    throw ImageError.manifestOfAnother(image)
                }
                reader.world.keep(image, isListed: document["listed"] == .bool(true))
                if let tagged = document["tagged"]?.int(in: Timestamp.range) {
                    reader.world.state.images.list(image.id, tagged: tagged)
                }
            }
        }
        for tag in tags where world.state.images[tag.id] != nil {
            world.state.tags[tag.reference] = tag.id
        }
    }

    /// Reads the build cache; its layers are read when a build asks for them.
    private mutating func readCache(_ value: JSONValue?) throws {
        guard let value else { return }
        if let limit = value["limit"]?.int(in: JSONValue.counts) {
            world.state.cache.limit = limit
        }
        for document in value["entries"]?.array ?? [] {
            try guarding("the cached step '\(document["title"]?.string ?? "")'", document) {
                reader, user in
                let digest = try reader.digest(document["layer"], user)
                let result: CachedLayer
                if let known = reader.layers[digest] {
                    result = CachedLayer(known)
                } else if let entry = reader.indexed[digest] {
                    reader.record.verified.formUnion([digest, entry.index])
                    reader.record.layers[digest] = entry
                    let (blobs, scratch) = (SharedBlobs(reader.blobs), reader.scratch)
                    result = CachedLayer(entry) {
                        try StoredLayer.read(entry, blobs.blobs, scratch: scratch, user: user)
                    }
                } else {
                    result = CachedLayer(try reader.layer(digest, user))
                }
                guard
                    let (key, entry, used, uses) = CacheRecord.entry(
                        document, result,
                        files: { try? reader.blobs.read($0, for: user) })
                else { throw ImageError.noDigest(of: user) }
                reader.world.state.cache.restore(key, entry, used: used, uses: uses)
                reader.record.verified.formUnion(
                    [entry.inputs.filesDigest, entry.inputs.sentDigest].compactMap { $0 })
            }
        }
        for document in value["mounts"]?.array ?? [] {
            let id = document["id"]?.string ?? ""
            try guarding("the cache mount '\(id)'", document) { reader, user in
                let layer = try reader.layer(
                    try reader.digest(document["layer"], user), user)
                reader.world.state.cache.restoreMount(
                    id, try layer.changes.applied(to: FileTree()),
                    used: document["used"]?.int(in: JSONValue.counts) ?? 0)
            }
        }
        if let digest = value["contents"]?.string.flatMap({ Digest(parsing: $0) }),
            let contents = try? blobs.read(digest, for: "the build cache")
        {
            // Whoever uses it looks whether it is whole.
            record.verified.insert(digest)
            world.state.cache.restoreKnownContents(contents, digest)
        }
        for key in value["evicted"]?.array ?? [] {
            guard let digest = key.string.flatMap({ Digest(parsing: $0) }) else { continue }
            world.state.cache.setEvicted(digest, used: 0)
        }
    }

    private mutating func readContainer(_ document: JSONValue, _ user: String) throws {
        let id = try digest(document["image"], user)
        guard let image = world.state.images[id] else {
            throw ImageError.damagedImage(id)
        }
        var container = ContainerRecord.container(document, image)
        let layer = try layer(try digest(document["layer"]?["digest"], user), user)
        container.tree = try layer.changes.applied(to: image.tree)
        record.containers[container.id] = .init(tree: container.tree, layer: layer)
        world.state.containers[container.id] = container
        checkManifest(document["manifest"], user)
    }

    /// Looks at what is there for other tools only, so that the next save need not.
    private mutating func checkManifest(_ value: JSONValue?, _ user: String) {
        do {
            let manifest = try JSONValue(
                parsing: try read(try digest(value, user), user), limits: blobs.limits)
            _ = try read(try digest(manifest["config"]?["digest"], user), user)
        } catch {
            world.state.damage.append("\(user) is whole, and the next save mends this: \(error)")
        }
    }

    // MARK: Blobs

    private func digest(_ value: JSONValue?, _ user: String) throws -> Digest {
        guard let digest = value?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError.noDigest(of: user)
        }
        return digest
    }

    private mutating func read(_ digest: Digest, _ user: String) throws -> [UInt8] {
        let bytes = try blobs.document(digest, for: user)
        record.verified.insert(digest)
        return bytes
    }

    /// A layer, read once for all that share it; `below` is what it lies on in an image.
    private mutating func layer(
        _ digest: Digest, on below: [Layer] = [], _ user: String
    ) throws -> Layer {
        if let known = layers[digest] { return known }
        let source = ContentsSource(try blobs.read(digest, for: user))
        var known: Layer?
        if let entry = indexed[digest] {
            do {
                known = try indexedLayer(entry, source, user)
            } catch {
                try Self.checkBounds(error)
                if source.count != entry.stored {
                    throw ImageError.damagedBlob(digest, neededBy: user)
                }
                world.state.damage.append(
                    "\(user) is whole, and the next save mends this: \(error)")
            }
        }
        if verifies { known = nil }
        let layer = try known ?? readLayer(digest, source, on: below, user)
        // Unless it was read now, it is as good as it was when it was saved.
        record.verified.insert(digest)
        layers[digest] = layer
        return layer
    }

    private func readLayer(
        _ digest: Digest, _ source: ByteSource, on below: [Layer], _ user: String
    ) throws -> Layer {
        if indexed[digest] == nil { TransferProgress.current?.expect(bytes: source.count) }
        var reading: LayerArchive.Reading
        do {
            reading = try LayerArchive.read(source, limits: blobs.limits, scratch: scratch)
            if !reading.lowerLinks.isEmpty {
                let base = try below.tree(over: FileTree())
                try reading.resolveLinks(over: base)
            }
        } catch let error as ArchiveError where error.limit == nil {
            throw ImageError.damagedBlob(digest, neededBy: user)
        }
        if reading.digest != digest { throw ImageError.damagedBlob(digest, neededBy: user) }
        return Layer(
            reading.changes, diffID: reading.diffID, blob: Layer.Blob(source, reading))
    }

    /// A layer whose blob is not looked at before somebody reads contents of it.
    private mutating func indexedLayer(
        _ entry: LayerRecord, _ source: ByteSource, _ user: String
    ) throws -> Layer {
        if source.count != entry.stored {
            throw ImageError.damagedBlob(entry.digest, neededBy: user)
        }
        let index = try blobs.ownDocument(entry.index, for: user)
        record.verified.insert(entry.index)
        let layer = try StoredLayer(
            entry, source, index: index, limits: blobs.limits, scratch: scratch, user: user
        ).layer()
        record.layers[entry.digest] = entry
        return layer
    }

    private mutating func image(_ value: JSONValue?, _ user: String) throws -> Image {
        let digest = try digest(value, user)
        let bytes = try read(digest, user)
        let manifest = try JSONValue(parsing: bytes, limits: blobs.limits)
        let configDigest = try self.digest(manifest["config"]?["digest"], user)
        let config = try ImageConfig(
            parsing: try read(configDigest, user), limits: blobs.limits)
        let diffIDs = config.diffIDs
        let lines = config.history.filter { $0["empty_layer"] != .bool(true) }.map {
            $0["created_by"]?.string ?? ""
        }
        var layers: [Layer] = []
        for (index, descriptor) in (manifest["layers"]?.array ?? []).enumerated() {
            let layer = try layer(
                try self.digest(descriptor["digest"], user), on: layers, user)
            guard index < diffIDs.count, try layer.diffID() == diffIDs[index] else {
                throw ImageError.layerOfAnother(index)
            }
            layers.append(layer.with(createdBy: index < lines.count ? lines[index] : ""))
        }
        let stored = Image.StoredManifest(
            bytes: bytes, mediaType: manifest["mediaType"]?.string ?? MediaType.manifest)
        return try Image(
            layers: layers, config: config,
            origin: Image.Origin(
                manifest: stored, warnings: config.historyFault.map { [$0] } ?? []))
    }
}
