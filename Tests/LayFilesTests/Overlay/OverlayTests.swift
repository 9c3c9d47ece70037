#if os(Linux)
    import Glibc
    import LayFiles
    import Testing

    /// The kernel's overlayfs as the judge of trees and layers.
    ///
    /// `LAY_SEED=n` repeats one seed and shows its operations, `LAY_SEEDS=n` tries that many.
    @Suite(
        .enabled(if: OverlayMount.isAvailable, "needs root and the right to mount overlays"))
    struct OverlayTests {
        private static func environment(_ name: String) -> UInt64? {
            getenv(name).flatMap { UInt64(String(cString: $0)) }
        }
        private static let seed = environment("LAY_SEED")

        static var seeds: Range<UInt64> {
            if let seed { return seed..<(seed + 1) }
            return 0..<(environment("LAY_SEEDS") ?? 40)
        }

        @Test(arguments: seeds)
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
                    let shown = pair.log.suffix(Self.seed == nil ? 3 : pair.log.count)
                    throw OracleFailure(
                        "LAY_SEED=\(seed), \(pair.log.count) operations, the last:\n"
                            + shown.map { "  \($0)\n" }.joined() + "\(error)")
                }
            }
        }
    }
#endif
