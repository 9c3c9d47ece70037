import LayArchive
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
        #expect(error?.kind == "CorruptData")
        let manifest = try #require(whole.manifest).digest
        #expect(
            error?.message.contains(
                "the blob \(blob.digest) that the manifest \(manifest) needs is damaged") == true)
    }
}
