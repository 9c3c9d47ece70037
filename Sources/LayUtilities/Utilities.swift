public import LayShell

/// The programs that stand in for coreutils and busybox inside containers.
public enum Utilities {
    /// All of them.
    public static var all: [ShellProgram] {
        shells + systemPrograms + table.map(\.program)
    }

    /// The utilities with their pages.
    static let table: [Utility] =
        [headUtility, tailUtility] + textFamily + filesUtilities + systemFamily + [sedUtility]
        + grepFamily + awkUtilities + jqUtilities + archiveUtilities + downloadUtilities
        + builtinPrograms + rarerUtilities + debianUtilities + alpineUtilities
        + packageHookUtilities + refusedUtilities + smallToolUtilities

    static var shells: [ShellProgram] {
        ["sh", "ash", "bash", "dash"].map { name in
            ShellProgram(staying: name) { try Shell.start($0) }
        }
    }
}
