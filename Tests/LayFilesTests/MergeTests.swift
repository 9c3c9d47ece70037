import LayTestSupport
import Testing

@testable import LayFiles

/// Layers that were made side by side.
@Suite struct MergeTests {
    /// Two random ways on from one tree, and the layers that lead there.
    private func layers(_ seed: UInt64) throws -> (FileTree, TreeChanges, TreeChanges) {
        var choices = Choices(state: seed)
        var base = FileTree()
        for step in 0..<30 { choices.change(&base, step) }
        base = base.sealed()
        var (one, two) = (base, base)
        for step in 0..<Int.random(in: 1..<12, using: &choices) { choices.change(&one, 100 + step) }
        for step in 0..<Int.random(in: 1..<12, using: &choices) { choices.change(&two, 200 + step) }
        return (base, try TreeChanges(from: base, to: one), try TreeChanges(from: base, to: two))
    }

    @Test(arguments: seeds(100))
    func `without conflicts the order does not matter`(seed: UInt64) throws {
        let (base, a, b) = try layers(seed)
        let merge = TreeMerge(a, b)
        guard merge.conflicts.isEmpty else {
            #expect(TreeMerge(b, a).conflicts.map(\.path) == merge.conflicts.map(\.path))
            return
        }
        let merged = try merge.changes()
        #expect(try merged == TreeMerge(b, a).changes(), "LAY_SEED=\(seed)")
        #expect(
            try merged.applied(to: base) == b.applied(to: a.applied(to: base)), "LAY_SEED=\(seed)")
        #expect(
            try merged.applied(to: base) == a.applied(to: b.applied(to: base)), "LAY_SEED=\(seed)")
    }

    @Test(arguments: seeds(100))
    func `a side that is preferred keeps every change`(seed: UInt64) throws {
        let (base, a, b) = try layers(seed)
        let merge = TreeMerge(a, b)
        for (side, kept) in [(TreeMerge.Side.first, a), (.second, b)] {
            let tree = try merge.changes(preferring: side).applied(to: base)
            for change in kept {
                let entry = try? tree.entry(at: change.path, follow: false)
                let found = entry?.path == change.path ? entry?.node : nil
                switch (change.node, found) {
                case (nil, nil): continue
                case (let wanted?, let node?) where wanted.isEqual(to: node): continue
                default: Issue.record("LAY_SEED=\(seed), \(side): \(change.path)")
                }
            }
        }
    }

    @Test func `a layer merged with itself is itself`() throws {
        for seed in seeds(15) {
            let (_, a, _) = try layers(seed)
            #expect(TreeMerge(a, a).conflicts.isEmpty, "LAY_SEED=\(seed)")
            #expect(try TreeMerge(a, a).changes() == a, "LAY_SEED=\(seed)")
        }
    }
}

/// Layers that no diff has made, side by side.
@Suite struct MergeForeignTests {
    @Test(arguments: seeds(200))
    func `without conflicts the order does not matter`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        let (a, b) = (choices.layer(), choices.layer())
        let merge = TreeMerge(a, b)
        guard merge.conflicts.isEmpty else { return }
        let merged = try merge.changes()
        #expect(try merged == TreeMerge(b, a).changes(), "LAY_SEED=\(seed)")
        for _ in 0..<3 {
            let base = choices.layeredTree()
            let stepwise = try b.applied(to: a.applied(to: base))
            #expect(try merged.applied(to: base) == stepwise, "LAY_SEED=\(seed)")
        }
    }
}
