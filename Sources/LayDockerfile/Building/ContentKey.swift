internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages

/// What a build's cache tells files apart by.
enum ContentKey {
    /// The digest of names, kinds, contents, modes, owners, links and attributes, and of no times
    /// (moby/buildkit, cache/contenthash).
    ///
    /// - Parameter contents: gives the digest of a file's bytes, read or known.
    /// - Complexity: O(*n*) in the entries, and what `contents` takes.
    static func of(
        _ tree: FileTree, contents: (FileContents) throws -> Digest
    ) throws -> Digest {
        try CopyStep([.path("/")], to: "/").resolved(from: TreeOrigin(tree)).inputDigest(
            of: contents)
    }
}
