import LayArchive
import LayBounds
import LayFiles
import Testing

@testable import LayImages

/// Layouts of other tools whose blobs were damaged on the way.
@Suite struct DamagedLayoutTests {
    @Test(arguments: [0.1, 0.5, 0.9])
    func `a damaged layer is named with its manifest`(place: Double) throws {
        var tree = FileTree()
        try tree.write(FileContents(String(repeating: "some text\n", count: 9000)), to: "/f")
        let image = try Image.scratch.replacingFiles(
            with: tree, createdBy: "make", created: Timestamp.text(0))
        let files = TreeFileSystem()
        try LayoutWriter(files, "/l").write([(image, ["app"])])
        let whole = try ImageReader(files).read("/l")[0].image
        let blob = try #require(whole.layers[0].blob)
        let path = Blobs(files: files, root: "/l").path(blob.digest)
        guard case .file(let contents) = try files.entry(at: path, follow: true).node.body else {
            return
        }
        var bytes = try contents.bytes()
        bytes[Int(Double(bytes.count) * place)] ^= 0x20
        try files.tree.write(FileContents(bytes), to: path, now: 0)
        let error = #expect(throws: ImageError.self) { try ImageReader(files).read("/l") }
        #expect(error?.kind == .corruptData)
        let manifest = try #require(whole.manifest).digest
        #expect(
            error?.message.contains(
                "the blob \(blob.digest) that the manifest \(manifest) needs is damaged") == true)
    }

    @Test(.enabled(if: LayProcess.path != nil, "needs the built lay"))
    func `an archive beyond the limit tells how to read it`() throws {
        try withTemporaryDirectory { directory in
            let lay = try #require(LayProcess.path)
            try Peer.run("truncate -s 3000 f; tar cf f.tar f", in: directory)
            let code = "image.load(\"f.tar\").save(\"out\")"
            let refused = try Peer.run(
                "\(lay) --archive-limit 4k --allow-write=. -e '\(code)' 2>&1 || true", in: directory
            )
            #expect(refused.contains("has 10240 bytes, beyond the limit of 4096"))
            #expect(refused.contains("--archive-limit=SIZE raises the limit"))
            let odd = try Peer.run("\(lay) --archive-limit=x -e 1 2>&1 || true", in: directory)
            #expect(odd.contains("'x' is no size; write one as in 64g or 500m"))
            try Peer.run(
                "\(lay) --archive-limit 1m --allow-write=. -e '\(code)'", in: directory)
        }
    }

    @Test(arguments: ["index.json", "manifest.json", "oci-layout", "config"])
    func `a document of a terabyte of zeros is not read`(name: String) throws {
        let image = Image.scratch.configured("ENV A=1", created: Timestamp.text(0)) { _ in }
        let files = TreeFileSystem()
        try LayoutWriter(files, "/l").write([(image, ["app"])])
        var path = TreePath("/l/\(name)")
        if name == "config" { path = Blobs(files: files, root: "/l").path(image.id) }
        if name == "manifest.json" {
            try files.unlink("/l/index.json")
            try files.tree.write(FileContents("[]"), to: path, now: 0)
        }
        try files.tree.truncate(path, to: 1 << 40)
        if name == "oci-layout" {
            // Nothing stands in it that is needed.
            #expect(try ImageReader(files).read("/l")[0].image == image)
            return
        }
        let error = #expect(throws: ArchiveError.self) { try ImageReader(files).read("/l") }
        #expect(error?.message.contains("has 1099511627776 bytes, which is much for") == true)
        #expect(error?.limit == .jsonBytes)
    }
}
