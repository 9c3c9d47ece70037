import Foundation
import Lay
import LayArchive
import LayBounds
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// What writing promises: complete or not there, equal bytes, nothing but what was loaded.
@Suite struct ExportTests {
    /// Fails after so many bytes were read.
    private final class BrokenBytes: ByteSource, @unchecked Sendable {
        override func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void)
            throws(FileError)
        {
            [UInt8](repeating: 1, count: min(range.count, 1 << 20)).withUnsafeBytes(body)
            throw FileError(.io, .root, detail: "the cable is loose")
        }
    }

    private func image(_ contents: FileContents, at path: TreePath = "/file") throws -> TreeChanges
    {
        var changes = TreeChanges()
        try changes.add(
            FileNode(.file(contents), attributes: FileAttributes(mode: 0o644)), at: path)
        return changes
    }

    @Test(arguments: ["out", "out.tar", "docker.tar", "root.tar", "directory"])
    func `a save that fails leaves no partial file`(form: String) throws {
        try withTemporaryDirectory { directory in
            let broken = BrokenBytes(count: 8 << 20)
            let changes = try image(FileContents(broken, offset: 0, count: broken.count))
            // Its digest is known, so that the fault is met while writing.
            let layer = Layer(changes, diffID: Digest.of([1]), blob: nil)
            let image = try Image.scratch.adding(layer, created: "1970-01-01T00:00:00Z")
            let format: ImageExporter.Format =
                switch form {
                case "docker.tar": .docker
                case "root.tar": .tar
                case "directory": .directory
                default: .oci
                }
            let path = TreePath(directory.appending(path: form).path)
            let error = #expect(throws: FileError.self) {
                try ImageExporter(DiskFileSystem()).save(image, names: [], to: path, format)
            }
            #expect(error?.detail == "the cable is loose")
            let left = FileManager.default.enumerator(atPath: directory.path)?.allObjects
            let files = (left as? [String] ?? []).filter {
                $0 != "out" && !$0.hasPrefix("out/blobs")
            }
            // A layout has no index, and so no image.
            #expect(files.filter { $0 != "out/oci-layout" } == [], "\(files)")
        }
    }

    @Test func `a save that fails leaves the file that was there`() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "root.tar")
            try Data("old".utf8).write(to: url)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: url.path)
            let exporter = TreeExporter(DiskFileSystem())
            let path = TreePath(url.path)
            let broken = BrokenBytes(count: 8 << 20)
            let changes = try image(FileContents(broken, offset: 0, count: broken.count))
            #expect(throws: FileError.self) {
                try exporter.write(changes.applied(to: FileTree()), toTar: path)
            }
            #expect(try Data(contentsOf: url) == Data("old".utf8))
            try exporter.write(FileTree(), toTar: path)
            let mode = try DiskFileSystem().entry(at: path, follow: true).node.attributes.mode
            #expect(mode == 0o600)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["root.tar"])
        }
    }

    @Test func `a directory with something in it is refused, one above is made`() throws {
        try withTemporaryDirectory { directory in
            try Data("x".utf8).write(to: directory.appending(path: "x"))
            let exporter = TreeExporter(DiskFileSystem())
            let root = TreePath(directory.path)
            let error = #expect(throws: ImageError.self) {
                try exporter.write(FileTree(), toDirectory: root)
            }
            #expect(error?.kind == .exists)
            let made = root.appending(TreePath("no/t.tar"))
            try exporter.write(FileTree(), toTar: made)
            #expect(try DiskFileSystem().entry(at: made, follow: false).node.kind == .file)
            let taken = #expect(throws: FileError.self) {
                try exporter.write(FileTree(), toTar: root)
            }
            #expect(taken?.code == .isDirectory)
        }
    }

    @Test(.needs("root"))
    func `a directory holds what the host's files can`() throws {
        try withTemporaryDirectory { directory in
            let path = directory.appending(path: "out").path
            let tree = try ExportSample.odd().applied(to: FileTree())
            try TreeExporter(DiskFileSystem()).write(tree, toDirectory: TreePath(path))
            var wanted = tree
            for name in ["/kinds/null", "/kinds/disk"] { try wanted.unlink(TreePath(name)) }
            for name in ["/noted", "/capable"] {
                try wanted.setAttributes(of: TreePath(name)) { $0.extendedAttributes = [] }
            }
            let found = try DiskTree.read(path)
            let others = try TreeChanges(from: wanted, to: found).map(\.path)
            #expect(others == [])
        }
    }

    @Test func `names that are no text and hard links go out and come in`() throws {
        try withTemporaryDirectory { directory in
            var tree = FileTree()
            let odd = TreePath(bytes: [0xff, 0xfe, 0x20, 0x0a, 0x61])
            try tree.makeDirectories(odd)
            try tree.write(FileContents("odd"), to: odd.appending(name: [0x80]))
            try tree.make(
                FileNode(
                    .symlink(target: [0xc3, 0x28]), attributes: FileAttributes(mode: 0o777)),
                at: odd.appending(name: [0xc3]))
            try tree.write(FileContents("one"), to: "/one")
            try tree.link("/one", to: "/two")
            try tree.link("/one", to: odd.appending(name: "three".utf8))
            let files = DiskFileSystem()
            let path = TreePath(directory.appending(path: "out").path)
            try TreeExporter(files).write(tree, toDirectory: path)
            #expect(try DiskTree.read(path.description) == tree)
            #expect(try Snapshot.tree(of: files, at: path) == tree)
            #expect(try ImageReader(files).read(path)[0].image.tree == tree)
        }
    }

    @Test func `a time beyond 64 bits of nanoseconds is the last one there is`() throws {
        try withTemporaryDirectory { directory in
            try Peer.run("touch -d 2400-01-01 late", in: directory)
            let path = TreePath(directory.appending(path: "late").path)
            let node = try DiskFileSystem().entry(at: path, follow: true).node
            #expect(node.modified == 9_223_372_036_000_000_000)
        }
    }

    @Test func `gzip and zstd give the same bytes however they are written`() throws {
        var bytes: [UInt8] = []
        var state: UInt32 = 1
        for _ in 0..<6_500_000 {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes.append(UInt8(truncatingIfNeeded: state >> 28))
        }
        bytes += [UInt8](repeating: 0, count: 9 << 20)
        for compression in [Compression.gzip, .zstd] {
            let whole = try compression.compress(bytes)
            let sink = MemorySink()
            let pieces = CompressingSink(to: sink, compression)
            for start in stride(from: 0, to: bytes.count, by: 700_001) {
                try pieces.write(Array(bytes[start..<min(bytes.count, start + 700_001)]))
            }
            try pieces.finish()
            #expect(sink.bytes == whole)
            // One core would have made the same of each piece.
            let size = compression == .gzip ? 1 << 20 : 4 << 20
            let alone = try stride(from: 0, to: bytes.count, by: size).flatMap {
                try compression.compress(Array(bytes[$0..<min(bytes.count, $0 + size)]))
            }
            #expect(alone == whole)
            var back: [UInt8] = []
            try whole.withUnsafeBytes { stored in
                try Compression.decompress(stored) { back.append(contentsOf: $0) }
            }
            #expect(back == bytes)
        }
    }

    @Test func `a blob that changed since it was loaded is not written under its old name`() throws
    {
        try withTemporaryDirectory { directory in
            let files = DiskFileSystem()
            let root = TreePath(directory.appending(path: "in").path)
            let made = try Image.scratch.adding(
                Layer(try image(FileContents([UInt8](repeating: 1, count: 50_000)))),
                created: "1970-01-01T00:00:00Z")
            try LayoutWriter(
                files, root, encoding: try LayerEncoding(compression: "none")
            ).write([(made, [])])
            let loaded = try #require(try ImageReader(files).read(root).first).image
            let digest = try #require(loaded.layers.first?.blob?.digest)
            let file = directory.appending(path: "in/blobs/sha256/\(digest.hex)")
            let handle = try FileHandle(forWritingTo: file)
            try handle.seek(toOffset: 512)
            try handle.write(contentsOf: Data("2".utf8))
            try handle.close()
            for format in [ImageExporter.Format.oci, .docker] {
                let error = #expect(throws: FileError.self) {
                    try ImageExporter(files).save(
                        loaded, names: [],
                        to: TreePath(directory.appending(path: format.rawValue).path), format)
                }
                #expect(error?.path == TreePath(file.path))
            }
        }
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:59.999Z", 1_709_251_199),
            ("2024-03-01T00:59:59+01:00", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("2024-02-29", nil), ("x", nil),
            ("2024-13-01T00:00:00Z", nil), ("2024-01-01T00:00:00", nil),
            ("2024-01-01T00:00:00+0100", nil),
        ] as [(String, Int?)])
    func `times are read as RFC 3339 has them`(text: String, seconds: Int?) {
        #expect(Timestamp.seconds(text) == seconds)
        if let seconds, text.hasSuffix(":59Z") || text.hasSuffix(":00Z") {
            #expect(Timestamp.text(seconds) == text)
        }
    }

    @Test(
        .enabled(if: LayProcess.path != nil, "needs the built lay"),
        arguments: [
            (nil, "1970-01-01T00:00:00Z 0\n"), ("", "1970-01-01T00:00:00Z 0\n"),
            ("1700000000", "2023-11-14T22:13:20Z 1700000000\n"), ("yesterday", nil),
        ] as [(String?, String?)])
    func `SOURCE_DATE_EPOCH dates what is made, in an old world too`(epoch: String?, shown: String?)
        throws
    {
        try withTemporaryDirectory { directory in
            let lay = try #require(LayProcess.path)
            let code = "let i = scratch.write(\"/f\", \"1\"); print(i.created, i[\"/f\"].mtime)"
            let variable = epoch.map { "SOURCE_DATE_EPOCH='\($0)'" } ?? "-u SOURCE_DATE_EPOCH"
            try Peer.run("SOURCE_DATE_EPOCH=9 \(lay) --world w -e 'volume(\"vol\")'", in: directory)
            for world in ["", "--world w"] where epoch != nil || world.isEmpty {
                let line = "env \(variable) \(lay) \(world) -e '\(code)' 2>&1"
                if let shown, epoch != "" || world.isEmpty {
                    #expect(try Peer.run(line, in: directory) == shown)
                } else if shown == nil {
                    let told = try Peer.run("\(line) || true", in: directory)
                    #expect(told.contains("SOURCE_DATE_EPOCH is 'yesterday'"))
                }
            }
        }
    }
}
