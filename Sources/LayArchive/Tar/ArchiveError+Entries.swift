internal import LayFiles

/// What an entry cannot be in a layer or a tree.
extension ArchiveError {
    private init(_ entry: TarEntry, _ reason: String) {
        self.init("the entry '\(entry.shown)' \(reason)", offset: entry.headerOffset)
    }

    static func noName(_ entry: TarEntry) -> ArchiveError { ArchiveError(entry, "has no name") }

    static func zeroInName(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(entry, "has a zero byte in its name")
    }

    static func climbingName(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(entry, "has '..' in its name")
    }

    static func standsForRoot(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(entry, "stands for the root directory")
    }

    static func noTarget(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(
            entry, "is a \(entry.kind == .hardLink ? "hard link" : "link") without a target")
    }

    static func zeroInTarget(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(entry, "has a zero byte in its target")
    }

    static func climbingHardLink(_ entry: TarEntry) -> ArchiveError {
        ArchiveError(entry, "is a hard link that leads out of the tree")
    }

    static func directoryHardLink(_ entry: TarEntry, to source: TreePath) -> ArchiveError {
        ArchiveError(
            entry, "is a hard link to the directory '\(TreePath.display(source.bytes[...]))'")
    }

    static func earlyHardLink(_ entry: TarEntry, to source: TreePath) -> ArchiveError {
        ArchiveError(
            entry,
            "is a hard link to '\(TreePath.display(source.bytes[...]))', "
                + "which the archive does not have before it")
    }

    static func emptyWhiteout(_ entry: TarEntry) -> ArchiveError {
        ArchiveError("the whiteout '\(entry.shown)' names nothing", offset: entry.headerOffset)
    }

    /// The tree does not take it.
    static func refused(_ entry: TarEntry, _ error: FileError) -> ArchiveError {
        ArchiveError("the entry '\(entry.shown)': \(error)", offset: entry.headerOffset)
    }

    static func manyEntries(_ most: Int, at offset: Int) -> ArchiveError {
        beyond(.entries, "the archive has more than \(most) entries", offset: offset)
    }
}
