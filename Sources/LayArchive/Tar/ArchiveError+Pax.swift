/// What is wrong with the records of pax headers.
extension ArchiveError {
    private init(record name: String, _ reason: String, at offset: Int) {
        self.init("the pax record '\(name)' \(reason)", offset: offset)
    }

    static func damagedRecord(at offset: Int) -> ArchiveError {
        ArchiveError("a pax record is damaged", offset: offset)
    }

    static func globalRecord(_ name: String, at offset: Int) -> ArchiveError {
        ArchiveError("a global pax header sets '\(name)' for all entries", offset: offset)
    }

    static func noNumber(in record: String, at offset: Int) -> ArchiveError {
        ArchiveError(record: record, "is no number that fits 63 bits", at: offset)
    }

    static func noSparseNumber(in record: String, at offset: Int) -> ArchiveError {
        ArchiveError(record: record, "is no number", at: offset)
    }

    static func noTime(in record: String, at offset: Int) -> ArchiveError {
        ArchiveError(record: record, "is no time", at: offset)
    }

    static func noBase64(in record: String, at offset: Int) -> ArchiveError {
        ArchiveError(record: record, "is no base64", at: offset)
    }

    static func brokenAttributeName(at offset: Int) -> ArchiveError {
        ArchiveError("an extended attribute has an empty or broken name", offset: offset)
    }

    static func disorderedMap(at offset: Int) -> ArchiveError {
        ArchiveError("a sparse map is out of order", offset: offset)
    }

    static func damagedMapRecord(_ record: String, at offset: Int) -> ArchiveError {
        ArchiveError("the sparse map '\(record)' is damaged", offset: offset)
    }

    static func unknownSparseFormat(_ major: Int, at offset: Int) -> ArchiveError {
        ArchiveError(
            "the sparse format \(major) is not known: make the archive with --sparse-version=1.0",
            offset: offset)
    }
}
