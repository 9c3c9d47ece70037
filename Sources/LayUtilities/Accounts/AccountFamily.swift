extension Utilities {
    /// Utilities that change accounts.
    static let accountUtilities: [Utility] = [
        useraddUtility, usermodUtility, userdelUtility, groupaddUtility, groupmodUtility,
        groupdelUtility, gpasswdUtility, adduserUtility, addgroupUtility, deluserUtility,
        delgroupUtility, chpasswdUtility, chageUtility, passwdUtility, chshUtility, chfnUtility,
    ]
}
