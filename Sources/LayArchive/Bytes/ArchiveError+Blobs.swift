internal import LayFiles

/// What a blob is not that was promised to be.
extension ArchiveError {
    static var otherDigest: ArchiveError { ArchiveError("its bytes have another digest") }

    static var otherContents: ArchiveError {
        ArchiveError("its uncompressed bytes are others than those that were saved")
    }

    static var otherSize: ArchiveError { ArchiveError("it has another size") }

    static var otherBlob: ArchiveError { ArchiveError("it is not the blob that was loaded") }

    static var unreadable: ArchiveError { ArchiveError("it cannot be read") }

    static var readBefore: ArchiveError {
        ArchiveError("the archive was read to its end before")
    }
}

/// Why contents in a blob are not read; they lie in files of many names, so no path is said.
extension FileError {
    static func changedBlob(_ error: any Error) -> FileError {
        FileError(
            .io, .root, detail: "the blob of these contents changed since it was loaded: \(error)")
    }

    /// Read to the end it is not what was promised, or a limit ends the reading before.
    static func brokenBlob(_ digest: Digest, neededBy user: String, _ error: any Error)
        -> FileError
    {
        let isUnread = (error as? ArchiveError)?.limit != nil
        return FileError(
            .corruptData, .root,
            detail: "the blob \(digest) that \(user) needs is "
                + "\(isUnread ? "not read" : "damaged"): \(error)")
    }
}
