import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import LayWorld
import Testing

@testable import LayImages

/// What a world holds is what comes back.
@Suite struct SavedWorldTests {
    @Test(arguments: seeds(8))
    func `a random world comes back`(seed: UInt64) throws {
        var random = try RandomWorld(seed: seed)
        let files = TreeFileSystem()
        try WorldStore.save(random.world, to: files, "/w")
        let loaded = try WorldStore.load(files, "/w")
        #expect(loaded.state.damage == [], "LAY_SEED=\(seed)")
        let expected = try WorldText.of(random.world, asLoaded: true)
        let lines = WorldText.difference(expected, try WorldText.of(loaded))
        #expect(lines == [], "LAY_SEED=\(seed) \(lines)")

        let before = try WorldText.files(files, "/w")
        try WorldStore.save(loaded, to: files, "/w")
        #expect(try WorldText.files(files, "/w") == before, "LAY_SEED=\(seed)")
        // Another directory gets the same bytes, whatever is remembered of the first.
        try WorldStore.save(loaded, to: files, "/other")
        #expect(try WorldText.files(files, "/other") == before, "LAY_SEED=\(seed)")

        try random.change(steps: 10)
        try WorldStore.save(random.world, to: files, "/w")
        let fresh = World()
        fresh.state = random.world.state
        fresh.state.saved = SavedRecord()
        try WorldStore.save(fresh, to: files, "/fresh")
        #expect(
            try WorldText.files(files, "/w") == WorldText.files(files, "/fresh"), "LAY_SEED=\(seed)"
        )
    }

    @Test func `saving an unchanged world writes nothing`() throws {
        let world = try RandomWorld(seed: 1).world
        let files = FaultyFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let count = files.count
        try WorldStore.save(world, to: files, "/w")
        #expect(files.count == count)
        let loaded = try WorldStore.load(files, "/w")
        try WorldStore.save(loaded, to: files, "/w")
        #expect(files.count == count)
        loaded.state.clock += 1
        try WorldStore.save(loaded, to: files, "/w")
        #expect(files.count > count)
    }

    @Test func `an image is not saved over a world`() throws {
        let world = try RandomWorld(seed: 2).world
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let error = #expect(throws: ImageError.self) {
            try LayoutWriter(files, "/w").write([(.scratch, ["x"])])
        }
        #expect(error?.kind == .exists)
    }

    @Test func `what other tools added stays`() throws {
        let files = TreeFileSystem()
        let world = try RandomWorld(seed: 3).world
        let image = try Image.scratch.replacingFiles(
            with: FileTree(), createdBy: "x", created: world.timestamp)
        try world.tag(image, try Reference("mine"))
        try WorldStore.save(world, to: files, "/w")
        // As skopeo copy does: blobs, and another line of the index.
        var other = FileTree()
        try other.write(FileContents("other"), to: "/f", now: 0)
        let foreign = try Image.scratch.replacingFiles(
            with: other, createdBy: "y", created: world.timestamp)
        let writer = LayoutWriter(BlobWriter(files, "/w"))
        let added = try writer.descriptors(foreign, ["theirs", "mine:latest"])
        try writer.blobs.commit(try SavedIndex(writer.blobs.layout).manifests + added)

        for _ in 0..<2 {
            let loaded = try WorldStore.load(files, "/w")
            #expect(throws: ImageError.self) { try loaded.image("theirs") }
            #expect(try loaded.image("mine").id == image.id)
            try loaded.removeImage("mine", force: true)
            try loaded.note("image", "untag", "x")
            try WorldStore.save(loaded, to: files, "/w")
            let read = try #require(try ImageReader(files).read("/w", name: "theirs").first)
            #expect(read.image.id == foreign.id)
            try loaded.tag(image, try Reference("mine"))
            try WorldStore.save(loaded, to: files, "/w")
            #expect(
                try ImageReader(files).read("/w", name: "mine:latest").map(\.image.id) == [image.id]
            )
        }
    }

    @Test func `what a damaged manifest of another tool needs stays`() throws {
        let files = TreeFileSystem()
        let world = try RandomWorld(seed: 3).world
        try WorldStore.save(world, to: files, "/w")
        var tree = FileTree()
        try tree.write(FileContents("other"), to: "/f", now: 0)
        let foreign = try Image.scratch.replacingFiles(
            with: tree, createdBy: "y", created: world.timestamp)
        let writer = LayoutWriter(BlobWriter(files, "/w"))
        let added = try writer.descriptors(foreign, ["theirs"])
        try writer.blobs.commit(try SavedIndex(writer.blobs.layout).manifests + added)
        let digest = try #require(
            added.first?["digest"]?.string.flatMap { Digest(parsing: $0) })
        let path = writer.blobs.layout.path(digest)
        let whole = try files.tree.entry(at: path, follow: true).node
        try files.tree.write(FileContents("cut"), to: path, now: 0)
        for _ in 0..<2 {
            world.state.clock += 1
            try WorldStore.save(world, to: files, "/w")
            #expect(throws: ImageError.self) { try WorldStore.collectGarbage(files, "/w") }
        }
        try files.tree.put(whole, at: path)
        #expect(try WorldStore.collectGarbage(files, "/w").files > 0)
        let read = try ImageReader(files).read("/w", name: "theirs")
        #expect(read.map(\.image.id) == [foreign.id])
        #expect(try WorldStore.load(files, "/w").state.damage == [])
    }
}
