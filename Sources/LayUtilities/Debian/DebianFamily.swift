extension Utilities {
    /// The programs of Debian's packages.
    static let debianUtilities: [Utility] = [
        dpkgUtility, dpkgDebUtility, dpkgQueryUtility, dpkgArchitectureUtility,
        dpkgStatOverrideUtility, dpkgReconfigureUtility, debconfSetSelectionsUtility, aptUtility,
        aptGetUtility, aptMarkUtility, aptCacheUtility, aptConfigUtility, aptKeyUtility,
    ]
}
