import LayBounds
import LayContainers
import LayFiles
import LayImages
import LayWorld
import Testing

/// What a runtime mounts into every container, where Swift sees more than a script.
@Suite struct RuntimeFilesTests {
    private func box(_ engine: ContainerEngine) throws -> String {
        if let known = try? engine.world.container("box") { return known.id }
        var options = World.Options()
        options.name = "box"
        options.command = ["sleep", "infinity"]
        return try engine.world.create(Toolbox.image, imageName: "toolbox", options).id
    }

    private func draw(_ engine: ContainerEngine, _ count: Int = 16) throws -> [UInt8] {
        let id = try box(engine)
        try engine.start(id)
        return try engine.exec(id, ExecOptions(["head", "-c", "\(count)", "/dev/urandom"])).output
    }

    @Test func `random bytes are those of the seed`() throws {
        let bytes = try (0..<3).map { try draw(ContainerEngine(World(seed: $0))) }
        #expect(Set(bytes).count == 3)
        #expect(try draw(ContainerEngine(World(seed: 1))) == bytes[1])
        #expect(try draw(ContainerEngine(World())) == bytes[0])
        // A longer read begins as a shorter one.
        #expect(try draw(ContainerEngine(World(seed: 2)), 40_000).starts(with: bytes[2]))
    }

    @Test func `random bytes look random`() throws {
        let bytes = try draw(ContainerEngine(World(seed: 7)), 1 << 16)
        var counts = [Int](repeating: 0, count: 256)
        for byte in bytes { counts[Int(byte)] += 1 }
        #expect(counts.allSatisfy { (150...370).contains($0) })
    }

    @Test func `a seed and what was drawn are saved and forked with the world`() throws {
        let engine = ContainerEngine(World(seed: .max))
        _ = try draw(engine)
        let files = TreeFileSystem()
        try WorldStore.save(engine.world, to: files, "/out")
        let before = engine.version
        let next = try draw(engine)
        engine.version = before
        #expect(try draw(engine) == next)
        #expect(try draw(ContainerEngine(WorldStore.load(files, "/out"))) == next)
    }

    @Test(arguments: [
        "read line < /dev/zero", "head -n 1 /dev/zero", "cat /dev/urandom", "cp /dev/zero /f",
        "cat < /dev/zero > /dev/null", "x=$(cat /dev/zero)",
    ])
    func `a device without an end meets the bounds of the command`(command: String) throws {
        let engine = ContainerEngine(World())
        engine.makeAccount = { Account(output: 1 << 20, memory: 1 << 20) }
        let id = try box(engine)
        try engine.start(id)
        let reached = #expect(throws: BoundReached.self) {
            try engine.exec(id, ExecOptions(["sh", "-c", command]))
        }
        #expect(reached?.kind == .limit)
    }
}
