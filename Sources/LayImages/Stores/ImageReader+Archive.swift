internal import Dispatch
internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import Synchronization

/// docker-archive, and what every kind of store has in common: a config and its layers' blobs.
extension ImageReader {
    func readDockerArchive(_ place: Place, _ list: [JSONValue], _ name: String?) throws -> [Reading]
    {
        var result: [Reading] = []
        var filter = NameFilter(name)
        for entry in list {
            guard let configName = entry["Config"]?.string,
                let layerNames = entry["Layers"]?.strings
            else {
                throw ImageError.incompleteEntry
            }
            guard let tags = filter.accepted(of: entry["RepoTags"]?.strings ?? []) else { continue }
            let shown = "the archive's image \(tags.first ?? configName)"
            var config = try self.config(
                try part(configName, of: shown, in: place).document(configName, limits), of: shown)
            let repairs = try config.repairFields(of: shown)
            var sources: [(ByteSource, Digest?)] = []
            for (index, layer) in layerNames.enumerated() {
                if layer.isEmpty { throw ImageError.namelessLayer(index, of: shown) }
                sources.append((ContentsSource(try part(layer, of: shown, in: place)), nil))
            }
            let image = try assemble(
                config, sources, manifest: nil, warnings: repairs, shown)
            result += tags.map { Reading(image: image, name: $0) }
            if tags.isEmpty { result.append(Reading(image: image, name: nil)) }
        }
        if result.isEmpty {
            try filter.check("the archive \(place.shown)")
            throw ImageError.emptyArchive
        }
        return result
    }

    /// What an archive names and has to have.
    func part(_ part: String, of image: String, in place: Place) throws -> FileContents {
        guard !part.isEmpty else { throw ImageError.namelessPart(of: image, place.shown) }
        do throws(FileError) {
            let path = place.root.appending(TreePath(part))
            if case .file(let contents) = try place.files.entry(at: path, follow: true).node.body {
                return contents
            }
        } catch {
            if error.isBound || error.code == .notGranted { throw error }
        }
        throw ImageError.missingPart(part, of: image, place.shown)
    }

    /// Makes an image of a config and its layers' blobs, whose digests are verified.
    ///
    /// A config that names no layers at all gets the names of those there are, as podman has it.
    func assemble(
        _ config: ImageConfig, _ sources: [(source: ByteSource, digest: Digest?)],
        manifest: Image.StoredManifest?, alternatives: [Image.StoredManifest] = [],
        warnings notes: [String] = [], isFirstForm: Bool = false, _ name: String
    ) throws -> Image {
        var config = config
        let isNaming = config["rootfs"]?["diff_ids"] != nil || sources.isEmpty
        let diffIDs = config.diffIDs
        if isNaming, diffIDs.count != sources.count {
            throw ImageError.otherLayerCount(of: name, sources.count, named: diffIDs.count)
        }
        let lines = config.history.filter { $0["empty_layer"] != .bool(true) }.map {
            $0["created_by"]?.string ?? ""
        }
        var layers: [Layer] = []
        // A manifest that names a blob which is not kept is not kept either.
        var isWhole = isNaming
        var warnings = notes
        if isNaming, let fault = config.historyFault { warnings.append(fault) }
        for (index, result) in readLayers(sources.map(\.source)).enumerated() {
            let (source, digest) = sources[index]
            var reading: LayerArchive.Reading
            do {
                reading = try result.get()
            } catch let error as ArchiveError {
                // What a damaged blob is uncompressed to says less than that it is damaged.
                let contents = FileContents(source, offset: 0, count: source.count)
                if error.limit == nil, let digest, try Digest.of(contents) != digest {
                    throw ImageError.damagedBlob(digest, neededBy: name)
                }
                throw error.inLayer(index, of: name)
            }
            if let digest, reading.digest != digest {
                throw ImageError.damagedBlob(digest, neededBy: name)
            }
            if isNaming, reading.diffID != diffIDs[index] {
                throw ImageError.otherLayer(index, of: name, named: diffIDs[index])
            }
            if !reading.lowerLinks.isEmpty {
                do {
                    try reading.resolveLinks(over: layers.tree(over: FileTree()))
                } catch let error as ArchiveError {
                    throw error.inLayer(index, of: name)
                }
            }
            warnings += reading.warnings
            if reading.kept != nil { isWhole = false }
            let blob = Layer.Blob(source, reading)
            layers.append(
                Layer(
                    reading.changes, createdBy: index < lines.count ? lines[index] : "",
                    diffID: reading.diffID, blob: blob))
        }
        if !isNaming {
            config.setDiffIDs(try layers.map { try $0.diffID() })
            if !isFirstForm { warnings.append("\(name) names no layers in its config") }
        }
        let origin = Image.Origin(
            manifest: isWhole ? manifest : nil, alternatives: alternatives, warnings: warnings)
        return try Image(layers: layers, config: config, origin: origin)
    }

    /// Reads layers on all cores, the largest first, so that none is left over at the end.
    private func readLayers(_ sources: [ByteSource]) -> [Result<LayerArchive.Reading, any Error>] {
        let (limits, scratch) = (limits, scratch)
        let order = sources.indices.sorted { sources[$0].count > sources[$1].count }
        let progress = TransferProgress.current
        let payer = MemoryAccount.current
        progress?.expect(bytes: sources.reduce(0) { $0 + $1.count })
        let results = Mutex<[Int: Result<LayerArchive.Reading, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: order.count) { place in
            let index = order[place]
            let result = Result {
                try TransferProgress.$current.withValue(progress) {
                    try MemoryAccount.sharing(payer) { () throws in
                        try LayerArchive.read(sources[index], limits: limits, scratch: scratch)
                    }
                }
            }
            results.withLock { $0[index] = result }
        }
        let readings = results.withLock { $0 }
        return sources.indices.map { index in
            readings[index]
                ?? .failure(ImageError.unreadLayer(index))
        }
    }
}
