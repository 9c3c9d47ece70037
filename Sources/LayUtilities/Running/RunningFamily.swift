extension Utilities {
    /// Utilities that run other programs or tell where they are.
    static let runningUtilities: [Utility] =
        [
            getoptUtility, whichUtility, whereisUtility, niceUtility, stdbufUtility, ioniceUtility,
            timeUtility, flockUtility, suUtility, runuserUtility, setprivUtility, chrootUtility,
            runPartsUtility, serviceUtility, startStopDaemonUtility,
        ] + wrapperUtilities + initUtilities + userRunners
}
