import Foundation
import Lay
import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import LayWorld
import Synchronization
import Testing

@testable import LayImages

/// What a host is told of loads and saves, and what one that is ended leaves.
@Suite struct ProgressTests {
    /// The states that were told, in order, and when to end the work.
    private final class Reports: Sendable {
        private let states = Mutex<[TransferProgress.State]>([])
        private let asked = Mutex(0)
        var all: [TransferProgress.State] { states.withLock { $0 } }
        func add(_ state: TransferProgress.State) { states.withLock { $0.append(state) } }
        /// True from the call of this number on.
        func isCalled(_ number: Int) -> Bool {
            asked.withLock {
                $0 += 1
                return $0 >= number
            }
        }
    }

    /// Bytes that do not compress.
    private static func noise(_ count: Int, _ seed: UInt64) -> [UInt8] {
        var choices = Choices(state: seed)
        return (0..<(count / 8)).flatMap { _ in
            withUnsafeBytes(of: choices.next()) { Array($0) }
        }
    }

    /// An image of three layers, of which one has many files and the others large ones.
    private static let image = Result {
        var tree = FileTree()
        var image = Image.scratch
        for layer in 0..<3 {
            if layer == 1 {
                for number in 0..<3000 {
                    try tree.write(FileContents("\(number)"), to: TreePath("/f\(number)"), now: 0)
                }
            } else {
                try tree.write(
                    FileContents(ProgressTests.noise(3 << 20, UInt64(layer))),
                    to: TreePath("/big\(layer)"), now: 0)
            }
            image = try image.replacingFiles(
                with: tree, createdBy: "layer \(layer)", created: "1970-01-01T00:00:00Z")
        }
        return image
    }

    private func host(_ files: any FileSystem) -> Lay.Host {
        var host = Lay.Host()
        host.files = files
        host.readable = ["/"]
        host.writable = ["/"]
        return host
    }

    @Test(arguments: ["none", "gzip", "zstd"])
    func `a load tells of all bytes and files`(compression: String) throws {
        let files = TreeFileSystem()
        let image = try Self.image.get()
        try LayoutWriter(
            files, "/layout", encoding: LayerEncoding(compression: compression)
        ).write([(image, ["app:1"])])
        let reports = Reports()
        var host = host(files)
        host.progress = { reports.add($0) }
        try Engine(host: host).run("image.load(\"/layout\")")

        let index = try JSONValue(parsing: bytes("/layout/index.json", files))
        let digest = try #require(
            index["manifests"]?.array?.first?["digest"]?.string.flatMap { Digest(parsing: $0) })
        let manifest = try JSONValue(
            parsing: Blobs(files: files, root: "/layout").read(digest, for: "the test").bytes())
        let sizes = try #require(manifest["layers"]?.array).compactMap { $0["size"]?.int }
        #expect(sizes.count == 3)
        let last = try #require(reports.all.last)
        #expect(last.total == sizes.reduce(0) { $0 + Int($1) })
        #expect(last.bytes == last.total)
        // Each layer may keep back a few.
        #expect((3000 - 3 * 255...3100).contains(last.entries), "\(last.entries)")
        try checkOrder(reports.all, .loading)
    }

    @Test func `a save tells of what it writes`() throws {
        let files = TreeFileSystem()
        let reports = Reports()
        var host = host(files)
        host.progress = { reports.add($0) }
        let world = World()
        try world.tag(Self.image.get(), try Reference("app"))
        let engine = Engine(host: host, world: world)
        try engine.save(to: "/w")
        try checkOrder(reports.all, .saving)
        let stored = try WorldText.files(files, "/w").filter { $0.key.hasPrefix("/blobs") }
        #expect(
            try #require(reports.all.last).bytes == stored.values.reduce(0) { $0 + $1.count })
        // Nothing is new, and nothing is written.
        let before = reports.all.count
        try engine.save(to: "/w")
        #expect(reports.all.dropFirst(before).map(\.bytes) == [0])
    }

    private func checkOrder(
        _ all: [TransferProgress.State], _ work: TransferProgress.Work
    ) throws {
        #expect(all.count > 3)
        #expect(all.allSatisfy { $0.work == work })
        #expect(all.filter(\.isFinished).count == 1)
        #expect(all.last?.isFinished == true)
        for (one, next) in zip(all, all.dropFirst()) {
            #expect(one.bytes <= next.bytes && one.entries <= next.entries)
        }
    }

    private func bytes(_ path: TreePath, _ files: TreeFileSystem) throws -> [UInt8] {
        guard case .file(let contents) = try files.entry(at: path, follow: true).node.body else {
            return []
        }
        return try contents.bytes()
    }

    @Test func `a load that the host ends is cancelled`() throws {
        let files = TreeFileSystem()
        try LayoutWriter(files, "/layout").write([(Self.image.get(), ["app:1"])])
        let world = World()
        let (error, reports) = cancelled(files, world) { engine throws(ScriptError) in
            try engine.run("image.load(\"/layout\")")
        }
        #expect(error?.kind == .cancelled)
        #expect(error?.message == "loading was cancelled")
        #expect(reports.all.map(\.isFinished) == [false, true])
        #expect(world.state.tags.isEmpty && world.listedImages.isEmpty)
    }

    @Test func `a world whose opening the host ends is not a damaged one`() throws {
        let files = TreeFileSystem()
        let world = World()
        try world.tag(Self.image.get(), try Reference("app"))
        try WorldStore.save(world, to: files, "/w")
        let (error, _) = cancelled(files, World()) { engine throws(ScriptError) in
            try engine.run("world.load(\"/w\", verify: true)")
        }
        #expect(error?.kind == .cancelled)
        #expect(error?.message == "loading was cancelled")
    }

    /// Runs something until the host is asked for the first time by long work.
    private func cancelled(
        _ files: any FileSystem, _ world: World, _ body: (Engine) throws(ScriptError) -> Void
    ) -> (ScriptError?, Reports) {
        let reports = Reports()
        var host = host(files)
        host.progress = { reports.add($0) }
        host.isCancelled = { !reports.all.isEmpty }
        do throws(ScriptError) {
            try body(Engine(host: host, world: world))
            return (nil, reports)
        } catch {
            return (error, reports)
        }
    }

    @Test func `a save that the host ends leaves the directory as it was`() throws {
        let files = TreeFileSystem()
        let old = World()
        _ = try old.createVolume("old")
        try WorldStore.save(old, to: files, "/w")
        let before = try WorldText.files(files, "/w")
        let new = World()
        new.state = old.state
        try new.tag(Self.image.get(), try Reference("app"))
        var number = 0
        while true {
            number += 1
            let reports = Reports()
            var host = host(files)
            host.progress = { reports.add($0) }
            let last = number
            host.isCancelled = { reports.isCalled(last) }
            do throws(ScriptError) {
                try Engine(host: host, world: new).save(to: "/w")
                break
            } catch {
                #expect(error.kind == .cancelled)
                #expect(error.message == "saving was cancelled")
                #expect(try WorldText.files(files, "/w") == before, "report \(number)")
                // It is asked once before anything is told.
                #expect(reports.all.filter(\.isFinished).count == (number == 1 ? 0 : 1))
            }
        }
        #expect(number > 4)
        #expect(try WorldStore.load(files, "/w", verifies: true).state.tags.count == 1)
    }

    @Test func `contents that are read first by ended work are not damaged`() throws {
        let files = TreeFileSystem()
        let world = World()
        try world.tag(Self.image.get(), try Reference("app"))
        try WorldStore.save(world, to: files, "/w")
        let tree = try WorldStore.load(files, "/w").image("app").tree
        let reports = Reports()
        let count = try TransferProgress(.saving) {
            reports.add($0)
            return false
        }.track {
            try tree.walk().reduce(0) {
                guard case .file(let contents) = $1.node.body else { return $0 }
                return $0 + (try contents.bytes().count)
            }
        }
        #expect(count > 6 << 20)
        // A save counts what it writes.
        #expect(reports.all.map(\.bytes) == [0])
    }
}
