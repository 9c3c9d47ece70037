import LayShell

extension Utilities {
    /// Utilities of the system, its accounts and its processes.
    static let systemFamily: [Utility] =
        [
            envUtility, printenvUtility, sleepUtility, usleepUtility, timeoutUtility,
            idUtility, whoamiUtility, groupsUtility, lognameUtility, usersUtility, whoUtility,
            unameUtility, archUtility, nprocUtility, hostnameUtility, dnsdomainnameUtility,
            hostidUtility, uptimeUtility, lsbReleaseUtility, clearUtility, resetUtility,
            ttyUtility, mesgUtility, tputUtility, dateUtility, calUtility, getentUtility,
            getconfUtility,
            pgrepUtility, pkillUtility, killallUtility, pidofUtility, sysctlUtility, freeUtility,
            localeUtility, lddUtility, uuidgenUtility, factorUtility, bcUtility, dcUtility,
            dpkgDivertUtility, updateCertificatesUtility, crontabUtility,
        ] + checksumUtilities + accountUtilities + runningUtilities

    /// Those that read their words themselves.
    static var systemPrograms: [ShellProgram] {
        [
            trueProgram, falseProgram, sttyProgram, exprProgram, killProgram, psProgram,
            busyboxProgram, updateAlternativesProgram,
        ]
            + acceptedPrograms + unreachablePrograms
    }
}
