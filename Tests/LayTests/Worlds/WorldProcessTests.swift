import Foundation
import Lay
import LayBounds
import LayDisk
import LayFiles
import LayTestSupport
import LayWorld
import Testing

@testable import LayImages

/// Saved worlds on the disk, with processes that die, compete and find no space.
@Suite(.enabled(if: LayProcess.path != nil, "needs the built lay"))
struct WorldProcessTests {
    /// Makes two worlds, saves each into a directory of its own, and then one over the other for
    /// ever.
    private static let loop = """
        let empty = world.fork()
        let data = volume("data")
        data.write("/row", "one\\n")
        let c = scratch.write("/f", "1").tag("app").create(name: "one", command: ["x"])
        c.write("/own", "mine")
        let first = world.fork()
        world.restore(empty)
        volume("other").write("/row", "two\\n")
        scratch.write("/f", "2").tag("app").tag("more")
        let second = world.fork()
        if host.args.length > 0 {
            first.save("first")
            second.save("second")
        } else {
            print("ready")
            while true {
                first.save("w")
                second.save("w")
            }
        }
        """

    @Test(arguments: seeds(2))
    func `each of fifty kills leaves the old world or the new one`(seed: UInt64) throws {
        print("WorldProcessTests: LAY_SEED=\(seed)")
        try withTemporaryDirectory { directory in
            try Self.loop.write(
                to: directory.appending(path: "loop.lay"), atomically: true, encoding: .utf8)
            let files = DiskFileSystem()
            func text(_ name: String) throws -> String {
                let world = try WorldStore.load(files, TreePath("\(directory.path)/\(name)"))
                #expect(world.state.damage == [])
                return try WorldText.of(world)
            }
            let once = try LayProcess.run(["--allow-write=.", "loop.lay", "once"], in: directory)
            try #require(once.status == 0, "\(once.errors)")
            let allowed = [try text("first"), try text("second")]
            let path = TreePath("\(directory.path)/w")
            var choices = Choices(state: seed)
            // Whether a kill has to leave a world at all.
            var isThere = false
            for kill in 0..<50 {
                if kill % 10 == 0 {
                    try? FileManager.default.removeItem(at: directory.appending(path: "w"))
                    isThere = false
                }
                let lay = try LayProcess(["--allow-write=.", "loop.lay"], in: directory)
                try #require(lay.waitForOutput() == "ready\n")
                usleep(UInt32.random(in: 0..<12_000, using: &choices))
                #expect(lay.process.isRunning)
                _ = Foundation.kill(lay.process.processIdentifier, SIGKILL)
                _ = lay.finish()
                do {
                    #expect(allowed.contains(try text("w")), "kill \(kill), LAY_SEED=\(seed)")
                    isThere = true
                } catch let error as ImageError where error.kind == .notFound {
                    #expect(!isThere, "kill \(kill), LAY_SEED=\(seed)")
                }
            }
            let world = World()
            if isThere { world.state = try WorldStore.load(files, path).state }
            if isThere && seed % 2 == 0 {
                _ = try WorldStore.collectGarbage(files, path)
            } else {
                try WorldStore.save(world, to: files, path)
            }
            let clean = TreeFileSystem()
            try WorldStore.save(world, to: clean, "/w")
            #expect(try WorldText.files(files, path) == WorldText.files(clean, "/w"))
        }
    }

    @Test func `a second writer is told who is there, and a reader reads`() throws {
        try withTemporaryDirectory { directory in
            let run = { (code: String) in
                try LayProcess.run(["--world", "w", "-e", code], in: directory)
            }
            #expect(try run("volume(\"vol\").write(\"/f\", \"1\")").status == 0)
            let holder = try LayProcess(
                ["--world", "w", "-e", "print(\"ready\")\nwhile true {}"], in: directory)
            try #require(holder.waitForOutput() == "ready\n")
            let second = try run("volume(\"vol\").write(\"/f\", \"2\")")
            #expect(second.status == 1)
            let pid = holder.process.processIdentifier
            #expect(second.errors.contains("is in use by process \(pid) since 2"))
            let save = try LayProcess.run(
                ["--allow-write=.", "-e", "world.save(\"w\")"], in: directory)
            #expect(save.status == 1 && save.errors.contains("InUse"), "\(save)")
            let reader = try LayProcess.run(
                ["-e", "print(world.load(\"w\").volumes.length)"], in: directory)
            #expect(reader.output == "1\n", "\(reader)")
            _ = Foundation.kill(pid, SIGKILL)
            _ = holder.finish()
            // Its lock file is there, and it is not.
            #expect(try run("volume(\"vol\").write(\"/f\", \"3\")").status == 0)
            let names = try FileManager.default.contentsOfDirectory(
                atPath: directory.appending(path: "w").path)
            #expect(names.sorted() == ["blobs", "index.json", "oci-layout"])
        }
    }

    @Test func `a lock is held until its last user lets it go`() throws {
        try withTemporaryDirectory { directory in
            let (files, others) = (DiskFileSystem(), DiskFileSystem())
            let path = TreePath("\(directory.path)/w")
            func isFree() -> Bool {
                guard let lock = try? WorldStore.lock(others, path) else { return false }
                lock.release()
                return true
            }
            let first = try WorldStore.lock(files, path)
            let second = try WorldStore.lock(files, path)
            first?.release()
            #expect(!isFree())
            second?.release()
            second?.release()
            #expect(isFree())
            let third = try WorldStore.lock(files, path)
            #expect(!isFree())
            third?.release()
            #expect(isFree())
        }
    }

    @Test(arguments: ["", "world.save(\"w\")\nvolume(\"data\").append(\"/row\", \"x\")"])
    func `Ctrl-C ends a loop by the signal`(body: String) throws {
        try withTemporaryDirectory { directory in
            let code = "world.save(\"w\")\nprint(\"ready\")\nwhile true {\n\(body)\n}"
            let lay = try LayProcess(
                ["--allow-write=.", "-e", "volume(\"data\").write(\"/row\", \"\")\n" + code],
                in: directory)
            try #require(lay.waitForOutput() == "ready\n")
            _ = Foundation.kill(lay.process.processIdentifier, SIGINT)
            let result = lay.finish()
            #expect(lay.process.terminationReason == .uncaughtSignal && result.status == SIGINT)
            #expect(result.errors.contains("Cancelled"))
            let path = TreePath("\(directory.path)/w")
            let world = try WorldStore.load(DiskFileSystem(), path, verifies: true)
            #expect(world.state.damage == [] && world.state.volumes.count == 1)
            let names = try FileManager.default.contentsOfDirectory(atPath: path.description)
            #expect(names.sorted() == ["blobs", "index.json", "oci-layout"])
        }
    }

    @Test func `a process may save what it has open`() throws {
        try withTemporaryDirectory { directory in
            let code = "world.save(\"w\")\nvolume(\"vol\")\nworld.save(\"w\")"
            try FileManager.default.createSymbolicLink(
                atPath: directory.appending(path: "link").path, withDestinationPath: "w")
            for name in ["w", "link"] {
                let result = try LayProcess.run(["--world", name, "-e", code], in: directory)
                #expect(result.status == 0, "\(result.errors)")
            }
            let beside = try LayProcess.run(
                ["--world", "w", "-e", "host.write(\"beside\", \"\")"], in: directory)
            #expect(beside.errors.contains("PermissionDenied"), "\(beside.errors)")
            let world = try WorldStore.load(DiskFileSystem(), TreePath("\(directory.path)/w"))
            #expect(world.state.volumes.count == 1)
        }
    }

    @Test(
        .needs("root", "unshare", "mount"),
        .needs("the right to mount") {
            let trial = "unshare -m mount -t tmpfs none /mnt"
            return (try? Shell(directory: "/").run(trial)) != nil
        })
    func `a full disk leaves the old world`() throws {
        try withTemporaryDirectory { directory in
            let lay = try #require(LayProcess.path)
            // Bytes that do not compress.
            let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255) }
            try Data(noise).write(to: directory.appending(path: "noise"))
            let output = try Peer.run(
                """
                mkdir m
                unshare -m sh -ec '
                mount -t tmpfs -o size=256k none m
                \(lay) --world m/w -e "volume(\\"vol\\").write(\\"/f\\", \\"old\\")"
                \(lay) --world m/w -e "volume(\\"vol\\").write(\\"/f\\", host.file(\\"noise\\"))" && exit 1
                \(lay) -e "world.load(\\"m/w\\").within { print(volume(\\"vol\\")[\\"/f\\"].text) }"
                ls -a m/w
                '
                """, in: directory)
            #expect(output.contains("NoSpace") && output.contains("No space left on device"))
            #expect(output.contains("old\n.\n..\nblobs\nindex.json\noci-layout\n"), "\(output)")
        }
    }
}
