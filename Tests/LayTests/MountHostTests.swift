import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import Testing

/// Mounts of a real host's directories: what is granted, and what `atomic` leaves alone.
@Suite struct MountHostTests {
    private func engine(_ directory: URL, readable: [String]? = nil, writable: [String]? = nil)
        -> Engine
    {
        var host = Host()
        host.files = DiskFileSystem()
        host.workingDirectory = directory.path
        host.readable = readable ?? [directory.path]
        host.writable = writable ?? [directory.path]
        return Engine(host: host)
    }

    private func withDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory.appending(path: "data"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory)
    }

    @Test func `atomic refuses every write to a real host and keeps the world as it was`() throws {
        try withDirectory { directory in
            try engine(directory).run(
                """
                let c = toolbox.create(volumes: ["./data:/data"])
                fn refused(body) {
                    try { atomic { c.write("/own", "x"); body() } } catch PermissionDenied as e { return true }
                    false
                }
                assert refused(() => c.write("/data/x", "no"))
                assert refused(() => c.append("/data/x", "no"))
                assert refused(() => c.mkdir("/data/d"))
                assert refused(() => host.write("data/x", "no"))
                assert refused(() => toolbox.create(volumes: ["./made:/m"]))
                assert not ("/own" in c)
                atomic { toolbox.create(name: "ok", volumes: ["./data:/data"]) }
                c.write("/data/after", "yes")
                """, name: "atomic")
            let names = try FileManager.default.contentsOfDirectory(
                atPath: directory.appending(path: "data").path)
            #expect(names == ["after"])
            #expect(
                !FileManager.default.fileExists(atPath: directory.appending(path: "made").path))
        }
    }

    @Test func `a mount needs the grant of its source`() throws {
        try withDirectory { directory in
            let engine = engine(directory, writable: [])
            try engine.run(
                """
                fn kind(body) { try { body(); "ok" } catch e { e.kind } }
                assert kind(() => toolbox.create(volumes: ["./data:/data:ro"])) == "ok"
                assert kind(() => toolbox.create(volumes: ["./data:/data"])) == "PermissionDenied"
                assert kind(() => toolbox.create(volumes: ["/etc:/data:ro"])) == "PermissionDenied"
                assert kind(() => toolbox.create(mounts: ["type=bind,src=/etc,dst=/d,ro"])) == "PermissionDenied"
                assert kind(() => volume.create("v1", options: {type: "none", o: "bind", device: "/etc"})) == "PermissionDenied"
                """, name: "grants")
        }
    }

    @Test func `a saved world brings no grants along`() throws {
        try withDirectory { directory in
            try engine(directory).run(
                """
                toolbox.create(name: "c1", volumes: ["./data:/data"]).write("/data/x", "secret")
                world.save("saved")
                """, name: "save")
            let saved = directory.appending(path: "saved").path
            try engine(directory, readable: [saved], writable: []).run(
                """
                world.restore(world.load("saved"))
                let kind = try { container("c1")["/data/x"] } catch e { e.kind }
                assert kind == "PermissionDenied"
                """, name: "load")
        }
    }

    @Test func `a link on the host does not lead out of a mount`() throws {
        try withDirectory { directory in
            try Data("secret".utf8).write(to: directory.appending(path: "secret"))
            try FileManager.default.createSymbolicLink(
                atPath: directory.appending(path: "data/link").path,
                withDestinationPath: directory.appending(path: "secret").path)
            try FileManager.default.createSymbolicLink(
                atPath: directory.appending(path: "alias").path, withDestinationPath: "data")
            try engine(directory).run(
                """
                let c = toolbox.create(volumes: ["./alias:/data"])
                assert not ("/data/link" in c)
                c.write("/data/plain", "x")
                assert c.mounts[0]["Source"].ends_with("/alias")
                """, name: "links")
            #expect(
                FileManager.default.fileExists(atPath: directory.appending(path: "data/plain").path)
            )
        }
    }
}
