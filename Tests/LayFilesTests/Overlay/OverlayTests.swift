#if os(Linux)
    import Glibc
    import LayFiles
    import LayTestSupport
    import Testing

    /// The kernel's overlayfs as the judge of trees and layers.
    ///
    /// `LAY_SEED=n` repeats one seed and shows its operations, `LAY_SEEDS=n` tries that many.
    @Suite(.needs("overlay mounts") { OverlayMount.isAvailable })
    struct OverlayTests {
        @Test(arguments: seeds(10))
        func `random changes leave the kernel and Lay with the same trees`(seed: UInt64) throws {
            try OverlayMount.run { mount in
                var choices = Choices(state: seed)
                var pair = OverlayPair(mount)
                let layers = Int.random(in: 1...5, using: &choices)
                do {
                    for layer in 0..<layers {
                        if layer > 0 { try pair.seal() }
                        for _ in 0..<2 {
                            for _ in 0..<Int.random(in: 1...60, using: &choices) {
                                let known = Array(pair.tree.walk().map(\.path))
                                try pair.perform(choices.operation(pair.step + 1, known))
                            }
                            try pair.compare()
                        }
                    }
                    try pair.compareJoined()
                } catch {
                    let shown = pair.log.suffix(seeds(10).count > 1 ? 3 : pair.log.count)
                    throw OracleFailure(
                        "LAY_SEED=\(seed), \(pair.log.count) operations, the last:\n"
                            + shown.map { "  \($0)\n" }.joined() + "\(error)")
                }
            }
        }
    }
#endif
