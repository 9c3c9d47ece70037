internal import ArgumentParser
internal import LayArchive
internal import LayContainers
internal import LayDisk
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayWorld

/// Where results of steps come from and go to besides the world, and how much of them it keeps.
struct BuildCacheOptions: ParsableArguments {
    @Option(
        name: .customLong("cache-from"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Take steps that the world lacks from a directory that --cache-to wrote: DIR or type=local,src=DIR.",
            valueName: "dir"))
    var sources: [String] = []

    @Option(
        name: .customLong("cache-to"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Write the steps of the build as an OCI layout: DIR or type=local,dest=DIR; mode=min for those of the image alone.",
            valueName: "dir"))
    var targets: [String] = []

    @Option(
        name: .customLong("cache-limit"),
        help: ArgumentHelp(
            "Let the world keep steps and cache mounts of SIZE, as in 500MB, from now on; what was used least recently goes (2GiB at first).",
            valueName: "size"),
        transform: Self.size)
    var limit: Int?

    private static func size(_ text: String) throws -> Int {
        guard let size = ByteSize.docker(text), size >= 0 else {
            throw ValidationError("'\(text)' is no size; write one as in 500MB or 2g")
        }
        return size
    }

    /// What `--cache-from` names; a directory without a cache is told and no fault, as the first build
    /// has none.
    ///
    /// - Throws: `Complaint` for what cannot be meant; `ImageError` for a damaged one.
    func imported(by machine: Machine) throws -> [ImportedCache] {
        var caches: [ImportedCache] = []
        for text in sources {
            let place = try CachePlace(text, .source)
            let path = Machine.absolute(place.directory)
            let files = machine.reading(path)
            guard try files.find(path.appending(name: "index.json".utf8)) != nil else {
                Terminal.error(
                    "WARNING: local cache import at \(place.directory) not found: it has no index.json"
                )
                continue
            }
            caches.append(
                ImportedCache(place.directory, try machine.cache(in: path, of: files, place.tag)))
        }
        return caches
    }

    /// Where `--cache-to` says that steps go.
    ///
    /// - Throws: `Complaint` for what cannot be meant.
    func places() throws(Complaint) -> [CachePlace] {
        var places: [CachePlace] = []
        for text in targets { places.append(try CachePlace(text, .target)) }
        return places
    }

    /// Writes the steps of a build into directories.
    ///
    /// - Throws: `FileError` and `ImageError` for what cannot be written, unless `ignore-error=true`
    ///   stands there.
    static func export(
        _ outcome: BuildOutcome, of world: World, to places: [CachePlace], by machine: Machine
    ) throws {
        for place in places {
            var keys = outcome.steps.compactMap(\.key)
            if place.takesImageAlone {
                let layers = Set(outcome.image.config.diffIDs)
                keys = keys.filter { key in
                    world.state.cache[key]?.result.diffID.map { layers.contains($0) } ?? false
                }
            }
            let path = Machine.absolute(place.directory)
            do {
                try CacheStore.save(
                    world.state.cache, keys, to: machine.writing(path), path, tag: place.tag)
            } catch  where place.ignoresErrors {
                Terminal.error("WARNING: the cache was not written to \(place.directory): \(error)")
            }
        }
    }
}
