extension Utilities {
    /// Utilities of coreutils and util-linux that fewer scripts use.
    static let rarerUtilities: [Utility] = [
        numfmtUtility, basencUtility, tsortUtility, lookUtility, uuencodeUtility,
        uudecodeUtility, fallocateUtility, renameUtility, lsattrUtility, chattrUtility, prUtility,
        mcookieUtility, shasumUtility, dircolorsUtility,
    ]
}
