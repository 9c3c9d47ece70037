import LayArchive
import LayBounds
import LayFiles
import LayTestSupport
import LayWorld
import Testing

@testable import LayImages

/// A save that fails or dies at any of its steps leaves the old world or the new one.
@Suite struct WorldFaultTests {
    @Test(arguments: seeds(1), FaultyFileSystem.Loss.allCases)
    func `a crash leaves the old world or the new one`(
        seed: UInt64, loss: FaultyFileSystem.Loss
    ) throws {
        try run(seed: seed, .crash, goesOn: loss == .some) { files, choices in
            try files.afterCrash(loss, &choices)
        }
    }

    @Test(arguments: seeds(1))
    func `an error leaves the old world or the new one`(seed: UInt64) throws {
        try run(seed: seed, .error, goesOn: true) { files, _ in files.tree }
    }

    private func run(
        seed: UInt64, _ fault: FaultyFileSystem.Fault, goesOn: Bool,
        _ after: (FaultyFileSystem, inout Choices) throws -> FileTree
    ) throws {
        var random = try RandomWorld(seed: seed, steps: 3)
        let first = TreeFileSystem()
        try WorldStore.save(random.world, to: first, "/w")
        let old = random.world.state
        try random.change(steps: 2)
        // The files of a world that was saved where nothing was.
        var fresh: [String: [String: [UInt8]]] = [:]
        for (base, isFirst) in [(FileTree(), true), (first.tree, false)] {
            let oldText = try isFirst ? "nothing" : text(first)
            var choices = Choices(state: seed)
            var step = 0
            while true {
                step += 1
                let place = "LAY_SEED=\(seed), step \(step)"
                let files = FaultyFileSystem(base)
                (files.faultAt, files.fault) = (step, fault)
                let world = World()
                world.state = random.world.state
                world.state.saved = isFirst ? SavedRecord() : old.saved
                let newText = try WorldText.of(world, asLoaded: true)
                let isSaved = (try? WorldStore.save(world, to: files, "/w")) != nil
                let left = TreeFileSystem(try after(files, &choices))
                let found = try text(left)
                #expect(found == newText || found == oldText && !isSaved, "\(place)")
                // Also by the world whose save failed, and one that goes on from what is there.
                let next = goesOn ? [world, try? WorldStore.load(left, "/w")] : []
                for next in next.compactMap({ $0 }) {
                    let again = TreeFileSystem(left.tree)
                    next.state.clock += 1
                    next.state.saved = next === world ? SavedRecord() : next.state.saved
                    try WorldStore.save(next, to: again, "/w")
                    let saved = try text(again)
                    #expect(try saved == WorldText.of(next, asLoaded: true), "\(place)")
                    if fresh[saved] == nil {
                        let files = TreeFileSystem()
                        try WorldStore.save(try WorldStore.load(again, "/w"), to: files, "/w")
                        fresh[saved] = try WorldText.files(files, "/w")
                    }
                    #expect(
                        try WorldText.files(again, "/w") == fresh[saved], "leftovers: \(place)")
                }
                if isSaved, files.count < step { break }
            }
            #expect(step > 10)
        }
    }

    private func text(_ files: TreeFileSystem) throws -> String {
        do {
            let world = try WorldStore.load(files, "/w")
            #expect(world.state.damage == [])
            return try WorldText.of(world)
        } catch let error as ImageError where error.kind == .notFound {
            return "nothing"
        }
    }

    @Test func `what a failed save left is made durable by the next`() throws {
        let world = try RandomWorld(seed: 4, steps: 3).world
        let text = try WorldText.of(world, asLoaded: true)
        var step = 0
        while true {
            step += 1
            let files = FaultyFileSystem()
            files.faultAt = step
            let isSaved = (try? WorldStore.save(world, to: files, "/w")) != nil
            files.faultAt = .max
            try WorldStore.save(world, to: files, "/w")
            var choices = Choices(state: 0)
            let left = TreeFileSystem(try files.afterCrash(.all, &choices))
            #expect(try self.text(left) == text, "step \(step)")
            world.state.saved = SavedRecord()
            if isSaved { break }
        }
    }
}
