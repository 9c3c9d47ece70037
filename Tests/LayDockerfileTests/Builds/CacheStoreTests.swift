import LayArchive
import LayContainers
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Build caches in directories of their own.
@Suite struct CacheStoreTests {
    private static let dockerfile = """
        FROM busybox AS build
        COPY src /src
        RUN cat /src/* > /app
        FROM busybox
        COPY --from=build /app /app
        """

    private func build(
        in world: World, _ imported: [ImportedCache] = [], file: String = dockerfile
    ) throws -> BuildOutcome {
        var tree = FileTree()
        for (name, text) in [("a", "one"), ("b", "two")] {
            try tree.makeDirectories("/src")
            try tree.put(
                FileNode(.file(FileContents(text)), attributes: FileAttributes(mode: 0o644)),
                at: TreePath("/src/\(name)"))
        }
        var request = BuildRequest(
            try Dockerfile(parsing: Array(file.utf8)), context: try BuildContext.opening(tree))
        request.importedCaches = imported
        return try Builder(request, in: ContainerEngine(world)).build()
    }

    private func written(_ files: TreeFileSystem = TreeFileSystem()) throws -> TreeFileSystem {
        let world = try BuildCase.world()
        let outcome = try build(in: world)
        try CacheStore.save(world.state.cache, outcome.steps.compactMap(\.key), to: files, "/c")
        return files
    }

    @Test func `another world builds with what was written, and writes the same bytes`() throws {
        let files = try written()
        let world = try BuildCase.world()
        let imported = ImportedCache("/c", try CacheStore.load(files, "/c"))
        let outcome = try build(in: world, [imported])
        let made = outcome.steps.filter { $0.word != "FROM" }
        #expect(made.allSatisfy { $0.origin == .cached && $0.source == "/c" })
        #expect(made.count == 3)
        #expect(try build(in: BuildCase.world()).image.id == outcome.image.id)
        let again = TreeFileSystem()
        try CacheStore.save(world.state.cache, made.compactMap(\.key), to: again, "/c")
        #expect(listing(again.tree) == listing(files.tree))
        // Its own cache has them from now on.
        let own = try build(in: world).steps.filter { $0.word != "FROM" }
        #expect(own.allSatisfy { $0.origin == .cached && $0.source == nil })
    }

    @Test func `the first of several caches that has a step gives it`() throws {
        let files = try written()
        let cache = try CacheStore.load(files, "/c")
        let caches = [
            ImportedCache("empty", BuildCache()), ImportedCache("first", cache),
            ImportedCache("second", cache),
        ]
        let outcome = try build(in: BuildCase.world(), caches)
        #expect(Set(outcome.steps.compactMap(\.source)) == ["first"])
    }

    @Test func `a manifest of the same name is replaced, and others stay`() throws {
        let files = try written()
        let image = try Image.scratch.label([("a", "b")], created: "1970-01-01T00:00:00Z")
        try LayoutWriter(files, "/c").write([(image, ["app"])])
        let world = try BuildCase.world()
        let outcome = try build(in: world, file: "FROM busybox\nRUN echo a > /a\n")
        try CacheStore.save(world.state.cache, outcome.steps.compactMap(\.key), to: files, "/c")
        #expect(try CacheStore.load(files, "/c").count == 1)
        #expect(try ImageReader(files).read("/c", name: "app").first?.image.id == image.id)
    }

    @Test func `a directory without a cache is told`() throws {
        let files = TreeFileSystem()
        #expect(throws: ImageError.self) { try CacheStore.load(files, "/c") }
        let image = try Image.scratch.label([("a", "b")], created: "1970-01-01T00:00:00Z")
        try LayoutWriter(files, "/c").write([(image, ["latest"])])
        let error = #expect(throws: ImageError.self) { try CacheStore.load(files, "/c") }
        #expect(error?.message.contains("no build cache of Lay's") == true)
        try WorldStore.save(try BuildCase.world(), to: files, "/w")
        let taken = #expect(throws: ImageError.self) {
            try CacheStore.save(BuildCache(), [], to: files, "/w")
        }
        #expect(taken?.message.contains("/w holds a saved world") == true)
    }

    /// What becomes of a cache of which a file was cut, altered or lost.
    @Test(arguments: ["cut", "altered", "lost"])
    func `damage is told with the file, and gives no other result`(damage: String) throws {
        let whole = try written()
        let id = try build(in: BuildCase.world()).image.id
        let blobs = TreePath("/c/blobs/sha256")
        var told = 0
        for item in try whole.list(blobs) {
            let files = TreeFileSystem(whole.tree)
            let path = blobs.appending(name: item.name)
            guard case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { continue }
            var bytes = try contents.bytes()
            switch damage {
            case "cut": bytes.removeLast(bytes.count / 2 + 1)
            case "altered": bytes[bytes.count / 2] ^= 1
            default: break
            }
            try files.unlink(path)
            if damage != "lost" {
                try files.write(
                    FileContents(bytes), to: path, creating: FileAttributes(mode: 0o644))
            }
            do {
                let cache = try CacheStore.load(files, "/c")
                let outcome = try build(
                    in: BuildCase.world(), [ImportedCache("/c", cache)])
                #expect(outcome.image.id == id)
            } catch {
                let name = String(decoding: item.name, as: UTF8.self)
                let reason = (error as? BuildFailure)?.reason ?? error
                #expect("\(reason)".contains(name), "\(reason)")
                told += 1
            }
        }
        // Lists of files serve explanations alone.
        #expect(told >= 6)
    }

    /// Somebody altered what the record says, and signed for it.
    @Test(arguments: seeds(40))
    func `an altered record is refused or right`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        let files = try written()
        let id = try build(in: BuildCase.world()).image.id
        func bytes(_ path: TreePath) throws -> [UInt8] {
            guard case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { return [] }
            return try contents.bytes()
        }
        func blob(_ digest: String) -> TreePath {
            TreePath("/c/blobs/sha256/\(digest.dropFirst(7))")
        }
        func write(_ bytes: [UInt8], _ path: TreePath) throws {
            try files.write(
                FileContents(bytes), to: path, creating: FileAttributes(mode: 0o644))
        }
        let index = String(decoding: try bytes("/c/index.json"), as: UTF8.self)
        let old = try JSONValue(parsing: Array(index.utf8))["manifests"]?.array?.first
        let manifestDigest = try #require(old?["digest"]?.string)
        let manifest = String(decoding: try bytes(blob(manifestDigest)), as: UTF8.self)
        let configDigest = try #require(
            try JSONValue(parsing: Array(manifest.utf8))["config"]?["digest"]?.string)
        var config = try bytes(blob(configDigest))
        for _ in 0..<Int.random(in: 1...4, using: &choices) {
            let place = config.indices.randomElement(using: &choices) ?? 0
            switch Int.random(in: 0..<3, using: &choices) {
            case 0: config[place] = UInt8.random(in: 0x20...0x7e, using: &choices)
            case 1: config.remove(at: place)
            default: config.insert(UInt8.random(in: 0x30...0x39, using: &choices), at: place)
            }
        }
        let signed = Digest.of(config).description
        try write(config, blob(signed))
        let altered = Array(manifest.replacing(configDigest, with: signed).utf8)
        let renamed = Digest.of(altered).description
        try write(altered, blob(renamed))
        try write(
            Array(index.replacing(manifestDigest, with: renamed).utf8), "/c/index.json")
        guard let cache = try? CacheStore.load(files, "/c") else { return }
        let outcome = try? build(in: BuildCase.world(), [ImportedCache("/c", cache)])
        #expect(outcome.map { $0.image.id == id } ?? true, "LAY_SEED=\(seed)")
    }
}

/// The bound of a build cache.
@Suite struct CacheLimitTests {
    private func entry(_ number: Int) -> (Digest, BuildCache.Entry) {
        var inputs = StepInputs("RUN")
        inputs.add(.command, "0", "\(number)")
        let layer = Layer(TreeChanges(), createdBy: "")
        return (
            inputs.key,
            BuildCache.Entry(
                inputs, title: "", result: CachedLayer(layer), created: 0, size: 100)
        )
    }

    private func mount(_ size: Int) throws -> FileTree {
        var tree = FileTree()
        try tree.put(
            FileNode(
                .file(FileContents(Array(repeating: 0, count: size))),
                attributes: FileAttributes(mode: 0o644)), at: "/f")
        return tree
    }

    @Test func `cache mounts count, and what was used least recently goes first`() throws {
        var cache = BuildCache()
        let entries = (0..<4).map { entry($0) }
        cache.insert(entries[0].0, entries[0].1)
        cache.setMount("old", try mount(100))
        cache.insert(entries[1].0, entries[1].1)
        cache.insert(entries[2].0, entries[2].1)
        cache.setMount("new", try mount(100))
        #expect(cache.size == 300 && cache.mountSize == 200)
        _ = cache.use(entries[0].0)
        cache.limit = 400
        // A tenth below the limit: the mount and the entry that were not used since.
        #expect(cache.mounts.map(\.id) == ["new"])
        #expect(cache[entries[0].0] != nil && cache[entries[1].0] == nil)
        #expect(cache.wasEvicted(entries[1].0) && !cache.wasEvicted(entries[0].0))
        cache.setMount("large", try mount(1000))
        #expect(cache.count == 0 && cache.mounts.map(\.id) == ["large"])
        #expect(cache.mountSize == 1000)
    }

    @Test func `a limit is saved with the world, and df and gc tell of mounts`() throws {
        let world = World()
        world.state.cache.limit = 1000
        world.state.cache.setMount("m", try mount(100))
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let opened = try WorldStore.load(files, "/w")
        #expect(opened.state.cache.limit == 1000)
        let usage = try opened.usage()
        #expect(usage.buildCacheLimit == 1000 && usage.buildCache.size == 100)
        let garbage = try opened.collectGarbage()
        #expect(garbage.bytes == 100 && garbage.steps == 1)
        #expect(opened.state.cache.mountSize == 0)
    }
}
