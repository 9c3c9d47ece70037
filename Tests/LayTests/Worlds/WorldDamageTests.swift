import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import LayWorld
import Testing

@testable import LayImages

/// What is damaged is named, and the rest is there.
@Suite struct WorldDamageTests {
    enum Damage: CaseIterable { case missing, cut, flipped }

    private func world() throws -> World {
        let world = World()
        for name in ["one", "two"] {
            var tree = FileTree()
            try tree.write(FileContents("the file of \(name)"), to: "/f", now: 0)
            let image = try Image.scratch.replacingFiles(
                with: tree, createdBy: name, created: world.timestamp)
            try world.tag(image, try Reference(name))
            var options = World.Options()
            options.name = "of-\(name)"
            options.command = ["x"]
            let container = try world.create(image, imageName: name, options)
            try world.update(container.id) {
                try $0.tree.write(FileContents("written in \(name)"), to: "/own", now: 0)
            }
            let volume = try world.createVolume("vol-\(name)")
            world.state.volumes.update(volume.name) { $0.tree = tree }
        }
        return world
    }

    @Test func `a world's own documents may be larger than those of others`() throws {
        let world = try world()
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        var limits = ArchiveLimits()
        (limits.jsonBytes, limits.jsonValues) = (2500, 150)
        let loaded = try WorldStore.load(files, "/w", limits: limits)
        #expect(loaded.state.damage == [])
        #expect(loaded.containers.count == 2)
        // A save knows what is its own there.
        _ = try loaded.removeImage("one", force: true)
        try WorldStore.save(loaded, to: files, "/w", limits: limits)
        #expect(throws: ImageError.self) { try ImageReader(files).read("/w", name: "one") }
        #expect(try ImageReader(files).read("/w", name: "two").count == 1)
        // What nobody could open again is not saved.
        limits.jsonBytes = 1000
        #expect(throws: ArchiveError.self) {
            try WorldStore.save(world, to: TreeFileSystem(), "/w", limits: limits)
        }
    }

    @Test(arguments: Damage.allCases)
    func `each blob that is damaged is named with what needs it`(damage: Damage) throws {
        let world = try world()
        let whole = TreeFileSystem()
        try WorldStore.save(world, to: whole, "/w")
        var told = ""
        for item in try whole.list("/w/blobs/sha256") {
            let files = TreeFileSystem(whole.tree)
            let path = TreePath("/w/blobs/sha256").appending(name: item.name)
            let digest = "sha256:\(String(decoding: item.name, as: UTF8.self))"
            guard case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { continue }
            var bytes = try contents.bytes()
            switch damage {
            case .missing: try files.unlink(path)
            case .cut: bytes.removeLast()
            case .flipped: bytes[bytes.count / 2] ^= 4
            }
            if damage != .missing { try files.tree.write(FileContents(bytes), to: path, now: 0) }
            let loaded: World
            do {
                loaded = try WorldStore.load(files, "/w", verifies: true)
            } catch let error as ImageError {
                #expect(error.kind == .corruptData)
                #expect(error.message.contains("the state of the world saved in /w"))
                #expect(error.message.contains(digest))
                told += "state\n"
                continue
            }
            // The empty configuration of the state is of no use to anybody.
            if bytes.count == 2 || digest == "\(Digest.of("{}".utf8))" { continue }
            let lines = loaded.state.damage
            #expect(lines.contains { $0.contains(digest) }, "\(digest) \(lines)")
            told += lines.joined(separator: "\n") + "\n"
            let things = world.state.tags.count + world.containers.count + 2
            let found =
                loaded.state.tags.count + loaded.containers.count
                + loaded.state.volumes.count
            #expect(found + lines.filter { $0.contains("is missing:") }.count == things)
            // A save mends what is whole, and leaves a directory that opens without complaint.
            try WorldStore.save(loaded, to: files, "/w")
            #expect(try WorldStore.load(files, "/w").state.damage == [])
            // What was made again is written again, whatever lies there.
            try WorldStore.save(world, to: files, "/w")
            let again = try WorldStore.load(files, "/w")
            #expect(again.state.damage == [])
            #expect(try WorldText.of(again) == WorldText.of(world, asLoaded: true))
            world.state.saved = SavedRecord()
        }
        for user in ["the image 'one:latest'", "the container 'of-two'", "the volume 'vol-one'"] {
            #expect(told.contains("\(user) is missing: the blob sha256:"), "\(user)")
        }
        #expect(told.contains("the container 'of-one' is missing: the image"))
        #expect(told.contains("the container 'of-one' is whole"))
        #expect(told.contains("state"))
    }

    @Test func `a damaged layer is named when its contents are read`() throws {
        let world = try world()
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let saved = try WorldStore.load(files, "/w")
        let blob = try #require(try saved.image("one").layers[0].blob)
        let path = Blobs(files: files, root: "/w").path(blob.digest)
        guard case .file(let contents) = try files.entry(at: path, follow: true).node.body else {
            return
        }
        var bytes = try contents.bytes()
        bytes[bytes.count / 2] ^= 4
        try files.tree.write(FileContents(bytes), to: path, now: 0)
        // Nothing of it was looked at, and its names and sizes are known.
        let loaded = try WorldStore.load(files, "/w")
        #expect(loaded.state.damage == [])
        func file(_ name: String) throws -> [UInt8] {
            guard case .file(let file) = try loaded.image(name).tree.entry(at: "/f").node.body
            else { return [] }
            return try file.bytes()
        }
        #expect(try loaded.image("one").tree.entry(at: "/f").node.size == 15)
        let error = #expect(throws: FileError.self) { try file("one") }
        #expect(error?.code == .corruptData)
        #expect(error?.detail?.contains("the blob \(blob.digest)") == true)
        #expect(error?.detail?.contains("that the image 'one:latest' needs is damaged") == true)
        #expect(try file("two") == Array("the file of two".utf8))
        // Its volume is the same layer; a save keeps all of it for whoever can mend it.
        try WorldStore.save(loaded, to: files, "/w")
        #expect(try WorldStore.load(files, "/w").state.volumes.count == 2)
    }

    @Test func `what cannot be read stays until somebody looks at it`() throws {
        let world = try world()
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let image = try world.image("one")
        try files.unlink(Blobs(files: files, root: "/w").path(image.config.digest))
        let loaded = try WorldStore.load(files, "/w")
        #expect(loaded.state.tags.count == 1 && loaded.containers.count == 1)
        let layers = { try files.list("/w/blobs/sha256").count }
        let before = try layers()
        try WorldStore.save(loaded, to: files, "/w")
        // The state's document and manifest are new, the two former ones are gone.
        #expect(try layers() == before)
        // With the blob back another tool reads it.
        try files.write(
            FileContents(image.config.bytes),
            to: Blobs(files: files, root: "/w").path(image.config.digest),
            creating: FileAttributes(mode: 0o644))
        #expect(
            try ImageReader(files).read("/w", name: "one:latest").map(\.image.id) == [image.id])
    }
}
