import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Saved worlds in the hands of skopeo, umoci and podman.
@Suite(.needs("root", "skopeo", "umoci", "podman"))
struct WorldPeerTests {
    /// A saved world in `w`: images that share layers, containers, a volume.
    private func withWorld(_ body: (URL, World) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            var host = Host()
            host.files = DiskFileSystem()
            host.workingDirectory = directory.path
            host.readable = [directory.path]
            host.writable = [directory.path]
            let engine = Engine(host: host)
            try engine.run(
                """
                let base = toolbox.write("/data/old", "old").write("/data/gone", "gone")
                    .run("mkdir -p /hidden/in")
                let app = base.write("/opt/x", "x", mode: 0o755, owner: "12:34").tag("app:1").tag("app:2")
                base.tag("localhost/lay-world:base")
                let data = volume.create("data", labels: {a: "b"})
                data.write("/row", "kept")
                let c = app.start(
                    name: "box", volumes: [data.at("/mnt")], command: ["sleep", "infinity"])
                c.write("/data/new", "new", owner: "5:6")
                c.exec("rm /data/gone; ln /data/old /data/linked; rm -r /hidden; mkdir -p /hidden/other")
                app.create(name: "untouched", command: ["/opt/x"])
                """)
            try engine.save(to: "w")
            try body(directory, engine.world)
        }
    }

    private func load(_ directory: URL) throws -> World {
        try WorldStore.load(DiskFileSystem(), TreePath("\(directory.path)/w"), verifies: true)
    }

    @Test func `umoci unpacks images and containers`() throws {
        try withWorld { directory, world in
            let names = try Peer.run("umoci ls --layout w", in: directory).split(separator: "\n")
            #expect(
                names.map(String.init).sorted() == [
                    "app:1", "app:2", "lay-container.box", "lay-container.untouched",
                    "localhost/lay-world:base",
                ])
            let trees = [
                "app:1": try world.image("app:1").tree,
                "lay-container.box": try world.container("box").tree,
                "lay-container.untouched": try world.container("untouched").tree,
            ]
            for (number, (name, tree)) in trees.enumerated() {
                try Peer.run(
                    "umoci stat --image w:\(name); umoci unpack --image w:\(name) b\(number)",
                    in: directory)
                if name == "lay-container.box" {
                    let links = try Peer.run("stat -c %h b\(number)/rootfs/data/*", in: directory)
                    #expect(links == "2\n1\n2\n")
                }
                let path = TreePath("\(directory.path)/b\(number)/rootfs")
                expectEqual(tree, try Snapshot.tree(of: DiskFileSystem(), at: path))
            }
        }
    }

    /// Compares names, kinds, modes, owners, contents and link targets.
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

    @Test func `umoci gc takes nothing away`() throws {
        try withWorld { directory, world in
            let path = TreePath("\(directory.path)/w")
            let before = try WorldText.files(DiskFileSystem(), path)
            try Peer.run("umoci gc --layout w", in: directory)
            #expect(try WorldText.files(DiskFileSystem(), path) == before)
            let loaded = try load(directory)
            #expect(loaded.state.damage == [])
            #expect(try WorldText.of(loaded) == WorldText.of(world, asLoaded: true))
        }
    }

    @Test func `skopeo and podman read what is beside the volumes`() throws {
        try withWorld { directory, _ in
            for name in ["app:1", "lay-container.box"] {
                #expect(
                    try Peer.run("skopeo inspect --config oci:w:\(name)", in: directory).contains(
                        "created"))
            }
            try Peer.run(
                "skopeo copy -q oci:w:app:1 oci:copy:app:1 && umoci unpack --image copy:app:1 b",
                in: directory)
            defer { _ = try? Peer.run("podman rmi -f localhost/lay-world-box", in: directory) }
            let shown = try Peer.run(
                """
                skopeo copy -q oci:w:lay-container.box containers-storage:localhost/lay-world-box 2>/dev/null
                m=$(podman image mount localhost/lay-world-box 2>/dev/null)
                cd $m; cat data/new; ls data hidden; stat -c %u:%g:%h data/new data/linked
                cd /; podman image unmount localhost/lay-world-box >/dev/null 2>&1
                """, in: directory)
            #expect(
                shown == "newdata:\nlinked\nnew\nold\n\nhidden:\nother\n5:6:1\n0:0:2\n")
        }
    }

    @Test func `what skopeo adds stays, and is no part of the world`() throws {
        try withWorld { directory, _ in
            try Peer.run("skopeo copy -q oci:w:app:1 oci:w:theirs", in: directory)
            try Peer.run("umoci config --image w:theirs --author me", in: directory)
            for step in 0..<2 {
                let loaded = try load(directory)
                #expect(loaded.state.damage == [])
                #expect(throws: ImageError.self) { try loaded.image("theirs") }
                try loaded.removeImage("app:\(step + 1)", force: true)
                try WorldStore.save(
                    loaded, to: DiskFileSystem(), TreePath("\(directory.path)/w"))
            }
            let config = try Peer.run("skopeo inspect --config oci:w:theirs", in: directory)
            #expect(config.contains("\"author\": \"me\""))
            try Peer.run("umoci gc --layout w; umoci unpack --image w:theirs b", in: directory)
            #expect(try load(directory).state.damage == [])
        }
    }
}
