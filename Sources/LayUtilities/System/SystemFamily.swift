import LayShell

extension Utilities {
    /// Utilities of the system, its accounts and its processes.
    static let systemFamily: [Utility] =
        [
            envUtility, printenvUtility, sleepUtility, usleepUtility, timeoutUtility,
            idUtility, whoamiUtility, groupsUtility, lognameUtility, usersUtility, whoUtility,
            unameUtility, archUtility, nprocUtility, hostnameUtility, dnsdomainnameUtility,
            hostidUtility, uptimeUtility, lsbReleaseUtility, clearUtility, resetUtility,
            ttyUtility, mesgUtility, tputUtility, dateUtility, calUtility,
        ] + checksumUtilities + accountUtilities

    /// Those that read their words themselves.
    static var systemPrograms: [ShellProgram] {
        [trueProgram, falseProgram, sttyProgram, exprProgram]
    }
}
