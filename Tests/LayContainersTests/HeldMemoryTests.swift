import LayBounds
import LayContainers
import LayFiles
import LayImages
import LayWorld
import Testing

/// What containers hold is paid for by whoever a host says, and has limits in number.
@Suite struct HeldMemoryTests {
    private func make(_ world: World) throws -> Container {
        var options = World.Options()
        options.command = ["sleep", "infinity"]
        return try world.create(Toolbox.image, imageName: "toolbox", options)
    }

    @Test func `a world that is gone has given all back, its versions too`() throws {
        let account = MemoryAccount(limit: 256 << 20)
        try MemoryAccount.paying(account) { () throws in
            let engine = ContainerEngine(World())
            var versions: [ContainerEngine.Version] = []
            let box = try make(engine.world)
            try engine.start(box.id)
            for step in 0..<40 {
                let script = "echo \(step) >> /log; ln /log /l\(step); sort /log > /s; echo out"
                _ = try engine.exec(box.id, ExecOptions(["sh", "-c", script]))
                versions.append(engine.version)
                if step % 3 == 2 { versions.removeFirst() }
                if step % 10 == 9 { engine.version = versions[step % versions.count] }
            }
            #expect(account.held > 50_000)
        }
        #expect(account.held == 0)
    }

    @Test func `a program that holds too much ends, and is not told by its status`() throws {
        let account = MemoryAccount(limit: 4 << 20)
        try MemoryAccount.paying(account) { () throws in
            let engine = ContainerEngine(World())
            let box = try make(engine.world)
            try engine.start(box.id)
            for script in [
                "x=a; while :; do x=$x$x; done",
                "echo a > /a; while :; do cat /a /a >> /b; cat /b > /a; done",
                "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done | sort",
            ] {
                try MemoryAccount.paying(nil) { () throws in
                    try MemoryAccount.paying(account) { () throws in
                        let error = #expect(throws: (any Error).self) {
                            try engine.atomically {
                                _ = try engine.exec(box.id, ExecOptions(["sh", "-c", script]))
                            }
                        }
                        let isBound =
                            error is BoundReached || (error as? FileError)?.isBound == true
                        #expect(isBound, "\(script): \(String(describing: error))")
                    }
                }
                #expect(account.held < 5 << 20)
            }
        }
        #expect(account.held == 0)
    }

    @Test func `a world holds as many things as it may`() throws {
        let world = World()
        world.limits = WorldLimits(containers: 2, images: 1, volumes: 1, events: 6)
        _ = try make(world)
        _ = try make(world)
        #expect(throws: ImageError.self) { try make(world) }
        try world.tag(.scratch, try Reference("a:1"))
        try world.tag(.scratch, try Reference("a:1"))
        let error = #expect(throws: ImageError.self) {
            try world.tag(.scratch, try Reference("a:2"))
        }
        #expect(error?.kind == .limit)
        _ = try world.volume("data")
        #expect(throws: ImageError.self) { try world.volume("more") }
        try world.note("container", "test", "x")
        #expect(throws: ImageError.self) { try world.note("container", "test", "x") }
    }
}
