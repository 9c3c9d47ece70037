public import LayDisk
public import LayFiles

extension LayerArchive {
    /// What somebody who read a blob before says of it; held against the blob when it is touched.
    public struct Promise: Sendable {
        /// The digest of the blob.
        public let digest: Digest
        /// The digest of its uncompressed bytes.
        public let diffID: Digest
        /// How many those are.
        public let size: Int
        /// What needs the blob, for messages.
        public let user: String

        /// A promise of these parts.
        public init(digest: Digest, diffID: Digest, size: Int, user: String) {
            self.digest = digest
            self.diffID = diffID
            self.size = size
            self.user = user
        }

        func check(_ digest: Digest, _ diffID: Digest, _ size: Int) throws {
            if digest != self.digest { throw ArchiveError.otherDigest }
            if diffID != self.diffID || size != self.size {
                throw ArchiveError.otherContents
            }
        }

        func broken(_ error: any Error) -> FileError {
            .brokenBlob(digest, neededBy: user, error)
        }
    }

    /// The uncompressed bytes of a blob that is not looked at before somebody reads them.
    ///
    /// Reading throws a `FileError` of code `corruptData` when the blob is not what was promised.
    public static func bytes(
        of blob: ByteSource, _ promise: Promise, limits: ArchiveLimits = ArchiveLimits(),
        scratch: ScratchSpace? = nil
    ) -> ByteSource {
        BlobBytes(of: blob, promise, limits, scratch)
    }
}
