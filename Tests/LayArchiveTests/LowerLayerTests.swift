import LayArchive
import LayFiles
import LayTestSupport
import Testing

/// Layers over files that are there: what umoci 0.4.7 and podman 4.3 make of the same entries.
@Suite struct LowerLayerTests {
    struct Sample: CustomTestStringConvertible {
        let name: String
        let lines: [String]
        let build: @Sendable (inout RawTar) -> Void

        init(
            _ name: String, _ lines: [String], _ build: @escaping @Sendable (inout RawTar) -> Void
        ) {
            (self.name, self.lines, self.build) = (name, lines, build)
        }

        var testDescription: String { name }

        func read() throws -> LayerArchive.Reading {
            var tar = RawTar()
            build(&tar)
            return try LayerArchive.read(
                MemoryBytes(tar.bytes + [UInt8](repeating: 0, count: 1024)))
        }
    }

    private static let directory = "directory /d mode 700 owner 5:6"

    private static func base() throws -> FileTree {
        var tree = FileTree()
        func file(_ text: String) -> FileNode {
            FileNode(.file(FileContents(text)), attributes: FileAttributes(mode: 0o644))
        }
        let attributes = FileAttributes(mode: 0o700, uid: 5, gid: 6)
        try tree.put(FileNode(.directory, attributes: attributes), at: "/d")
        try tree.put(file("x"), at: "/d/x")
        try tree.put(file("a"), at: "/f")
        try tree.put(
            FileNode(.symlink(target: Array("d".utf8)), attributes: FileAttributes(mode: 0o644)),
            at: "/l")
        return tree
    }

    static let samples = [
        Sample("a file and a removal below it", ["file /d = 1", "file /f = a", "symlink /l -> d"]) {
            $0.add("d", "0", "1")
            $0.add("d/.wh.x")
        },
        Sample(
            "a link and a removal below it", ["symlink /d -> f", "file /f = a", "symlink /l -> d"]
        ) {
            $0.add("d", "2", to: "f")
            $0.add("d/.wh.x")
        },
        Sample(
            "a removal below a lower file",
            [directory, "file /d/x = x", "file /f = a", "symlink /l -> d"]
        ) { $0.add("f/.wh.x") },
        Sample("a removal and one below it", ["file /f = a", "symlink /l -> d"]) {
            $0.add("d/.wh.x")
            $0.add(".wh.d")
        },
        Sample("a removal and an opaque mark below it", ["file /f = a", "symlink /l -> d"]) {
            $0.add(".wh.d")
            $0.add("d/.wh..wh..opq")
        },
        Sample(
            "an opaque mark without its directory", [directory, "file /f = a", "symlink /l -> d"]
        ) {
            $0.add("d/.wh..wh..opq")
        },
        Sample(
            "an opaque mark on a file",
            [directory, "file /d/x = x", "file /f = a", "symlink /l -> d"]
        ) { $0.add("f/.wh..wh..opq") },
        Sample(
            "an opaque mark and a file without their directory",
            [directory, "file /d/y = 2", "file /f = a", "symlink /l -> d"]
        ) {
            $0.add("d/y", "0", "2")
            $0.add("d/.wh..wh..opq")
        },
        Sample(
            "a hard link to a file below",
            [
                directory, "file /d/x = x", "file /f = a (2 names)", "file /h = a (2 names)",
                "symlink /l -> d",
            ]
        ) { $0.add("h", "1", to: "f") },
        Sample(
            "hard links through a link below, and to each other",
            [
                directory, "file /d/x = x (3 names)", "file /f = a", "file /g = x (3 names)",
                "file /h = x (3 names)", "symlink /l -> d",
            ]
        ) {
            $0.add("h", "1", to: "l/x")
            $0.add("g", "1", to: "h")
        },
    ]

    @Test(arguments: samples)
    func `a layer over files gives what others give`(sample: Sample) throws {
        let base = try Self.base()
        var reading = try sample.read()
        try reading.resolveLinks(over: base)
        let tree = try reading.changes.applied(to: base)
        #expect(listing(tree) == sample.lines)
        #expect(tree.brokenInvariants() == [])
    }

    @Test func `a hard link to what no layer has is refused by its name`() throws {
        let sample = Sample("", []) { $0.add("h", "1", to: "no/such") }
        var reading = try sample.read()
        let base = try Self.base()
        let error = #expect(throws: ArchiveError.self) { try reading.resolveLinks(over: base) }
        #expect(error?.description.contains("'no/such'") == true)
        let removed = Sample("", []) {
            $0.add(".wh.f")
            $0.add("h", "1", to: "f")
        }
        #expect(throws: ArchiveError.self) { try removed.read() }
    }
}
