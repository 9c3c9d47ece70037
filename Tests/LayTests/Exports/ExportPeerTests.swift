import Foundation
import Lay
import LayArchive
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// What Lay writes is read by other tools, and what they make of it by Lay: the same files.
///
/// Every tool gets every image, and both directions are compared file by file.
@Suite(.serialized) struct ExportPeerTests {
    /// An image saved in some forms, for one test.
    private func withExport(
        _ sample: ExportSample, _ forms: [String], _ body: (Image, URL) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let image = try sample.image(in: directory)
            let exporter = ImageExporter(
                DiskFileSystem(), scratch: ScratchSpace(directory: directory.path))
            for form in forms {
                let format: ImageExporter.Format =
                    form == "docker.tar" ? .docker : form == "root.tar" ? .tar : .oci
                try exporter.save(
                    image, names: [try Reference(sample.name)],
                    to: TreePath(directory.appending(path: form).path), format,
                    encoding: try LayerEncoding(
                        compression: form == "zstd.tar" ? "zstd" : "gzip", level: 1))
            }
            try body(image, directory)
        }
    }

    private func load(_ path: String, _ name: String? = nil, in directory: URL) throws -> Image {
        let reader = ImageReader(
            DiskFileSystem(), scratch: ScratchSpace(directory: directory.path))
        let path = TreePath(directory.appending(path: path).path)
        return try #require(try reader.read(path, name: name).first).image
    }

    /// Compares trees but for their roots, which storages have attributes of their own for.
    private func expectEqual(_ found: FileTree, _ wanted: FileTree, _ way: String) throws {
        if found == wanted { return }
        let others = try TreeChanges(from: wanted, to: found).filter { !$0.path.isRoot }
        #expect(others.isEmpty, "\(way): \(others.prefix(20).map { "\($0.kind) \($0.path)" })")
    }

    /// Layers with equal digests hold equal files; else the files are looked at.
    private func expectSame(_ found: Image, _ wanted: Image, _ way: String) throws {
        let digests = try wanted.layers.map { try $0.diffID() }
        if try digests == found.layers.map({ try $0.diffID() }) { return }
        try expectEqual(found.tree, wanted.tree, way)
    }

    @Test(.needs("root", "skopeo"), arguments: ExportSample.allCases)
    func `skopeo reads and copies`(sample: ExportSample) throws {
        let isSmall = sample != .many && sample != .sparse
        let forms = isSmall ? ["oci", "zstd.tar", "docker.tar"] : ["oci"]
        try withExport(sample, forms) { image, directory in
            let sources = [
                "oci:oci:\(sample.name)", "oci-archive:zstd.tar:\(sample.name)",
                "docker-archive:docker.tar",
            ]
            for source in sources.prefix(forms.count) {
                let shown = try Peer.run("skopeo inspect \(source)", in: directory)
                #expect(shown.contains("2024-01-02T03:04:05Z"), "\(source)")
            }
            var ways: [String] = []
            func copy(_ source: String, _ target: String, _ path: String) throws {
                try Peer.run("skopeo copy -q \(source) \(target):\(path):x:1", in: directory)
                ways.append(path)
            }
            // What it uncompresses and compresses again it verifies on the way.
            if sample != .sparse { try copy(sources[0], "docker-archive", "back.tar") }
            if sample == .sparse { try copy(sources[0], "oci", "back") }
            if isSmall, sample != .deep {
                try copy(sources[1], "oci", "back-zstd")
                try copy(sources[2], "oci", "back-docker")
            }
            for way in ways {
                try expectSame(try load(way, in: directory), image, way)
            }
        }
    }

    @Test(.needs("root", "tar"), arguments: ExportSample.allCases)
    func `GNU tar unpacks the files`(sample: ExportSample) throws {
        try withExport(sample, ["root.tar"]) { image, directory in
            if sample == .sparse {
                let shown = try Peer.run("tar -tvf root.tar; du -k root.tar", in: directory)
                // The size is right, and the zeros are holes.
                #expect(shown.contains(" \(ExportSample.sparseSize) "))
                #expect(shown.contains(#/\n[0-9]{1,3}\t/#), "\(shown)")
            }
            try Peer.run(
                "mkdir out; tar -x --xattrs --xattrs-include='*' -f root.tar -C out",
                in: directory)
            var wanted = image.tree
            try expectEqual(
                try DiskTree.read(directory.appending(path: "out").path), wanted, "unpacked")
            // GNU tar does not tell that two FIFOs are one.
            if sample == .odd { try wanted.unlink("/kinds/pipe too") }
            try Peer.run(
                """
                rm -f 'out/kinds/pipe too'
                tar -c --format=posix --xattrs --xattrs-include='*' -f back.tar -C out .
                """, in: directory)
            try expectEqual(try load("back.tar", in: directory).tree, wanted, "packed again")
        }
    }

    @Test(.needs("root", "umoci"), arguments: ExportSample.allCases)
    func `umoci unpacks and repacks`(sample: ExportSample) throws {
        try withExport(sample, ["oci"]) { image, directory in
            try Peer.run("umoci unpack --image oci:\(sample.name) bundle", in: directory)
            let root = directory.appending(path: "bundle/rootfs").path
            try expectEqual(try DiskTree.read(root), image.tree, "unpacked")
            try Peer.run(
                """
                printf changed > bundle/rootfs/new; touch -d @1600000000 bundle/rootfs/new
                umoci repack --image oci:next bundle
                """, in: directory)
            var changed = image.tree
            try changed.put(ExportSample.file("changed"), at: "/new")
            try expectEqual(try load("oci", "next", in: directory).tree, changed, "repacked")
        }
    }

    @Test(.needs("root", "podman", "runc", "busybox"), arguments: ExportSample.allCases)
    func `podman loads, runs and saves`(sample: ExportSample) throws {
        // Large ones take it ten seconds and more each way.
        let isLarge = [.deep, .many, .sparse].contains(sample)
        let archives = isLarge ? ["docker.tar"] : ["docker.tar", "zstd.tar"]
        try withExport(sample, archives) { image, directory in
            defer { _ = try? Peer.run("podman rmi -f \(sample.name)", in: directory) }
            for archive in archives {
                try Peer.run("podman load -q -i \(archive)", in: directory)
                if sample.runs {
                    let output = try Peer.run(
                        "podman \(RealInputTests.flags) \(sample.name)", in: directory)
                    #expect(output.hasSuffix("ran\n"), "\(archive)")
                }
                let format = archive == "zstd.tar" ? "oci-archive" : "docker-archive"
                try Peer.run(
                    "podman save -q --format \(format) -o back-\(archive) \(sample.name)",
                    in: directory)
                let back = try load("back-\(archive)", in: directory)
                #expect(back.id == image.id, "\(archive)")
                try expectSame(back, image, archive)
                try Peer.run("podman rmi -f \(sample.name)", in: directory)
            }
        }
    }

    @Test(.needs("root", "buildah"), arguments: ExportSample.allCases)
    func `buildah starts from it and pushes it`(sample: ExportSample) throws {
        try withExport(sample, ["oci"]) { image, directory in
            let container = try Peer.run("buildah from -q oci:oci:\(sample.name)", in: directory)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let id = try Peer.run(
                "buildah inspect -f '{{.FromImageID}}' \(container)", in: directory
            ).trimmingCharacters(in: .whitespacesAndNewlines)
            defer {
                _ = try? Peer.run("buildah rm \(container); buildah rmi -f \(id)", in: directory)
            }
            let root = try Peer.run("buildah mount \(container)", in: directory)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            try expectEqual(try DiskTree.read(root), image.tree, "mounted")
            try Peer.run("buildah push -q \(id) oci:back:x", in: directory)
            try expectSame(try load("back", in: directory), image, "pushed")
        }
    }
}
