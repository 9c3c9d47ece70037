import LayRegex
import LayTestSupport
import Testing

/// No pattern and no text may crash, hang or take more than linear time.
@Suite struct RegexBoundsTests {
    @Test func `random patterns end with an answer or an error`() {
        let pieces =
            [
                "a", "b", "\\", "(", ")", "\\(", "\\)", "[", "]", "^", "$", "*", "+", "?", "{", "}",
                "\\{", "\\}", ",", "1", "3", "9", "|", "\\|", "[:", ":]", "[.", "[=", "-", ".",
                "\\1", "\\<", "\\b", "\\w", "\\n", "\\x", "\\c", "é", "\u{FF}", "\n", "[^",
                "[[:alpha:]]",
            ].map { Array($0.utf8) } + [[0xC3], [0xFF], [0]]
        for seed in seeds(10_000) {
            var choices = Choices(state: seed)
            func some(_ counts: Range<Int>) -> [UInt8] {
                (0..<Int.random(in: counts, using: &choices)).flatMap { _ in
                    pieces.randomElement(using: &choices) ?? []
                }
            }
            let (pattern, text) = (some(1..<10), some(0..<12))
            let bits = UInt32.random(in: 0..<(1 << 15), using: &choices)
            let options = RegularExpression.Options(rawValue: bits)
            guard let expression = try? RegularExpression(pattern, options) else { continue }
            guard let match = try? expression.firstMatch(in: text) else { continue }
            let ends = match.groups.map { $0?.upperBound ?? 0 } + [match.range.upperBound]
            #expect(ends.allSatisfy { $0 <= text.count }, "LAY_SEED=\(seed)")
        }
    }

    @Test func `patterns that grow or nest too much are refused`() {
        for pattern in [
            "(a{1000}){1000}", "((a{200}){200}){200}",
            String(repeating: "(", count: 5000) + "a" + String(repeating: ")", count: 5000),
            "a{32768}",
            String(repeating: "a*", count: 100) + String(repeating: "*", count: 100_000),
        ] {
            #expect(throws: RegularExpressionError.self) {
                try RegularExpression(Array(pattern.utf8), .grepExtended)
            }
        }
    }

    @Test func `famous slow patterns are linear`() throws {
        let text = [UInt8](repeating: 0x61, count: 200_000)
        for pattern in ["(a*)*b", "(a|aa)+$x", "(a+)+b", "(.*)(.*)(.*)(.*)x", "(a|b)*a(a|b){12}"] {
            let expression = try RegularExpression(Array(pattern.utf8), .sedExtended)
            _ = try expression.firstMatch(in: text)
        }
        let long = try RegularExpression(Array("((a)|(b))*".utf8), .sedExtended)
        let match = try #require(try long.firstMatch(in: text))
        #expect(match.range == 0..<200_000)
        #expect(match.group(2) == 199_999..<200_000)
    }

    @Test func `groups of a match of two megabytes are found piece by piece`() throws {
        var text = [UInt8](repeating: 0x61, count: 2_200_000)
        text[1_500_000] = 0x62
        let expression = try RegularExpression(Array("(a*)b((a)*)".utf8), .sedExtended)
        let match = try #require(try expression.firstMatch(in: text))
        #expect(match.group(1) == 0..<1_500_000)
        #expect(match.group(2) == 1_500_001..<2_200_000)
        #expect(match.group(3) == 2_199_999..<2_200_000)
    }

    @Test func `a host can stop a search with back-references`() throws {
        let expression = try RegularExpression(
            Array("(a*)(a*)(a*)(a*)\\1\\2\\3\\4b".utf8), .sedExtended)
        let text = [UInt8](repeating: 0x61, count: 300) + [0x62, 0x63]
        let searcher = RegularExpression.Searcher(expression)
        struct Stopped: Error {}
        #expect(throws: Stopped.self) {
            try text.withUnsafeBufferPointer { bytes in
                var left = 100_000
                _ = try searcher.firstRange(in: bytes.dropLastOne) { steps in
                    left -= steps
                    if left < 0 { throw Stopped() }
                }
            }
        }
    }

    @Test func `a back-reference to a large text is quick`() throws {
        let expression = try RegularExpression(Array("^\\(.*\\)\\n\\1$".utf8), .sed)
        let half = [UInt8](repeating: 0x78, count: 2000)
        #expect(try expression.firstMatch(in: half + [10] + half)?.group(1) == 0..<2000)
        #expect(try !expression.matches(half + [10] + half + [0x79]))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The same without the last byte.
    fileprivate var dropLastOne: Self { Self(rebasing: self[0..<(count - 1)]) }
}
