import LayDockerfile
import Testing

/// Words that Docker 28 was asked to expand, as the value of ENV:
/// `Tests/Fixtures/dockerfile-expansion/words.txt`.
@Suite struct WordExpansionTests {
    private static let values = [
        "X": "abcabc", "E": "", "P": "/a/b.tar.gz", "LONG": "a b  c",
    ]

    struct Word: CustomTestStringConvertible, Sendable {
        let text: String
        let outcome: String
        var testDescription: String { text }
    }

    static func words() throws -> [Word] {
        let lines = String(decoding: try fixture("dockerfile-expansion/words.txt"), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return stride(from: 0, to: lines.count - 1, by: 2).map {
            Word(text: String(lines[$0]), outcome: String(lines[$0 + 1].dropFirst(2)))
        }
    }

    @Test(arguments: try words())
    func `a word is expanded as Docker does`(_ word: Word) {
        let outcome: String
        do throws(ExpansionError) {
            let expanded = try WordExpansion().word(word.text) { Self.values[$0] }
            outcome = "= [\(expanded.text)]"
        } catch {
            outcome = "! \(error)"
        }
        #expect(outcome == word.outcome)
    }

    @Test func `names are told in the order of their use, each once`() throws {
        let expanded = try WordExpansion().word("$b ${a:-$c} $X $b ${X+$E} $X") {
            Self.values[$0]
        }
        #expect(expanded.unset == ["b", "c", "a"])
        #expect(expanded.used == ["X", "E"])
    }

    @Test func `blanks of values part words, quoted ones do not`() throws {
        let words = try WordExpansion().words(#"$LONG "$LONG" a\ b '' ${U}x"#) { Self.values[$0] }
        #expect(words == ["a", "b", "c", "a b  c", "a b", "x"])
    }

    @Test func `a heredoc keeps its quotes and drops its backslashes`() throws {
        let text = #"$X "$X" '$X' \$X \\ \d ${X:-"q"} ${U:-'q'}"#
        let expanded = try WordExpansion.heredoc.word(text) { Self.values[$0] }
        #expect(expanded.text == #"abcabc "abcabc" 'abcabc' $X \ d abcabc 'q'"#)
    }

    @Test func `a backtick escapes where the file says so`() throws {
        let expanded = try WordExpansion(escape: UInt8(ascii: "`")).word(#"`$X \$X"#) {
            Self.values[$0]
        }
        #expect(expanded.text == #"$X \abcabc"#)
    }

    @Test func `what is unset can stay as it is written`() throws {
        let expansion = WordExpansion(options: .keepsUnset)
        let text = "$U ${U} ${U:-a} ${U#b} ${U//c/d} $X"
        let expanded = try expansion.word(text) { Self.values[$0] }
        #expect(expanded.text == "$U ${U} ${U:-a} ${U#b} ${U/c/d} abcabc")
    }

    @Test func `nesting and growth end in an error`() {
        let deep = String(repeating: "${U:-", count: 5000) + String(repeating: "}", count: 5000)
        let long = String(repeating: "x", count: 1 << 20)
        let wide = String(repeating: "$A", count: 40)
        #expect(throws: ExpansionError.self) { try WordExpansion().word(deep) { _ in nil } }
        #expect(throws: ExpansionError.self) { try WordExpansion().word(wide) { _ in long } }
        #expect(throws: ExpansionError.self) {
            try WordExpansion().word("${A//x/$A}") { _ in String(long.prefix(8192)) }
        }
    }
}
