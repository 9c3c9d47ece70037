extension TreeChanges {
    /// The same changes with no time behind `latest`; `nil` when there is none.
    ///
    /// - Throws: `FileError`, for names that were in a layer and may not be.
    /// - Complexity: O(*n* log *n*) in the entries; contents are shared.
    public func limitingTimes(to latest: Nanoseconds) throws(FileError) -> TreeChanges? {
        func isLater(_ change: Change) -> Bool { (change.node?.modified ?? .min) > latest }
        guard contains(where: isLater) else { return nil }
        var result = TreeChanges()
        var links: [Int: TreePath] = [:]
        for var change in self {
            if isLater(change) { change.node?.modified = latest }
            try result.take(change, &links)
        }
        return result
    }
}
