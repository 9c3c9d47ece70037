internal import LayShell

extension Utilities {
    /// `docs/utilities.md`: every utility of the table with its options.
    public static var document: String {
        var lines = [
            "# Utilities", "",
            "The programs that `toolbox` has and other images name: each is there where the image has",
            "a file of its name, and behaves as GNU's, or as busybox's where the file is a link to",
            "busybox. `NAME --help` tells the same in a container. This page is made from the table",
            "that reads their arguments; `Tests/Fixtures/utilities` holds them against the real ones.",
            "",
        ]
        for utility in table.sorted(by: { $0.name < $1.name }) {
            lines += [
                "## \(utility.name)", "", "`\(utility.name) \(utility.usage)`: \(utility.summary).",
                "",
            ]
            for option in utility.options {
                var line = "- `\(option.names)`: \(option.help)"
                switch option.effect {
                case .works: break
                case .idle(let why): line += " (taken without effect: \(why))"
                case .missing: line += " (refused by name)"
                }
                switch option.family {
                case .both: break
                case .gnu: line += " · GNU"
                case .busybox: line += " · busybox"
                }
                lines.append(line)
            }
            if !utility.options.isEmpty { lines.append("") }
        }
        let others = (shells + systemPrograms).map(\.name)
            .filter { name in !table.contains { $0.name == name } }
        lines += ["## Others", "", others.sorted().map { "`\($0)`" }.joined(separator: " "), ""]
        return lines.joined(separator: "\n")
    }
}
