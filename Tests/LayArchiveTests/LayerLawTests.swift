import LayArchive
import LayTestSupport
import Testing

@testable import LayFiles

/// The laws of layers on layers that no diff has made, in memory and read from bytes.
///
/// `LAY_SEED=n` repeats one seed, `LAY_SEEDS=n` tries that many.
@Suite struct LayerLawTests {
    private func read(_ layer: TreeChanges) throws -> TreeChanges {
        try LayerArchive.read(MemoryBytes(try LayerArchive.write(layer))).changes
    }

    @Test(arguments: seeds(400))
    func `layers of any kind obey the laws`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        var layers = [choices.layer(), choices.layer(), choices.layer()]
        for index in layers.indices where Bool.random(using: &choices) {
            layers[index] = try read(layers[index])
        }
        let one = try layers[0].then(layers[1])
        let other = try layers[1].then(layers[2])
        for layer in try layers + [one, other, one.then(layers[2])] {
            #expect(layer.upper.brokenInvariants() == [], "LAY_SEED=\(seed)")
            let bytes = try LayerArchive.write(layer)
            let again = try LayerArchive.read(MemoryBytes(bytes)).changes
            #expect(again == layer, "LAY_SEED=\(seed)")
            #expect(try LayerArchive.write(again) == bytes, "LAY_SEED=\(seed)")
            #expect(try layer.filtered { _ in true } == layer, "LAY_SEED=\(seed)")
        }
        for _ in 0..<4 {
            let base = choices.layeredTree()
            let step = try layers[1].applied(to: layers[0].applied(to: base))
            #expect(try one.applied(to: base) == step, "LAY_SEED=\(seed)")
            #expect(try read(one).applied(to: base) == step, "LAY_SEED=\(seed)")
            let last = try layers[2].applied(to: step)
            #expect(last.brokenInvariants() == [], "LAY_SEED=\(seed)")
            #expect(try one.then(layers[2]).applied(to: base) == last, "LAY_SEED=\(seed)")
            #expect(try layers[0].then(other).applied(to: base) == last, "LAY_SEED=\(seed)")
            let least = try TreeChanges(from: base, to: last)
            #expect(try least.applied(to: base) == last, "LAY_SEED=\(seed)")
            #expect(!least.contains { $0.isOpaque }, "LAY_SEED=\(seed)")
            #expect(try read(least) == least, "LAY_SEED=\(seed)")
            let tar = try LayerArchive.write(last)
            #expect(try LayerArchive.readTree(MemoryBytes(tar)) == last, "LAY_SEED=\(seed)")
        }
    }
}
