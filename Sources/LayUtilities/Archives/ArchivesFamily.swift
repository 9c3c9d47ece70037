extension Utilities {
    /// The utilities for archives and compressed files.
    static let archiveUtilities: [Utility] =
        [tarUtility, arUtility, unzipUtility, zipUtility, cpioUtility] + compressionUtilities
}
