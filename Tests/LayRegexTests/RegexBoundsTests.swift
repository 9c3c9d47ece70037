import LayRegex
import Testing

/// No pattern and no text may crash, hang or take more than linear time.
@Suite struct RegexBoundsTests {
    private struct Generator {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `random patterns end with an answer or an error`(seed: UInt64) {
        var random = Generator(state: seed)
        let pieces = [
            "a", "b", "\\", "(", ")", "\\(", "\\)", "[", "]", "^", "$", "*", "+", "?", "{", "}",
            "\\{", "\\}", ",", "1", "3", "9", "|", "\\|", "[:", ":]", "[.", "[=", "-", ".", "\\1",
            "\\<", "\\b", "\\w", "\\n", "\\x", "\\c", "é", "\u{FF}", "\n", "[^", "[[:alpha:]]",
        ].map { Array($0.utf8) } + [[0xC3], [0xFF], [0]]
        for _ in 0..<4_000 {
            var pattern: [UInt8] = []
            for _ in 0..<(1 + random.next(9)) { pattern += pieces[random.next(pieces.count)] }
            var text: [UInt8] = []
            for _ in 0..<random.next(12) { text += pieces[random.next(pieces.count)] }
            let options = RegularExpression.Options(rawValue: UInt32(random.next(1 << 15)))
            guard let expression = try? RegularExpression(pattern, options) else { continue }
            guard let match = try? expression.firstMatch(in: text) else { continue }
            #expect(match.range.upperBound <= text.count)
            for group in match.groups { #expect((group?.upperBound ?? 0) <= text.count) }
        }
    }

    @Test func `patterns that grow or nest too much are refused`() {
        for pattern in [
            "(a{1000}){1000}", "((a{200}){200}){200}", String(repeating: "(", count: 5000) + "a"
                + String(repeating: ")", count: 5000), "a{32768}",
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
