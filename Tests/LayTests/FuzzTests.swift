import Foundation
import Lay
import Testing

/// Mutated scripts end in a value or an error, never in a trap or a hang.
///
/// `LAY_SEED` repeats a run, `LAY_FUZZ` sets the number of scripts.
@Suite struct FuzzTests {
    struct Choices: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func setting(_ name: String, _ standard: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? standard
    }

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
        let first = setting("LAY_SEED", 1)
        for seed in first..<(first + setting("LAY_FUZZ", 400)) {
            var choices = Choices(state: seed &* 0x9E37_79B9_7F4A_7C15)
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
        let first = setting("LAY_SEED", 1)
        for seed in first..<(first + setting("LAY_FUZZ", 400)) {
            var choices = Choices(state: seed &* 0x9E37_79B9_7F4A_7C15)
            let count = Int.random(in: 1..<60, using: &choices)
            let words = (0..<count).map { _ in Self.tokens.randomElement(using: &choices) ?? "" }
            run(words.joined(separator: seed % 2 == 0 ? " " : ""), seed)
        }
    }

    @Test func `random bytes never crash`() {
        let first = setting("LAY_SEED", 1)
        for seed in first..<(first + setting("LAY_FUZZ", 400)) {
            var choices = Choices(state: seed &* 0x9E37_79B9_7F4A_7C15)
            let bytes = (0..<Int.random(in: 1..<200, using: &choices)).map { _ in
                UInt8.random(in: 0...(seed % 3 == 0 ? 255 : 127), using: &choices)
            }
            run(String(decoding: bytes, as: UTF8.self), seed)
        }
    }

    /// Runs a text that may be anything; it must end in a value or an error that says something.
    private func run(_ source: String, _ seed: UInt64) {
        if ProcessInfo.processInfo.environment["LAY_FUZZ_SHOW"] != nil {
            print("seed \(seed)\n\(source)")
        }
        let engine = Engine(limits: Limits(steps: 200_000, memory: 64 << 20))
        do {
            try engine.run(source, name: "seed \(seed)")
        } catch {
            #expect(!error.report.isEmpty, "seed \(seed)")
        }
    }
}
