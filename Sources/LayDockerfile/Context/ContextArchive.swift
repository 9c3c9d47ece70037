public import LayArchive
public import LayFiles
internal import LayImages

/// What a build takes from its input instead of a directory.
public enum ContextArchive: Sendable {
    /// The files of a tar, plain or in gzip, bzip2, xz or zstd.
    case files(FileTree)
    /// The text of a Dockerfile alone, without files to copy.
    case dockerfile([UInt8])

    /// Tells a tar from a text by what is in it.
    ///
    /// - Throws: `ArchiveError` for a tar that is damaged, `FileError`.
    /// - Complexity: O(*n*) in the bytes.
    public init(_ contents: FileContents, limits: ArchiveLimits = ArchiveLimits()) throws {
        guard Archive.isTar(contents) else {
            self = .dockerfile(try contents.bytes())
            return
        }
        self = .files(try LayerArchive.readTree(ContentsSource(contents), limits: limits))
    }
}
