import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// Runs other tools, to compare with what they say.
enum Peer {
    /// Runs a shell line; gives its output, or throws it.
    @discardableResult
    static func run(_ line: String, in directory: URL) throws -> String {
        try Shell(directory: directory.path).run(line)
    }
}

/// An image that buildah made goes through Lay and comes out for skopeo, umoci and podman.
@Suite(.serialized) struct RealInputTests {
    static let flags =
        "--runtime runc run --rm --network=none --ulimit nofile=1024:1024 --ulimit nproc=1000:1000"

    @Test(.needs("root", "buildah", "skopeo", "umoci", "podman", "runc", "busybox"))
    func `a busybox image made by buildah gains two layers that every tool reads`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Peer.run(
            """
            mkdir -p root/bin root/etc root/data
            cp $(command -v busybox) root/bin/busybox
            for name in sh ls cat mkdir rm echo chmod chown ln sleep; do ln -s busybox root/bin/$name; done
            echo root:x:0:0:root:/root:/bin/sh > root/etc/passwd
            echo old > root/data/old; echo gone > root/data/gone
            c=$(buildah from scratch)
            buildah copy -q $c root /
            buildah config --cmd sh --env GREETING=hello $c
            buildah commit -q $c oci:$PWD/base:latest
            buildah rm $c
            skopeo copy -q oci:base:latest docker-archive:base.tar:base:1
            """, in: directory)
        for source in ["base", "base.tar"] { try check(source, directory) }
    }

    private func check(_ source: String, _ directory: URL) throws {
        var host = Host()
        host.files = DiskFileSystem()
        host.workingDirectory = directory.path
        host.readable = [directory.path]
        host.writable = [directory.path]
        let engine = Engine(host: host)
        try? FileManager.default.removeItem(at: directory.appending(path: "out"))
        try? FileManager.default.removeItem(at: directory.appending(path: "bundle"))
        try engine.evaluate(
            """
            let app = image.load("\(source)")
                .run("mkdir -p /srv/app && echo $GREETING > /srv/app/state && rm /data/gone && chmod 600 /data/old && ln -s state /srv/app/link")
                .write("/srv/app/run", "#!/bin/sh\\necho ran\\n", mode: 0o755, owner: "12:34")
                .cmd("/srv/app/run")
                .tag("app:1")
            world.save("out")
            """)
        let image = try #require(engine.value(of: "app")?.image)
        let inspected = try Peer.run("skopeo inspect oci:out:app:1", in: directory)
        #expect(inspected.contains("GREETING=hello"))
        try Peer.run("umoci unpack --image out:app:1 bundle", in: directory)
        let unpacked = try Snapshot.tree(
            of: DiskFileSystem(), at: TreePath(directory.appending(path: "bundle/rootfs").path))
        expectEqual(image.tree, unpacked)
        try Peer.run(
            "skopeo copy -q oci:out:app:1 docker-archive:out.tar:localhost/lay-test:1 && podman load -q -i out.tar",
            in: directory)
        defer {
            _ = try? Peer.run("podman rmi -f localhost/lay-test:1; rm -f out.tar", in: directory)
        }
        #expect(
            try Peer.run("podman \(Self.flags) localhost/lay-test:1", in: directory).hasSuffix(
                "ran\n"))
        // The docker-archive that Lay writes itself, under a name of its own.
        _ = try engine.evaluate(
            "app.tag(\"localhost/lay-test:2\").save(\"own.tar\", format: \"docker\")")
        defer { _ = try? Peer.run("podman rmi -f localhost/lay-test:2", in: directory) }
        let config = try Peer.run("skopeo inspect --config docker-archive:own.tar", in: directory)
        #expect(config.contains("GREETING=hello"))
        try Peer.run("podman load -q -i own.tar", in: directory)
        #expect(
            try Peer.run("podman \(Self.flags) localhost/lay-test:2", in: directory).hasSuffix(
                "ran\n"))
    }

    /// Compares file by file: names, kinds, modes, owners, contents and link targets.
    private func expectEqual(_ lay: FileTree, _ other: FileTree) {
        let (left, right) = (Array(lay.walk()), Array(other.walk()))
        #expect(left.map(\.path.description) == right.map(\.path.description))
        for (a, b) in zip(left, right) where !a.path.isRoot {
            #expect(a.node.attributes == b.node.attributes, "\(a.path)")
            var (x, y) = (a.node, b.node)
            (x.modified, y.modified) = (0, 0)
            #expect(x.isEqual(to: y), "\(a.path)")
        }
    }
}
