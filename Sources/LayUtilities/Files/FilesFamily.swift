extension Utilities {
    /// The utilities that list, copy, change and describe files.
    static let filesUtilities: [Utility] = [
        lsUtility, dirUtility, vdirUtility, statUtility, findUtility, treeUtility, fileUtility,
        cpUtility, mvUtility, lnUtility, linkUtility, rmUtility, unlinkUtility, installUtility,
        mkdirUtility, rmdirUtility, mktempUtility, mknodUtility, mkfifoUtility, touchUtility,
        truncateUtility, ddUtility, syncUtility, chmodUtility, chownUtility, chgrpUtility,
        basenameUtility, dirnameUtility, readlinkUtility, realpathUtility, pathchkUtility,
        duUtility, dfUtility, getfattrUtility, setfattrUtility,
    ]
}
