internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayWorld

/// What a build's cache tells files apart by.
struct ContentKey {
    /// The digest of names, kinds, contents, modes, owners, links and attributes, and of no times
    /// (moby/buildkit, cache/contenthash).
    let digest: Digest
    /// The same, file by file.
    let files: CopiedFiles

    /// - Parameter contents: gives the digest of a file's bytes, read or known.
    /// - Complexity: O(*n*) in the entries, and what `contents` takes.
    init(_ tree: FileTree, contents: (FileContents) throws -> Digest) throws {
        let copy = try CopyStep([.path("/")], to: "/").resolved(from: TreeOrigin(tree))
        var digests: [Digest] = []
        digest = try copy.inputDigest { bytes in
            let digest = try contents(bytes)
            digests.append(digest)
            return digest
        }
        files = try CopiedFiles(copy, digests: digests)
    }
}
