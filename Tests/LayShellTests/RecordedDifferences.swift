import Foundation
import Testing

/// A `differs.txt`: in which recorded cases Lay does something else, and why.
///
/// A line is `WHO AREA/CASE what | reason`, where `what` is `all` or `stderr`.
struct RecordedDifferences: Sendable {
    /// A line of the file.
    struct Entry: Sendable {
        var isOfErrorsOnly: Bool
        var reason: String
    }

    private let file: URL
    /// The entries by what a case is called in a report.
    let all: [String: Entry]
    /// How many lines of the file tell of a difference.
    let lineCount: Int

    /// What a difference is called before somebody looked at it.
    private static let unknown = "not yet mended"

    /// Those of the scripts of shells.
    static let shells = RecordedDifferences(ShellScripts.root.appending(path: "differs.txt"))
    /// Those of the scripts of utilities.
    static let utilities = RecordedDifferences(UtilityCase.root.appending(path: "differs.txt"))

    private init(_ file: URL) {
        self.file = file
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var entries: [String: Entry] = [:]
        var count = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            count += 1
            let halves = line.split(separator: "|", maxSplits: 1)
            let words = halves[0].split(separator: " ")
            guard words.count == 3, halves.count == 2 else { continue }
            entries["\(words[0]) \(words[1])"] = Entry(
                isOfErrorsOnly: words[2] == "stderr",
                reason: halves[1].trimmingCharacters(in: .whitespaces))
        }
        all = entries
        lineCount = count
    }

    /// Runs every case and writes down which differ; a reason that stands there is kept.
    func record(_ cases: [some RecordedCase]) throws {
        let head =
            (try? String(contentsOf: file, encoding: .utf8))?
            .split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init) ?? []
        var lines: [String] = []
        for test in cases {
            let (ours, theirs) = (try test.run(), try test.recorded())
            let isInErrors = !ours.differences(from: theirs, ["stderr"]).isEmpty
            let isElsewhere =
                !ours.differences(from: theirs, ["status", "stdout", "files"]).isEmpty
            if !isInErrors, !isElsewhere { continue }
            let reason = all[test.testDescription]?.reason ?? Self.unknown
            lines.append("\(test.testDescription) \(isElsewhere ? "all" : "stderr") | \(reason)")
        }
        let text = (head + lines).joined(separator: "\n") + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Holds that a case does what was recorded, but where a line tells of a difference.
    func check(_ test: some RecordedCase) throws {
        let (ours, theirs) = (try test.run(), try test.recorded())
        func compare(_ what: Set<String>) {
            let differences = ours.differences(from: theirs, what)
            #expect(
                differences.isEmpty,
                "\(test.testDescription): \(differences.joined(separator: "\n"))")
        }
        let rest: Set = ["status", "stdout", "files"]
        guard let known = all[test.testDescription] else {
            return compare(rest.union(["stderr"]))
        }
        // A line that is of no use any more fails.
        if known.isOfErrorsOnly {
            compare(rest)
            withKnownIssue("\(known.reason)") { compare(["stderr"]) }
        } else {
            withKnownIssue("\(known.reason)") { compare(rest) }
        }
    }
}

/// A script, and what the real programs were seen to do with it.
protocol RecordedCase: CustomTestStringConvertible {
    func recorded() throws -> ShellOutcome
    func run() throws -> ShellOutcome
}
