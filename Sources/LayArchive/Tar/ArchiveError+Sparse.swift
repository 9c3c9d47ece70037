/// What is wrong with the maps of sparse files; entries come as messages show them.
extension ArchiveError {
    private init(mapOf shown: String, _ reason: String, at offset: Int) {
        self.init("the sparse map of the entry '\(shown)' \(reason)", offset: offset)
    }

    static func damagedMap(of shown: String, at offset: Int) -> ArchiveError {
        ArchiveError(mapOf: shown, "is damaged", at: offset)
    }

    static func cutMap(of shown: String, at offset: Int) -> ArchiveError {
        ArchiveError(mapOf: shown, "is cut short", at: offset)
    }

    /// It does not fit the bytes that are there for it, where these are counted.
    static func otherMap(of shown: String, stored: Int? = nil, at offset: Int) -> ArchiveError {
        ArchiveError(
            mapOf: shown, "does not fit" + (stored.map { " its \($0) bytes" } ?? ""), at: offset)
    }

    static func otherPartCount(of shown: String, _ count: Int, has actual: Int, at offset: Int)
        -> ArchiveError
    {
        ArchiveError(mapOf: shown, "says \(count) parts and has \(actual)", at: offset)
    }

    /// The map has more bytes, or numbers, than the headers of an entry may have.
    static func longMap(of shown: String, over most: Int, _ unit: String, at offset: Int)
        -> ArchiveError
    {
        beyond(
            .headerBytes, "the sparse map of the entry '\(shown)' has more than \(most) \(unit)",
            offset: offset)
    }

    static func noSparseSize(of shown: String, at offset: Int) -> ArchiveError {
        ArchiveError("the sparse entry '\(shown)' does not say its size", offset: offset)
    }

    static func largeSparseFile(_ entry: TarEntry, _ size: Int, limit: Int) -> ArchiveError {
        beyond(
            .bytes,
            "the sparse file '\(entry.shown)' claims \(size) bytes, with the others more "
                + "than the limit of \(limit)", offset: entry.headerOffset)
    }
}
