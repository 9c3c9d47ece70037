import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

@Suite struct LayerArchiveTests {
    private func sample() throws -> FileTree {
        var tree = FileTree()
        let attributes = FileAttributes(
            mode: 0o4755, uid: 3_000_000, gid: 7,
            extendedAttributes: [ExtendedAttribute(name: Array("user.note".utf8), value: [0, 255])])
        try tree.put(
            FileNode(
                .file(FileContents("text\n")), attributes: attributes, modified: -1_500_000_000),
            at: "/a/file")
        try tree.link("/a/file", to: "/a/other")
        try tree.put(
            FileNode(.symlink(target: Array("file".utf8)), attributes: FileAttributes(mode: 0o777)),
            at: "/a/link")
        try tree.put(
            FileNode(.fifo, attributes: FileAttributes(mode: 0o600), modified: 1), at: "/pipe")
        try tree.put(
            FileNode(
                .characterDevice(DeviceNumber(major: 1, minor: 3)),
                attributes: FileAttributes(mode: 0o666)), at: "/null")
        let long = String(repeating: "long", count: 40)
        try tree.put(
            FileNode(
                .file(FileContents([UInt8](repeating: 7, count: 1000))),
                attributes: FileAttributes(mode: 0o644)), at: TreePath("/d/\(long)"))
        return tree
    }

    @Test func `a tree survives its tar`() throws {
        let tree = try sample()
        #expect(try LayerArchive.readTree(MemoryBytes(try LayerArchive.write(tree))) == tree)
    }

    @Test(arguments: [Compression.none, .gzip, .zstd])
    func `a layer survives every compression with its diffID`(compression: Compression) throws {
        let base = try sample()
        var next = base.sealed()
        try next.unlink("/pipe")
        try next.removeAll("/d")
        try next.makeDirectories("/d")
        try next.write(FileContents("new"), to: "/d/new")
        let changes = try TreeChanges(from: base, to: next)
        let tar = try LayerArchive.write(changes)
        let reading = try LayerArchive.read(MemoryBytes(try compression.compress(tar)))
        #expect(reading.changes == changes)
        #expect(reading.diffID == Digest.of(tar))
        #expect(reading.compression == compression)
        #expect(try reading.changes.applied(to: base) == next)
    }

    @Test(arguments: seeds(75))
    func `random trees and layers survive their tars`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        var tree = FileTree()
        for step in 0..<40 { choices.change(&tree, step) }
        let tar = try LayerArchive.write(tree)
        let read = try LayerArchive.readTree(MemoryBytes(tar))
        #expect(read == tree, "LAY_SEED=\(seed)")
        #expect(read.brokenInvariants() == [])
        #expect(try LayerArchive.write(read) == tar, "LAY_SEED=\(seed)")
        var next = tree.sealed()
        for step in 40..<70 { choices.change(&next, step) }
        let changes = try TreeChanges(from: tree, to: next)
        let layer = try LayerArchive.write(changes)
        let reading = try LayerArchive.read(MemoryBytes(layer))
        #expect(reading.changes == changes, "LAY_SEED=\(seed)")
        #expect(try LayerArchive.write(reading.changes) == layer, "LAY_SEED=\(seed)")
        #expect(try reading.changes.applied(to: read) == next, "LAY_SEED=\(seed)")
    }

    @Test func `a whiteout hides only what lies below, in any order`() throws {
        var base = FileTree()
        try base.put(
            FileNode(.file(FileContents("old")), attributes: FileAttributes(mode: 0o644)),
            at: "/d/old")
        for entryFirst in [true, false] {
            var changes = TreeChanges()
            if entryFirst {
                try changes.add(
                    FileNode(.directory, attributes: FileAttributes(mode: 0o700)), at: "/d")
            }
            try changes.addOpaque(at: "/d")
            if !entryFirst {
                try changes.add(
                    FileNode(.directory, attributes: FileAttributes(mode: 0o700)), at: "/d")
            }
            let result = try changes.applied(to: base)
            #expect(!result.contains("/d/old"))
            #expect(try result.entry(at: "/d").node.attributes.mode == 0o700)
        }
    }

    @Test func `every cut and every flipped byte of a tar ends in an error or a tree`() throws {
        let bytes = try LayerArchive.write(try sample())
        for cut in stride(from: 1, to: bytes.count, by: 37) {
            _ = try? LayerArchive.read(MemoryBytes(Array(bytes[..<cut])))
        }
        for place in stride(from: 0, to: bytes.count, by: 11) {
            var damaged = bytes
            damaged[place] ^= 0x55
            _ = try? LayerArchive.read(MemoryBytes(damaged))
        }
        #expect(throws: ArchiveError.self) {
            try LayerArchive.read(MemoryBytes(Array(bytes[..<700])))
        }
        var broken = bytes
        broken[0] ^= 1
        #expect(throws: ArchiveError.self) { try LayerArchive.read(MemoryBytes(broken)) }
    }

    @Test func `a bomb ends at the limit`() throws {
        let bomb = try Compression.gzip.compress([UInt8](repeating: 0, count: 8 << 20))
        #expect(throws: ArchiveError.self) {
            try LayerArchive.read(MemoryBytes(bomb), limits: ArchiveLimits(bytes: 1 << 20))
        }
    }

    @Test func `JSON keeps order and exact ints, and names the place of an error`() throws {
        let text = "{\"b\":9007199254740993,\"a\":[1,2.5,null,true,\"\\u00e9\\n\"]}"
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(value["b"]?.int == 9_007_199_254_740_993)
        #expect(value.text() == "{\"b\":9007199254740993,\"a\":[1,2.5,null,true,\"é\\n\"]}")
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: Array("{\n \"a\": }".utf8))
        }
        #expect(error?.line == 2)
        let twice = try JSONValue(parsing: Array("{\"a\":1,\"b\":0,\"a\":2}".utf8))
        #expect(twice.text() == "{\"a\":2,\"b\":0}")
    }
}
