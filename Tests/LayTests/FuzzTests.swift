import Foundation
import Lay
import LayTestSupport
import Testing

/// Mutated scripts end in a value or an error, never in a trap or a hang.
///
/// `LAY_SEED` repeats one, `LAY_FUZZ_SHOW` shows them.
@Suite struct FuzzTests {
    private static let tokens = [
        "let", "var", "fn", "=>", "{", "}", "(", ")", "[", "]", "...", "..<", "=", "match",
        "try", "catch", "e", "x",
        "self", "1", "\"\\(", "\"", "\n", ";", "?.", "??", "return", "break", "defer", "record",
        "extend", ",", ":",
        "-", "|>", "not", "in", "is", "nil", "push", ".", "+=", "throw", "'''", "#", "0x", "1e",
        "\u{0}",
    ]

    @Test func `mutated fixtures never crash`() throws {
        let sources = try Fixture.all(in: "language").map { try $0.source() }
        try #require(sources.count >= 500)
        for seed in seeds(100) {
            var choices = Choices(state: seed)
            var text = Array(
                sources.randomElement(using: &choices)?.unicodeScalars ?? "".unicodeScalars)
            for _ in 0...Int.random(in: 0..<6, using: &choices) {
                let place = Int.random(in: 0...text.count, using: &choices)
                let end = min(text.count, place + Int.random(in: 0..<12, using: &choices))
                switch Int.random(in: 0..<4, using: &choices) {
                case 0: text.removeSubrange(place..<end)
                case 1:
                    text.insert(
                        contentsOf: (Self.tokens.randomElement(using: &choices) ?? "")
                            .unicodeScalars,
                        at: place)
                case 2:
                    text.insert(
                        contentsOf: text[place..<end],
                        at: Int.random(in: 0...text.count, using: &choices))
                default:
                    let other = Array((sources.randomElement(using: &choices) ?? "").unicodeScalars)
                    let start = Int.random(in: 0...other.count, using: &choices)
                    text.insert(contentsOf: other[start..<min(other.count, start + 40)], at: place)
                }
            }
            run(String(String.UnicodeScalarView(text)), seed)
        }
    }

    @Test func `tokens in any order never crash`() {
        for seed in seeds(100) {
            var choices = Choices(state: seed)
            let count = Int.random(in: 1..<60, using: &choices)
            let words = (0..<count).map { _ in Self.tokens.randomElement(using: &choices) ?? "" }
            run(words.joined(separator: seed % 2 == 0 ? " " : ""), seed)
        }
    }

    @Test func `random bytes never crash`() {
        for seed in seeds(100) {
            var choices = Choices(state: seed)
            let bytes = (0..<Int.random(in: 1..<200, using: &choices)).map { _ in
                UInt8.random(in: 0...(seed % 3 == 0 ? 255 : 127), using: &choices)
            }
            run(String(decoding: bytes, as: UTF8.self), seed)
        }
    }

    /// Runs a text that may be anything; it must end in a value or an error that says something.
    private func run(_ source: String, _ seed: UInt64) {
        if ProcessInfo.processInfo.environment["LAY_FUZZ_SHOW"] != nil {
            print("LAY_SEED=\(seed)\n\(source)")
        }
        let engine = Engine(limits: Limits(steps: 200_000, memory: 64 << 20))
        _ = try? engine.check(source, name: "LAY_SEED=\(seed)")
        do {
            try engine.run(source, name: "LAY_SEED=\(seed)")
        } catch {
            #expect(!error.report.isEmpty, "LAY_SEED=\(seed)")
        }
    }
}
