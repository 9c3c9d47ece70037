internal import LayArchive

/// What of a layout or an archive of images is too large, and where a layer of one is wrong.
extension ArchiveError {
    static func largeDocument(_ name: String, _ count: Int, limit: Int) -> ArchiveError {
        beyond(
            .jsonBytes,
            "\(name) has \(count) bytes, which is much for a document, beyond the limit of \(limit)"
        )
    }

    /// It names images, containers and volumes.
    static func largeIndex(of things: Int, _ count: Int) -> ArchiveError {
        beyond(
            .jsonBytes,
            "the index.json of \(things) images, containers and volumes has \(count) bytes")
    }

    func inLayer(_ index: Int, of name: String) -> ArchiveError {
        ArchiveError("layer \(index) of \(name): \(message)", offset: offset, limit: limit)
    }
}
