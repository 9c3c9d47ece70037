internal import Dispatch
internal import LayArchive
internal import LayBounds
public import LayFiles
internal import Synchronization

/// Images as `docker save` writes them: a tar with a `manifest.json`, configs by their digest, and
/// layers as uncompressed tars (moby image/tarexport).
///
///     manifest.json       [{"Config": "<id>.json", "RepoTags": ["app:1"], "Layers": ["<diffID>.tar"]}]
///     <id>.json           the config, byte for byte
///     <diffID>.tar        a layer, once for all images that have it
///     repositories        {"app": {"1": "<top layer>"}}, for tools from before manifest.json
public enum DockerArchive {
    /// What stands under a name of the archive.
    private enum Part {
        case bytes(FileContents)
        case layer(Layer)
    }

    /// A layer on its way to its place in the archive.
    private struct Job: @unchecked Sendable {
        let layer: Layer
        let region: any ByteSink
        let size: Int
    }

    /// Writes the archive of images with their names.
    ///
    /// Where a sink has regions, as a file has, layers are uncompressed into them on all cores.
    ///
    /// - Throws: `FileError` or `ArchiveError` when a layer cannot be read, `ImageError` of kind
    ///   `ValueError` for a name without a tag; what the sink throws.
    /// - Complexity: O(*n*) in the uncompressed bytes of all layers, of which a window for each core
    ///   is in memory.
    public static func write(
        _ images: [(image: Image, names: [Reference])], to sink: any ByteSink
    ) throws {
        let parts = try parts(of: images)
        var archive = PlainArchive(to: sink)
        var jobs: [Job] = []
        for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
            switch part {
            case .bytes(let contents): try archive.add(name, contents)
            case .layer(let layer):
                let size = try layer.uncompressedSize()
                try archive.add(name, size: size) { sink in
                    if let region = try (sink as? any FileSink)?.region(size) {
                        jobs.append(Job(layer: layer, region: region, size: size))
                    } else {
                        try layer.write(to: sink)
                    }
                }
            }
        }
        try archive.finish()
        try run(jobs)
    }

    private static func parts(of images: [(image: Image, names: [Reference])]) throws -> [String:
        Part]
    {
        var parts: [String: Part] = [:]
        var entries: [JSONValue] = []
        var repositories = JSONObject()
        for (image, names) in images {
            let image = image.repaired
            let config = "\(image.id.hex).json"
            parts[config] = .bytes(FileContents(image.config.bytes))
            var layers: [String] = []
            for layer in image.layers {
                let name = "\(try layer.diffID().hex).tar"
                parts[name] = .layer(layer)
                layers.append(name)
            }
            var tags: [JSONValue] = []
            for name in names {
                guard let tag = name.tag else {
                    throw ImageError.untagged(name)
                }
                tags.append(.string(name.familiar))
                let repository = String(name.familiar.dropLast(tag.count + 1))
                var known = repositories[repository]?.object ?? JSONObject()
                known[tag] = .string(layers.last.map { String($0.dropLast(4)) } ?? "")
                repositories[repository] = .object(known)
            }
            entries.append(
                .object([
                    "Config": .string(config), "RepoTags": tags.isEmpty ? .null : .array(tags),
                    "Layers": .array(layers.map { .string($0) }),
                ]))
        }
        parts["manifest.json"] = .bytes(FileContents(JSONValue.array(entries).text()))
        if !repositories.entries.isEmpty {
            parts["repositories"] = .bytes(FileContents(JSONValue.object(repositories).text()))
        }
        return parts
    }

    /// Uncompresses layers into their places, the largest first, so that none is left over at the
    /// end.
    private static func run(_ jobs: [Job]) throws {
        let jobs = jobs.sorted { $0.size > $1.size }
        let progress = TransferProgress.current
        let payer = MemoryAccount.current
        let failure = Mutex<(place: Int, error: any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: jobs.count) { place in
            do {
                if failure.withLock({ $0 != nil }) { return }
                try TransferProgress.$current.withValue(progress) {
                    try MemoryAccount.sharing(payer) { () throws in
                        try jobs[place].layer.write(to: ProgressSink(to: jobs[place].region))
                    }
                }
            } catch {
                failure.withLock { known in
                    if known.map({ $0.place > place }) ?? true { known = (place, error) }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure.error }
    }
}
