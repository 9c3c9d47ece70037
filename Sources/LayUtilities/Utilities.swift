public import LayShell

/// The programs that stand in for coreutils and busybox inside containers.
public enum Utilities {
    /// All of them.
    public static var all: [ShellProgram] {
        shells + fileUtilities + attributeUtilities + textUtilities + filterUtilities
            + systemUtilities + table.map(\.program)
    }

    /// The utilities with their pages.
    static let table: [Utility] = [headUtility, tailUtility]

    private static var shells: [ShellProgram] {
        ["sh", "ash", "bash", "dash"].map { name in
            ShellProgram(staying: name) { try Shell.start($0) }
        } + [
            ShellProgram("yes") { context in
                let words = context.words.dropFirst()
                let line = (words.isEmpty ? [121] : Array(words.joined(separator: [32]))) + [10]
                // Many lines at a time; whoever reads them ends it.
                let piece = Array(
                    [[UInt8]](repeating: line, count: max(1, 8192 / line.count)).joined())
                while true {
                    try context.step()
                    try context.output.write(piece)
                }
            }
        ]
    }
}
