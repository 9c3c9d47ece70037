import Foundation

/// `Tests/Fixtures/shell/differs.txt`: in which cases Lay's shell does something else, and why.
///
/// A line is `DIALECT AREA/CASE what | reason`, where `what` is `all` or `stderr`.
struct ShellDifferences {
    /// A line of the file.
    struct Entry: Sendable {
        var isOfErrorsOnly: Bool
        var reason: String
    }

    static let file = ShellScripts.root.appending(path: "differs.txt")

    /// What a difference is called before somebody looked at it.
    static let unknown = "not yet mended"

    /// The entries by what a case is called in a report.
    static let all: [String: Entry] = {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var entries: [String: Entry] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let halves = line.split(separator: "|", maxSplits: 1)
            let words = halves[0].split(separator: " ")
            guard words.count == 3, halves.count == 2 else { continue }
            entries["\(words[0]) \(words[1])"] = Entry(
                isOfErrorsOnly: words[2] == "stderr",
                reason: halves[1].trimmingCharacters(in: .whitespaces))
        }
        return entries
    }()

    /// How many lines of the file tell of a difference.
    static let lineCount: Int = ((try? String(contentsOf: file, encoding: .utf8)) ?? "")
        .split(separator: "\n").count { !$0.hasPrefix("#") }

    /// Runs every case and writes down which differ; a reason that stands there is kept.
    static func record() throws {
        let head =
            (try? String(contentsOf: file, encoding: .utf8))?
            .split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init) ?? []
        var lines: [String] = []
        for test in ShellCase.all {
            let (ours, theirs) = (try test.run(), try test.recorded())
            let isInErrors = !ours.differences(from: theirs, ["stderr"]).isEmpty
            let isElsewhere =
                !ours.differences(from: theirs, ["status", "stdout", "files"]).isEmpty
            if !isInErrors, !isElsewhere { continue }
            let reason = all[test.testDescription]?.reason ?? unknown
            lines.append("\(test.testDescription) \(isElsewhere ? "all" : "stderr") | \(reason)")
        }
        let text = (head + lines).joined(separator: "\n") + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
