import Foundation
import LayRegex
import Testing

/// The answers of GNU sed, grep, gawk and bash, written down by `Tests/Fixtures/regex/record.py`.
@Suite struct RegexFixtureTests {
    /// Cases in which we differ on purpose, or in which the tool is wrong.
    static let known: Set<String> = [
        // grep's own matcher and regexec disagree about an interval without an operand.
        "grepE {1}",
        // grep repeats the anchor to choose lines and skips the star for -o.
        "grepE ^*a",
        // GNU takes the context of a stray byte from the character before it.
        "sedE \\x5cbb", "grepE \\x5cbb", "grepE \\x5c<.",
        // sed reports an open bracket made by an escape without saying which.
        "sed \\x5cx5b",
    ]

    /// How many cases there are of each tool.
    static let counts = [
        "sed": 1648, "sedE": 1804, "grep": 1344, "grepE": 2658, "gawk": 1476, "bash": 1008,
    ]

    @Test(arguments: counts.keys.sorted())
    func `answers are those of the tool`(tool: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/regex/cases.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        var count = 0
        for line in lines where line.hasPrefix(tool + "\t") {
            count += 1
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            if Self.known.contains("\(fields[0]) \(fields[2])") { continue }
            let mine = RegexCase(line: line).answer()
            let theirs = String(fields[4])
            if theirs == "!" {
                #expect(mine.hasPrefix("!"), "\(line)")
            } else {
                #expect(mine == theirs, "\(line)")
            }
        }
        #expect(count == Self.counts[tool])
    }
}
