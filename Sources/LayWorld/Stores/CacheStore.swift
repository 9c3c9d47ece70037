public import LayArchive
internal import LayBounds
public import LayDisk
public import LayFiles
internal import LayImages

/// Keeps results of build steps as an OCI image layout of their own, for other worlds to build with.
///
/// One manifest of the layout has them: its config tells of each step what it was made of, and its
/// layers are those of the steps, with the indexes of their entries. The bytes depend on the results
/// alone.
public enum CacheStore {
    /// The name of the manifest where nothing else was said, as BuildKit's own.
    public static let standardTag = "latest"

    /// Writes the results of keys into the layout at `root`, which is made when missing; the manifest
    /// that had the name there is replaced, everything else stays.
    ///
    /// - Throws: `FileError` when something cannot be written; `ImageError` of kind `Exists` when a
    ///   world is saved there, `CorruptData` when the index there is none.
    /// - Complexity: O(*n*) in the bytes of layers that are not there yet.
    public static func save(
        _ cache: BuildCache, _ keys: some Sequence<Digest>, to files: any FileSystem,
        _ root: TreePath, tag: String = standardTag
    ) throws {
        let blobs = BlobWriter(files, root)
        let former = try SavedIndex(ifIn: blobs.layout)
        if former?.state != nil { throw ImageError.worldForCache(root) }
        let layouts = LayoutWriter(blobs)
        var writer = CacheWriter(blobs, layouts, former: [:])
        do {
            try blobs.prepare()
            var written: [String: JSONObject] = [:]
            var entries: [JSONValue] = []
            for key in Set(keys).sorted() {
                guard let entry = cache[key], let result = try writer.write(key, entry)
                else { continue }
                var document = result.document
                // How often and in which order this world used it tells nobody else anything.
                (document["used"], document["uses"]) = (nil, nil)
                entries.append(.object(document))
                for part in result.blobs { written[part["digest"]?.string ?? ""] = part }
            }
            for part in writer.records.blobs {
                written[part["digest"]?.string ?? ""] = part
            }
            let config = JSONValue.object([
                "version": .int(1), "entries": .array(entries),
                "layers": .array(writer.records.documents),
            ])
            var manifest = try layouts.writeManifest(
                config, MediaType.cache,
                written.sorted { $0.key < $1.key }.map(\.value), to: blobs)
            manifest["annotations"] = .object([MediaType.referenceName: .string(tag)])
            let kept = former?.manifests(besides: [.object(manifest)]) ?? []
            try blobs.commit(kept + [.object(manifest)], over: former?.document)
        } catch {
            blobs.discard()
            throw error
        }
    }

    /// Reads the results that lie in a layout; a layer is read when a build asks for it, and held
    /// against its digest then.
    ///
    /// - Throws: `ImageError` of kind `NotFound` where there is no such layout, `CorruptData` that
    ///   names the blob at fault; `FileError`.
    /// - Complexity: O(*n*) in the results.
    public static func load(
        _ files: any FileSystem, _ root: TreePath, tag: String = standardTag,
        limits: ArchiveLimits = ArchiveLimits(), scratch: ScratchSpace? = nil
    ) throws -> BuildCache {
        let blobs = Blobs(files: files, root: root, limits: limits)
        guard try files.find(root.appending(name: "index.json".utf8)) != nil else {
            throw ImageError.noCache(in: root)
        }
        let index = try SavedIndex(blobs)
        let named = index.manifests.last {
            $0["annotations"]?[MediaType.referenceName]?.string == tag
        }
        guard let named else { throw ImageError.noCache(tag, in: root) }
        let user = "the build cache in \(root)"
        func digest(_ value: JSONValue?) throws -> Digest {
            guard let digest = value?["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError.noDigest(of: user)
            }
            return digest
        }
        let manifest = try JSONValue(
            parsing: try blobs.document(try digest(named), for: user), limits: limits)
        guard manifest["config"]?["mediaType"]?.string == MediaType.cache else {
            throw ImageError.foreignCache(
                in: root, manifest["config"]?["mediaType"]?.string ?? "")
        }
        let document = try JSONValue(
            parsing: try blobs.ownDocument(try digest(manifest["config"]), for: user),
            limits: blobs.ownLimits)
        guard document["version"]?.int == 1 else { throw ImageError.newerCache(in: root) }
        return try cache(document, blobs, scratch, user)
    }

    private static func cache(
        _ document: JSONValue, _ blobs: Blobs, _ scratch: ScratchSpace?, _ user: String
    ) throws -> BuildCache {
        var layers: [Digest: LayerRecord] = [:]
        var pace = RunBounds.Pace()
        for value in document["layers"]?.array ?? [] {
            try pace.step(8)
            guard let record = LayerRecord(value) else { throw ImageError.noDigest(of: user) }
            // A copy that was cut short is told at once, and not by the step that comes upon it.
            for (blob, size) in [
                (record.digest, record.stored), (record.index, record.indexSize),
            ] where try blobs.read(blob, for: user).count != size {
                throw ImageError.damagedBlob(blob, neededBy: user)
            }
            layers[record.digest] = record
        }
        let shared = SharedBlobs(blobs)
        var cache = BuildCache()
        cache.limit = .max
        cache.countLimit = .max
        for (place, value) in (document["entries"]?.array ?? []).enumerated() {
            try pace.step(8)
            guard let digest = value["layer"]?.string.flatMap({ Digest(parsing: $0) }),
                let record = layers[digest]
            else { throw ImageError.noDigest(of: user) }
            let result = CachedLayer(record) {
                _ = try shared.blobs.checked(record.digest, for: user)
                return try StoredLayer.read(record, shared.blobs, scratch: scratch, user: user)
            }
            guard
                let (key, entry, _, _) = CacheRecord.entry(
                    value, result, files: { try? shared.blobs.checked($0, for: user) })
            else { throw ImageError.alteredStep(value["title"]?.string ?? "", in: user) }
            cache.restore(key, entry, used: place, uses: 0)
        }
        return cache
    }
}

extension Blobs {
    /// The contents of a blob that was held against its digest.
    ///
    /// - Throws: as `document`.
    fileprivate func checked(_ digest: Digest, for user: String) throws -> FileContents {
        let contents = try read(digest, for: user)
        if try Digest.of(contents) != digest {
            throw ImageError.damagedBlob(digest, neededBy: user)
        }
        return contents
    }
}

extension ImageError {
    static func worldForCache(_ root: TreePath) -> ImageError {
        ImageError(
            .exists, "\(root) holds a saved world, which has its own build cache",
            help: "write the cache into another directory")
    }

    static func noCache(in root: TreePath) -> ImageError {
        ImageError(
            .notFound, "there is no build cache in \(root): it has no index.json",
            help: "'lay build --cache-to \(root)' writes one")
    }

    static func noCache(_ tag: String, in root: TreePath) -> ImageError {
        ImageError(
            .notFound, "no build cache in \(root) has the name '\(tag)'",
            help: "'lay build --cache-to \(root)' writes one, named '\(CacheStore.standardTag)'")
    }

    static func foreignCache(in root: TreePath, _ type: String) -> ImageError {
        ImageError(
            .valueError, "what lies in \(root) is no build cache of Lay's, but '\(type)'",
            help: "another builder's keys are others: name a directory that Lay wrote")
    }

    static func newerCache(in root: TreePath) -> ImageError {
        ImageError(
            .valueError, "the build cache in \(root) was written by a newer Lay",
            help: "write it again with this one")
    }

    static func alteredStep(_ title: String, in user: String) -> ImageError {
        ImageError(
            .corruptData,
            "the step '\(CopiedFiles.escaped(title))' in \(user) is damaged: its parts have another key",
            help: "write the cache again, or build without it")
    }
}
